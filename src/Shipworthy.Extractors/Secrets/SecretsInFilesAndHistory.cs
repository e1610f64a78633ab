using System.Text.RegularExpressions;
using Shipworthy.Extractors.Reading;
using Shipworthy.Extractors.Secrets.Containers;
using Shipworthy.Extractors.Secrets.Hidden;
using Shipworthy.Extractors.Secrets.Logins;
using Shipworthy.Extractors.Secrets.OwnRules;

namespace Shipworthy.Extractors.Secrets;

/// <summary>Searches every file of the working tree, and every version of every file and every message of the history, for secrets.</summary>
public sealed class SecretsInFilesAndHistory : IExtractor
{
    /// <summary>The largest key store or plan that is opened.</summary>
    const int LargestBinary = 32 * 1024 * 1024;

    public ImmutableArray<Type> Teaches => [typeof(Secret), typeof(SecretCopy)];

    public void Extract(Sources sources, Learner learn)
    {
        var ledger = new SecretLedger();
        var logins = new LoginEvidence(sources);
        var settings = SettingsOf(sources, learn);
        foreach (var (blob, found, unsearched) in Searched(sources.Tree, settings))
        {
            if (unsearched is not null)
                learn.CannotSee<Secret>(Location.File(blob.Path), unsearched);
            foreach (var sighting in found)
                ledger.Add(logins.Judge(sighting, blob.Path), blob.At(sighting.Start), PlaceRoles.Of(blob.Role));
        }
        foreach (var (file, blob, sighting) in JoinedByNames.In(sources))
            ledger.Add(Suppressions.Apply(blob, sighting, settings), blob.At(sighting.Start), PlaceRoles.Of(file.Role));
        foreach (var unread in sources.Tree.Unread.Where(unread => unread.Kind is not UnreadKind.Binary))
            learn.CannotSee<Secret>(Location.File(unread.Path), $"was not searched: {unread.Reason}");
        new HistorySearch(sources.History, sources.Tree, sources.Cache.SearchedBlobs(), settings, Environment.ProcessorCount).Run(
            (found, at, commit) => ledger.Add(logins.Judge(found.Sighting, found.Path, commit?.Hash), at, RoleIn(found), commit),
            (at, because) => learn.CannotSee<Secret>(at, because)
        );
        ledger.SuppressByCommit(FirstCommits(sources, ledger));
        foreach (var (value, at) in WrittenElsewhere.Find(sources.Tree, ledger.LiveValues))
            ledger.AlsoAt(value, at);
        var development = new DevelopmentFiles(sources.Tree);
        foreach (var (secret, copies) in ledger.Facts(sources.History.ReadDefaultBranch().FirstOrDefault()?.When))
        {
            learn.Add(secret with { IsForDevelopment = secret.AtHead && development.Include(secret.At.Path) });
            foreach (var copy in copies)
                learn.Add(copy);
        }
    }

    static ScannerSettings SettingsOf(Sources sources, Learner learn)
    {
        var (rules, lists, troubles, read) = GitleaksFiles.Of(sources.Tree);
        var (ignoreFiles, ignored) = IgnoredFindings.Of(sources.Tree, sources.History);
        foreach (var (at, because) in troubles)
            learn.CannotSee<Secret>(at, because);
        return read.IsEmpty && ignoreFiles.IsEmpty
            ? ScannerSettings.None
            : new(rules, lists, ignored) { Fingerprint = ScannerSettings.NameOf(read.Concat(ignoreFiles).Select(file => file.Text)) };
    }

    /// <summary>The commits that brought the files of the working tree as they are, where an allow-list speaks of commits.</summary>
    static Func<string, string?> FirstCommits(Sources sources, SecretLedger ledger)
    {
        var files = ledger.PathsWithHarmlessCommits.Select(sources.Tree.Find).OfType<SourceFile>().ToList();
        var traces = sources.History.Trace([.. files.Select(file => file.Blob).Distinct(StringComparer.Ordinal)]);
        return path =>
            sources.Tree.Find(path) is { } file && traces.TryGetValue(file.Blob, out var trace)
                ? (trace.Paths.GetValueOrDefault(path) ?? trace.First)?.Hash
                : null;
    }

    static PlaceRole RoleIn(SightingInHistory found) => found.Path.Length == 0 ? PlaceRole.Message : PlaceRoles.Of(found.Role);

    static IEnumerable<(SearchedBlob Blob, ImmutableArray<Sighting> Found, string? Unsearched)> Searched(
        SourceTree tree,
        ScannerSettings settings
    ) =>
        tree
            .Files.Select(file => new SearchedBlob(file.Path, file.Role, file.Bytes))
            .Concat(Binaries(tree))
            .AsParallel()
            .AsOrdered()
            .Select(blob => Search(blob, settings));

    static IEnumerable<SearchedBlob> Binaries(SourceTree tree) =>
        tree
            .Unread.Where(unread => unread.Kind is UnreadKind.Binary && ContainerFiles.OpensBinary(unread.Path))
            .Select(unread => (unread, bytes: unread.TryRead(LargestBinary)))
            .Where(pair => pair.bytes is not null)
            .Select(pair => new SearchedBlob(pair.unread.Path, pair.unread.Role, pair.bytes));

    static (SearchedBlob, ImmutableArray<Sighting>, string?) Search(SearchedBlob blob, ScannerSettings settings)
    {
        try
        {
            return (blob, SecretSearch.In(blob, settings), null);
        }
        catch (RegexMatchTimeoutException)
        {
            GivenUp.Add();
            return (blob, [], "takes too long to search");
        }
    }
}
