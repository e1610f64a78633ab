using System.Text.RegularExpressions;
using Shipworthy.Extractors.Clients.Graph;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Clients.Frameworks;

/// <summary>The scripts of the app that a page names.</summary>
static partial class PageScripts
{
    /// <summary>Those that are code of the app. A name that begins with a slash starts at the folder that is served.</summary>
    public static IEnumerable<CodeFile> Named(Sources sources, SourceFile page, string root) =>
        FilesNamed(sources, page, root).Select(file => sources.Code.Find(file.Path)).OfType<CodeFile>();

    /// <summary>All of them, those too that tools made.</summary>
    public static IEnumerable<SourceFile> FilesNamed(Sources sources, SourceFile page, string root)
    {
        foreach (Match match in Script().Matches(page.Text).Concat(Imported().Matches(page.Text)))
        {
            var name = match.Groups["path"].Value;
            if (ModuleNames.Join(name.StartsWith('/') ? root : page.Folder, name) is { } path && sources.Tree.Find(path) is { } file)
                yield return file;
        }
    }

    /// <summary>The scripts that are written in a page, as one module; null when it has none.</summary>
    public static CodeFile? Written(SourceFile page)
    {
        ImmutableArray<(int, int)> spans = [.. ComponentScripts.InMarkup(page.Text)];
        return spans.IsEmpty ? null : CodeFile.Parse(page.Path, ComponentScripts.Keeping(page.Text, spans), Language.JavaScript);
    }

    [GeneratedRegex(
        @"<script\b[^>]*\bsrc\s*=\s*[""']?(?<path>\.{0,2}/?[\w@./-]+\.[mc]?[jt]sx?)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Script();

    [GeneratedRegex(
        @"\bimport\s*(?:[\w{}\s,*]+from\s*)?\(?[""'](?<path>\.{0,2}/[\w@./-]+\.[mc]?[jt]sx?)[""']",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Imported();
}
