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
        var interceptors = new Lazy<ImmutableArray<Step>>(() => [.. InterceptorsOf(sources)]);
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
                            .. interceptors.Value,
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

    /// <summary>Interceptors of the app: <c>AddGrpc(options => options.Interceptors.Add&lt;AsksForKey&gt;())</c>.</summary>
    static IEnumerable<Step> InterceptorsOf(Sources sources) =>
        sources
            .Code.Calls("Add")
            .Where(call =>
                call.File.Language is Language.CSharp && call.Callee.Receiver.Name is "Interceptors" && sources.IsDeployed(call.File)
            )
            .Select(call => sources.Code.Definition(AspNetBuilders.TypeOf(call)))
            .Where(one => one.Kind is CodeKind.Class)
            .Select(one => one.Property("UnaryServerHandler"))
            .Where(one => one.Kind is CodeKind.Function)
            .Select(one => new Step(one));
}
