using Shipworthy.Extractors.Json;
using Shipworthy.Extractors.Reading;
using Shipworthy.Extractors.Toml;
using Shipworthy.Extractors.Yaml;

namespace Shipworthy.Extractors.Headers;

/// <summary>
/// Headers that hosts of sites add: <c>vercel.json</c>, <c>netlify.toml</c>, files called <c>_headers</c> (Netlify, Cloudflare Pages), <c>firebase.json</c>, and
/// <c>staticwebapp.config.json</c>.
/// </summary>
sealed class HeadersOfHosts : IHeaderFinder
{
    /// <inheritdoc/>
    public IEnumerable<HeaderSetting> Find(Sources sources) =>
        sources
            .Tree.Files.Where(file => file.Role is FileRole.Prod or FileRole.Infra)
            .SelectMany(file =>
                file.Name switch
                {
                    "vercel.json" => Listed(JsonFile.Read(file)["headers"], "source"),
                    "netlify.toml" => Netlify(TomlFile.Read(file)["headers"]),
                    "_headers" => Blocks(file),
                    "firebase.json" => JsonFile
                        .Read(file)["hosting"]
                        .Each()
                        .SelectMany(site => Listed(site["headers"], "source", "regex", "glob")),
                    "staticwebapp.config.json" => Global(JsonFile.Read(file)["globalHeaders"]),
                    _ => [],
                }
            );

    static IEnumerable<HeaderSetting> Listed(YamlNode entries, params ImmutableArray<string> paths) =>
        entries.Items.SelectMany(entry =>
            entry["headers"]
                .Items.SelectMany(header =>
                    One(
                        header["key"].Text,
                        header["value"].Text,
                        header["value"].At,
                        paths.Select(path => entry[path].Text).FirstOrDefault(text => text.Length > 0) ?? ""
                    )
                )
        );

    static IEnumerable<HeaderSetting> Netlify(YamlNode entries) =>
        entries
            .Each()
            .SelectMany(entry =>
                entry["values"].Entries.SelectMany(header => One(header.Key, header.Value.Text, header.At, entry["for"].Text))
            );

    static IEnumerable<HeaderSetting> Global(YamlNode headers) =>
        headers.Entries.SelectMany(header => One(header.Key, header.Value.Text, header.At, ""));

    /// <summary>A line that is not indented names paths; the indented ones below it are their headers. The file lies in the folder that is published.</summary>
    static IEnumerable<HeaderSetting> Blocks(SourceFile file)
    {
        var paths = "";
        var line = 0;
        var folder = file.Folder.LastIndexOf('/') is var slash and >= 0 ? file.Folder[..slash] : "";
        foreach (var text in file.Text.Split('\n'))
        {
            line++;
            if (text.Trim() is not { Length: > 0 } content || content[0] == '#')
                continue;
            if (!char.IsWhiteSpace(text[0]))
                paths = content;
            else if (content.Split(':', 2) is [var name, var value])
                foreach (var one in One(name, value, file.AtLine(line), paths))
                    yield return one with
                    {
                        Folder = folder,
                    };
        }
    }

    static IEnumerable<HeaderSetting> One(string name, string value, Location at, string paths) =>
        HeaderNames.Of(name) is { } known ? [new(known, value.Trim(), at) { Paths = paths }] : [];
}
