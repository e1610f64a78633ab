namespace Shipworthy.Reports.Html;

/// <summary>Small pieces that several sections are made of.</summary>
static class Pieces
{
    /// <summary>A place in the app: folder and line faint, so that the name of the file stands out.</summary>
    public static Markup Place(Location place, bool brief = false)
    {
        if (place.Path.Length == 0)
            return Markup.Of($"""<span class="place">{place.ToString()}</span>""");
        var path = place.Path.Replace('\\', '/');
        var slash = path.TrimEnd('/').LastIndexOf('/') + 1;
        var folder = brief && slash > 0 ? "…/" + LastFolder(path[..slash]) : path[..slash];
        var line = place.Line > 0 ? $":{place.Line}" : "";
        var commit = place.Commit is { } hash ? $" in {Words.Short(hash)}" : "";
        return Markup.Of(
            $"""<span class="place">{Markup.If(folder.Length > 0, () => Markup.Of($"""<span class="dir">{folder}<wbr/></span>"""))}{path[slash..]}<span class="ln">{line}{commit}</span></span>"""
        );
    }

    static string LastFolder(string folder) => folder[(folder.TrimEnd('/').LastIndexOf('/') + 1)..];

    /// <summary>A link to a check: its glyph and its id.</summary>
    public static Markup Reference(CheckResult result) =>
        Markup.Of(
            $"""<a class="ref" href="#{result.Check.Id}" title="{result.Check.Sentence}">{Symbols.Of(result.Verdict)}<span>{result.Check.Id}</span></a>"""
        );

    /// <summary>Links to checks by id; an id that was not asked for is left out.</summary>
    public static Markup References(Report report, IEnumerable<string> ids) =>
        Markup.Each(ids.Select(id => report.Checks.FirstOrDefault(result => result.Check.Id == id)).OfType<CheckResult>(), Reference);

    /// <summary>The verdict as people say it: "fails, blocker".</summary>
    public static string Said(Verdict verdict) =>
        verdict.Kind switch
        {
            VerdictKind.Pass => "proved",
            VerdictKind.Fail => verdict.Severity is { } severity ? $"fails, {Names.Of(severity)}" : "fails",
            VerdictKind.Unproven => "unproven",
            VerdictKind.NotApplicable => "does not apply",
        };

    /// <summary>The value by which the filters of the page know the verdict.</summary>
    public static string Filter(Verdict verdict) =>
        verdict.Kind switch
        {
            VerdictKind.Pass => "pass",
            VerdictKind.Fail => "fail",
            VerdictKind.Unproven => "unproven",
            VerdictKind.NotApplicable => "na",
        };

    /// <summary>How many checks of an area are proved, of those that apply.</summary>
    public static Markup Tally(IEnumerable<CheckResult> results)
    {
        var applying = results.Where(result => result.Verdict.Kind is not VerdictKind.NotApplicable).ToList();
        return Markup.Of($"<b>{applying.Count(result => result.Verdict.Kind is VerdictKind.Pass)}</b> of {applying.Count}");
    }

    /// <summary>The checks by area, in the order of the checklist.</summary>
    public static ImmutableArray<(Area Area, ImmutableArray<CheckResult> Results)> ByArea(Report report) =>
        [.. report.Checks.GroupBy(result => result.Check.Area).Select(group => (group.Key, group.ToImmutableArray()))];
}
