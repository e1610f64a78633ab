using Shipworthy.Extractors.Recovery.Tokens;

namespace Shipworthy.Extractors.Recovery.Reading;

/// <summary>Reads a flow that the app itself makes: what becomes of its mail, and what its token is worth.</summary>
static class FlowReading
{
    /// <summary>The flow with what its functions tell.</summary>
    /// <param name="flow">The flow with its places.</param>
    /// <param name="sources">Where everything is looked up.</param>
    /// <param name="request">What answers a request for a reset; no node when nothing does.</param>
    /// <param name="completion">What sets the new password; no node when nothing does.</param>
    public static ResetFlow Read(ResetFlow flow, RecoverySources sources, Code request, Code completion)
    {
        var asked = sources.Reached.From(request);
        var set = sources.Reached.From(completion);
        var (mail, because, at) = asked.IsEmpty
            ? (ResetMail.Unknown, "answers a request by a function that could not be found", (Location?)null)
            : MailsOfRequests.Of(sources, asked);
        ImmutableArray<ResetWeakness> weaknesses =
        [
            .. new[] { Completions.WithoutToken(sources, set), Completions.NothingEqualsNothing(sources, set) }
                .OfType<ResetWeakness>()
                .Take(1),
            .. TokenSources.Guessable(sources, asked).Take(2),
            .. TokenLeaks.Returned(sources, asked.FirstOrDefault()).Take(1),
            .. TokenLeaks.Logged(sources, asked).Take(3),
            .. TokenLives.Of(sources, asked, set),
            .. LinkBases.FromRequest(sources, asked),
            .. asked.Take(4).Select(Completions.TellsAccounts).OfType<ResetWeakness>().Take(1),
        ];
        return flow with
        {
            Mail = mail,
            MailBecause = because,
            MailAt = at,
            Weaknesses = [.. weaknesses.DistinctBy(one => one.At)],
            TokenSound =
                TokenSources.Sound(sources, asked) is { } source
                && !TokenSources.FewDigits(sources, asked).Exists
                && TokenLives.AreSound(sources, asked, set)
                    ? $"makes its token of {source}, lets it end, and takes it once"
                    : "",
        };
    }
}
