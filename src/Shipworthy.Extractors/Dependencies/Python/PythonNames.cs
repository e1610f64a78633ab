using System.Text;

namespace Shipworthy.Extractors.Dependencies.Python;

/// <summary>Names and requirements of Python packages.</summary>
static class PythonNames
{
    static readonly ImmutableArray<string> development =
    [
        "dev",
        "develop",
        "development",
        "test",
        "tests",
        "testing",
        "lint",
        "linting",
        "doc",
        "docs",
        "ci",
        "typing",
        "types",
        "mypy",
        "format",
        "debug",
        "bench",
        "benchmark",
        "build",
        "release",
        "pre-commit",
        "notebook",
        "notebooks",
    ];

    /// <summary>The normal form of a name (packaging.python.org, "Names and normalization"): lower case, runs of <c>-_.</c> as one hyphen.</summary>
    public static string Normal(string name)
    {
        var normal = new StringBuilder(name.Length);
        foreach (var c in name.Trim())
            if (c is not ('-' or '_' or '.'))
                normal.Append(char.ToLowerInvariant(c));
            else if (normal.Length > 0 && normal[^1] != '-')
                normal.Append('-');
        return normal.ToString();
    }

    /// <summary>Whether a group of requirements is for developers by its name: <c>dev</c>, <c>test</c>, <c>requirements-lint</c>.</summary>
    public static bool IsDevelopment(string group) =>
        group.ToLowerInvariant().Split('-', '_', '.', '/').Any(word => development.Contains(word));

    /// <summary>
    /// Reads a requirement (PEP 508) such as <c>uvicorn[standard]>=0.30 ; python_version > "3.9"</c>; null for a text that is none. The version is exact
    /// behind <c>==</c>, else the lowest one that is named.
    /// </summary>
    public static LockedPackage? Requirement(string text, int line)
    {
        var end = 0;
        while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] is '-' or '_' or '.'))
            end++;
        if (end == 0)
            return null;
        var name = Normal(text[..end]);
        var rest = text[end..].Split(';')[0].Trim();
        if (rest.StartsWith('[') && rest.IndexOf(']') is > 0 and var bracket)
            rest = rest[(bracket + 1)..].Trim();
        if (rest.StartsWith('@'))
            return new(name, "", line) { IsResolved = false };
        if (rest.Length > 0 && rest[0] is not ('=' or '<' or '>' or '~' or '!' or '(' or '^') && !char.IsAsciiDigit(rest[0]))
            return null;
        var (version, isExact) = VersionOf(rest.Trim('(', ')'));
        return new(name, version, line) { IsResolved = isExact };
    }

    static (string Version, bool IsExact) VersionOf(string specifiers)
    {
        var lowest = "";
        foreach (var one in specifiers.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var version = one.TrimStart('=', '>', '<', '~', '!', '^', ' ').Split(' ')[0];
            if (one.StartsWith("==", StringComparison.Ordinal) && !version.Contains('*'))
                return (version, true);
            if (one.StartsWith(">=", StringComparison.Ordinal) || one.StartsWith("~=", StringComparison.Ordinal) || one.StartsWith('^'))
                lowest = version;
        }
        return (lowest, false);
    }
}
