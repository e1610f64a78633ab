namespace Shipworthy.Reports;

/// <summary>What settles an unproven verdict: the explanation of a check in the two parts that a list has room for.</summary>
/// <param name="Command">The first command of Shipworthy that it names; empty when it names none.</param>
/// <param name="Does">The sentence that names it, or else the first one, without the command and the marks of inline code.</param>
public sealed record Settling(string Command, string Does)
{
    const string commandStart = "`shipworthy ";

    /// <summary>What the check says.</summary>
    public static Settling Of(Check check)
    {
        var text = Words.OneLine(check.SettledBy);
        var start = text.IndexOf(commandStart, StringComparison.Ordinal);
        var end = start < 0 ? -1 : text.IndexOf('`', start + 1);
        var command = end < 0 ? "" : text[(start + 1)..end];
        return new(command, Words.Plain(WithoutCommand(SentenceAt(text, Math.Max(start, 0)))));
    }

    /// <summary>The sentence that holds the position.</summary>
    static string SentenceAt(string text, int position)
    {
        var sentence = Words.FirstSentence(text);
        var next = sentence.Length + 2;
        return position < next || next >= text.Length ? sentence : SentenceAt(text[next..], position - next);
    }

    /// <summary>"A list of incidents: `shipworthy attest 8.5`, for 90 days." says after its colon only what stands beside it anyway.</summary>
    static string WithoutCommand(string sentence)
    {
        var end = sentence.StartsWith(commandStart, StringComparison.Ordinal) ? sentence.IndexOf("`: ", StringComparison.Ordinal) : -1;
        if (end > 0)
            return sentence[(end + 3)..];
        var colon = sentence.IndexOf($": {commandStart}", StringComparison.Ordinal);
        return colon < 0 ? sentence : sentence[..colon];
    }
}
