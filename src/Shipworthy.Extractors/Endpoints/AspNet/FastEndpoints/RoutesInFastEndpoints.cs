using Shipworthy.Extractors.Deployables;
using Shipworthy.Extractors.Endpoints.Routers;

namespace Shipworthy.Extractors.Endpoints.AspNet.FastEndpoints;

/// <summary>
/// Endpoints of FastEndpoints (documentation of version 7, "Get started", "Security"): one class an endpoint, which says in <c>Configure</c> or by attributes where it answers. Each
/// asks for a sign-in unless it says <c>AllowAnonymous</c>.
/// </summary>
sealed class RoutesInFastEndpoints : IRouteFinder
{
    const int MostSteps = 4;

    /// <inheritdoc/>
    public ImmutableArray<string> Frameworks => ["ASP.NET Core"];

    /// <inheritdoc/>
    public void Find(Sources sources, RouteList found)
    {
        if (!IsUsed(sources))
            return;
        var code = sources.Code;
        var setups = new FastEndpointsSetups(sources);
        var projects = new AspNetProjects(sources);
        var words = new FastEndpointsWords(code);
        var lost = false;
        foreach (var declared in code.All(CodeKind.Class))
        {
            if (declared.File.Language is not Language.CSharp || declared.Is(Modifiers.Abstract) || !sources.IsDeployed(declared.File))
                continue;
            var said =
                IsEndpoint(code, declared) ? words.OfClass(declared)
                : Named(code, declared, "RefreshTokenService") ? words.OfRefresh(declared)
                : null;
            if (said is null || said.At is not { Exists: true } && !declared.All(Part.Decorator).Any(one => Verb(one) is not null))
                continue;
            if (setups.Of(declared.File) is not { } setup)
            {
                if (!lost)
                    found.CannotSee(declared, "endpoints of FastEndpoints are declared, and where they are mounted could not be found");
                lost = true;
                continue;
            }
            foreach (var (verb, path) in AddressesOf(code, declared, said))
                found.Add(RouteOf(code, projects, setup, declared, said, verb, path));
        }
    }

    static bool IsUsed(Sources sources) =>
        sources.Tree.Files.Any(file =>
            (
                file.Path.EndsWith(".csproj", StringComparison.OrdinalIgnoreCase)
                || file.Path.EndsWith(".props", StringComparison.OrdinalIgnoreCase)
            )
            && Folders.Counts(file.Role)
            && file.Text.Contains("\"FastEndpoints", StringComparison.Ordinal)
        );

    /// <summary>Whether a class derives from an endpoint of the library, itself or through classes of the app.</summary>
    static bool IsEndpoint(CodeBase code, Code declared, int steps = MostSteps) =>
        declared
            .All(Part.Base)
            .Select(Type)
            .Any(one =>
                code.Definition(one) is { Kind: CodeKind.Class } known && known != declared
                    ? steps > 0 && IsEndpoint(code, known, steps - 1)
                    : one.Name is "Endpoint" or "EndpointWithoutRequest" or "EndpointWithMapping" or "EndpointWithMapper"
                        || one.Text.StartsWith("Ep.", StringComparison.Ordinal)
            );

    static bool Named(CodeBase code, Code declared, string ancestor) =>
        declared.All(Part.Base).Select(Type).Any(one => one.Name == ancestor && !code.Definition(one).Exists);

    static Code Type(Code ancestor) => ancestor.Kind is CodeKind.Call ? ancestor.Callee : ancestor;

    static string? Verb(Code attribute) =>
        AspNetWords.NameOf(attribute) is "Http" ? "ANY" : AspNetWords.VerbOf(AspNetWords.NameOf(attribute));

    static IEnumerable<(string Verb, string Path)> AddressesOf(CodeBase code, Code declared, FastEndpointsSaid said)
    {
        foreach (var attribute in declared.All(Part.Decorator))
            if (Verb(attribute) is { } verb)
                foreach (var argument in attribute.Arguments)
                    if (code.ValueOf(argument).AsText is { } path)
                        yield return (verb, path);
        foreach (var verb in said.Verbs.Count > 0 ? said.Verbs : ["ANY"])
        foreach (var path in said.Paths)
            yield return (verb, path);
    }

    static Route RouteOf(
        CodeBase code,
        AspNetProjects projects,
        FastEndpointsSetup setup,
        Code declared,
        FastEndpointsSaid said,
        string verb,
        string path
    )
    {
        var handler = Handler(code, declared);
        var at = said.At.Exists ? said.At : declared;
        List<(string Name, Code At, string Text)> all =
        [
            ("Authorize", at, ""),
            .. AspNetWords.Attributes(code, declared),
            .. setup.Words.Where(word => word.Name is not "AllowAnonymous" || setup.IsCertain(word.At)),
            .. said.Words,
        ];
        if (said.Opens(verb) is { Exists: true } open)
            all.Add(("AllowAnonymous", open, ""));
        return new(at, "FastEndpoints", verb, Address(setup, said, path))
        {
            Handler = handler,
            Host = setup.Mount,
            Before =
            [
                .. projects.Of(declared.File).Steps(all),
                .. Doubts(setup, all.Exists(word => word.Name is "AllowAnonymous")),
                .. said
                    .Throttles.Concat(setup.Throttles)
                    .Take(1)
                    .Select(one => FastEndpointsThrottle.Step(code, one, setup.ThrottleHeader)),
                .. setup.Processors.Concat(said.Processors).Select(one => new Step(FastEndpointsWords.Runs(code, one))),
                .. said.Refreshes
                    ? [new Step(at) { Known = new(ActKind.HandlesCredential, at, "FastEndpoints") { Credential = CredentialStep.Refresh } }]
                    : ImmutableArray<Step>.Empty,
            ],
        };
    }

    /// <summary>Where a condition picks which endpoints are open, nothing is known of one that does not say so itself.</summary>
    static IEnumerable<Step> Doubts(FastEndpointsSetup setup, bool isOpen) =>
        !isOpen && setup.Words.FirstOrDefault(word => word.Name is "AllowAnonymous" && !setup.IsCertain(word.At)).At is { Exists: true } at
            ?
            [
                new Step(at) { Known = new(ActKind.OpensToAll, at, "FastEndpoints") },
                new Step(at)
                {
                    Known = new(ActKind.NotFollowed, at, "the set-up of FastEndpoints opens the endpoints that a condition picks"),
                },
            ]
            : [];

    static string Address(FastEndpointsSetup setup, FastEndpointsSaid said, string path)
    {
        var address = PathTemplates.Join(said.Prefix ?? setup.Prefix, PathTemplates.Join(said.GroupPrefix, path));
        return address.StartsWith('/') ? address : $"/{address}";
    }

    /// <summary>The method that answers, of the class or of one that it derives from.</summary>
    static Code Handler(CodeBase code, Code declared, int steps = MostSteps)
    {
        foreach (var name in (ReadOnlySpan<string>)["HandleAsync", "ExecuteAsync", "RefreshRequestValidationAsync"])
            if (declared.Property(name) is { Kind: CodeKind.Function } own)
                return own;
        foreach (var ancestor in declared.All(Part.Base).Select(Type))
            if (
                steps > 0
                && code.Definition(ancestor) is { Kind: CodeKind.Class } known
                && known != declared
                && Handler(code, known, steps - 1) is { Exists: true } inherited
            )
                return inherited;
        return default;
    }
}
