using System.Text.RegularExpressions;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Headers;

/// <summary>
/// The headers that a server of nginx sends with its pages: those of <c>location /</c> where it adds any, otherwise those around it. Source: ngx_http_headers_module,
/// "These directives are inherited from the previous configuration level if and only if there are no add_header directives defined on the current level".
/// </summary>
static partial class NginxHeaders
{
    const int DeepestInclude = 3;

    /// <summary>The settings of a file; those of files that it includes count as written there.</summary>
    public static IEnumerable<HeaderSetting> Of(SourceFile file, SourceTree tree)
    {
        if (
            !file.Text.Contains("add_header", StringComparison.OrdinalIgnoreCase)
            && !file.Text.Contains("include", StringComparison.Ordinal)
        )
            yield break;
        if (!file.Text.Contains("server", StringComparison.Ordinal) && !file.Text.Contains("location", StringComparison.Ordinal))
            yield break;
        var root = new Level("", null);
        Read(file, tree, root, DeepestInclude);
        foreach (var server in root.All().Where(level => level.Kind is "server"))
        {
            var pages = server.Inner.Where(level => level.Path is "/" or "= /" or "/index.html" or "= /index.html").ToList();
            var effective = pages.Count == 0 ? server.Effective() : pages[0].Effective();
            foreach (var (name, value, always, at) in effective)
            {
                var dropped = pages.Skip(1).FirstOrDefault(page => page.Own.Count > 0 && !page.Own.Exists(one => one.Name == name));
                yield return new(name, value.StartsWith('$') ? Variable(file.Text, value[1..]) : value, at)
                {
                    Folder =
                        file.Folder.LastIndexOf('/') is >= 0 and var slash && file.Folder[(slash + 1)..] is "nginx" or "conf" or "docker"
                            ? file.Folder[..slash]
                            : null,
                    Misses =
                        dropped is not null ? $"location {dropped.Path} adds headers of its own, and so goes without it"
                        : always ? null
                        : "errors go without it, since it lacks always",
                };
            }
        }
    }

    /// <summary>What a variable of one's own holds: by <c>set</c>, or the default of a <c>map</c>; null when neither is in the file.</summary>
    static string? Variable(string text, string name)
    {
        foreach (Match match in Set().Matches(text))
            if (match.Groups["name"].Value == name)
                return match.Groups["value"].Value.Trim('"', '\'');
        return null;
    }

    static void Read(SourceFile file, SourceTree tree, Level level, int includes)
    {
        var line = 0;
        foreach (var raw in file.Text.Split('\n'))
        {
            line++;
            var text = Comment().Replace(raw, "").Trim();
            if (Header().Match(text) is { Success: true } header && HeaderNames.Of(header.Groups["name"].Value) is var name)
                level.Own.Add(
                    (name ?? "", header.Groups["value"].Value.Trim('"', '\''), header.Groups["always"].Success, file.AtLine(line))
                );
            else if (Include().Match(text) is { Success: true } include && includes > 0)
            {
                var wanted = include.Groups[1].Value;
                var last = wanted[(wanted.LastIndexOf('/') + 1)..];
                if (
                    tree.Files.FirstOrDefault(one => one.Name == last && one != file) is { } inner
                    && !last.Contains('*', StringComparison.Ordinal)
                )
                    Read(inner, tree, level, includes - 1);
            }
            foreach (var letter in text)
                if (letter == '{')
                    level = level.Open(text);
                else if (letter == '}' && level.Outer is { } outer)
                    level = outer;
        }
    }

    sealed class Level(string head, Level? outer)
    {
        public Level? Outer => outer;
        public List<Level> Inner { get; } = [];
        public List<(string Name, string Value, bool Always, Location At)> Own { get; } = [];
        public string Kind { get; } = head.Split([' ', '{'], 2)[0];
        public string Path { get; } =
            head.StartsWith("location", StringComparison.Ordinal) ? head["location".Length..].TrimEnd('{', ' ').Trim() : "";

        public Level Open(string text)
        {
            var inner = new Level(text, this);
            Inner.Add(inner);
            return inner;
        }

        public IEnumerable<Level> All() => Inner.SelectMany(one => one.All()).Prepend(this);

        /// <summary>Its own headers, or those of the nearest level around it that has any.</summary>
        public IEnumerable<(string Name, string Value, bool Always, Location At)> Effective() =>
            Own.Count > 0 ? Own.Where(one => one.Name.Length > 0) : outer?.Effective() ?? [];
    }

    [GeneratedRegex(@"(?:^|\s)#.*$", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Comment();

    [GeneratedRegex(
        @"^(?:more_set_headers|add_header)\s+[""']?(?<name>[\w-]+)[""']?:?\s+(?<value>""[^""]*""|'[^']*'|[^\s;]+)\s*(?<always>always)?\s*;",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Header();

    [GeneratedRegex(
        @"\bset\s+\$(?<name>\w+)\s+(?<value>""[^""]*""|'[^']*'|[^\s;]+)\s*;|\bmap\s+\S+\s+\$(?<name>\w+)\s*\{[^}]*?\bdefault\s+(?<value>""[^""]*""|'[^']*'|[^\s;]+)\s*;",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Set();

    [GeneratedRegex(@"^include\s+([^;]+);", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Include();
}
