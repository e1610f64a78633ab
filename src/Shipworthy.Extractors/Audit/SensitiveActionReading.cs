using System.Text.RegularExpressions;
using Shipworthy.Extractors.Endpoints;
using Shipworthy.Extractors.Endpoints.Steps;
using Shipworthy.Extractors.Schema.Supabase;

namespace Shipworthy.Extractors.Audit;

/// <summary>Reads which endpoints are sensitive actions, and what is recorded of them (rubric 2.6).</summary>
sealed partial class SensitiveActionReading
{
    readonly CodeBase code;
    readonly PathWalk walk;
    readonly DataWrites writes;
    readonly SensitiveWrites sensitive;
    readonly AuditWrites audits;
    readonly AuditEverywhere everywhere;
    readonly AuditTriggers triggers;
    readonly LostCalls lost;
    readonly HashSet<(Code Handler, Location At)> seen = [];

    /// <summary>A reader for the code of an app. One thread at a time.</summary>
    public SensitiveActionReading(Sources sources)
    {
        code = sources.Code;
        walk = new(code);
        writes = new(code);
        sensitive = new(writes);
        audits = new(code, writes);
        everywhere = new(sources, writes, walk);
        triggers = new(sources.SupabaseProjects);
        lost = new(code);
    }

    /// <summary>The actions that an endpoint is; one, or one for each field of a server of GraphQL.</summary>
    public IEnumerable<SensitiveAction> Of(Route route, Endpoint endpoint)
    {
        if (endpoint.IsPlatformSurface)
            yield break;
        var before = RecordsBefore(route);
        if (OfGeneric(route, endpoint, before) is { } generic)
            yield return generic with
            {
                Suffix = $" {endpoint.Identity}",
            };
        if (route.Handler.Exists && Of(route, route.Handler, endpoint, before) is { } action)
            yield return action with
            {
                Name = endpoint.Name,
                Suffix = $" {endpoint.Identity}",
            };
        foreach (var (name, handler) in route.Fields)
            if (
                handler.Exists
                && Of(
                    route,
                    handler,
                    endpoint with
                    {
                        Route = $"#{name}",
                        Method = "ACTION",
                        Credential = CredentialNames.Of(name),
                    },
                    before
                )
                    is { } field
            )
                yield return field with
                {
                    Name = $"{name} of {endpoint.Route}",
                    Suffix = $" {endpoint.Identity}",
                };
    }

    /// <summary>Tables of records that an endpoint about them changes or empties.</summary>
    public IEnumerable<AuditTable> TablesChangedBy(Route route, Endpoint endpoint)
    {
        if (!route.Handler.Exists || endpoint.Caller is Caller.Machine || !AboutRecords().IsMatch(endpoint.Route))
            yield break;
        foreach (var node in walk.From(route.Handler))
            if (
                node.At.Kind is CodeKind.Call
                && writes.Of(node.At) is { Verb: WriteVerb.Delete or WriteVerb.Update } write
                && Words.IsAudit(write.Table)
            )
                yield return new(node.At.At, write.Table)
                {
                    Because = $"{endpoint.Name} {(write.Verb is WriteVerb.Delete ? "deletes" : "changes")} its rows",
                };
    }

    readonly record struct Found(PathNode Node, SensitiveKind Kind, AuditRecord? Record);

    SensitiveAction? Of(Route route, Code handler, Endpoint endpoint, List<(AuditRecord Record, ImmutableArray<Code> Chain)> before)
    {
        var way = walk.From(handler);
        var function = FunctionOf(handler) is { Exists: true } own ? own : handler;
        var isSaved = way.Exists(node => Saving().IsMatch(node.At.Callee.Name));
        var acts = way.Select(node => (Node: node, Kind: sensitive.Of(node, endpoint)))
            .Where(one => one.Kind is not null && (one.Node.At.Kind is not CodeKind.Assignment || isSaved))
            .ToList();
        acts.RemoveAll(one => JoinsNewTenant(one.Node, way));
        if (acts.Exists(one => one.Kind is not SensitiveKind.Unknown))
            acts.RemoveAll(one => one.Kind is SensitiveKind.Unknown);
        if (OfName(endpoint, function, way) is { } named)
            acts.Add((new(function, [], function, false), named));
        if (acts.Count == 0)
            return null;
        List<(AuditRecord Record, ImmutableArray<Code> Chain)> records = [.. before, .. RecordsOn(way), .. RecordsAround(function)];
        var coverage = new Coverage(endpoint.Method, endpoint.Caller is Caller.User);
        var worst = acts.Select(one => new Found(one.Node, one.Kind!.Value, Best(one.Node, records, coverage)))
            .OrderBy(one => Rank(one.Record))
            .ThenBy(one => one.Kind is SensitiveKind.Unknown ? int.MaxValue : (int)one.Kind)
            .First();
        // A message to a mediator is the way to a handler; what the handler does is the action.
        var at = worst
            .Node.Chain.First(one =>
                one == worst.Node.At || !(one.File.Language is Language.CSharp && one.Callee.Name is "Send" or "SendAsync" or "InvokeAsync")
            )
            .At;
        if (!seen.Add((handler, at)))
            return null;
        return new(at, worst.Kind, endpoint.Name)
        {
            EntryAt = route.At.At,
            WrittenAt = worst.Node.At.At,
            Record = worst.Record,
            NotSeen = worst.Record is null ? NotSeen(way, worst.Kind, writes.Of(worst.Node.At)?.Table) : null,
        };
    }

    /// <summary>The best record that is written whenever the action succeeds.</summary>
    AuditRecord? Best(PathNode act, List<(AuditRecord Record, ImmutableArray<Code> Chain)> records, Coverage coverage)
    {
        var write = writes.Of(act.At);
        var isPrivileged =
            act.At.File.Text.Contains("SERVICE_ROLE", StringComparison.Ordinal)
            || act.At.File.Text.Contains("serviceRole", StringComparison.Ordinal);
        var byDatabase = write is { } change ? triggers.Of(change, isPrivileged) : null;
        return records
            .Select(one => (one.Record, Met: coverage.Of(one.Chain, act.Chain), coverage.Asked))
            .Where(one => one.Met is not Met.Elsewhere)
            .Select(one =>
                one.Met is Met.OnCondition
                    ? one.Record with
                    {
                        OnlyIf = one.Record.OnlyIf ?? $"the condition at {one.Asked.At} holds",
                    }
                    : one.Record
            )
            .Concat(new[] { everywhere.Of(act.At, write ?? Assigned(act.At)), byDatabase }.OfType<AuditRecord>())
            .OrderByDescending(one => Rank(one))
            .FirstOrDefault();
    }

    static int Rank(AuditRecord? record) =>
        record is null
            ? 0
            : 10
                * record.Store switch
                {
                    AuditStore.Table or AuditStore.Trigger => 5,
                    AuditStore.Vendor => 4,
                    AuditStore.Unknown => 3,
                    AuditStore.Printed => 1,
                }
                + (record.OnlyIf is null ? 4 : 0)
                + (record.Missing.IsEmpty ? 2 : 0)
                + (record.ActorFrom is null ? 1 : 0);

    /// <summary>The records on a way. A call that says that it writes one, and of which none was seen, prints at best.</summary>
    IEnumerable<(AuditRecord Record, ImmutableArray<Code> Chain)> RecordsOn(List<PathNode> way)
    {
        var found = way.Select(node => (Record: audits.Of(node), node.Chain))
            .Where(one => one.Record is not null)
            .Select(one => (Record: one.Record!, one.Chain))
            .ToList();
        foreach (var node in way.Where(node => node.IsFollowed && AuditWrites.SaysSo(node.At)))
        {
            if (found.Exists(one => one.Chain.Contains(node.At)))
                continue;
            var inside = way.Where(inner => inner.Through.Contains(node.At)).ToList();
            if (inside.Exists(IsLost))
                found.Add((new(AuditStore.Unknown, node.At.At, node.At.Callee.Name), node.Chain));
            else if (inside.Exists(inner => AuditWrites.Prints(inner.At)))
                found.Add((new(AuditStore.Printed, node.At.At, node.At.Callee.Name), node.Chain));
            else if (inside.Exists(IsUnfollowedInsert) || (inside.Count == 0 && Calls(node.At)))
                found.Add((new(AuditStore.Unknown, node.At.At, node.At.Callee.Name), node.Chain));
        }
        return found;
    }

    /// <summary>Whether a call inserts something, by its name, into what could not be told.</summary>
    bool IsUnfollowedInsert(PathNode node) =>
        !node.IsFollowed && node.At.Kind is CodeKind.Call && writes.Of(node.At) is { Verb: WriteVerb.Insert };

    /// <summary>Whether the function of a call calls others, which lie too deep to be walked.</summary>
    bool Calls(Code call) => code.Target(call).Body is { Exists: true } body && body.Descendants(CodeKind.Call).Any();

    /// <summary>Records that middleware writes.</summary>
    List<(AuditRecord Record, ImmutableArray<Code> Chain)> RecordsBefore(Route route)
    {
        var found = new List<(AuditRecord, ImmutableArray<Code>)>();
        foreach (var step in route.Before.Where(step => step.Known is null && step.What.Exists))
        {
            var way = walk.From(step.What);
            found.AddRange(RecordsOn(way));
            if (way.Count == 0 && SaysAudit(step.What))
                found.Add((new(AuditStore.Unknown, step.What.At, NameOf(step.What)), [step.What]));
        }
        return found;
    }

    /// <summary>Decorators of a handler or its class that say that they record it.</summary>
    static IEnumerable<(AuditRecord Record, ImmutableArray<Code> Chain)> RecordsAround(Code function) =>
        new[] { function, function.Enclosing(CodeKind.Class) }
            .Where(one => one.Exists)
            .SelectMany(one => one.All(Part.Decorator))
            .Where(one => one.Text.Length < 400 && Around().IsMatch(one.Text))
            .Select(one => (new AuditRecord(AuditStore.Unknown, one.At, one.Name), ImmutableArray.Create(function)));

    string? NotSeen(List<PathNode> way, SensitiveKind kind, string? table) =>
        kind is SensitiveKind.Unknown && table is not null && Words.IsPayout(table) ? "whether it changes what is paid could not be told"
        : kind is SensitiveKind.Unknown ? "which columns it changes could not be told"
        : way.Exists(IsLost) ? $"{way.Find(IsLost).At.Callee.Name} could not be followed"
        : kind is not SensitiveKind.Export && everywhere.TriggerOn(table) is { } trigger ? $"a trigger in {trigger.Path} may record it"
        : everywhere.MayRecord is { } around ? $"{around} may record it"
        : way.Find(node => node.At is { Kind: CodeKind.Call, File.Language: Language.CSharp } && Auditor().IsMatch(node.At.Receiver.Name))
            is { At.Exists: true } handed
            ? $"{handed.At.Receiver.Name} is told, and where it writes could not be followed"
        : null;

    /// <summary>Whether a call leads to a function of the app that was not found, and that may write a record.</summary>
    bool IsLost(PathNode node)
    {
        if (node.IsFollowed || node.At.Kind is not CodeKind.Call)
            return false;
        var receiver = Words.Snake(node.At.Receiver.Name);
        if (Words.LeavesNoRecord(Words.Snake(node.At.Callee.Name)) || Words.LeavesNoRecord(receiver))
            return false;
        return lost.WhatOf(node.At) is { Kind: ActKind.NotRead } what
            && what.By.EndsWith("could not be followed", StringComparison.Ordinal)
            && (writes.Of(node.At) is null || Service().IsMatch(receiver))
            && !IsOfClient(node.At);
    }

    /// <summary>Whether a chain begins at a client of a database, which writes what it is told and nothing else.</summary>
    static bool IsOfClient(Code call)
    {
        var root = call.Callee;
        for (var steps = 0; steps < 16 && root.Exists; steps++)
        {
            if (root.Kind is CodeKind.Name or CodeKind.Member && Client().IsMatch(root.Name))
                return true;
            root = root.Kind is CodeKind.Call ? root.Callee : root.Receiver;
        }
        return false;
    }

    Code FunctionOf(Code handler) =>
        handler.Kind is CodeKind.Function ? handler
        : code.FunctionOf(handler) is { Exists: true } found ? found
        : handler.Kind is CodeKind.Call ? handler.Arguments.FirstOrDefault(one => one.Kind is CodeKind.Function)
        : default;

    static bool SaysAudit(Code step) =>
        Words.Snake(NameOf(step)) is var name
        && (Words.WritesAudit(name) || Words.KeepsAudit(name) || name.Contains("audit", StringComparison.Ordinal));

    static string NameOf(Code step) => step.Kind is CodeKind.Call or CodeKind.Decorator ? step.Callee.Name : step.Name;

    [GeneratedRegex(
        "^(?:save|commit|SaveChanges|SaveChangesAsync|flush|[Uu]pdate(?:Async)?|merge|put|persist|save_user|Save|SaveAsync)$",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Saving();

    [GeneratedRegex("audit", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 10_000)]
    private static partial Regex Around();

    [GeneratedRegex("(?:^|_)(?:service|svc|manager|use_?case|facade|controller|api|actions)$", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Service();

    [GeneratedRegex(
        "^(?:_?(?:prisma|db|tx|trx|knex|supabase\\w*|session|database|mongoose|entityManager|em|pool|client|sql|admin|objects)|\\w*(?:SupabaseClient|AdminClient|ServiceClient)|serviceClient|adminClient)$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Client();

    [GeneratedRegex("audit", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 10_000)]
    private static partial Regex Auditor();

    [GeneratedRegex(@"audit|activity|(?:^|/|_|-)logs?(?:$|/|_|-)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 10_000)]
    private static partial Regex AboutRecords();
}
