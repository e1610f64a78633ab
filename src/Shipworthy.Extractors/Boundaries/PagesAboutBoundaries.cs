using System.Text.RegularExpressions;
using Shipworthy.Extractors.Docs;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Boundaries;

/// <summary>A page that describes parts of the app, with the lines that do.</summary>
/// <param name="Document">The page.</param>
/// <param name="Lines">The lines of the chapters that speak of parts; all lines of a page about nothing else.</param>
readonly record struct BoundaryPage(Document Document, ImmutableArray<DocumentLine> Lines);

/// <summary>Finds the pages, or chapters of pages, that describe the parts of the app: by their names and headings, in any language.</summary>
static partial class PagesAboutBoundaries
{
    /// <summary>All of them.</summary>
    public static List<BoundaryPage> In(Sources sources, App known)
    {
        var found = new List<BoundaryPage>();
        foreach (var document in known.Documents.Concat(SpecificationsIn(sources)))
        {
            if (
                document.OneOff is not null
                || document.Kind is DocumentKind.Form or DocumentKind.Legal or DocumentKind.Changes or DocumentKind.SecurityPolicy
                || Foreign().IsMatch(document.At.Path)
            )
                continue;
            var isWhole = AboutParts().IsMatch(document.At.Path) || document.At.Path.EndsWith(".html", StringComparison.Ordinal);
            if (document.Kind is DocumentKind.ProductHelp && !isWhole)
                continue;
            var lines = document.Lines.Where(line => isWhole || IsInChapter(document, line.Section)).ToImmutableArray();
            if (lines.Length >= 3)
                found.Add(new(document, lines));
        }
        return found;
    }

    /// <summary>Specifications that lie outside the folders for documents, as pages of HTML.</summary>
    static IEnumerable<Document> SpecificationsIn(Sources sources) =>
        sources
            .Tree.Files.Where(file =>
                file.Path.EndsWith(".html", StringComparison.Ordinal)
                && file.Role is not (FileRole.Vendored or FileRole.Test or FileRole.Example)
                && !DocumentKinds.IsDocument(file)
                && file.Text.Length is > 4000 and < 1_000_000
                && Chapter().IsMatch(file.Text)
            )
            .Select(DocumentsInRepository.Read)
            .Where(document =>
                document.Sections.Count(section => Heading().IsMatch(section.Heading)) >= 2 && document.Sections.Length >= 6
            );

    static bool IsInChapter(Document document, int section)
    {
        for (var at = section; at >= 0; at = document.Sections[at].Parent)
            if (document.Sections[at].Level > 1 && Heading().IsMatch(document.Sections[at].Heading))
                return true;
        return false;
    }

    /// <summary>A link to a page elsewhere that says by its words that it describes the app; null without one.</summary>
    public static (Location At, string Target)? LinkOutside(App known) =>
        known
            .Documents.SelectMany(document => document.Links.Select(link => (document, link)))
            .Where(one =>
                Outside().IsMatch(one.link.Target)
                && (
                    Heading().IsMatch(one.link.Text)
                    || one.document.Lines.Any(line => line.Number == one.link.Line && Heading().IsMatch(line.Text))
                )
            )
            .Select(one => ((Location, string)?)(one.document.Line(one.link.Line), one.link.Target))
            .FirstOrDefault();

    /// <summary>A link of a README to the app's own documentation elsewhere, by a name that the app's title shares; null without one.</summary>
    public static (Location At, string Target)? LinkToDocumentation(App known)
    {
        foreach (var document in known.Documents.Where(one => one.Kind is DocumentKind.Readme))
        foreach (var link in document.Links)
            if (
                Uri.TryCreate(link.Target, UriKind.Absolute, out var target)
                && target.Scheme is "http" or "https"
                && Documentation().IsMatch(link.Text)
                && !OfVendors().IsMatch(target.Host)
                && Name().Matches(document.Title).Any(word => target.Host.Contains(word.Value, StringComparison.OrdinalIgnoreCase))
            )
                return (document.Line(link.Line), link.Target);
        return null;
    }

    /// <summary>A picture or file of a drawing program that says by its name that it shows the app; null without one.</summary>
    public static (Location At, string Path)? Picture(Sources sources, App known)
    {
        foreach (var document in known.Documents.Where(one => one.Kind is not (DocumentKind.AgentNotes or DocumentKind.ProductHelp)))
            if (sources.Tree.Find(document.At.Path) is { } file && Image().Match(file.Text) is { Success: true } match)
                return (file.At(match.Index), match.Groups["path"].Value);
        return sources.Tree.Files.FirstOrDefault(file => Drawing().IsMatch(file.Path)) is { } drawing
            ? (Location.File(drawing.Path), drawing.Path)
            : null;
    }

    /// <summary>Whether a line says which part keeps or writes data.</summary>
    public static bool SpeaksOfData(string line) => Data().IsMatch(line);

    const RegexOptions Anyhow = RegexOptions.CultureInvariant | RegexOptions.IgnoreCase;

    [GeneratedRegex(
        @"architect|arquitect|arquitet|architektur|architettur|mimari|architektura|\bstructure|estructura|estrutura|struktur|\bstruttura|yapı|overview|übersicht|vue d.ensemble|visão geral|descripción general|panoramica|components?\b(?!\s+library)|services?\b|modules?\b|layers?\b|layout|code\s?map|packages|projects? in|monorepo|how it works|system design|domain|felépítés|szerkezet|modul|架构|结构|概述|模块|構成|構造|アーキテクチャ|概要",
        Anyhow,
        10_000
    )]
    private static partial Regex Heading();

    [GeneratedRegex(@"<h[1-4][^>]*>[^<]{0,80}(?:architekt|architect|arquitect|structure|struktur|felépít|modul|overview)", Anyhow, 10_000)]
    private static partial Regex Chapter();

    [GeneratedRegex(
        @"(?:^|/)(?:[\w.-]*(?:architect|arquitect|arquitet|architektur|mimari|system[-_ ]?design|overview|structure|design[-_]doc|specification|spezifikation)[\w.-]*\.(?:md|mdx|adoc|rst|txt|html)$|(?:adrs?|decisions|architecture)/[^/]+\.(?:md|adoc|rst)$)",
        Anyhow,
        10_000
    )]
    private static partial Regex AboutParts();

    [GeneratedRegex(
        @"(?:^|/)(?:\.claude|\.cursor|\.agents?|\.windsurf|\.gemini|\.codex|\.kiro|\.roo|\.serena|skills|prompts?|node_modules|examples?|templates?|attached_assets)/",
        Anyhow,
        10_000
    )]
    private static partial Regex Foreign();

    [GeneratedRegex(
        @"^https?://(?:[\w-]+\.)?(?:notion\.(?:so|site)|docs\.google\.com|drive\.google\.com|[\w-]+\.atlassian\.net|miro\.com|app\.eraser\.io|eraser\.io|figma\.com|lucid\.app|whimsical\.com|excalidraw\.com|deepwiki\.com)|github\.com/[\w.-]+/[\w.-]+/wiki",
        Anyhow,
        10_000
    )]
    private static partial Regex Outside();

    [GeneratedRegex(
        @"\bdocs?\b|documentation|documentaci[oó]n|documenta[cç][aã]o|dokumentation|documentazione|dokumentacja|dok[uü]mantasyon|handbook|文档|文件|ドキュメント",
        Anyhow,
        10_000
    )]
    private static partial Regex Documentation();

    [GeneratedRegex(@"\p{L}{4,}", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Name();

    /// <summary>Documentation of what apps are built with.</summary>
    [GeneratedRegex(
        @"(?:^|\.)(?:nextjs\.org|vercel\.com|supabase\.(?:com|io)|react\.dev|reactjs\.org|reactnative\.dev|vite(?:js)?\.dev|tailwindcss\.com|prisma\.io|expo\.(?:dev|io)|angular\.(?:io|dev)|vuejs\.org|nuxt\.com|nestjs\.com|laravel\.com|djangoproject\.com|tiangolo\.com|lovable\.dev|github\.(?:com|io)|microsoft\.com|amazon\.com|google\.com|docker\.com|mozilla\.org|spring\.io|gradle\.org|apache\.org|shields\.io|replit\.com|python\.org|nodejs\.org|npmjs\.com|rubyonrails\.org|fastify\.(?:io|dev)|expressjs\.com|astro\.build|svelte\.dev|remix\.run|ionicframework\.com|flutter\.dev|firebase\.com|stripe\.com|clerk\.com)$",
        Anyhow,
        10_000
    )]
    private static partial Regex OfVendors();

    [GeneratedRegex(
        @"!\[[^\]\n]*\]\((?<path>[^)\s]*(?:architect|arquitect|architektur|diagram|overview|structure)[^)\s]*\.(?:png|jpe?g|svg|gif|webp|pdf))",
        Anyhow,
        10_000
    )]
    private static partial Regex Image();

    [GeneratedRegex(
        @"(?:^|/)[\w.-]*(?:architect|arquitect|architektur|overview|c4|system|structure)[\w.-]*\.(?:drawio|excalidraw|vsdx|pdf|docx|png|svg|jpe?g|puml|plantuml|mmd|dsl|likec4|c4)$",
        Anyhow,
        10_000
    )]
    private static partial Regex Drawing();

    [GeneratedRegex(
        @"database|\bDB\b|datastore|data store|tables?\b|schema|postgres|mysql|sqlite|mongo|supabase|redis|prisma|\bORM\b|EF Core|persist|owns?\b|stores?\b|datenbank|base de datos|banco de dados|base de données|adatbázis|tábl|数据库|データベース",
        Anyhow,
        10_000
    )]
    private static partial Regex Data();
}
