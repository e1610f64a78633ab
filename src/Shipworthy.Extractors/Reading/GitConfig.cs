using System.Text;

namespace Shipworthy.Extractors.Reading;

/// <summary>
/// The plain settings of a repository's <c>config</c>: sections, keys and values on one line. Included files are not followed: what Shipworthy asks for
/// (case, object format, partial clone) is written there by git itself.
/// </summary>
sealed class GitConfig
{
    readonly Dictionary<string, string> values = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads the bytes of a configuration file. Lines that are not understood are passed over.</summary>
    public GitConfig(ReadOnlySpan<byte> bytes)
    {
        var section = "";
        foreach (var raw in Encoding.UTF8.GetString(bytes).AsSpan().EnumerateLines())
        {
            var line = raw.Trim();
            if (line.IsEmpty || line[0] is '#' or ';')
                continue;
            if (line[0] == '[')
            {
                section = line.IndexOf(']') is > 0 and var end ? NameOf(line[1..end]) : "";
                continue;
            }
            var equals = line.IndexOf('=');
            var key = (equals < 0 ? line : line[..equals]).Trim();
            values[$"{section}.{key}"] = equals < 0 ? "true" : line[(equals + 1)..].Trim().Trim('"').ToString();
        }
    }

    /// <summary>A value by its dotted name, without case; null when it is not set.</summary>
    public string? this[string name] => values.GetValueOrDefault(name);

    /// <summary>Whether a switch is on.</summary>
    public bool IsTrue(string name) => this[name]?.ToLowerInvariant() is "true" or "yes" or "on" or "1";

    /// <summary>Names of the subsections of a section: of the remotes, for instance.</summary>
    public IEnumerable<string> Subsections(string section) =>
        values
            .Keys.Where(name =>
                name.StartsWith($"{section}.", StringComparison.OrdinalIgnoreCase) && name.LastIndexOf('.') > section.Length
            )
            .Select(name => name[(section.Length + 1)..name.LastIndexOf('.')])
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal);

    static string NameOf(ReadOnlySpan<char> header)
    {
        var quote = header.IndexOf('"');
        return quote < 0 ? header.Trim().ToString() : $"{header[..quote].Trim()}.{header[(quote + 1)..].TrimEnd().TrimEnd('"')}";
    }
}
