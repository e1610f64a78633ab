using System.CommandLine;
using System.Globalization;
using Shipworthy.Checks;
using Shipworthy.Extractors.History;
using Shipworthy.Reports;

namespace Shipworthy.Cli.Records;

/// <summary><c>shipworthy attest 8.1</c>: a named person puts on record what no machine can see. It writes one small file and commits nothing.</summary>
static class AttestCommand
{
    public static Command Create(Surroundings surroundings)
    {
        var id = new Argument<string>("CHECK") { Description = "Id of the check: 8.1" };
        id.CompletingChecks();
        var by = new Option<string>("--by") { Description = "Who states it: a person's name or address.", HelpName = "PERSON" };
        var statement = new Option<string>("--statement") { Description = "What exactly is true.", HelpName = "TEXT" };
        var evidence = new Option<string>("--evidence") { Description = "A link or a file that shows it.", HelpName = "LINK|FILE" };
        var second = new Option<string>("--confirmed-by") { Description = "A second person who says so too.", HelpName = "PERSON" };
        var scope = new Option<string[]>("--scope")
        {
            Description = "A file or folder that it speaks of; may be repeated. Left out: everything that the check asks about.",
            HelpName = "PATH",
            AllowMultipleArgumentsPerToken = false,
        };
        var on = new Option<string>("--on") { Description = "The day on which it was true. Left out: today.", HelpName = "DAY" };
        var until = new Option<string>("--until")
        {
            Description = "The last day on which it counts. Left out: as long as the check allows.",
            HelpName = "DAY",
        };
        var app = new Option<string>("--app") { Description = "Folder of the app. Left out: this folder.", HelpName = "PATH" };
        var command = new Command("attest", "Put on record what no machine can see: who says so, on what evidence, until when.")
        {
            id,
            by,
            statement,
            evidence,
            second,
            scope,
            on,
            until,
            app,
        };
        command.SetAction(parsed =>
            (int)Run(
                parsed.GetValue(id)!,
                new(
                    parsed.GetValue(by),
                    parsed.GetValue(second),
                    parsed.GetValue(statement),
                    parsed.GetValue(evidence),
                    [.. parsed.GetValue(scope) ?? []],
                    parsed.GetValue(on),
                    parsed.GetValue(until)
                ),
                Path.GetFullPath(parsed.GetValue(app) ?? ".", surroundings.Folder),
                surroundings
            )
        );
        return command;
    }

    /// <summary>A statement as it stands on the command line; null for what was left out.</summary>
    sealed record Given(
        string? By,
        string? Second,
        string? Statement,
        string? Evidence,
        ImmutableArray<string> Scope,
        string? On,
        string? Until
    );

    static ExitCode Run(string id, Given given, string app, Surroundings surroundings)
    {
        var (path, until, problem) = Record(id, given, app, surroundings);
        if (path is null)
        {
            problem!.Write(surroundings.Errors);
            return ExitCode.Usage;
        }
        surroundings.Out.WriteLine($"{path} says so until {Day(until)}. A scan counts it at once; your team sees it when it is committed.");
        surroundings.Out.WriteLine($"It settles {id} where a scan leaves it unproven, and never a fail.");
        return ExitCode.Fine;
    }

    static (string? Path, DateOnly Until, Problem? Problem) Record(string id, Given given, string app, Surroundings surroundings)
    {
        if (Checklist.Find(id) is not { } check)
            return Wrong($"there is no check {id}.", "A check is area.position, from 1.1 to 9.6.", "Try:    shipworthy checklist");
        if (StatementTerm.Of(check) is not { } term)
            return Wrong($"no statement settles {id}.", Settling.Of(check).Does, $"Try:    shipworthy explain {id}");
        if (!Directory.Exists(app))
            return Wrong($"there is no folder {app}.", "Try:    --app PATH, with the folder of your app");
        var questions = new Questions(surroundings);
        if (questions.CanAsk)
            surroundings.Errors.WriteLine($"{id}  {check.Sentence}\n  {Settling.Of(check).Does}");
        var by = questions.Of("--by", given.By, "Who states it (name or address)");
        var statement = questions.Of("--statement", given.Statement, "What exactly is true");
        var evidence = questions.Of("--evidence", given.Evidence, "A link or a file that shows it");
        var second = term.TakesTwo ? questions.Of("--confirmed-by", given.Second, "The second person who says so too") : given.Second;
        if (questions.Missing.Count > 0)
            return Wrong(
                $"a statement about {id} lacks {string.Join(", ", questions.Missing)}.",
                $"It takes: {Settling.Of(check).Does}",
                $"Try:    shipworthy attest {id} --by \"Ann Lee\" --statement \"...\" --evidence https://..."
                    + (term.TakesTwo ? " --confirmed-by \"Bob Ray\"" : "")
            );
        if (new[] { by, second }.FirstOrDefault(one => one is { Length: > 0 } && Authors.IsProgram(one)) is { } program)
            return Wrong($"{program} is the name of a program, and only a person can state something.", "Give a full name or an address.");
        if (by.Equals(second, StringComparison.OrdinalIgnoreCase))
            return Wrong("--confirmed-by names the same person again.", "A second person confirms.");
        var (on, until, wrong) = Dated(id, given, term, surroundings.Today);
        return wrong is not null
            ? (null, default, wrong)
            : Written(app, id, on, until, [by], second is { Length: > 0 } ? [second] : [], [statement], [evidence], given.Scope);
    }

    static (DateOnly On, DateOnly Until, Problem? Problem) Dated(string id, Given given, StatementTerm term, DateOnly today)
    {
        var (on, wrongOn) = Days.Read("--on", given.On, today);
        if (wrongOn is not null)
            return (default, default, wrongOn);
        if (on > today)
            return (default, default, new("--on lies in the future, and a statement is about what is so."));
        var last = on.AddDays(term.Days);
        var (until, wrongUntil) = Days.Read("--until", given.Until, last);
        if (wrongUntil is not null)
            return (default, default, wrongUntil);
        if (until > last)
            return (default, default, new($"a statement about {id} counts for {term.Days} days at most, so until {Day(last)}."));
        return until < today
            ? (default, default, new($"a statement until {Day(until)} counts as nothing today.", "State it anew, with a later --on."))
            : (on, until, null);
    }

    static (string? Path, DateOnly Until, Problem? Problem) Written(
        string app,
        string id,
        DateOnly on,
        DateOnly until,
        ImmutableArray<string> by,
        ImmutableArray<string> second,
        ImmutableArray<string> statement,
        ImmutableArray<string> evidence,
        ImmutableArray<string> scope
    )
    {
        var (path, problem) = RecordFile.Write(
            app,
            RecordFolder.Attestations,
            $"{id}-{Day(on)}",
            [
                ("check", [id]),
                ("by", by),
                ("confirmed-by", second),
                ("statement", statement),
                ("evidence", evidence),
                ("scope", scope),
                ("on", [Day(on)]),
                ("until", [Day(until)]),
            ]
        );
        return (path, until, problem);
    }

    static (string? Path, DateOnly Until, Problem? Problem) Wrong(string what, params ImmutableArray<string> details) =>
        (null, default, new(what, [.. details, "Nothing was recorded."]));

    static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
