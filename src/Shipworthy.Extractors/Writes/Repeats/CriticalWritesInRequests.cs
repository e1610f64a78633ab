using System.Text.RegularExpressions;
using Shipworthy.Extractors.Audit;
using Shipworthy.Extractors.Reading;
using Shipworthy.Extractors.Writes.Races;

namespace Shipworthy.Extractors.Writes.Repeats;

/// <summary>
/// Documents that somebody is asked to sign, and functions of the database that book, order or pay: a second one cannot be taken back, and what keeps it away is not read.
/// </summary>
public sealed partial class CriticalWritesInRequests : IExtractor
{
    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(CriticalWrite)];

    /// <inheritdoc/>
    public void Extract(Sources sources, Learner learn)
    {
        foreach (
            var same in sources
                .Code.Calls("fetch", "post", "request", "axios", "PostAsync", "PostAsJsonAsync")
                .Where(call => Signs(call) && Counts(sources, call))
                .GroupBy(Regions.Of)
        )
            learn.CannotSee<CriticalWrite>(
                same.First().At,
                "sends a document to be signed, and whether a second attempt sends it again was not followed"
            );
        foreach (
            var same in sources
                .Code.Calls("rpc")
                .Where(call => call.ArgumentAt(0).String is { } name && Moves().IsMatch(name) && Counts(sources, call))
                .OrderBy(call => call.File.Path, StringComparer.Ordinal)
                .ThenBy(call => call.Start)
                .GroupBy(call => call.ArgumentAt(0).String!)
        )
            learn.CannotSee<CriticalWrite>(
                same.First().At,
                $"runs {same.Key} in the database, and whether a second attempt does it again was not read"
            );
    }

    static bool Counts(Sources sources, Code call) =>
        sources.IsDeployed(call.File)
        && sources.Tree.Find(call.File.Path)?.Role is FileRole.Prod
        && sources.Code.IsReachable(call.File)
        && !RacesInCode.IsStartedByHand(call.File);

    /// <summary>Whether a request sends a document: one that only asks for something has no body.</summary>
    static bool Signs(Code call) =>
        call.ArgumentAt(0) is { Exists: true } address
        && Signatures().IsMatch(address.Text)
        && (call.Callee.Name is not "fetch" || Sends().IsMatch(call.Text));

    [GeneratedRegex(
        @"api\.boldsign\.com\S*/send|docusign\.net\S*/envelopes|api\.hellosign\.com\S*/signature_request/(?:send|create)|api\.pandadoc\.com\S*/(?:documents|send)\b|api\.signwell\.com\S*/documents",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Signatures();

    [GeneratedRegex(@"[""']?method[""']?\s*:\s*[""'`]POST", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 10_000)]
    private static partial Regex Sends();

    [GeneratedRegex(
        "^(?:book|place_order|create_(?:order|booking|payment|refund|payout)|pay|purchase|checkout|redeem|refund|charge|transfer_(?:funds?|money|credits?|points|balance|coins)|withdraw|payout|buy)(?:_|$)",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Moves();
}
