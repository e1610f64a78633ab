using Shipworthy.Extractors.Json;
using Shipworthy.Extractors.Reading;
using Shipworthy.Extractors.Toml;
using Shipworthy.Extractors.Yaml;

namespace Shipworthy.Extractors.Headers;

/// <summary>One header as a settings file has it.</summary>
/// <param name="Name">The name as written.</param>
/// <param name="Value">The value as written.</param>
/// <param name="At">The place of the value.</param>
sealed record WrittenHeader(string Name, string Value, Location At);

/// <summary>The headers that a host adds for a set of paths.</summary>
/// <param name="Kind">The name of the settings file, which tells the host.</param>
/// <param name="Paths">The paths as written; empty for all.</param>
/// <param name="Headers">The headers.</param>
sealed record HostHeaderBlock(string Kind, string Paths, ImmutableArray<WrittenHeader> Headers);

/// <summary>
/// Reads the headers that hosts of sites add: <c>vercel.json</c>, <c>netlify.toml</c>, files called <c>_headers</c> (Netlify, Cloudflare Pages), <c>firebase.json</c>, and
/// <c>staticwebapp.config.json</c>.
/// </summary>
static class HostHeaders
{
    /// <summary>The names of the files that hold such headers.</summary>
    public static ImmutableArray<string> FileNames { get; } =
    ["vercel.json", "netlify.toml", "_headers", "firebase.json", "staticwebapp.config.json"];

    /// <summary>The blocks of a file; none when it is no such file.</summary>
    public static IEnumerable<HostHeaderBlock> Of(SourceFile file) =>
        file.Name switch
        {
            "vercel.json" => Listed(file, JsonFile.Read(file)["headers"]),
            "netlify.toml" => TomlFile
                .Read(file)["headers"]
                .Each()
                .Select(entry => new HostHeaderBlock(file.Name, entry["for"].Text, Entries(entry["values"]))),
            "_headers" => Lines(file),
            "firebase.json" => JsonFile.Read(file)["hosting"].Each().SelectMany(site => Listed(file, site["headers"])),
            "staticwebapp.config.json" => StaticWebApp(file, JsonFile.Read(file)),
            _ => [],
        };

    static IEnumerable<HostHeaderBlock> Listed(SourceFile file, YamlNode entries) =>
        entries.Items.Select(entry => new HostHeaderBlock(
            file.Name,
            (entry.Has("source") ? entry["source"] : entry["regex"]).Text,
            [.. entry["headers"].Items.Select(header => new WrittenHeader(header["key"].Text, header["value"].Text, header["value"].At))]
        ));

    static IEnumerable<HostHeaderBlock> StaticWebApp(SourceFile file, YamlNode root) =>
        root["routes"]
            .Items.Select(route => new HostHeaderBlock(file.Name, route["route"].Text, Entries(route["headers"])))
            .Prepend(new(file.Name, "", Entries(root["globalHeaders"])));

    static ImmutableArray<WrittenHeader> Entries(YamlNode headers) =>
        [.. headers.Entries.Select(header => new WrittenHeader(header.Key, header.Value.Text, header.At))];

    /// <summary>A line that is not indented names paths; the indented ones below it are their headers.</summary>
    static IEnumerable<HostHeaderBlock> Lines(SourceFile file)
    {
        var (paths, headers) = ("", new List<WrittenHeader>());
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
            if (headers.Count > 0)
                yield return new(file.Name, paths, [.. headers]);
            (paths, headers) = (content, []);
        }
    }
}
