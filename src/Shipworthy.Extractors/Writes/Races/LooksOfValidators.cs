using Shipworthy.Extractors.Writes.Stores;
using Shipworthy.Extractors.Writes.Uniqueness;

namespace Shipworthy.Extractors.Writes.Races;

/// <summary>
/// Rules of FluentValidation that look whether a value is taken already: the look runs before the handler that makes the row, so it keeps nobody apart by itself (rubric
/// 3.5, "framework checks do not count without the constraint").
/// </summary>
sealed class LooksOfValidators(Sources sources, StoreReading stores, UniqueKeys keys)
{
    /// <summary>One candidate for each table and value that is looked for.</summary>
    public IEnumerable<WriteRace> All()
    {
        var told = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (rule, type, asked) in In(sources))
        {
            foreach (var look in stores.In(asked))
            {
                if (look.Verb is not null || look.Table.Length == 0 || !AsksForAbsence(look, asked))
                    continue;
                var columns = look.Conditions.Select(one => one.Column).Where(one => one is not "id").ToHashSet(StringComparer.Ordinal);
                if (columns.Count == 0 || !told.Add($"{look.Table}:{string.Join(',', columns.Order(StringComparer.Ordinal))}"))
                    continue;
                yield return new(rule.At, RaceKind.Insertion, look.Table, type.Name)
                {
                    Columns = [.. columns],
                    ReadAt = look.At,
                    Stake = RaceWords.IsScarce(look.Table) ? RaceStake.Money : RaceStake.Data,
                    Guard =
                        keys.Guarding(look.Table, columns, []) is not null ? RaceGuard.Constraint
                        : keys.Knows(look.Table) ? RaceGuard.None
                        : RaceGuard.Unknown,
                    GuardBy =
                        keys.Guarding(look.Table, columns, []) is { } key ? $"a unique {string.Join(", ", key.Columns)}"
                        : keys.Knows(look.Table) ? ""
                        : $"the table {look.Table} is not made by this repository",
                    GuardAt = keys.Guarding(look.Table, columns, [])?.At,
                };
            }
        }
    }

    /// <summary>The rules of an app that ask a function of its own, each with its class and that function.</summary>
    public static IEnumerable<(Code Rule, Code Type, Code Asked)> In(Sources app)
    {
        foreach (var rule in app.Code.Calls("MustAsync", "Must"))
            if (
                rule.File.Language is Language.CSharp
                && app.IsDeployed(rule.File)
                && rule.Enclosing(CodeKind.Class) is { Exists: true } type
                && type.All(Part.Base).Any(one => one.Name is "AbstractValidator")
                && FunctionOf(rule, type) is { Exists: true } asked
            )
                yield return (rule, type, asked);
    }

    static Code FunctionOf(Code rule, Code type)
    {
        var given = rule.ArgumentAt(0);
        if (given.Kind is CodeKind.Function)
            return given;
        return given.Kind is CodeKind.Name or CodeKind.Member
            ? type.Children.FirstOrDefault(member => member.Kind is CodeKind.Function && member.Name == given.Name)
            : default;
    }

    /// <summary>Whether the rule wants that nothing is found: what it needs to exist it may look for at leisure.</summary>
    static bool AsksForAbsence(StoreAccess look, Code asked)
    {
        if (look.Statement.Descendants(CodeKind.Call).Prepend(look.Statement).Any(one => one.Callee.Name is "All" or "AllAsync"))
            return true;
        for (var at = look.Call.Parent; at.Exists && at != asked.Parent; at = at.Parent)
            if (
                at is { Kind: CodeKind.Unary, Operator: "!" }
                || at is { Kind: CodeKind.Binary, Operator: "==" or "is" } && at.Text.EndsWith("null", StringComparison.Ordinal)
                || at is { Kind: CodeKind.Binary, Operator: "==" } && at[Part.Right].String is "0"
            )
                return true;
        return false;
    }
}
