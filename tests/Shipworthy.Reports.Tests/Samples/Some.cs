namespace Shipworthy.Reports.Tests.Samples;

/// <summary>Reports by name. The app in them, its people and its places are invented.</summary>
static partial class Some
{
    /// <summary>A workshop's app: most things fail, some are proved, some wait for a person.</summary>
    public static Report Report() => Of(Workshop.Checks());

    /// <summary>An app that has everything.</summary>
    public static Report Ready() =>
        Of(
            [
                .. Sentences.All.Select(item => new SampleCheck(item.Id, item.Sentence)
                {
                    Answer = item.Id is "3.4" or "4.4" or "7.4" or "7.5"
                        ? Verdict.NotApplicable("the app has nothing of the kind")
                        : Judged(Passes("app/main.py:1", "has it")),
                }),
            ],
            attestations: []
        );

    /// <summary>An app of which nothing could be seen.</summary>
    public static Report Unseen() =>
        Of(
            [
                .. Sentences.All.Select(item => new SampleCheck(item.Id, item.Sentence)
                {
                    Answer = Judged(Unproven("", "leaves no trace in a repository")),
                }),
            ],
            attestations: []
        );

    /// <summary>A report of the given checks.</summary>
    public static Report Of(ImmutableArray<Check> checks, string name = "pedalworks", ImmutableArray<Attestation>? attestations = null)
    {
        ImmutableArray<CheckResult> results = [.. checks.Select(check => new CheckResult(check, check.Judge(new App(new FactSet()))))];
        return new()
        {
            Version = "0.1.0",
            Target = new(name, ".", "3f9c2d41b7a05e6680c1f2d9a4be7730c5d81e92", "main", new(2025, 4, 19), Dirty: false, 124, 17_174, 33),
            Checks = results,
            Causes = Causes.Of(results),
            Skipped =
            [
                new("web/package-lock.json", "a lock file"),
                new("web/src/index.css", "a style sheet"),
                new("web/dist/", "generated"),
                new("api/migrations/script.py.mako", "a template of a kind that no reader knows"),
            ],
            NotLookedAt =
            [
                "The running app. No address was given, so no header, cookie, limit or lock was observed",
                "The database. It was not opened. Indexes and queries were judged from the code",
                "The package registries. Whether 38 packages still exist and are maintained was not looked up",
            ],
            Attestations =
                attestations
                ??
                [
                    new("8.3", "owner@example.com", "no outside users", "staff list, 6 names", new(2025, 4, 14), new(2025, 10, 11)),
                    new("8.4", "owner@example.com", "no outside users", "staff list, 6 names", new(2025, 4, 14), new(2025, 10, 11)),
                ],
            Lapsed = attestations ?? [new("8.1", "lead@example.com", "on call", "a telephone number", new(2025, 1, 1), new(2025, 4, 1))],
            Durations = new(180, 90, 12, 210, 410),
            ScannedOn = new(2025, 4, 22),
        };
    }

    /// <summary>The verdict that stands on the given things.</summary>
    public static Verdict Judged(params IEnumerable<Thing> things) =>
        new Facts<Thing>(things).JudgeEach(thing => thing.Say(thing)).OrUnproven("nothing was found");

    public static Thing Passes(string place, string says) => Thing(place, says, thing => thing.Passes(says));

    public static Thing Fails(Rule rule, string place, string? says = null, params ReadOnlySpan<string> related) =>
        Thing(place, rule.Id, thing => thing.Fails(rule, says)) with
        {
            Others = [.. related.ToArray().Select(Place)],
        };

    public static Thing Unproven(string place, string says) => Thing(place, says, thing => thing.Unproven(says));

    public static Thing NotCounted(string place, string says) => Thing(place, says, thing => thing.NotCounted(says));

    static Thing Thing(string place, string about, Func<Thing, Finding> say) =>
        new(Place(place), place.Length > 0 ? place : $"absent:{about}") { Say = say };

    static Location Place(string text)
    {
        var colon = text.LastIndexOf(':');
        return text.Length == 0 ? Location.WholeApp
            : colon > 0 && int.TryParse(text[(colon + 1)..], out var line) ? Location.At(text[..colon], line)
            : Location.File(text);
    }
}
