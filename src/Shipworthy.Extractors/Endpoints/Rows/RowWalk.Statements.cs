using System.Text.RegularExpressions;
using Shipworthy.Extractors.Audit;

namespace Shipworthy.Extractors.Endpoints.Rows;

/// <content>What a statement of data access does, and by what it chooses its rows.</content>
sealed partial class RowWalk
{
    /// <summary>Whether a comparison sets the caller against something that is no constant.</summary>
    static bool Sets(Code comparison, Frame frame) =>
        comparison.Operator is "==" or "===" or "!=" or "!=="
        && comparison[Part.Left].Kind is not CodeKind.Literal
        && comparison[Part.Right].Kind is not CodeKind.Literal
        && comparison[Part.Right].Name is not ("undefined" or "None")
        && (frame.Of(comparison[Part.Left]) | frame.Of(comparison[Part.Right])).HasFlag(Bearing.Caller);

    /// <summary>Whether a function of the app is handed who is calling, for more than a record.</summary>
    static bool IsTold(Code call, Frame frame) =>
        !RowWords.OnlyRecords(call.Callee.Name) && call.Arguments.Any(one => frame.Of(one).HasFlag(Bearing.Caller));

    /// <summary>Whether a call makes new rows, so that a caller named in it says whose they are and asks nothing.</summary>
    bool IsInsert(Code call) => writes.Of(call)?.Verb is WriteVerb.Insert || Making().IsMatch(call.Callee.Name);

    static WriteVerb? VerbOf(List<Code> calls) =>
        calls.Exists(one =>
            one.Callee.Name.Contains("delete", StringComparison.OrdinalIgnoreCase) || one.Callee.Name is "destroy" or "remove"
        )
            ? WriteVerb.Delete
        : calls.Exists(one => Making().IsMatch(one.Callee.Name)) ? WriteVerb.Insert
        : calls.Exists(one =>
            one.ArgumentAt(0).String is { } sql && sql.TrimStart().StartsWith("insert", StringComparison.OrdinalIgnoreCase)
        )
            ? WriteVerb.Insert
        : calls.Exists(one =>
            one.ArgumentAt(0).String is { } sql && sql.TrimStart().StartsWith("delete", StringComparison.OrdinalIgnoreCase)
        )
            ? WriteVerb.Delete
        : WriteVerb.Update;

    static bool IsSql(Code text) =>
        (text.String ?? (text.Kind is CodeKind.Template ? text.Text : "")).TrimStart('`', ' ', '\n', '"') is { Length: > 6 } sql
        && Sql().IsMatch(sql);

    /// <summary>Whether a statement of SQL asks for an owner where it chooses its rows.</summary>
    static bool TiesBySql(List<Code> calls, WriteVerb? verb) =>
        verb is WriteVerb.Insert
        || calls
            .Select(call => call.ArgumentAt(0))
            .Where(text => text.Exists && IsSql(text))
            .Select(text => text.String ?? text.Text)
            .All(sql =>
                sql.IndexOf("where", StringComparison.OrdinalIgnoreCase) is >= 0 and var where && OwnerColumn().IsMatch(sql[where..])
            );

    /// <summary>What was sent and stands in expressions, as it is written.</summary>
    static ImmutableArray<string> KeysOf(IEnumerable<Code> expressions, Frame frame) =>
        [
            .. expressions
                .SelectMany(one => one.Descendants().Prepend(one))
                .Where(one =>
                    one.Kind is CodeKind.Name or CodeKind.Member
                    && !(one.Part is Part.Receiver && one.Parent.Kind is CodeKind.Member)
                    && one.Part is not Part.Callee
                    && frame.Of(one).HasFlag(Bearing.Sent)
                )
                .Select(one => one.Text)
                .Distinct(StringComparer.Ordinal)
                .Take(8),
        ];

    [GeneratedRegex(
        @"^(?:commit|flush|refresh|rollback|SaveChanges(?:Async)?|close|begin|transaction|connect|getRepository|expunge|expire|BeginTransactionAsync|CommitAsync|\$transaction|\$disconnect|from|exec)$",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Ending();

    [GeneratedRegex(
        @"^(?:query\w*|execute\w*|commit|find(?:One|Many|Unique|First|ById|All|By\w+)\w*|insert\w*|update\w*|delete\w*|upsert|scalars?|fetch(?:all|one|row|val)|(?:First|Single|ToList|SaveChanges|Add|Update|Delete|Remove|Find|Insert|List|GetBy|GetAll)\w*|rpc|save\w*|aggregate)$",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Reaching();

    [GeneratedRegex(
        "^I(?!Logger|Mapper|Configuration|Options|Url|HttpContext|Localiz|StringLocal|HostEnv|WebHost|Validator|Clock|DateTime|FormFile)[A-Z]",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex HandedIn();

    [GeneratedRegex(
        "insert|create|^add(?:_all|Range|Async)?$|^Add|bulk_?create",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Making();

    [GeneratedRegex(@"^(?:select|insert|update|delete|with)\s", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 10_000)]
    private static partial Regex Sql();

    [GeneratedRegex(
        @"(?:user|owner|author|creator|account|org|organi[sz]ation|tenant|team|workspace|company|member|customer|created_by)(?:_?(?:id|uuid|name|email))?\b",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex OwnerColumn();
}
