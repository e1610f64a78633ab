using Shipworthy.Syntax.Sql;

namespace Shipworthy.Extractors.Writes.Races;

/// <summary>Triggers that count rows against a limit before one is added: without a lock, two transactions count at once and see only what is committed.</summary>
public sealed class LimitsInTriggers : IExtractor
{
    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(WriteRace)];

    /// <inheritdoc/>
    public void Extract(Sources sources, Learner learn)
    {
        foreach (var project in sources.SupabaseProjects)
        foreach (var function in project.State.Functions.Where(one => one.IsTrigger && CountsAgainstLimit(one.Body)))
            if (
                project.State.Triggers.Find(one => one.IsOn && one.Function == function.Name && one.Events.Contains("insert")) is
                { } trigger
            )
            {
                var locks = function.Body.Any(Locks) || Mentions(function.Body, "for", "update");
                learn.Add(
                    new WriteRace(function.At, RaceKind.Limit, trigger.Table.Name, function.Name.Name)
                    {
                        Guard = locks ? RaceGuard.Lock : RaceGuard.None,
                        GuardBy = locks ? "a lock in the trigger" : "",
                        ReadAt = trigger.At,
                        Stake = RaceStake.Money,
                    }
                );
            }
    }

    static bool CountsAgainstLimit(ImmutableArray<SqlToken> body) =>
        Mentions(body, "count", "(")
        && body.Any(one => one.Is("into"))
        && Mentions(body, "raise", "exception")
        && body.Any(one => one.Is(">") || one.Is(">=") || one.Is("<=") || one.Is("<"));

    static bool Locks(SqlToken token) =>
        token.Is("lock")
        || (
            token.IsName
            && token.Value.StartsWith("pg_", StringComparison.Ordinal)
            && token.Value.Contains("advisory", StringComparison.Ordinal)
        );

    static bool Mentions(ImmutableArray<SqlToken> body, string first, string second)
    {
        for (var i = 0; i + 1 < body.Length; i++)
            if (body[i].Is(first) && body[i + 1].Is(second))
                return true;
        return false;
    }
}
