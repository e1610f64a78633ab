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

    // Such expressions are dear to make and most names stand in no document, so each is made for the first line that has the word.
    readonly Lazy<Regex> path = new(() => new($@"(?:^|[^A-Za-z0-9_]){name}/|[A-Za-z0-9_\])}}]/{name}(?:[^A-Za-z0-9_.-]|\.?$)", Options));
    readonly Lazy<Regex> tree = new(() => new($@"^[\s│├└─|+`\\-]*(?:[\w.@-]+/)*{name}/?(?:\s|$)", Options));
    readonly Lazy<Regex> head = new(() => new($@"^[^A-Za-z0-9]*(?:\d+[.)]\s*)?{name}\s*(?:[:–—=(→|]|-\s|\s(?:{Sort})s?\b)", Options));
    readonly Lazy<Regex> heading = new(() => new($@"^[^A-Za-z0-9]*(?:\d+[.)]\s*)?{name}(?:\s+(?:{Sort})s?)?[^A-Za-z0-9]*$", Options));
    readonly Lazy<Regex> called = new(() => new($@"(?:^|[^A-Za-z0-9_]){name}\s(?:{Sort})(?:[^A-Za-z0-9_]|$)", Options));

    /// <summary>Whether a line writes the name as a place.</summary>
    public bool IsPlaceIn(DocumentLine line, Document document) =>
        line.Text.Contains(name, StringComparison.OrdinalIgnoreCase)
        && line.Kind switch
        {
            LineKind.Heading => heading.Value.IsMatch(line.Text) || path.Value.IsMatch(line.Text),
            // Code that is shown imports from folders without a word about them.
            LineKind.Shown or LineKind.Typed => tree.Value.IsMatch(line.Text),
            LineKind.Row or LineKind.TableHead => path.Value.IsMatch(line.Text)
                || line.Cells is [{ } first, ..] && heading.Value.IsMatch(first)
                || IsCode(line, document),
            LineKind.Prose or LineKind.Item or LineKind.DoneItem or LineKind.OpenItem => path.Value.IsMatch(line.Text)
                || head.Value.IsMatch(line.Text)
                || called.Value.IsMatch(line.Text)
                || IsCode(line, document),
        };

    bool IsCode(DocumentLine line, Document document) =>
        document.CodeSpans.Any(span =>
            span.Line == line.Number
            && (span.Text.Trim('/', '.').Equals(name, StringComparison.OrdinalIgnoreCase) || path.Value.IsMatch(span.Text))
        );
}
