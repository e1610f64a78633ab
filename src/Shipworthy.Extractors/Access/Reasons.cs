using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Access;

/// <summary>Tells whether a file says why a statement is as it is: a comment on the few lines in front of it, or on the first ones in it.</summary>
sealed class Reasons(SourceTree tree)
{
    const int Before = 3;
    const int After = 4;
    const int Shortest = 12;

    /// <summary>Whether a reason stands beside a place.</summary>
    public bool StandBeside(Location at)
    {
        if (at.Line == 0 || tree.Find(at.Path) is not { } file)
            return false;
        var lines = file.Text.Split('\n');
        for (var i = Math.Max(0, at.Line - 1 - Before); i < Math.Min(lines.Length, at.Line + After); i++)
            if (TextOf(lines[i]).Length >= Shortest)
                return true;
        return false;
    }

    static string TextOf(string line)
    {
        var trimmed = line.Trim();
        var comment =
            trimmed.StartsWith('#') ? trimmed.TrimStart('#')
            : trimmed.StartsWith("//", StringComparison.Ordinal) ? trimmed[2..]
            : trimmed.IndexOf(" # ", StringComparison.Ordinal) is > 0 and var hash ? trimmed[(hash + 2)..]
            : "";
        return comment.Trim();
    }
}
