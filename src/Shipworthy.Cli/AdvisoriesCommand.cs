using System.CommandLine;
using System.Globalization;
using Shipworthy.Extractors.Dependencies.Advisories;
using Shipworthy.Model;
using Command = System.CommandLine.Command;

namespace Shipworthy.Cli;

/// <summary><c>shipworthy advisories</c>: what is known on this machine of vulnerable packages, and how old it is.</summary>
static class AdvisoriesCommand
{
    public static Command Create(Surroundings surroundings)
    {
        var command = new Command("advisories", "Show the advisories on this machine, with which scans compare packages.")
        {
            CreateUpdate(surroundings),
        };
        command.SetAction(_ => (int)Show(surroundings));
        return command;
    }

    static Command CreateUpdate(Surroundings surroundings)
    {
        var from = new Option<string[]>("--from")
        {
            Description =
                "OSV advisories as a JSON file, a zip archive of them, a folder, or the https address of an archive; may be repeated. "
                + "A copy of CISA's list of exploited vulnerabilities counts as well. Left out: osv.dev's archives and CISA's list.",
            HelpName = "FILE|DIR|URL",
            AllowMultipleArgumentsPerToken = false,
        };
        var quiet = new Option<bool>("--quiet", "-q") { Description = "No progress." };
        var update = new Command("update", "Bring the advisories on this machine up to date. Goes online.") { from, quiet };
        update.SetAction(parsed => (int)AdvisoriesUpdate.Run([.. parsed.GetValue(from) ?? []], parsed.GetValue(quiet), surroundings));
        return update;
    }

    static ExitCode Show(Surroundings surroundings)
    {
        var path = AdvisoryStore.PlaceOf(surroundings.Variable);
        var store = AdvisoryStore.Open(path);
        if (store.Coverage.IsEmpty)
        {
            surroundings.Out.WriteLine(
                path is not null && File.Exists(path)
                    ? $"The advisories in {path} cannot be read, so scans compare packages with none."
                    : "There are no advisories on this machine, so scans compare packages with none."
            );
            surroundings.Out.WriteLine("Bring them: shipworthy advisories update");
            return ExitCode.Fine;
        }
        Write(store, surroundings);
        surroundings.Out.WriteLine($"They lie in {path}");
        return ExitCode.Fine;
    }

    /// <summary>Writes what a store holds: an ecosystem a line.</summary>
    internal static void Write(AdvisoryStore store, Surroundings surroundings)
    {
        var output = surroundings.Out;
        foreach (var (ecosystem, count, on, brought) in store.Coverage)
            output.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{ecosystem.OsvName, -10} {count, 9:N0} {(count == 1 ? "advisory,  " : "advisories,")} the newest of {on:yyyy-MM-dd}; brought {Ago(brought, surroundings.Today)}"
                )
            );
        if (store.Exploited is var (exploited, day))
            output.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{"CISA", -10} {exploited, 9:N0} vulnerabilities that are used in attacks, the newest of {day:yyyy-MM-dd}"
                )
            );
    }

    static string Ago(DateOnly day, DateOnly today) =>
        (today.DayNumber - day.DayNumber) switch
        {
            <= 0 => "today",
            1 => "yesterday",
            var days => $"{days} days ago",
        };
}
