using System.Globalization;
using Shipworthy.Extractors.Dependencies.Advisories;
using Shipworthy.Model;

namespace Shipworthy.Cli;

/// <summary><c>shipworthy advisories update</c>: gathers advisories, and replaces the store when all of them are whole.</summary>
static class AdvisoriesUpdate
{
    const string OldStays = "The advisories that were here before are still in use.";

    static readonly ImmutableArray<string> everything =
    [
        .. Enum.GetValues<PackageEcosystem>()
            .Where(one => one is not (PackageEcosystem.Unknown or PackageEcosystem.Jsr))
            .Select(one => $"https://osv-vulnerabilities.storage.googleapis.com/{one.OsvName}/all.zip"),
        "https://www.cisa.gov/sites/default/files/feeds/known_exploited_vulnerabilities.json",
    ];

    public static ExitCode Run(ImmutableArray<string> from, bool quiet, Surroundings surroundings)
    {
        if (AdvisoryStore.PlaceOf(surroundings.Variable) is not { } store)
        {
            new Problem("this machine has no place for advisories.", "Try:    set HOME or XDG_CACHE_HOME to a folder of yours").Write(
                surroundings.Errors
            );
            return ExitCode.Usage;
        }
        var progress = new Progress(surroundings.Errors, surroundings.ErrorsAreTerminal && !quiet);
        var (code, problem) = Bring(from.IsEmpty ? everything : from, store, progress, surroundings);
        progress.Done();
        problem?.Write(surroundings.Errors);
        if (problem is null)
            AdvisoriesCommand.Write(AdvisoryStore.Open(store), surroundings);
        return code;
    }

    static (ExitCode, Problem?) Bring(ImmutableArray<string> from, string store, Progress progress, Surroundings surroundings)
    {
        var source = "";
        var import = new AdvisoryImport
        {
            Progress = files => progress.Report(string.Create(CultureInfo.InvariantCulture, $"Reading {source}: {files:N0} files")),
        };
        foreach (var one in from)
        {
            source = one;
            progress.Report($"Bringing {one}");
            var (code, problem) = Add(one, store, import, progress, surroundings);
            if (problem is not null)
                return (code, problem);
        }
        if (import.IsEmpty)
            return (
                ExitCode.Usage,
                new(
                    $"{string.Join(", ", from)} holds no advisories in the form of OSV.",
                    OldStays,
                    "Try:    shipworthy advisories update --from a folder of OSV JSON files"
                )
            );
        try
        {
            import.Write(store, surroundings.Today);
            return (ExitCode.Fine, null);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return (ExitCode.Incomplete, new($"the advisories could not be written to {store}: {error.Message}", OldStays));
        }
    }

    static (ExitCode, Problem?) Add(string source, string store, AdvisoryImport import, Progress progress, Surroundings surroundings)
    {
        var downloaded = (string?)null;
        try
        {
            var path = Path.GetFullPath(source, surroundings.Folder);
            if (Uri.TryCreate(source, UriKind.Absolute, out var address) && address.Scheme is "http" or "https")
            {
                if (address.Scheme is "http" && !address.IsLoopback)
                    return (
                        ExitCode.Usage,
                        new(
                            $"{source} is not an https address, so anybody on the way could change what it holds.",
                            $"Try:    https://{address.Host}{address.PathAndQuery}"
                        )
                    );
                path = downloaded = $"{store}.{Guid.NewGuid():N}.download";
                if (AdvisoryDownload.Fetch(address, path, progress) is { } trouble)
                    return (ExitCode.Incomplete, new($"{source} could not be brought: {trouble}", OldStays));
            }
            import.Add(path);
            return (ExitCode.Fine, null);
        }
        catch (AdvisoryImportException error)
        {
            return (downloaded is null ? ExitCode.Usage : ExitCode.Incomplete, new($"{source} {error.Message}.", OldStays));
        }
        catch (Exception error) when (error is ArgumentException or NotSupportedException)
        {
            return (ExitCode.Usage, new($"{source} is no file, folder or address.", OldStays));
        }
        finally
        {
            if (downloaded is not null)
                File.Delete(downloaded);
        }
    }
}
