using Shipworthy.Extractors.Reading;
using Shipworthy.Extractors.Toml;

namespace Shipworthy.Extractors.Cors;

/// <summary>Headers that Netlify and Cloudflare Pages add: <c>[[headers]]</c> of <c>netlify.toml</c>, and files called <c>_headers</c>.</summary>
public sealed class CorsInNetlify : IExtractor
{
    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(CorsRule)];

    /// <inheritdoc/>
    public void Extract(Sources sources, Learner learn)
    {
        foreach (var file in sources.Tree.Named("netlify.toml"))
        foreach (var entry in TomlFile.Read(file)["headers"].Each())
        {
            var headers = entry["values"].Entries.Select(header => new HeaderRules.Header(header.Key, header.Value.Text, header.At));
            if (HeaderRules.Of("netlify.toml", entry["for"].Text, headers) is { } rule)
                learn.Add(rule);
        }
        foreach (var file in sources.Tree.Named("_headers"))
        foreach (var rule in Blocks(file))
            learn.Add(rule);
    }

    /// <summary>A line that is not indented names paths; the indented ones below it are their headers.</summary>
    static IEnumerable<CorsRule> Blocks(SourceFile file)
    {
        var (paths, headers) = ("", new List<HeaderRules.Header>());
        var line = 0;
        foreach (var text in file.Text.Split('\n').Append("/"))
        {
            line++;
            if (text.Trim() is not { Length: > 0 } content || content[0] == '#')
                continue;
            if (char.IsWhiteSpace(text[0]) && content.Split(':', 2) is [var name, var value])
            {
                headers.Add(new(name, value, file.AtLine(line)));
                continue;
            }
            if (HeaderRules.Of("_headers", paths, headers) is { } rule)
                yield return rule;
            (paths, headers) = (content, []);
        }
    }
}
