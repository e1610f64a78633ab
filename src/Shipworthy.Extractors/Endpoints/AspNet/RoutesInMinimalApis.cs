using Shipworthy.Extractors.Deployables;
using Shipworthy.Extractors.Endpoints.Doors;
using Shipworthy.Extractors.Endpoints.Routers;

namespace Shipworthy.Extractors.Endpoints.AspNet;

/// <summary>
/// Minimal APIs of ASP.NET Core: <c>MapGet</c> and its sisters on applications and groups, through extension methods that get the builder handed, with the words that follow on
/// endpoint, group and call.
/// </summary>
sealed class RoutesInMinimalApis : IRouteFinder
{
    static readonly Dictionary<string, string> Methods = new(StringComparer.Ordinal)
    {
        ["MapGet"] = "GET",
        ["MapPost"] = "POST",
        ["MapPut"] = "PUT",
        ["MapPatch"] = "PATCH",
        ["MapDelete"] = "DELETE",
        ["MapMethods"] = "ANY",
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
            foreach (var (prefix, words) in AspNetBuilders.WordsOf(code, call))
            {
                var steps = projects.Of(call.File).Steps(words);
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
                foreach (var (prefix, _) in AspNetBuilders.WordsOf(sources.Code, call))
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
                                        Known = new(ActKind.HandlesCredential, call, "ASP.NET Core Identity")
                                        {
                                            Credential = step,
                                            Brake = IdentityLockout.Default(sources.Code, call),
                                        },
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
        if (arguments.Count == 0)
            return ("", default);
        if (code.ValueOf(arguments[0]) is Value.Text text)
            return (text.Content, arguments.Count > 1 ? arguments[^1] : default);
        if (arguments[0].Kind is CodeKind.Name or CodeKind.Member && code.FunctionOf(arguments[0]).Exists)
            return (arguments.Count > 1 ? code.ValueOf(arguments[1]).AsText ?? "" : "", arguments[0]);
        return ("{…}", arguments.Count > 1 ? arguments[^1] : default);
    }
}
