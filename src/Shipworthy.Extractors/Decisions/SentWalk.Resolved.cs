using Shipworthy.Extractors.Endpoints.Rows;

namespace Shipworthy.Extractors.Decisions;

/// <content>Values that a function of the app gives for what was sent: <c>resolveWorkspace(caller, body.workspaceId)</c>.</content>
sealed partial class SentWalk
{
    /// <summary>The function that gave a value, where one of its ways gives back what was sent, or the row that it names; null for every other value.</summary>
    string? ResolverOf(Code value, Frame frame, int steps)
    {
        if (!value.Exists || steps <= 0)
            return null;
        switch (value.Kind)
        {
            case CodeKind.Await:
                return ResolverOf(value[Part.Value], frame, steps - 1);
            case CodeKind.Name when code.Definition(value) is { Kind: CodeKind.Variable } variable:
                return ResolverOf(variable[Part.Value], frame, steps - 1);
            case CodeKind.Call
                when rows.TargetOf(value) is { Kind: CodeKind.Function, Body.Exists: true } target
                    && target != frame.Function
                    && value.Arguments.Any(one => IsAsSent(one, frame, 4)):
                var inside = new Frame(code, reader, target, rows.Handed(value, target, frame));
                return target
                    .Descendants(CodeKind.Return)
                    .Any(one => one.Enclosing(CodeKind.Function) == target && GivesSent(one[Part.Value], inside))
                    ? target.Name
                    : null;
            default:
                return null;
        }
    }

    /// <summary>Whether a function gives back what was sent, or the id of the row that was found by it alone.</summary>
    bool GivesSent(Code given, Frame inside)
    {
        if (!given.Exists)
            return false;
        if (given.Kind is CodeKind.Name or CodeKind.Member && IsAsSent(given, inside, 4))
            return true;
        if (given is not { Kind: CodeKind.Member, Name: "id" or "_id", Receiver.Kind: CodeKind.Name })
            return false;
        var found = code.Definition(given.Receiver)[Part.Value];
        if (found.Kind is CodeKind.Await)
            found = found[Part.Value];
        if (found is not { Kind: CodeKind.Call, Callee.Name: "findUnique" or "findFirst" or "findByPk" or "findById" or "findOne" })
            return false;
        var first = found.ArgumentAt(0);
        if (first.Kind is CodeKind.Name or CodeKind.Member)
            return IsAsSent(first, inside, 4);
        var condition = first.Property("where") is { Exists: true } where ? where[Part.Value] : first;
        return condition.Kind is CodeKind.Object
            && condition.Children.ToList() is [{ Kind: CodeKind.Property } only]
            && IsAsSent(only[Part.Value], inside, 4);
    }
}
