namespace Shipworthy.Reports.Html;

/// <summary>What is open: checks that nothing looked at can settle, each with what would.</summary>
static class OpenSections
{
    public static Markup Unproven(Headline headline)
    {
        var results = headline.Unproven;
        if (results.IsEmpty)
            return Markup.None;
        return Markup.Of(
            $"""
            <section class="sec" id="unproven"><header><h2>Unproven</h2><p>{Introduction(
                results.Length
            )}</p></header><div><table class="ask"><thead><tr><th scope="col">Check</th><th scope="col">What would settle it</th><th scope="col">Then run</th></tr></thead><tbody>
            {Markup.Each(results, Row)}</tbody></table></div></section>

            """
        );
    }

    static string Introduction(int count) =>
        count == 1
            ? "One check that what was looked at cannot answer. It is not a failure. It waits for a person or an experiment."
            : $"{Words.Capital(Words.Number(count))} checks that what was looked at cannot answer. They are not failures. Each one waits for a person or an experiment.";

    static Markup Row(CheckResult result)
    {
        var (check, settling) = (result.Check, Settling.Of(result.Check));
        return Markup.Of(
            $"""
            <tr><th scope="row"><a href="#{check.Id}">{Symbols.Unproven}<span><b>{check.Id} {check.Sentence}</b><small>{CheckLine.Says(
                result
            )}</small></span></a></th><td>{Words.Sentence(settling.Does)}</td><td>{Markup.If(
                settling.Command.Length > 0,
                () => Markup.Of($"<code>{settling.Command}</code>")
            )}</td></tr>

            """
        );
    }
}
