using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Endpoints.Rows;

/// <content>What the words of a handler say about the caller.</content>
sealed partial class RowsOfEndpoints
{
    /// <summary>
    /// Whether a handler speaks of the caller beyond asking whether there is one: <c>if (!session?.user.id)</c>. Who else is named, <c>targetUserId</c>, <c>leave.userId</c>, and what is
    /// only written down, <c>performedBy: req.user.id</c>, is left out.
    /// </summary>
    static bool NamesCaller(Code handler) =>
        Named().IsMatch(Emptied().Replace(WrittenDown().Replace(Others().Replace(Presence().Replace(handler.Body.Text, ""), ""), ""), ""));

    /// <summary>Rows of one person that the call names, of a kind that is nobody else's, while the app reads the same rows elsewhere for the caller alone; null where there are none.</summary>
    EndpointRows? OpenRead(Walked walked, List<RowUse> loose) =>
        !walked.AsksMore
        && !walked.AsksRole
        && !walked.NamesCaller
        && !walked.Uses.Any(use => use.Relates || use.Changes)
        && loose.Find(use =>
            use is { Verb: null, Tie: Tie.Sent, Model.Length: > 0, IsUnderPolicies: false }
            && use.Node == use.At
            && Private().IsMatch(use.Model)
            && readByCaller.ContainsKey(use.Model)
            && use.Keys.Any(key => Person().IsMatch(key))
        )
            is { At.Exists: true } read
            ? new(RowReach.AnyRead, read.Node.At, read.Model) { TiedAt = readByCaller[read.Model].At }
            : null;

    /// <summary>Whether a step in front of a handler, or a word at it, speaks of what the caller may do.</summary>
    static bool MayBeForStaff(Route route, List<(Code Function, bool IsWrapped)> functions) =>
        route.Before.Any(step => step.What.Exists && Staff().IsMatch(step.What.Text))
        || functions.Exists(one => one.Function.All(Part.Decorator).Any(word => Staff().IsMatch(word.Text)));

    [GeneratedRegex("role|permission|polic(?:y|ies)|admin|abilit|scope|staff|super|manager|owner|can_?access|has_?access", Anyhow, 10_000)]
    private static partial Regex Staff();

    [GeneratedRegex(
        "(?:^|_)(?:wallet|transaction|payment|invoice|pay_?slip|salary|payroll|bank|card|refund|payout|prescription|diagnos|medical|health)",
        Anyhow,
        10_000
    )]
    private static partial Regex Private();

    [GeneratedRegex(@"(?:user|employee|owner|member|customer|account|patient|student|person)_?id\W*$", Anyhow, 10_000)]
    private static partial Regex Person();

    const RegexOptions Anyhow = RegexOptions.CultureInvariant | RegexOptions.IgnoreCase;

    [GeneratedRegex(@"!\s*[\w.?]*(?:user|session|auth)[\w.?]*", Anyhow, 10_000)]
    private static partial Regex Presence();

    [GeneratedRegex(
        @"\b(?:target|other|selected|assigned|assignee|employee)_?user_?id\b|\b(?:(?:req|request|ctx|c)\.)?(?:params|body|query)\.user_?id\b",
        Anyhow,
        10_000
    )]
    private static partial Regex Others();

    [GeneratedRegex(
        @"\b(?:performed|created|updated|approved|modified|changed|actioned|reviewed|deleted|rejected|resolved|processed|added|recorded)_?by\w*\s*[:=]\s*[\w.?!]+",
        Anyhow,
        10_000
    )]
    private static partial Regex WrittenDown();

    /// <summary>A column whose value was taken out: <c>userId: req.params.userId</c>.</summary>
    [GeneratedRegex(@"\buser_?id\s*:\s*(?=[,})])", Anyhow, 10_000)]
    private static partial Regex Emptied();

    [GeneratedRegex(@"user_?id|user\??\.(?:id|email|sub|org|team)|current_?user\??\.|session\??\.user\b", Anyhow, 10_000)]
    private static partial Regex Named();
}
