using Shipworthy.Extractors.Audit;
using Shipworthy.Extractors.Endpoints.Rows;

namespace Shipworthy.Extractors.Decisions;

/// <content>What rows hold that others have to give: balances, points, approvals.</content>
sealed partial class SentWalk
{
    /// <summary>A field of a row that the function saves afterwards: <c>wallet.balance = body.balance; await wallet.save()</c>.</summary>
    void OfHeld(Code assignment, Frame frame, List<SentValue> found)
    {
        var target = assignment[Part.Target];
        var column = Words.Snake(target.Name);
        if (
            SortOf(column) is not { } sort
            || target.Receiver.Kind is not CodeKind.Name
            || !rows.HoldsRow(target.Receiver)
            || !IsSaved(target.Receiver.Name, frame.Function)
            || !IsAsSent(assignment[Part.Value], frame, 6)
        )
            return;
        var model = ModelOf(target.Receiver);
        if (IsOthers(sort, model, column))
            found.Add(new(assignment, column, sort, model, frame.Function));
    }

    /// <summary>A column of a row that a statement changes: <c>data: { points: { increment: body.points } }</c>, <c>{ $inc: { balance: amount } }</c>.</summary>
    void OfChange(Code entry, Code value, Frame frame, List<SentValue> found)
    {
        var isRelative = entry.Name is "increment" or "decrement" && entry.Parent.Parent.Kind is CodeKind.Property;
        var column = Words.Snake(isRelative ? entry.Parent.Parent.Name : entry.Name);
        if (
            SortOf(column) is not { } sort
            || !IsAsSent(value, frame, 6)
            || TakerOf(entry, frame.Function, 6) is not { Exists: true } taker
            || writes.Of(taker) is not { Verb: WriteVerb.Update } write
            // What chooses the row is no change of it.
            || Chooses(entry, taker)
        )
            return;
        if (IsOthers(sort, write.Table, column))
            found.Add(new(entry, column, sort, write.Table, frame.Function));
    }

    /// <summary>Whether a column is for others to set. Points and credits may be those of a task or a course; a balance is always somebody's.</summary>
    bool IsOthers(SentSort sort, string model, string column) =>
        sort is SentSort.Approval
            ? approvals.Has(model, column)
            : column.Contains("balance", StringComparison.Ordinal)
                || Words.IsAccounts(model)
                || model.Contains("wallet", StringComparison.Ordinal);

    static bool Chooses(Code entry, Code taker)
    {
        for (var at = entry.Parent; at.Exists && at != taker; at = at.Parent)
            if (at.Kind is CodeKind.Property && at.Name is "where" or "create" or "select" or "orderBy")
                return true;
        // The first of several arguments is the condition: updateOne({ … }, { $set: … }).
        return taker.Arguments.Count() > 1 && taker.ArgumentAt(0).Contains(entry);
    }

    static SentSort? SortOf(string column) =>
        DecisionWords.IsStake(column) ? SentSort.Stake
        : DecisionWords.IsState(column) ? SentSort.Approval
        : null;

    static bool IsSaved(string name, Code function) =>
        function
            .Descendants(CodeKind.Call)
            .Any(call =>
                call.Callee is { Kind: CodeKind.Member, Name: "save" } && (call.Receiver.Name == name || call.ArgumentAt(0).Name == name)
            );

    /// <summary>The model of the row that a variable holds: by the query that gave it, or by the variable's name.</summary>
    string ModelOf(Code held)
    {
        var given = code.Definition(held)[Part.Value];
        for (var steps = 0; steps < 8 && given.Kind is CodeKind.Await or CodeKind.Call; steps++)
        {
            if (given is { Kind: CodeKind.Call, Receiver: { Kind: CodeKind.Name, Name: [>= 'A' and <= 'Z', ..] } model })
                return Words.Table(model.Name);
            given = given.Kind is CodeKind.Await ? given[Part.Value] : given.Receiver;
        }
        return Words.Table(held.Name);
    }
}
