using Shipworthy.Extractors.Audit;
using Shipworthy.Extractors.Writes.Races;
using Shipworthy.Extractors.Writes.Stores;
using Shipworthy.Extractors.Writes.Uniqueness;

namespace Shipworthy.Extractors.Writes.Repeats;

/// <content>Values that are another one at each run, or none at all.</content>
sealed partial class Effects
{
    /// <summary>Whether a value is another one at each run.</summary>
    public bool IsMadeAnew(Code value, int steps)
    {
        if (steps <= 0)
            return false;
        foreach (var node in value.Descendants().Prepend(value))
            if (node.Kind is CodeKind.Call or CodeKind.New && (RepeatWords.IsFresh(node.Callee.Name) || GivesNew(node, steps)))
                return true;
            else if (
                node.Kind is CodeKind.Name
                && node.Part is not Part.Callee
                && code.Definition(node) is { Kind: CodeKind.Variable } variable
                && variable.File == node.File
                && variable.Enclosing(CodeKind.Function).Exists
                && variable[Part.Value] is { Exists: true } given
                && !given.Contains(node)
                && IsMadeAnew(given, steps - 1)
            )
                return true;
        return false;
    }

    /// <summary>Whether a function of the app gives back a value that is new each time: <c>newId("order")</c>.</summary>
    bool GivesNew(Code call, int steps) =>
        call.Kind is CodeKind.Call
        && code.Target(call) is { Kind: CodeKind.Function, Body.Exists: true } made
        && !made.Contains(call)
        && stores.In(made).IsEmpty
        && (
            made.Descendants(CodeKind.Return).Any(one => one[Part.Value] is { Exists: true } given && IsMadeAnew(given, steps - 1))
            || made.Body.Kind is not CodeKind.Block && IsMadeAnew(made.Body, steps - 1)
        );

    /// <summary>The key that would refuse a second row if its value, which may be nothing, were always there; null for none.</summary>
    public UniqueKey? KeyThatMayBeEmpty(string table, WrittenFields fields) =>
        keys.Of(table)
            .FirstOrDefault(key =>
                key.Columns.All(column => fields[column] is { Exists: true } value && !IsMadeAnew(value, 4))
                && key.Columns.Any(column => MayBeEmpty(fields[column]))
            );

    /// <summary>Whether an expression says itself that it may give nothing.</summary>
    public static bool MayBeEmpty(Code value) =>
        IsNothing(value)
        || value is { Kind: CodeKind.Binary, Operator: "??" or "||" or "or" } && IsNothing(value[Part.Right])
        || value.Kind is CodeKind.Conditional && (IsNothing(value[Part.Then]) || IsNothing(value[Part.Else]));

    static bool IsNothing(Code value) =>
        value is { Kind: CodeKind.Literal, Operator: "null" or "undefined" }
        || value is { Kind: CodeKind.Name, Name: "None" or "undefined" };

    /// <summary>The first column, other than those that only note when a row was written, that statements set to the time of the clock; empty for none.</summary>
    public string SetsByClock(IEnumerable<StoreAccess> writes)
    {
        foreach (var write in writes)
        {
            foreach (var column in write.Fields.Names)
                if (!IsNote(column) && write.Fields[column] is { Exists: true } value && IsClock(value))
                    return column;
            // What a row gets is often put together before: updates.trial_ended_at = new Date().
            foreach (var name in write.Statement.Descendants(CodeKind.Name).Where(one => one.Part is Part.Argument))
            foreach (var change in Regions.Of(write.Call).Descendants(CodeKind.Assignment))
                if (
                    change[Part.Target] is { Kind: CodeKind.Member } target
                    && target.Receiver is { Kind: CodeKind.Name } holder
                    && holder.Name == name.Name
                    && change.Start < write.Call.Start
                    && Words.Snake(target.Name) is var column
                    && !IsNote(column)
                    && IsClock(change[Part.Value])
                )
                    return column;
        }
        return "";
    }

    static bool IsNote(string column) =>
        column.StartsWith("updated", StringComparison.Ordinal)
        || column.StartsWith("modified", StringComparison.Ordinal)
        || column.StartsWith("last_", StringComparison.Ordinal)
        || column.StartsWith("created", StringComparison.Ordinal)
        || column.Contains("processed", StringComparison.Ordinal)
        || column.Contains("synced", StringComparison.Ordinal)
        || column.Contains("received", StringComparison.Ordinal)
        || column.Contains("seen", StringComparison.Ordinal);

    static bool IsClock(Code value) =>
        value
            .Descendants()
            .Prepend(value)
            .Any(one =>
                one.Kind is CodeKind.New or CodeKind.Call && one.Callee.Name is "Date" && !one.Arguments.Any()
                || one.Kind is CodeKind.Call && one.Callee.Name is "now" or "utcnow" or "today" or "GetUtcNow"
                || one.Kind is CodeKind.Member && one.Name is "UtcNow" or "Now" && one.Receiver.Name is "DateTime" or "DateTimeOffset"
            );
}
