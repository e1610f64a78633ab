namespace Shipworthy.Extractors.Endpoints.Frameworks;

/// <summary>
/// Functions of Firebase that are called over the network: <c>onRequest</c>, and <c>onCall</c>, whose requests carry the signed-in person without asking for one. Functions that events
/// start are none; an application of Express in <c>onRequest</c> has routes of its own.
/// </summary>
sealed class RoutesInFirebase : IRouteFinder
{
    /// <inheritdoc/>
    public ImmutableArray<string> Frameworks => ["Firebase Functions"];

    /// <summary>A part whose functions are all started by events has none.</summary>
    public bool HasNone(Sources sources, Deployable part) =>
        !sources
            .Code.Calls("onRequest", "onCall", "onCallGenkit")
            .Any(call => part.Holds(call.File.Path) && sources.IsDeployed(call.File) && IsFirebase(sources.Code, call));

    /// <inheritdoc/>
    public void Find(Sources sources, RouteList found)
    {
        var code = sources.Code;
        if (!code.Imports("firebase-functions"))
            return;
        foreach (var call in code.Calls("onRequest", "onCall", "onCallGenkit"))
        {
            if (!sources.IsDeployed(call.File) || !IsFirebase(code, call))
                continue;
            var handler = call.Arguments.LastOrDefault();
            var function = code.FunctionOf(handler);
            if (call.Callee.Name is "onRequest" && !function.Exists && IsApplication(code, handler))
                continue;
            found.Add(
                new(call, "Firebase Functions", call.Callee.Name is "onCall" or "onCallGenkit" ? "POST" : "ANY", $"/{NameOf(call)}")
                {
                    Handler = handler,
                    NotFollowed = function.Exists ? null : "what it runs could not be followed",
                }
            );
        }
    }

    static bool IsFirebase(CodeBase code, Code call) => code.OriginOf(call.Callee).Package is "firebase-functions";

    /// <summary>Whether a handler is an application of a framework whose routes are found by themselves.</summary>
    static bool IsApplication(CodeBase code, Code handler) =>
        code.OriginOf(handler).Package is "express" or "hono" or "koa" or "fastify" or "@hono/node-server";

    /// <summary>The name under which a function is offered, which is its address.</summary>
    static string NameOf(Code call)
    {
        for (var at = call.Parent; at.Exists && at.Kind is not CodeKind.Module; at = at.Parent)
            if (at.Kind is CodeKind.Variable or CodeKind.Property && at.Name.Length > 0)
                return at.Name;
            else if (at.Kind is CodeKind.Assignment)
                return at[Part.Target].Name;
        return "";
    }
}
