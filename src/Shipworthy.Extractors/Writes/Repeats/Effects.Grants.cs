using Shipworthy.Extractors.Audit;
using Shipworthy.Extractors.Writes.Races;
using Shipworthy.Extractors.Writes.Stores;
using Shipworthy.Extractors.Writes.Uniqueness;

namespace Shipworthy.Extractors.Writes.Repeats;

/// <content>Grants of what people pay for: seats, licences, credits.</content>
sealed partial class Effects
{
    /// <summary>The grant that a statement makes; null when it makes none.</summary>
    Repeated? GrantOf(StoreAccess access)
    {
        if (access.Verb is not (WriteVerb.Insert or WriteVerb.Update))
            return null;
        var isOfGrants = RepeatWords.IsGrant(access.Table);
        if (!isOfGrants && (access.Verb is WriteVerb.Insert || !RepeatWords.HoldsAllowances(access.Table)))
            return null;
        var columns = access
            .Fields.Names.Where(one => isOfGrants ? RepeatWords.IsGranted(one) : RepeatWords.IsAllowance(one))
            .OrderBy(one => !RepeatWords.IsAllowance(one))
            .ThenBy(one => one, StringComparer.Ordinal)
            .ToList();
        if (columns.Count == 0)
            return isOfGrants && access.Fields.HasMore && !access.Fields.Names.Any()
                ? new(access.Call, EffectSort.Grant, $"writes {access.Table}", access)
                {
                    Natural = access is { Verb: WriteVerb.Insert, IsUpsert: false } ? KeyOfOwner(access) : null,
                    Doubt = "what it writes could not be read",
                }
                : null;
        if (access is { Verb: WriteVerb.Insert, IsUpsert: false })
            return new(access.Call, EffectSort.Grant, $"grants a new {access.Table}", access)
            {
                Natural = NaturalKey(access.Table, access.Fields) ?? KeyOfOwner(access),
                Doubt = keys.Of(access.Table)
                    .Any(key =>
                        key.Columns is not ["id"] && key.Columns.All(one => access.Fields.Names.Contains(one) && !access.Fields[one].Exists)
                    )
                    ? "whether its unique columns come from the caller could not be told"
                    : null,
            };
        var changing = columns.Find(one => !SetsTheSame(access.Fields[one], access.Table, 4));
        return Setting(access.Call, access.Table, changing ?? columns[0], changing is null, access);
    }

    /// <summary>The grant of an assignment to a row that was read: <c>company.max_users = 20</c>.</summary>
    Repeated? GrantOf(Code change, string table, string column) =>
        RepeatWords.IsGrant(table) || RepeatWords.HoldsAllowances(table)
            ? Setting(change, table, column, SetsTheSame(change[Part.Value], table, 4), null)
            : null;

    static Repeated Setting(Code at, string table, string column, bool isSame, StoreAccess? access) =>
        new(at, EffectSort.Grant, $"sets {column} of {table}", access)
        {
            IsSame = isSame,
            Doubt = isSame ? null : $"whether {column} is the same at a second attempt could not be told",
        };

    static bool IsOfAllowance(string table, string column) =>
        RepeatWords.IsGrant(table)
            ? RepeatWords.IsAllowance(column) || RepeatWords.IsTerm(column)
            : RepeatWords.HoldsAllowances(table) && RepeatWords.IsAllowance(column);

    /// <summary>The key that admits one row for each owner, whatever else the row holds.</summary>
    UniqueKey? KeyOfOwner(StoreAccess access) =>
        keys.Of(access.Table)
            .FirstOrDefault(key =>
                key.Columns.All(column =>
                    (RaceWords.IsTenant(column) || RepeatWords.IsOwner(column))
                    && (access.Fields[column] is not { Exists: true } value || !IsMadeAnew(value, 3) && !MayBeEmpty(value))
                )
            );

    /// <summary>Whether a value is the same at a second attempt: nothing is reckoned, made anew, taken from the clock, or given by a function that asks the same table.</summary>
    bool SetsTheSame(Code value, string table, int steps)
    {
        if (!value.Exists || steps <= 0 || IsClock(value) || IsMadeAnew(value, 4))
            return false;
        foreach (var node in value.Descendants().Prepend(value))
            if (
                node is { Kind: CodeKind.Binary, Operator: "+" or "-" or "*" or "/" or "%" }
                || node.Kind is CodeKind.Call
                    && code.Target(node) is { Kind: CodeKind.Function, Body.Exists: true } target
                    && stores.In(target).Any(one => one.Table == table || one.Table.Length == 0)
                || node.Kind is CodeKind.Name
                    && node.Part is not Part.Callee
                    && code.Definition(node) is { Kind: CodeKind.Variable } variable
                    && variable.File == node.File
                    && variable.Enclosing(CodeKind.Function).Exists
                    && variable[Part.Value] is { Exists: true } given
                    && !given.Contains(node)
                    && !SetsTheSame(given, table, steps - 1)
            )
                return false;
        return true;
    }
}
