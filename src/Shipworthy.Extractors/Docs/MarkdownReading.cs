using Markdig;
using Markdig.Extensions.Tables;
using Markdig.Extensions.TaskLists;
using Markdig.Extensions.Yaml;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Shipworthy.Extractors.Docs;

/// <summary>Reads Markdown, and MDX as Markdown with foreign lines in it.</summary>
static class MarkdownReading
{
    static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder()
        .UsePipeTables()
        .UseTaskLists()
        .UseYamlFrontMatter()
        .UseAutoLinks()
        .UsePreciseSourceLocation()
        .Build();

    /// <summary>Reads the text into a document; as plain text where it is nested deeper than the reader goes.</summary>
    public static void Read(string text, DocumentText into)
    {
        if (Parsed(text) is { } markdown)
            Blocks(markdown, into, LineKind.Prose);
        else
            PlainReading.Read(text, into);
    }

    static MarkdownDocument? Parsed(string text)
    {
        try
        {
            return Markdown.Parse(text, Pipeline);
        }
        catch (ArgumentException)
        {
            // What Markdig throws at its limit of depth.
            return null;
        }
    }

    static void Blocks(ContainerBlock blocks, DocumentText into, LineKind kind)
    {
        foreach (var block in blocks)
            Block(block, into, kind);
    }

    static void Block(Block block, DocumentText into, LineKind kind)
    {
        switch (block)
        {
            case YamlFrontMatterBlock:
                break;
            case HeadingBlock heading:
                into.Heading(Inlines(heading.Inline, into).Text.Trim(), heading.Level, heading.Line + 1);
                break;
            case FencedCodeBlock fence:
                into.Block(fence.Info ?? "", Lines(fence), fence.Line + 2);
                break;
            case CodeBlock code:
                into.Block("", Lines(code), code.Line + 1);
                break;
            case Table table:
                foreach (var row in table.OfType<TableRow>())
                    Row(row, into);
                break;
            case LeafBlock { Inline: { } inline } leaf:
                Paragraph(inline, leaf.Line + 1, into, kind);
                break;
            case HtmlBlock html:
                foreach (var (line, index) in Lines(html).Select((line, index) => (line, index)))
                    into.Line(kind, HtmlReading.WithoutTags(line), html.Line + 1 + index);
                break;
            case ListItemBlock item:
                Blocks(item, into, LineKind.Item);
                break;
            case ContainerBlock container:
                Blocks(container, into, kind);
                break;
        }
    }

    /// <summary>A paragraph gives one line for each line of its source.</summary>
    static void Paragraph(ContainerInline inline, int firstLine, DocumentText into, LineKind kind)
    {
        var (text, tick) = Inlines(inline, into);
        var marked = (kind, tick) switch
        {
            (LineKind.Item, true) => LineKind.DoneItem,
            (LineKind.Item, false) => LineKind.OpenItem,
            _ => kind,
        };
        var lines = text.Split('\n');
        for (var i = 0; i < lines.Length; i++)
            into.Line(marked, lines[i], firstLine + i);
    }

    static void Row(TableRow row, DocumentText into)
    {
        var cells = row.OfType<TableCell>()
            .Select(cell => string.Join(' ', cell.OfType<LeafBlock>().Select(leaf => Inlines(leaf.Inline, into).Text.Trim())))
            .ToImmutableArray();
        into.Line(row.IsHeader ? LineKind.TableHead : LineKind.Row, string.Join(" | ", cells), row.Line + 1, cells);
    }

    static (string Text, bool? Tick) Inlines(ContainerInline? inline, DocumentText into)
    {
        var text = new System.Text.StringBuilder();
        bool? tick = null;
        foreach (var part in inline?.Descendants() ?? [])
        {
            switch (part)
            {
                case TaskList box:
                    tick = box.Checked;
                    break;
                case LiteralInline literal:
                    text.Append(literal.Content.AsSpan());
                    break;
                case CodeInline code:
                    text.Append(code.Content);
                    into.Code(code.Content, code.Line + 1);
                    break;
                case LineBreakInline:
                    text.Append('\n');
                    break;
                case HtmlEntityInline entity:
                    text.Append(entity.Transcoded.AsSpan());
                    break;
                // A placeholder such as <name> is a tag to Markdown, and a gap to the reader.
                case HtmlInline html when HtmlReading.IsPlaceholder(html.Tag):
                    text.Append(html.Tag);
                    break;
                case AutolinkInline auto:
                    text.Append(auto.Url);
                    into.Link("", (auto.IsEmail ? "mailto:" : "") + auto.Url, auto.Line + 1);
                    break;
                case LinkInline { IsImage: false } link:
                    into.Link(
                        string.Concat(link.Descendants<LiteralInline>().Select(one => one.Content.ToString())),
                        link.Url ?? "",
                        link.Line + 1
                    );
                    break;
            }
        }
        return (text.ToString(), tick);
    }

    static List<string> Lines(LeafBlock block)
    {
        var lines = new List<string>(block.Lines.Count);
        for (var i = 0; i < block.Lines.Count; i++)
            lines.Add(block.Lines.Lines[i].Slice.ToString());
        return lines;
    }
}
