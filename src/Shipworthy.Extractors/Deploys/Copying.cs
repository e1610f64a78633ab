using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Deploys;

/// <summary>Tells commands that copy files to another machine from those that fetch files from one: the last argument is where they go.</summary>
static partial class Copying
{
    /// <summary>Options that a word follows, of <c>scp</c> and of <c>rsync</c>.</summary>
    static readonly HashSet<string> Valued =
    [
        "-e",
        "-i",
        "-o",
        "-p",
        "-P",
        "-F",
        "-J",
        "-f",
        "-T",
        "-B",
        "--rsh",
        "--exclude",
        "--exclude-from",
        "--include",
        "--include-from",
        "--files-from",
        "--filter",
        "--chown",
        "--chmod",
        "--rsync-path",
        "--timeout",
        "--bwlimit",
        "--log-file",
        "--backup-dir",
        "--port",
        "--out-format",
    ];

    /// <summary>Whether the command copies to another machine.</summary>
    public static bool IsToElsewhere(string line)
    {
        if (!Program().IsMatch(line))
            return false;
        var words = Joined().Replace(line, one => one.Value.Replace(' ', '_')).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var remote = Array.FindLastIndex(words, word => !word.StartsWith('-') && word.IndexOf(':') > 0);
        if (remote < 1)
            return false;
        for (var at = remote + 1; at < words.Length; at++)
            if (words[at].StartsWith('-'))
                at += Valued.Contains(words[at]) ? 1 : 0;
            else if (Redirection().IsMatch(words[at]))
                return true;
            else
                return false;
        return true;
    }

    [GeneratedRegex(@"^(?:scp|rsync)\b", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Program();

    /// <summary>Words with blanks in them: quoted ones, and expressions of pipelines.</summary>
    [GeneratedRegex(@"""[^""]*""|'[^']*'|\$\{\{.*?\}\}", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Joined();

    [GeneratedRegex(@"^\d?[<>|&;#]", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Redirection();
}
