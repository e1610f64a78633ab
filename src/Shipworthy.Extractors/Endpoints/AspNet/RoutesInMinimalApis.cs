using Shipworthy.Extractors.Deployables;
using Shipworthy.Extractors.Endpoints.Routers;

namespace Shipworthy.Extractors.Endpoints.AspNet;

/// <summary>
/// Minimal APIs of ASP.NET Core: <c>MapGet</c> and its sisters on applications and groups, through extension methods that get the builder handed, with the words that follow on
/// endpoint, group and call.
/// </summary>
sealed class RoutesInMinimalApis : IRouteFinder
{
    const int MostSteps = 8;

    static readonly Dictionary<string, string> Methods = new(StringComparer.Ordinal)
    {
        ["MapGet"] = "GET",
        ["MapPost"] = "POST",
        ["MapPut"] = "PUT",
        ["MapPatch"] = "PATCH",
        ["MapDelete"] = "DELETE",
        ["MapMethods"] = "ANY",
        ["MapHub"] = "SOCKET",
        ["MapGrpcService"] = "GRPC",
    };

    /// <inheritdoc/>
    public ImmutableArray<string> Frameworks => ["ASP.NET Core"];

    /// <inheritdoc/>
    public bool HasNone(Sources sources, Deployable part) =>
        !sources.Code.Files.Any(file =>
            file.Language is Language.CSharp
            && part.Holds(file.Path)
            && file.Root.Descendants(CodeKind.Call)
                .Any(call =>
                    call.Callee.Name is "UseFastEndpoints"
                    || (
                        call.Callee.Name.StartsWith("Map", StringComparison.Ordinal)
                        && call.Callee.Name
                            is not (
                                "MapDefaultEndpoints"
                                or "MapHealthChecks"
                                or "MapOpenApi"
                                or "MapStaticAssets"
                                or "MapFallbackToFile"
                                or "Map"
                            )
                    )
                )
        );

    /// <inheritdoc/>
    public void Find(Sources sources, RouteList found)
    {
        var code = sources.Code;
        var projects = new AspNetProjects(sources);
        Identity(sources, found);
        foreach (var call in code.Calls(Methods.Keys))
        {
            if (call.File.Language is not Language.CSharp || call.Callee.Kind is not CodeKind.Member || !sources.IsDeployed(call.File))
                continue;
            var (path, handler) = Parts(code, call);
            // A helper that hands its own parameter on registers nothing by itself; whoever calls it does.
            if (!handler.Exists || (handler.Kind is CodeKind.Name && code.Definition(handler).Kind is CodeKind.Parameter))
                continue;
            var own = Following(call).ToList();
            foreach (var (prefix, words) in Around(code, call.Receiver, MostSteps).DistinctBy(one => one.Prefix))
            {
                List<(string Name, Code At, string Text)> all = [.. words.Items, .. own.Select(one => Word(code, one))];
                var steps = projects.Of(call.File).Steps(all);
                found.Add(
                    new(call, "ASP.NET Core", Methods[call.Callee.Name], Address(PathTemplates.Join(prefix, path)))
                    {
                        Handler = handler,
                        Before = steps,
                    }
                );
            }
        }
    }

    /// <summary>The endpoints of ASP.NET Core Identity, which <c>MapIdentityApi</c> adds without a limit (documentation of .NET 10, "Identity endpoints").</summary>
    static void Identity(Sources sources, RouteList found)
    {
        foreach (var call in sources.Code.Calls("MapIdentityApi"))
            if (call.File.Language is Language.CSharp && sources.IsDeployed(call.File))
                foreach (var (prefix, _) in Around(sources.Code, call.Receiver, MostSteps).DistinctBy(one => one.Prefix))
                foreach (var (path, step) in IdentityEndpoints)
                    found.Add(
                        new(call, "ASP.NET Core", "POST", PathTemplates.Join(prefix, path))
                        {
                            Before =
                            [
                                step is CredentialStep.Unknown
                                    ? new(call) { Known = new(ActKind.ProvesUser, call, "ASP.NET Core's authorization") }
                                    : new(call)
                                    {
                                        Known = new(ActKind.HandlesCredential, call, "ASP.NET Core Identity") { Credential = step },
                                    },
                            ],
                        }
                    );
    }

    static readonly ImmutableArray<(string Path, CredentialStep Step)> IdentityEndpoints =
    [
        ("register", CredentialStep.SignUp),
        ("login", CredentialStep.SignIn),
        ("refresh", CredentialStep.Refresh),
        ("resendConfirmationEmail", CredentialStep.CodeSend),
        ("forgotPassword", CredentialStep.ResetRequest),
        ("resetPassword", CredentialStep.ResetComplete),
        ("manage/2fa", CredentialStep.Unknown),
        ("manage/info", CredentialStep.Unknown),
    ];

    static string Address(string path) => path.Length == 0 ? "/" : path;

    /// <summary>Path and handler of a call; some helpers take the handler first and the path after it.</summary>
    static (string Path, Code Handler) Parts(CodeBase code, Code call)
    {
        var arguments = call.Arguments.ToList();
        if (call.Callee.Name is "MapHub" or "MapGrpcService")
        {
            var type = call.All(Part.Type).FirstOrDefault() is { Exists: true } given ? given : call.Callee.All(Part.Type).FirstOrDefault();
            var declared = code.Definition(type);
            return (arguments.Count > 0 ? code.ValueOf(arguments[0]).AsText ?? "" : type.Name, declared.Exists ? declared : type);
        }
        if (arguments.Count == 0)
            return ("", default);
        if (code.ValueOf(arguments[0]) is Value.Text text)
            return (text.Content, arguments.Count > 1 ? arguments[^1] : default);
        if (arguments[0].Kind is CodeKind.Name or CodeKind.Member && code.FunctionOf(arguments[0]).Exists)
            return (arguments.Count > 1 ? code.ValueOf(arguments[1]).AsText ?? "" : "", arguments[0]);
        return ("{…}", arguments.Count > 1 ? arguments[^1] : default);
    }

    /// <summary>The prefixes and words that a builder brings with it, once for every way that leads to it.</summary>
    static IEnumerable<(string Prefix, Words Words)> Around(CodeBase code, Code builder, int steps)
    {
        if (steps == 0 || !builder.Exists)
            return [("", Words.None)];
        switch (builder.Kind)
        {
            case CodeKind.Call when builder.Callee.Kind is CodeKind.Member:
                if (builder.Callee.Name is "MapGroup")
                    return Around(code, builder.Receiver, steps - 1)
                        .Select(outer => (PathTemplates.Join(outer.Prefix, code.ValueOf(builder.ArgumentAt(0)).AsText ?? ""), outer.Words));
                if (code.Target(builder) is { Kind: CodeKind.Function } made && Returned(made) is { Exists: true } group)
                    return Around(code, group, steps - 1);
                return Around(code, builder.Receiver, steps - 1).Select(outer => (outer.Prefix, outer.Words.And(Word(code, builder))));
            case CodeKind.Name or CodeKind.Member:
                var declaration = code.Definition(builder);
                return declaration.Kind switch
                {
                    CodeKind.Variable when declaration[Part.Value].Exists => Around(code, declaration[Part.Value], steps - 1)
                        .Select(outer => (outer.Prefix, outer.Words.And([.. LaterOn(code, declaration).Select(one => Word(code, one))]))),
                    CodeKind.Parameter => Given(code, declaration, steps - 1),
                    _ => [("", Words.None)],
                };
            default:
                return [("", Words.None)];
        }
    }

    /// <summary>What the callers of an extension method hand over, with the words that follow their call.</summary>
    static IEnumerable<(string Prefix, Words Words)> Given(CodeBase code, Code parameter, int steps)
    {
        var function = parameter.Parent;
        var callers = code.CallersOf(function).ToList();
        var position = function.All(Part.Parameter).TakeWhile(other => other != parameter).Count();
        var later = LaterOn(code, parameter).Select(one => Word(code, one)).ToArray();
        if (callers.Count == 0)
            return [("", Words.None.And(later))];
        return callers
            .Take(4)
            .SelectMany(call =>
            {
                var extended =
                    position == 0 && call.Callee.Kind is CodeKind.Member && call.Arguments.Count() < function.All(Part.Parameter).Count();
                var handed =
                    extended || (position == 0 && call.ArgumentAt(0) is not { Exists: true }) ? call.Receiver : call.ArgumentAt(position);
                return Around(code, handed, steps)
                    .Select(outer => (outer.Prefix, outer.Words.And([.. Following(call).Select(one => Word(code, one)), .. later])));
            });
    }

    /// <summary>Words that are said of a builder in statements of their own: <c>group.RequireAuthorization();</c></summary>
    static IEnumerable<Code> LaterOn(CodeBase code, Code declaration)
    {
        var scope = declaration.Enclosing(CodeKind.Function) is { Exists: true } function ? function : declaration.File.Root;
        return scope
            .Descendants(CodeKind.Call)
            .Where(call =>
                IsWord(call.Callee.Name)
                && Root(call) is { Kind: CodeKind.Name } root
                && root.Name == declaration.Name
                && code.Definition(root) == declaration
                && !HoldsRoute(call)
            );
    }

    static Code Root(Code call)
    {
        var at = call.Receiver;
        while (at.Kind is CodeKind.Call && at.Receiver.Exists)
            at = at.Receiver;
        return at;
    }

    /// <summary>Whether the chain before a word registers a route or a group, which then is what the word is about.</summary>
    static bool HoldsRoute(Code call)
    {
        for (var at = call.Receiver; at.Kind is CodeKind.Call; at = at.Receiver)
            if (at.Callee.Name.StartsWith("Map", StringComparison.Ordinal))
                return true;
        return false;
    }

    /// <summary>The calls that follow one in a chain.</summary>
    static IEnumerable<Code> Following(Code call)
    {
        for (
            var at = call;
            at.Parent is { Kind: CodeKind.Member }
                && at.Part is Part.Receiver
                && at.Parent.Parent is { Kind: CodeKind.Call } next
                && next.Callee == at.Parent;
            at = next
        )
            yield return next;
    }

    static (string Name, Code At, string Text) Word(CodeBase code, Code call) =>
        (call.Callee.Name, call, call.ArgumentAt(0) is { Exists: true } first ? code.ValueOf(first).AsText ?? "" : "");

    static bool IsWord(string name) => name is "RequireAuthorization" or "AllowAnonymous" or "RequireRateLimiting" or "DisableRateLimiting";

    static Code Returned(Code function) =>
        function.Body.Kind is CodeKind.Block
            ? function.Body.Descendants(CodeKind.Return).FirstOrDefault(one => one.Enclosing(CodeKind.Function) == function)[Part.Value]
            : function.Body;

    /// <summary>Words in their order, compared by where they stand.</summary>
    sealed record Words(ImmutableArray<(string Name, Code At, string Text)> Items)
    {
        public static Words None { get; } = new(ImmutableArray<(string, Code, string)>.Empty);

        public Words And(params ReadOnlySpan<(string Name, Code At, string Text)> more) => new([.. Items, .. more]);

        public bool Equals(Words? other) => other is not null && Items.SequenceEqual(other.Items);

        public override int GetHashCode() => Items.Length;
    }
}
