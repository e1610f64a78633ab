namespace Shipworthy.Syntax;

/// <summary>What a lowering makes of a text: all of a <see cref="CodeFile"/> except its path and text.</summary>
sealed record CodeArena(
    Language Language,
    CodeEntry[] Entries,
    string[] Strings,
    ImmutableArray<Span> Comments,
    int SyntaxNodes,
    string? NotParsed
)
{
    /// <summary>Only a root, for a text that was not parsed, with the reason as a clause.</summary>
    public static CodeArena Empty(Language language, string text, string because) =>
        new(
            language,
            [
                new()
                {
                    End = text.Length,
                    Next = 1,
                    Parent = -1,
                    Kind = CodeKind.Module,
                },
            ],
            [""],
            [],
            0,
            because
        );
}
