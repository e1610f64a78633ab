using Shipworthy.Extractors.Deployables;
using Shipworthy.Extractors.Endpoints.Routers;

namespace Shipworthy.Extractors.Endpoints.AspNet;

/// <summary>
/// Hubs of SignalR: every public method of a mapped hub can be called by whoever is connected. Limits and words of the address hold for the connection; <c>[Authorize]</c> on a method
/// holds for its calls (documentation of .NET 10, "Authentication and authorization in ASP.NET Core SignalR").
/// </summary>
sealed class RoutesInSignalR : IRouteFinder
{
    const int MostSteps = 4;

    /// <inheritdoc/>
    public ImmutableArray<string> Frameworks => ["ASP.NET Core"];

    /// <inheritdoc/>
    public void Find(Sources sources, RouteList found)
    {
        var code = sources.Code;
        var projects = new AspNetProjects(sources);
        var folders = new Folders(sources.Tree, ".csproj");
        foreach (var call in code.Calls("MapHub"))
        {
            if (call.File.Language is not Language.CSharp || !sources.IsDeployed(call.File) || !sources.RunsInProduction(call))
                continue;
            var type = AspNetBuilders.TypeOf(call);
            var hub = AspNetBuilders.ClassOf(code, folders, call);
            var path = code.ValueOf(call.ArgumentAt(0)).AsText ?? "{…}";
            var filters = AspNetBuilders
                .Around(sources, projects, call, type.Name, "AddFilter", "AddHubOptions")
                .Select(one => one.Class.Property("InvokeMethodAsync"))
                .Where(one => one.Kind is CodeKind.Function)
                .Select(one => new Step(one))
                .ToList();
            foreach (var (prefix, words) in AspNetBuilders.WordsOf(code, call))
            {
                var address = PathTemplates.Join(prefix, path);
                List<(string Name, Code At, string Text)> said =
                [
                    .. words,
                    .. hub.Kind is CodeKind.Class ? AspNetWords.Attributes(code, hub) : [],
                ];
                var connecting = projects.Of(call.File).Steps(said).Select(OnConnect).ToList();
                var methods = hub.Kind is CodeKind.Class ? Methods(code, hub, MostSteps).DistinctBy(one => one.Name).ToList() : [];
                foreach (var method in methods)
                    found.Add(
                        new(method, "SignalR", "SOCKET", $"{address}#{NameOf(code, method)}")
                        {
                            Handler = method,
                            Host = call,
                            Before = [.. connecting, .. AtConnection(hub, said), .. Demands(code, method), .. filters],
                        }
                    );
                if (methods.Count == 0)
                    found.Add(
                        new(call, "SignalR", "SOCKET", address)
                        {
                            Handler = hub.Kind is CodeKind.Class ? hub.Property("OnConnectedAsync") : default,
                            Before = [.. projects.Of(call.File).Steps(said)],
                            NotFollowed = hub.Kind is CodeKind.Class ? null : $"the hub {type.Name} could not be followed",
                        }
                    );
            }
        }
    }

    /// <summary>A limit of ASP.NET Core counts requests, and an open connection is one, whatever is called on it.</summary>
    static Step OnConnect(Step step) =>
        step.Known is { Limit: { } limit } known
            ? step with
            {
                Known = known with { Limit = limit with { CountsConnections = true } },
            }
            : step;

    static IEnumerable<Code> Methods(CodeBase code, Code hub, int steps) =>
        hub
            .Children.Where(one =>
                one is { Kind: CodeKind.Function, Operator: "method" or "" or "function" }
                && one.Is(Modifiers.Public)
                && !one.Is(Modifiers.Static)
                && one.Name is not ("OnConnectedAsync" or "OnDisconnectedAsync" or "Dispose")
            )
            .Concat(
                steps <= 0
                    ? []
                    : hub.All(Part.Base)
                        .Select(one => code.Definition(one.Kind is CodeKind.Call ? one.Callee : one))
                        .Where(one => one is { Kind: CodeKind.Class, Operator: "class" } && one != hub)
                        .SelectMany(one => Methods(code, one, steps - 1))
            );

    static string NameOf(CodeBase code, Code method) =>
        method.All(Part.Decorator).FirstOrDefault(one => one.Name is "HubMethodName" or "HubMethodNameAttribute") is { Exists: true } given
        && code.ValueOf(given.Arguments.FirstOrDefault()).AsText is { Length: > 0 } name
            ? name
            : method.Name;

    /// <summary>What the hub itself asks of whoever connects, where no word asks before it.</summary>
    static IEnumerable<Step> AtConnection(Code hub, List<(string Name, Code At, string Text)> said) =>
        hub.Property("OnConnectedAsync") is { Kind: CodeKind.Function } connected
        && !said.Exists(word => word.Name is "Authorize" or "RequireAuthorization")
            ? [new Step(connected)]
            : [];

    /// <summary>What a method asks of each call. That it lets in strangers means nothing once the connection has refused them.</summary>
    static IEnumerable<Step> Demands(CodeBase code, Code method) =>
        AspNetWords
            .Attributes(code, method)
            .Where(word => word.Name is "Authorize")
            .Select(word => new Step(word.At) { Known = new(ActKind.ProvesUser, word.At, "ASP.NET Core's authorization") });
}
