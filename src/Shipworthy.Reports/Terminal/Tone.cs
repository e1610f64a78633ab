namespace Shipworthy.Reports.Terminal;

/// <summary>How a piece of text looks. Only the reader's own sixteen colours, bold and dim; never a meaning without a shape or a word beside it.</summary>
enum Tone
{
    Plain,
    Bold,
    Dim,
    Proved,
    AllProved,
    Fails,
    Blocks,
    Open,
}

static class Tones
{
    extension(Tone tone)
    {
        /// <summary>The parameters of the escape sequence (ECMA-48, "select graphic rendition"); empty for plain text.</summary>
        public string Code =>
            tone switch
            {
                Tone.Plain => "",
                Tone.Bold => "1",
                Tone.Dim => "2",
                Tone.Proved => "32",
                Tone.AllProved => "1;32",
                Tone.Fails => "31",
                Tone.Blocks => "1;31",
                Tone.Open => "33",
            };
    }
}

/// <summary>A piece of text in one tone.</summary>
/// <param name="Whole">True for what is never broken over lines: a path, a command. It may be longer than the line.</param>
readonly record struct Run(string Text, Tone Tone = Tone.Plain, bool Whole = false)
{
    public static implicit operator Run(string text) => new(text);
}
