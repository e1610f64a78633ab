using System.Text.RegularExpressions;
using Shipworthy.Extractors.Json;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Customers;

/// <summary>What the product calls itself, by its manifests, its pages and its README, so that its own domains can be told from those of others.</summary>
sealed partial class ProductNames
{
    const int Shortest = 4;
    const int MostNames = 40;

    readonly ImmutableArray<string> names;

    /// <summary>The names that a tree shows.</summary>
    public ProductNames(SourceTree tree) =>
        names = [
            .. Found(tree)
                .Select(Letters)
                .Where(name => name.Length >= Shortest && !Ordinary().IsMatch(name))
                .Distinct(StringComparer.Ordinal)
                .Take(MostNames),
        ];

    /// <summary>Whether a domain carries one of the names.</summary>
    public bool Own(string domain)
    {
        var label = Letters(domain.Split('.')[0]);
        return label.Length >= Shortest
            && names.Any(name =>
                label.Contains(name, StringComparison.Ordinal)
                || (label.Length > Shortest && name.Contains(label, StringComparison.Ordinal))
            );
    }

    static IEnumerable<string> Found(SourceTree tree)
    {
        foreach (var file in tree.Files.Where(file => file.Role is not (FileRole.Vendored or FileRole.Generated or FileRole.Test)))
            switch (file.Name.ToLowerInvariant())
            {
                case "package.json" or "composer.json" or "manifest.json" or "app.json" or "site.webmanifest" or "manifest.webmanifest":
                    var json = JsonFile.Read(file);
                    foreach (var key in (string[])["name", "short_name", "homepage"])
                        if (json[key].Text is { Length: > 0 } name)
                            yield return OfName(name);
                    break;
                case "readme.md" when file.Folder.Length == 0:
                    var heading = Heading().Match(file.Text).Groups[1].Value;
                    yield return heading;
                    foreach (var word in heading.Split(' ', ':', '-', '|'))
                        yield return word;
                    break;
                case "index.html":
                    if (Title().Match(file.Text) is { Success: true } title)
                        yield return title.Groups[1].Value.Split('|', '-', '–', '—', ':')[0];
                    break;
                case "cname":
                    yield return DomainNames.Bought(file.Text.Trim()).Split('.')[0];
                    break;
            }
    }

    /// <summary>The part of a name that stands for the product: the scope of a package, the domain of an address.</summary>
    static string OfName(string name) =>
        Uri.TryCreate(name, UriKind.Absolute, out var address) ? DomainNames.Bought(address.Host).Split('.')[0]
        : name.StartsWith('@') ? name[1..].Split('/')[0]
        : name;

    static string Letters(string text) => string.Concat(text.ToLowerInvariant().Where(char.IsLetterOrDigit));

    [GeneratedRegex(@"^#\s+(.{2,60}?)\s*$", RegexOptions.Multiline | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Heading();

    [GeneratedRegex(@"<title>\s*([^<]{2,80}?)\s*</title>", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Title();

    /// <summary>Names that many packages have, and that say nothing of a product.</summary>
    [GeneratedRegex(
        @"^(app|apps|web|webapp|website|client|server|api|backend|frontend|front|mobile|admin|dashboard|docs|site|landing|core|shared|common|types|utils|config|package|packages|project|demo|example|template|starter|boilerplate|vite|react|reactapp|next|nextjs|nextapp|vitereactshadcnts|restexpress|readme|home|main|root|monorepo|workspace|functions|github|localhost|getting|started|full|stack|platform|system|service|services|manager|management|tool|tools|the|welcome|email|emails|database|the)$",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Ordinary();
}
