namespace Shipworthy.Extractors.Docs.Runbooks;

/// <summary>The part of a document that speaks of bad days: all of it, or the chapters that do.</summary>
sealed class RunbookText
{
    readonly HashSet<int> sections;

    /// <summary>The given sections of a document, each with what lies under it.</summary>
    public RunbookText(Document document, IEnumerable<int> chapters)
    {
        Document = document;
        sections = [.. chapters];
        for (var i = 0; i < document.Sections.Length; i++)
            if (sections.Contains(document.Sections[i].Parent))
                sections.Add(i);
        Lines = [.. document.Lines.Where(line => sections.Contains(line.Section))];
        Commands = [.. document.Commands.Where(command => Holds(command.Line))];
        Links = [.. document.Links.Where(link => Holds(link.Line))];
        References = [.. document.References.Where(reference => Holds(reference.Line))];
    }

    /// <summary>Whether no chapter of the document is left out.</summary>
    public bool IsWhole => sections.Count == Document.Sections.Length;

    /// <summary>The whole document.</summary>
    public Document Document { get; }

    /// <summary>Its lines.</summary>
    public ImmutableArray<DocumentLine> Lines { get; }

    /// <summary>Its commands.</summary>
    public ImmutableArray<Command> Commands { get; }

    /// <summary>Its links.</summary>
    public ImmutableArray<Link> Links { get; }

    /// <summary>What it names.</summary>
    public ImmutableArray<Reference> References { get; }

    /// <summary>The headings above a line, the nearest first, the document's title left out.</summary>
    public IEnumerable<string> HeadingsAbove(int line)
    {
        var index = IndexOf(line);
        while (index >= 0 && Document.Sections[index] is { } section)
        {
            if (section.Level > 1 || section.Parent >= 0 || index > 0)
                yield return section.Heading;
            index = section.Parent;
        }
    }

    /// <summary>The lines under the section of a heading, those of its parts included.</summary>
    public IEnumerable<DocumentLine> Under(int section) =>
        Lines.Where(line => line.Kind is not LineKind.Heading && IsIn(line.Section, section));

    bool IsIn(int section, int wanted)
    {
        while (section >= 0 && section != wanted)
            section = Document.Sections[section].Parent;
        return section == wanted;
    }

    bool Holds(int line) => sections.Contains(IndexOf(line));

    int IndexOf(int line)
    {
        for (var i = Document.Sections.Length - 1; i > 0; i--)
            if (Document.Sections[i].Line <= line)
                return i;
        return 0;
    }
}
