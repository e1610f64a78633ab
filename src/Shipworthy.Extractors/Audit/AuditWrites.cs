using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Audit;

/// <summary>Tells of a node on a way whether it writes an audit record, where, and what the record says.</summary>
sealed partial class AuditWrites(CodeBase code, DataWrites writes)
{
    /// <summary>The record that a node writes; null when it writes none.</summary>
    public AuditRecord? Of(PathNode node) =>
        node.At.Kind is CodeKind.Assignment
            ? null
            : (DataWrites.IsHere(node) ? OfTable(node.At) : null)
                ?? OfVendor(node.At)
                ?? (node.IsFollowed ? null : OfName(node.At) ?? OfPrinted(node.At));

    /// <summary>Whether a node is a call of a function of the app that says by its name that it writes a record.</summary>
    public static bool SaysSo(Code call) =>
        call.Kind is CodeKind.Call
        && call.Callee.Name.Length > 0
        && (
            Words.WritesAudit(Words.Snake(call.Callee.Name))
            || (
                call.Callee.Kind is CodeKind.Member
                && Words.KeepsAudit(Words.Snake(KeeperOf(call)))
                && !Words.Asks(Words.Snake(call.Callee.Name))
            )
        );

    /// <summary>What a call is made on by its name: a variable, or the class that is made for it, <c>AuditService(session).record(…)</c>.</summary>
    static string KeeperOf(Code call) =>
        call.Receiver.Kind is CodeKind.Call or CodeKind.New && call.Receiver.Callee.Kind is CodeKind.Name
            ? call.Receiver.Callee.Name
            : call.Receiver.Name;

    AuditRecord? OfTable(Code call) =>
        writes.Of(call) is { Verb: not WriteVerb.Delete } write && IsAudit(write)
            ? new AuditRecord(AuditStore.Table, call.At, $"table {write.Table}")
            {
                Missing = Missing(write.Fields, write.Table),
                ActorFrom = ActorFrom(write.Fields),
                LacksValues = !write.Fields.HasMore && write.Fields.Names.Any() && !write.Fields.Any(Words.IsValue),
                IsLostSilently = IsLost(call),
            }
            : null;

    /// <summary>Whether a write goes to a table of audit records.</summary>
    public static bool IsAudit(DataWrite write) =>
        Words.IsAudit(write.Table)
        || (
            Words.MayBeAudit(write.Table)
            && write.Fields.Any(Words.IsActor)
            && write.Fields.Any(one => Words.IsAct(one))
            && write.Fields.Names.Count() > 2
        )
        || (
            Words.MayKeepActs(write.Table)
            && write.Fields.Any(Words.IsActor)
            && write.Fields.Any(Words.IsActName)
            && write.Fields.Any(Words.IsOfCall)
        );

    /// <summary>What a record surely does not say.</summary>
    public static ImmutableArray<string> Missing(WrittenFields fields, string table) =>
        fields.HasMore || !fields.Names.Any() || table.Length == 0
            ? []
            :
            [
                .. new[]
                {
                    (Text: "who did it", Is: fields.Names.Any(one => Words.IsActor(one) && !IsNothing(fields[one]))),
                    (Text: "what was done", Is: fields.Any(Words.IsAct)),
                    (
                        Text: "on what",
                        Is: fields.Names.Any(one => Words.IsTarget(one) && !Words.IsActor(one)) || fields.Names.Count(Words.IsActor) > 1
                    ),
                }
                    .Where(one => !one.Is)
                    .Select(one => one.Text),
            ];

    static bool IsNothing(Code value) =>
        value is { Kind: CodeKind.Literal, Operator: "null" or "undefined" } || (value.Kind is CodeKind.Name && value.Name is "None");

    /// <summary>Where the one who did it is taken from what was sent: <c>userId: req.body.userId</c>.</summary>
    static string? ActorFrom(WrittenFields fields) =>
        fields
            .Names.Where(one => Words.IsActor(one) && !Target().IsMatch(one))
            .Select(one => fields[one])
            .Where(value => value.Exists && Sent().IsMatch(value.Text))
            .Select(value => value.Text)
            .FirstOrDefault();

    static bool IsLost(Code call)
    {
        var attempt = call.Enclosing(CodeKind.Try);
        return (
                attempt.Exists
                && attempt.Enclosing(CodeKind.Function) == call.Enclosing(CodeKind.Function)
                && attempt.Descendants(CodeKind.Call).Count(one => one.Parent.Kind is CodeKind.Await) <= 2
                && attempt.Children.FirstOrDefault(child => child.Kind is CodeKind.Catch) is { Exists: true } caught
                && !caught.Contains(call)
                && !caught.Descendants().Any(one => one.Kind is CodeKind.Call or CodeKind.Throw)
            )
            || (
                call.Parent is { Kind: CodeKind.Member, Name: "catch", Parent: { Kind: CodeKind.Call } handler }
                && handler.ArgumentAt(0) is { Kind: CodeKind.Function } quiet
                && !quiet.Descendants().Any(one => one.Kind is CodeKind.Call or CodeKind.Throw)
            );
    }

    AuditRecord? OfVendor(Code call)
    {
        var package = call.Kind is CodeKind.Call ? code.OriginOf(call.Callee).Package : "";
        return call.Callee.Name is "reportEvent"
            && (
                package is "@retracedhq/retraced" or "@boxyhq/retraced" or "retraced"
                || call.Receiver.Name.Contains("retraced", StringComparison.OrdinalIgnoreCase)
            )
                ? new AuditRecord(AuditStore.Vendor, call.At, "Retraced")
            : call.Callee.Name is "createEvent" or "create_event" && call.Receiver.Name is "auditLogs" or "audit_logs"
                ? new AuditRecord(AuditStore.Vendor, call.At, "WorkOS")
            : call.File.Language is Language.CSharp
            && call.Receiver.Name is "AuditScope"
            && call.Callee.Name is "Create" or "CreateAsync" or "Log" or "LogAsync"
                ? new AuditRecord(AuditStore.Unknown, call.At, "Audit.NET")
            : null;
    }

    AuditRecord? OfName(Code call) =>
        SaysSo(call) && !IsPrinter(call) ? new AuditRecord(AuditStore.Unknown, call.At, call.Callee.Name) : null;

    /// <summary>A line of output that says that it is meant as a record.</summary>
    static AuditRecord? OfPrinted(Code call) =>
        call.Kind is CodeKind.Call
            && IsPrinter(call)
            && call.Arguments.Take(2).Any(one => one.Text.Length < 2000 && Meant().IsMatch(one.Text))
        || (
            call.Kind is CodeKind.Call
            && call.Callee.Kind is CodeKind.Member
            && LevelOf().IsMatch(call.Callee.Name)
            && Words.KeepsAudit(Words.Snake(call.Receiver.Name))
        )
            ? new AuditRecord(AuditStore.Printed, call.At, "the log")
            : null;

    static bool IsPrinter(Code call) =>
        call.Callee.Kind is CodeKind.Member
            ? LevelOf().IsMatch(call.Callee.Name) && Loggers().IsMatch(call.Receiver.Name)
            : call.Callee.Name is "print" or "log";

    /// <summary>Whether a function of the app prints, and does nothing else that stays.</summary>
    public static bool Prints(Code call) => call.Kind is CodeKind.Call && IsPrinter(call);

    [GeneratedRegex(
        "^(?:log|info|warn|warning|error|debug|notice|trace|Log(?:Information|Warning|Error|Critical|Debug)?)$",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex LevelOf();

    [GeneratedRegex("log|console|winston|pino", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 10_000)]
    private static partial Regex Loggers();

    [GeneratedRegex(@"\baudit|security[ _-]?(?:event|log)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 10_000)]
    private static partial Regex Meant();

    [GeneratedRegex("target|affected|subject|member|email", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Target();

    [GeneratedRegex(
        @"^(?:await\s+)?(?:ctx\.|c\.)?(?:req|request)\.(?:body|query|params|data|POST|args|headers)\b|^\(?await (?:req|request)\.json\(\)",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Sent();
}
