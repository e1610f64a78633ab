using Shipworthy.Extractors.Deployables;

namespace Shipworthy.Extractors.Endpoints.AspNet;

/// <summary>
/// Services of gRPC: the methods that a mapped service overrides of the class that its contract was made into, or those of an interface that is the contract. Each call is a request of
/// its own, and words on method, class and address hold for it.
/// </summary>
sealed class RoutesInGrpc : IRouteFinder
{
    /// <inheritdoc/>
    public ImmutableArray<string> Frameworks => ["ASP.NET Core"];

    /// <inheritdoc/>
    public void Find(Sources sources, RouteList found)
    {
        var code = sources.Code;
        var projects = new AspNetProjects(sources);
        var folders = new Folders(sources.Tree, ".csproj");
        foreach (var call in code.Calls("MapGrpcService"))
        {
            if (call.File.Language is not Language.CSharp || !sources.IsDeployed(call.File) || !sources.RunsInProduction(call))
                continue;
            var type = AspNetBuilders.TypeOf(call);
            var service = AspNetBuilders.ClassOf(code, folders, call);
            var (_, words) = AspNetBuilders.WordsOf(code, call).First();
            if (service.Kind is not CodeKind.Class)
            {
                found.CannotSee(call, $"the methods of {type.Name} could not be followed");
                continue;
            }
            var around = AspNetBuilders
                .Around(sources, projects, call, type.Name, "Add", "AddServiceOptions")
                .Where(one => one.Added.Callee.Receiver.Name is "Interceptors")
                .Select(one => one.Class)
                .ToList();
            foreach (var method in MethodsOf(service))
                found.Add(
                    new(method, "gRPC", "GRPC", $"/{NameOf(service)}/{Plain(method.Name)}")
                    {
                        Handler = method,
                        Host = call,
                        Before =
                        [
                            .. projects
                                .Of(call.File)
                                .Steps([.. words, .. AspNetWords.Attributes(code, service), .. AspNetWords.Attributes(code, method)]),
                            .. around.Select(one => one.Property(HandlerOf(method))).Where(one => one.Exists).Select(one => new Step(one)),
                        ],
                    }
                );
        }
    }

    /// <summary>The class that a contract was made into: <c>Basket.BasketBase</c>.</summary>
    static Code ContractOf(Code service) =>
        service
            .All(Part.Base)
            .Select(one => one.Kind is CodeKind.Call ? one.Callee : one)
            .FirstOrDefault(one => one.Name.EndsWith("Base", StringComparison.Ordinal));

    static string NameOf(Code service) => ContractOf(service) is { Exists: true } contract ? contract.Name[..^"Base".Length] : service.Name;

    static IEnumerable<Code> MethodsOf(Code service) =>
        service.Children.Where(one =>
            one is { Kind: CodeKind.Function, Operator: "method" or "" or "function" }
            && one.Is(Modifiers.Public)
            && !one.Is(Modifiers.Static)
            && (!ContractOf(service).Exists || one.All(Part.Parameter).Any(parameter => parameter[Part.Type].Name is "ServerCallContext"))
        );

    static string Plain(string name) =>
        name.EndsWith("Async", StringComparison.Ordinal) && name.Length > "Async".Length ? name[..^"Async".Length] : name;

    /// <summary>The method of an interceptor that runs around a method, by what streams in it (Grpc.Core.Interceptors.Interceptor).</summary>
    static string HandlerOf(Code method)
    {
        var reads = Takes(method, "IAsyncStreamReader");
        return Takes(method, "IServerStreamWriter") ? (reads ? "DuplexStreamingServerHandler" : "ServerStreamingServerHandler")
            : reads ? "ClientStreamingServerHandler"
            : "UnaryServerHandler";
    }

    static bool Takes(Code method, string type) =>
        method.All(Part.Parameter).Any(parameter => parameter[Part.Type].Text.StartsWith(type, StringComparison.Ordinal));
}
