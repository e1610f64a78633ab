namespace Shipworthy.Extractors.Docs;

/// <summary>
/// A document while it is read: lines in their order, sections as headings come, commands and links as they are met. The readers of the formats fill
/// it; what they make of a text is the same whatever its format was.
/// </summary>
sealed class DocumentText
{
    readonly List<(string Heading, int Level, int Line, int Parent)> sections = [];
    readonly List<DocumentLine> lines = [];
    readonly List<Command> commands = [];
    readonly List<CodeSpan> codeSpans = [];
    readonly List<Link> links = [];

    /// <summary>Index of the section that is being read.</summary>
    int Current => sections.Count - 1;

    /// <summary>Starts a section.</summary>
    public void Heading(string text, int level, int line)
    {
        var parent = Current;
        while (parent >= 0 && sections[parent].Level >= level)
            parent = sections[parent].Parent;
        sections.Add((text, level, line, parent));
        lines.Add(new(line, LineKind.Heading, text, Current));
    }

    /// <summary>Adds a line of the current section; lines without letters or digits say nothing and are left out.</summary>
    public void Line(LineKind kind, string text, int line, ImmutableArray<string> cells = default)
    {
        text = text.Trim();
        if (cells.IsDefault && !text.Any(char.IsLetterOrDigit))
            return;
        if (sections.Count == 0)
            sections.Add(("", 0, 1, -1));
        lines.Add(new(line, kind, text, Current) { Cells = cells.IsDefault ? [] : cells });
    }

    /// <summary>Adds inline code: also a command when it reads like one.</summary>
    public void Code(string text, int line)
    {
        codeSpans.Add(new(text.Trim(), line));
        if (CommandText.IsCommand(text))
            commands.Add(new(text.Trim(), line, InBlock: false));
    }

    /// <summary>Adds a code block. Its lines are commands when its language, or its text, says so.</summary>
    public void Block(string language, IReadOnlyList<string> text, int firstLine)
    {
        var typed = CommandText.IsTyped(language, text);
        for (var i = 0; i < text.Count; i++)
            Line(typed ? LineKind.Typed : LineKind.Shown, text[i], firstLine + i);
        if (typed)
            commands.AddRange(CommandText.Commands(text, firstLine));
    }

    /// <summary>Adds a link.</summary>
    public void Link(string text, string target, int line)
    {
        if (target.Length > 0)
            links.Add(new(text.Length > 0 ? text : target, target, line));
    }

    /// <summary>The document as a fact.</summary>
    public Document Finish(string path, DocumentKind kind, int lineCount)
    {
        if (sections.Count == 0)
            sections.Add(("", 0, 1, -1));
        return new(Location.File(path))
        {
            Title =
                sections.FirstOrDefault(section => section.Heading.Length > 0).Heading ?? System.IO.Path.GetFileNameWithoutExtension(path),
            Kind = kind,
            Sections =
            [
                .. sections.Select(
                    (section, index) =>
                        new Section(
                            section.Heading,
                            section.Level,
                            section.Line,
                            index + 1 < sections.Count ? sections[index + 1].Line - 1 : Math.Max(lineCount, section.Line),
                            section.Parent
                        )
                ),
            ],
            Lines = [.. lines.OrderBy(line => line.Number)],
            Commands = [.. commands.OrderBy(command => command.Line)],
            CodeSpans = [.. codeSpans.OrderBy(span => span.Line)],
            Links = [.. links.OrderBy(link => link.Line)],
        };
    }
}
