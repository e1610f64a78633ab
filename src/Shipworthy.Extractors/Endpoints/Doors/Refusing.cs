namespace Shipworthy.Extractors.Endpoints.Doors;

/// <summary>What a branch answers when it does not let anybody on.</summary>
static class Refusing
{
    /// <summary>Whether one side of a branch ends the function or answers.</summary>
    public static bool Leaves(Code branch) => Ends(branch[Part.Then]) || Ends(branch[Part.Else]);

    static bool Ends(Code then) =>
        then.Exists
        && then.Kind switch
        {
            CodeKind.Return or CodeKind.Throw => true,
            CodeKind.Block => then.Children.LastOrDefault() is { Exists: true } last && Ends(last)
                || then.Descendants(CodeKind.Call).Any(Answers),
            CodeKind.Await => Ends(then[Part.Value]),
            CodeKind.Call => Answers(then),
            _ => false,
        };

    static bool Answers(Code call) =>
        call.Callee.Name is "status" or "sendStatus" or "redirect" or "abort" or "fail" or "error" or "raise" or "SendAsync" or "done"
        || call.Callee.Name.StartsWith("Throw", StringComparison.OrdinalIgnoreCase);

    /// <summary>The words and numbers of an answer that a caller sees, with those of logs left out; empty when none were written there.</summary>
    public static string Words(Code branch)
    {
        var then = branch[Part.Then];
        var last = then.Kind is CodeKind.Block ? then.Children.LastOrDefault() : then;
        var said = last.Kind is CodeKind.Return or CodeKind.Throw && Literals(last) is { Length: > 0 } own ? own : Literals(then);
        return said;
    }

    static string Literals(Code node) =>
        string.Join(
            '|',
            node.Descendants(CodeKind.Literal)
                .Where(one => one.String is { Length: > 2 } && !IsLogged(one, node))
                .Select(one => one.String!.ToLowerInvariant())
                .Order(StringComparer.Ordinal)
        );

    static bool IsLogged(Code literal, Code within)
    {
        for (var at = literal; at.Exists && at != within; at = at.Parent)
            if (
                at.Kind is CodeKind.Call
                && (
                    at.Callee.Name is "log" or "warn" or "info" or "debug" or "warning" or "audit" or "capture" or "track"
                    || at.Callee.Name.StartsWith("Log", StringComparison.Ordinal)
                    || at.Receiver.Name is "console" or "logger" or "log" or "logging" or "_logger"
                )
            )
                return true;
        return false;
    }
}
