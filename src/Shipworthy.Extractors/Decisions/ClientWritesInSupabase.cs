using Shipworthy.Extractors.Audit;
using Shipworthy.Extractors.Endpoints.Frameworks;
using Shipworthy.Extractors.Writes.Races;
using Shipworthy.Extractors.Writes.Uniqueness;

namespace Shipworthy.Extractors.Decisions;

/// <summary>
/// What clients write to Supabase themselves, joined with what the policies, grants and triggers of the tables say to it, and the chains of such writes that nothing holds
/// together.
/// </summary>
public sealed class ClientWritesInSupabase : IExtractor
{
    readonly record struct Written(Code Call, string Name, DataWrite Write, bool IsReplacing);

    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(ClientDecision)];

    /// <inheritdoc/>
    public void Extract(Sources sources, Learner learn)
    {
        var client = new ClientCode(sources);
        var writes = new DataWrites(sources.Code);
        var guards = new TableGuards(sources.SupabaseSchemas);
        var found = new List<Written>();
        foreach (var from in SurfacesOfPlatforms.SupabaseCallsOf(sources, "from").Where(client.Holds))
        {
            if (CallOn(from) is not { Exists: true } call || writes.Of(call) is not { } write)
                continue;
            if (from.ArgumentAt(0).String is { Length: > 0 } name)
                found.Add(new(call, name, write, call.Callee.Name is "upsert"));
            else
                learn.CannotSee<ClientDecision>(call.At, "writes a table whose name is made at run time");
        }
        foreach (var same in found.GroupBy(one => (one.Name, one.Write.Verb)))
            learn.Add(OfTable(same.Key.Name, same.Key.Verb, [.. same], guards));
        foreach (
            var same in SurfacesOfPlatforms
                .SupabaseCallsOf(sources, "rpc")
                .Where(one => client.Holds(one) && one.ArgumentAt(0).String is { Length: > 0 })
                .GroupBy(one => one.ArgumentAt(0).String!, StringComparer.Ordinal)
        )
        {
            var answer = guards.ToFunction(same.Key);
            learn.Add(
                new ClientDecision(same.First().At, DecisionKind.Write, $"function {same.Key}")
                {
                    State = answer.State,
                    Because = $"runs function {same.Key}, and {answer.Because}",
                    Also = [.. same.Skip(1).Select(one => one.At), .. answer.By is null ? [] : new[] { answer.By }],
                }
            );
        }
        foreach (var region in found.GroupBy(one => Regions.Of(one.Call)))
            if (ChainIn(region.Key, [.. region.OrderBy(one => one.Call.Start)]) is { } chain)
                learn.Add(chain);
    }

    /// <summary>The call on what a table is named by: <c>from("orders").insert(…)</c>.</summary>
    static Code CallOn(Code from) =>
        from.Parent is { Kind: CodeKind.Member } member && member.Parent is { Kind: CodeKind.Call } call && call.Callee == member
            ? call
            : default;

    /// <summary>The writes of one kind to one table, which one change mends: what the database says to the worst of them.</summary>
    static ClientDecision OfTable(string name, WriteVerb verb, ImmutableArray<Written> all, TableGuards guards)
    {
        var answers = all.Select(one => (one.Call, Answer: AnswerTo(one, guards)))
            .OrderBy(one =>
                one.Answer.State switch
                {
                    DecisionState.Believed => 0,
                    DecisionState.Unknown => 1,
                    DecisionState.Enforced or DecisionState.Trifle => 2,
                }
            )
            .ToList();
        var (at, answer) = answers[0];
        var does = verb switch
        {
            WriteVerb.Insert => "adds rows to",
            WriteVerb.Update => "changes rows of",
            WriteVerb.Delete => "deletes rows of",
        };
        return new(at.At, DecisionKind.Write, $"{verb} {name}")
        {
            State = answer.State,
            Because = answer.Because.StartsWith("sets ", StringComparison.Ordinal)
                ? $"{does} table {name} itself: it {answer.Because}"
                : $"{does} table {name} itself, and {answer.Because}",
            Also = [.. answers.Skip(1).Select(one => one.Call.At), .. answer.By is null ? [] : new[] { answer.By }],
        };
    }

    static TableAnswer AnswerTo(Written one, TableGuards guards)
    {
        var answer = guards.To(one.Name, one.Write);
        if (!one.IsReplacing || answer.State is DecisionState.Believed)
            return answer;
        var changing = guards.To(one.Name, one.Write with { Verb = WriteVerb.Update });
        return changing.State is DecisionState.Believed || answer.State is DecisionState.Enforced && changing.By is not null
            ? changing
            : answer;
    }

    static ClientDecision? ChainIn(Code region, ImmutableArray<Written> all)
    {
        var chain = ClientCode.ChainOf([.. all.Where(one => !IsRecord(one)).Select(one => one.Call)]);
        var steps = chain.Select(call => all.First(one => one.Call == call)).ToList();
        var tables = steps.Select(one => one.Name).Distinct(StringComparer.Ordinal).ToList();
        var replaces =
            steps.FindIndex(one => one.Write.Verb is WriteVerb.Delete) is >= 0 and var removed
            && steps.Skip(removed + 1).Any(one => one.Name == steps[removed].Name && one.Write.Verb is WriteVerb.Insert);
        if (tables.Count < 2 && !replaces)
            return null;
        return new(steps[0].Call.At, DecisionKind.Workflow, $"{region.File.Path} {Regions.NameOf(region)}")
        {
            State = DecisionState.Believed,
            Because =
                tables.Count < 2
                    ? $"deletes rows of {tables[0]} and adds them again in {ClientCode.NameOf(region)}, and nothing holds the two steps together"
                    : $"changes {Listed(tables)} one after the other in {ClientCode.NameOf(region)}, and nothing holds the steps together",
            Also = [.. steps.Skip(1).Select(one => one.Call.At)],
        };
    }

    /// <summary>Whether a write only keeps a record, tells somebody, or marks what was read: when it is lost, nothing is half done.</summary>
    static bool IsRecord(Written one) =>
        RaceWords.IsRecord(TableNames.Of(one.Name))
        || Words.IsAudit(one.Write.Table)
        || Words.MayBeAudit(one.Write.Table)
        || one.Name.Contains("notification", StringComparison.Ordinal)
        || one.Write.Fields.Names.Any()
            && one.Write.Fields.Names.All(column =>
                column is "read" or "is_read" or "read_at" or "seen" or "last_seen" or "last_seen_at" or "updated_at"
            );

    static string Listed(List<string> tables) =>
        tables.Count == 1 ? tables[0] : $"{string.Join(", ", tables.Take(tables.Count - 1))} and {tables[^1]}";
}
