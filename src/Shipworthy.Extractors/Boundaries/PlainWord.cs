using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Boundaries;

/// <summary>
/// The name of a folder that is a word of everyday language: "webhooks for external integrations" says nothing about the folder <c>integrations</c>. It counts where it is written as a
/// place: with a slash, as code, in a tree of folders, at the head of an item, or with the word folder, module or layer.
/// </summary>
sealed class PlainWord(string name)
{
    const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.NonBacktracking;
    const string Sort = "folder|directory|module|package|layer|ordner|verzeichnis|carpeta|pasta|dossier|cartella";

    readonly Regex path = new($@"(?:^|[^A-Za-z0-9_]){name}/|[A-Za-z0-9_\])}}]/{name}(?:[^A-Za-z0-9_.-]|\.?$)", Options);
    readonly Regex tree = new($@"^[\s│├└─|+`\\-]*(?:[\w.@-]+/)*{name}/?(?:\s|$)", Options);
    readonly Regex head = new($@"^[^A-Za-z0-9]*(?:\d+[.)]\s*)?{name}\s*(?:[:–—=(→|]|-\s|\s(?:{Sort})s?\b)", Options);
    readonly Regex heading = new($@"^[^A-Za-z0-9]*(?:\d+[.)]\s*)?{name}(?:\s+(?:{Sort})s?)?[^A-Za-z0-9]*$", Options);
    readonly Regex called = new($@"(?:^|[^A-Za-z0-9_]){name}\s(?:{Sort})(?:[^A-Za-z0-9_]|$)", Options);

    /// <summary>Whether a line writes the name as a place.</summary>
    public bool IsPlaceIn(DocumentLine line, Document document) =>
        line.Kind switch
        {
            LineKind.Heading => heading.IsMatch(line.Text) || path.IsMatch(line.Text),
            // Code that is shown imports from folders without a word about them.
            LineKind.Shown or LineKind.Typed => tree.IsMatch(line.Text),
            LineKind.Row or LineKind.TableHead => path.IsMatch(line.Text)
                || line.Cells is [{ } first, ..] && heading.IsMatch(first)
                || IsCode(line, document),
            LineKind.Prose or LineKind.Item or LineKind.DoneItem or LineKind.OpenItem => path.IsMatch(line.Text)
                || head.IsMatch(line.Text)
                || called.IsMatch(line.Text)
                || IsCode(line, document),
        };

    bool IsCode(DocumentLine line, Document document) =>
        document.CodeSpans.Any(span =>
            span.Line == line.Number
            && (span.Text.Trim('/', '.').Equals(name, StringComparison.OrdinalIgnoreCase) || path.IsMatch(span.Text))
        );
}
