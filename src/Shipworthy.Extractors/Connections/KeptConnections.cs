namespace Shipworthy.Extractors.Connections;

/// <summary>
/// Places that take a connection from a pool of Node and do not give it back, or do so only where nothing went wrong. One that is handed on is not theirs to give back.
/// </summary>
sealed class KeptConnections(Sources sources)
{
    /// <summary>All of them.</summary>
    public IEnumerable<KeptConnection> All()
    {
        foreach (var call in sources.Code.Calls("connect", "getConnection"))
            if (
                call.File.Language is Language.JavaScript or Language.TypeScript or Language.Tsx
                && sources.Code.OriginOf(call.Callee) is { Exists: true } origin
                && IsOfPool(origin)
                && sources.IsDeployed(call.File)
                && !ClientsInCode.IsTool(call.File.Path)
                && sources.Code.IsReachable(call.File)
                && Of(call) is { } kept
            )
                yield return kept;
    }

    static bool IsOfPool(Origin origin) =>
        origin.Package is "pg" or "@neondatabase/serverless" && origin.Name is "Pool().connect"
        || origin.Package is "mysql2" or "mysql" or "mariadb" && origin.Name is "createPool().getConnection";

    static KeptConnection? Of(Code call)
    {
        var variable = call.Parent.Kind is CodeKind.Await ? call.Parent.Parent : default;
        var function = call.Enclosing(CodeKind.Function);
        if (variable.Kind is not CodeKind.Variable || variable.Name.Length == 0 || !function.Exists)
            return null;
        var name = variable.Name;
        var uses = function.Descendants(CodeKind.Name).Where(one => one.Name == name && one != variable).ToList();
        // What is handed to another function, kept or returned is given back by somebody else.
        if (uses.Exists(one => one.Parent.Kind is not CodeKind.Member))
            return null;
        var released = uses.Where(one => one.Parent.Name is "release" or "end" or "destroy").ToList();
        if (released.Count == 0)
            return new(call.At, function.Name) { Always = true };
        return
            released.Exists(one => IsInFinally(one, function))
            || released.Exists(one => one.Enclosing(CodeKind.Catch).Exists) && released.Exists(one => !one.Enclosing(CodeKind.Catch).Exists)
            || !uses.Exists(one => one.Parent.Name is "query" or "execute" or "beginTransaction")
            ? null
            : new(call.At, function.Name);
    }

    static bool IsInFinally(Code use, Code function)
    {
        for (var at = use; at.Exists && at != function; at = at.Parent)
            if (at.Part is Part.Finally)
                return true;
        return false;
    }
}
