using System.Text.RegularExpressions;
using Shipworthy.Extractors.Audit;
using Shipworthy.Extractors.Endpoints.Rows;

namespace Shipworthy.Extractors.Decisions;

/// <content>Rows that are made of whatever was sent.</content>
sealed partial class SentWalk
{
    /// <summary><c>User.create(req.body)</c>, <c>new User(req.body)</c> that is saved, <c>db.insert(users).values(body)</c>.</summary>
    void OfWhole(Code call, Frame frame, List<SentValue> found)
    {
        if (call.File.Language is Language.CSharp or Language.Python)
            return;
        var write = writes.Of(call);
        var table =
            write is { Verb: not WriteVerb.Delete } one ? one.Table
            : write is null && IsSaved(call) ? Words.Table(call.Callee.Name)
            : "";
        if (table.Length == 0 || Words.IsAudit(table) || columns.HoldsNothingOfWorth(table))
            return;
        foreach (var (held, beside) in HeldWhole(call))
            if (IsAsSent(held, frame, 6) && !IsParsed(held, 4))
            {
                found.Add(
                    new(call, "", SentSort.Whole, table, frame.Function) { Rights = IsBody(held, 4) ? RightsIn(table, beside, frame) : [] }
                );
                return;
            }
    }

    /// <summary>The rights among the columns of an account that nothing in the function speaks of: they are taken as they were sent.</summary>
    ImmutableArray<string> RightsIn(string table, Code beside, Frame frame) =>
        Words.IsAccounts(table)
            ?
            [
                .. columns
                    .RightsOf(table)
                    .Where(one => !beside.Property(one).Exists && !frame.Function.Text.Contains(one, StringComparison.Ordinal))
                    .Select(Words.Snake),
            ]
            : [];

    /// <summary>Whether what is made of a class of the app is saved afterwards: a document of Mongoose, an entity.</summary>
    static bool IsSaved(Code made)
    {
        if (made.Kind is not CodeKind.New || made.Callee.Kind is not CodeKind.Name)
            return false;
        var at = made;
        while (at.Parent.Kind is CodeKind.Await)
            at = at.Parent;
        if (at.Parent is { Kind: CodeKind.Member, Name: "save" })
            return true;
        var name =
            at.Parent.Kind is CodeKind.Variable ? at.Parent.Name
            : at.Parent.Kind is CodeKind.Assignment ? at.Parent[Part.Target].Name
            : "";
        return name.Length > 0
            && made.Enclosing(CodeKind.Function) is { Exists: true } function
            && function.Descendants(CodeKind.Call).Any(call => call.Callee.Name is "save" && call.Receiver.Name == name);
    }

    /// <summary>What a call takes as a whole, and the object around it, which may set columns itself.</summary>
    static IEnumerable<(Code Held, Code Beside)> HeldWhole(Code call)
    {
        foreach (var argument in call.Arguments.Concat(Chained(call)))
            if (argument.Kind is CodeKind.Name or CodeKind.Member)
                yield return (argument, default);
            else if (argument.Kind is CodeKind.Object)
                foreach (var entry in argument.Children)
                    if (entry.Kind is CodeKind.Spread)
                        yield return (entry[Part.Value], argument);
                    else if (entry.Kind is CodeKind.Property && entry.Name is "data" or "create" or "update" or "$set")
                    {
                        if (entry[Part.Value].Kind is CodeKind.Name or CodeKind.Member)
                            yield return (entry[Part.Value], default);
                        foreach (var inner in entry[Part.Value].Children)
                            if (inner.Kind is CodeKind.Spread)
                                yield return (inner[Part.Value], entry[Part.Value]);
                    }
    }

    /// <summary>What follows in the words of Drizzle: <c>db.insert(users).values(…)</c>, <c>db.update(users).set(…)</c>.</summary>
    static IEnumerable<Code> Chained(Code call) =>
        call.Callee.Name is "insert" or "update"
        && call.Parent is { Kind: CodeKind.Member, Name: "values" or "set" } member
        && member.Parent is { Kind: CodeKind.Call } next
        && next.Callee == member
            ? next.Arguments
            : [];

    /// <summary>Whether a value is the whole body of the request, with nothing taken out of it.</summary>
    bool IsBody(Code value, int steps) =>
        steps > 0
        && value.Exists
        && value.Kind switch
        {
            CodeKind.Await => IsBody(value[Part.Value], steps - 1),
            CodeKind.Member => value.Name is "body" && Requests().IsMatch(value.Receiver.Name),
            CodeKind.Call => value.Callee is { Kind: CodeKind.Member, Name: "json" } && Requests().IsMatch(value.Receiver.Name),
            CodeKind.Name => code.Definition(value) is { Kind: CodeKind.Variable } variable && IsBody(variable[Part.Value], steps - 1),
            _ => false,
        };

    [GeneratedRegex("^(?:req|request)$", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Requests();
}
