using Shipworthy.Reports.Terminal;

namespace Shipworthy.Reports.Explain;

/// <summary>The fix: what to do, and what to type for each stack in two columns.</summary>
static class StackList
{
    const int widest = 22;

    public static void Write(Page page, FixText fix)
    {
        page.Heading("How to fix it");
        if (fix.Lead.Length > 0)
            page.Text(Page.Margin, Words.Plain(fix.Lead));
        if (fix.Stacks.IsEmpty)
            return;
        page.Gap();
        var textAt = Page.Margin + Math.Min(fix.Stacks.Max(stack => page.WidthOf(stack.Name)), widest) + 2;
        foreach (var (name, text) in fix.Stacks)
        {
            var fits = Page.Margin + page.WidthOf(name) + 2 <= textAt;
            if (!fits)
                page.Text(Page.Margin, new Run(name, Tone.Bold));
            page.Row(fits ? [Page.Spaces(Page.Margin), new(name, Tone.Bold)] : [Page.Spaces(textAt)], textAt, [Words.Plain(text)]);
        }
    }
}
