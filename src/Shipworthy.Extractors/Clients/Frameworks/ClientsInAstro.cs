using System.Text.RegularExpressions;
using Shipworthy.Extractors.Clients.Graph;
using Shipworthy.Extractors.Clients.Variables;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Clients.Frameworks;

/// <summary>
/// Astro: scripts in the markup of pages, and components that a <c>client:</c> directive makes run in browsers. What stands between the lines of dashes runs when the page is made.
/// </summary>
sealed partial class ClientsInAstro : IClientFinder
{
    /// <inheritdoc/>
    public IEnumerable<ClientApp> Find(Sources sources, ModuleNames names)
    {
        foreach (var manifest in Manifest.All(sources).Where(one => one.Needs("astro")))
        {
            var pages = manifest.FilesBelow("src").Where(file => file.Path.EndsWith(".astro", StringComparison.Ordinal)).ToList();
            if (pages.Count == 0)
                continue;
            var settings = ViteSettings.Of(sources, manifest, "PUBLIC_");
            yield return new(manifest.LineOf("astro"), manifest.Name, manifest.Folder)
            {
                Framework = "Astro",
                Kind = ClientKind.Bundle,
                Roots = [.. pages.SelectMany(page => RootsOf(sources, names, page))],
                Inlining = settings.Inlining,
                NotSeen = settings.NotSeen,
                HandedNames = [.. pages.SelectMany(HandedBy)],
                Shipped = [.. manifest.FilesBelow("public"), .. manifest.FilesBelow("dist")],
            };
        }
    }

    static IEnumerable<ClientRoot> RootsOf(Sources sources, ModuleNames names, SourceFile page)
    {
        ImmutableArray<(int, int)> scripts = [.. ComponentScripts.InMarkup(page.Text)];
        if (!scripts.IsEmpty)
            yield return new(CodeFile.Parse(page.Path, ComponentScripts.Keeping(page.Text, scripts), Language.TypeScript));
        if (sources.Code.Find(page.Path) is not { } head)
            yield break;
        var shape = new ModuleShape(head);
        foreach (Match island in Island().Matches(page.Text))
            if (shape.Imported(island.Groups["name"].Value) is var (import, _) && names.Resolve(head, import.Name).File is { } file)
                yield return new(file);
    }

    /// <summary>Variables that the page hands to components and scripts of the client.</summary>
    static IEnumerable<(string, Location)> HandedBy(SourceFile page)
    {
        foreach (Match tag in Receiver().Matches(page.Text))
        foreach (Match read in Variable().Matches(tag.Value))
            yield return (read.Groups["name"].Value, page.At(tag.Index + read.Index));
        foreach (var read in MarkupReads.In(page))
            yield return read;
    }

    [GeneratedRegex(@"<(?<name>[A-Z]\w*)\b[^<]*?\bclient:(load|idle|visible|media|only)", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Island();

    [GeneratedRegex(
        @"<[A-Za-z]\w*\b[^<]*?\b(client:(load|idle|visible|media|only)|define:vars)[^<]*?>",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Receiver();

    [GeneratedRegex(@"(import\.meta|process)\.env\.(?<name>[A-Z][A-Z0-9_]+)", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Variable();
}
