using Shipworthy.Extractors.Endpoints.Frameworks;

namespace Shipworthy.Extractors.Endpoints.Lambda;

/// <summary>
/// Functions of AWS Lambda with addresses at API Gateway or of their own, by the files of the Serverless Framework and of AWS SAM: the exported function that the template names,
/// behind the gateway's authorizer and what <c>middy</c> puts before it. Applications of other frameworks in a function have routes of their own.
/// </summary>
sealed class RoutesInLambda : IRouteFinder
{
    static readonly ImmutableArray<string> Endings = [".ts", ".js", ".mjs", ".cjs", ".tsx", ".py"];

    /// <inheritdoc/>
    public ImmutableArray<string> Frameworks => [];

    /// <inheritdoc/>
    public void Find(Sources sources, RouteList found)
    {
        foreach (var at in LambdaFunctions.Unread(sources.Tree))
            found.CannotSee(at, "functions that other files list are not followed");
        foreach (var entry in LambdaFunctions.Of(sources.Tree))
        {
            var (at, what) = HandlerOf(sources.Code, entry.Handler);
            if (!what.Exists)
                found.CannotSee(entry.At, $"{entry.Method} {entry.Path} is answered by {entry.Handler}, which could not be followed");
            else if (!HoldsApplication(sources.Code, what))
                found.Add(RouteOf(sources.Code, entry, at, what));
        }
    }

    static Route RouteOf(CodeBase code, LambdaEntry entry, Code at, Code what)
    {
        var before = new List<Step>();
        if (entry.Guard is var (kind, by))
            before.Add(new(at) { Known = new(kind, at, by) });
        if (entry.Throttle is var (place, rate))
            before.Add(
                new(at)
                {
                    Known = new(ActKind.Limits, at, "API Gateway")
                    {
                        Limit = new(place, "API Gateway")
                        {
                            Key = LimitKey.Everybody,
                            Store = LimitStore.Edge,
                            Calls = rate,
                            Seconds = 1,
                        },
                    },
                }
            );
        return new(at, "AWS Lambda", entry.Method, entry.Path) { Handler = Inside(code, what, before), Before = [.. before] };
    }

    /// <summary>The function that a handler names, and the place that is shown for it.</summary>
    static (Code At, Code What) HandlerOf(CodeBase code, string handler)
    {
        if (handler.LastIndexOf('.') is not (> 0 and var dot))
            return default;
        var name = handler[(dot + 1)..];
        foreach (var ending in Endings)
            if (code.Find(handler[..dot] + ending) is { Language: var language } file)
            {
                if (language is Language.Python)
                    return
                        file.Root.Children.FirstOrDefault(one => one.Kind is CodeKind.Function && one.Name == name)
                            is { Exists: true } function
                        ? (function, function)
                        : default;
                var (_, what, at) = ScriptExports.Of(code, file).FirstOrDefault(one => one.Name == name);
                return (at, what);
            }
        return default;
    }

    /// <summary>What <c>middy</c> wraps; what it is told to use runs before.</summary>
    static Code Inside(CodeBase code, Code what, List<Step> before)
    {
        var held =
            what.Kind is CodeKind.Name && code.Definition(what) is { Kind: CodeKind.Variable } variable ? variable[Part.Value] : what;
        var used = new Stack<Code>();
        Code last = default;
        var at = held;
        while (
            at is { Kind: CodeKind.Call, Callee: { Kind: CodeKind.Member, Name: "use" or "before" or "after" or "onError" or "handler" } }
        )
        {
            if (at.Callee.Name is "handler" && !last.Exists)
                last = at.ArgumentAt(0);
            else if (at.Callee.Name is "use" or "before")
                used.Push(at.ArgumentAt(0));
            at = at.Receiver;
        }
        return at.Kind is CodeKind.Call && code.OriginOf(at.Callee).Package is "@middy/core"
            ? Wrapped(last.Exists ? last : at.ArgumentAt(0))
            : what;

        Code Wrapped(Code handler)
        {
            before.AddRange(used.Select(one => new Step(one)));
            return handler;
        }
    }

    /// <summary>Whether a function only hands events to an application of a framework, whose routes are found by themselves.</summary>
    static bool HoldsApplication(CodeBase code, Code what) =>
        IsAdapter(code.OriginOf(what))
        || (
            code.FunctionOf(what) is { Exists: true } function
            && function.Descendants(CodeKind.Call).Any(call => IsAdapter(code.OriginOf(call.Callee)))
        );

    static bool IsAdapter(Origin origin) =>
        origin.Package
            is "serverless-http"
                or "@vendia/serverless-express"
                or "@codegenie/serverless-express"
                or "aws-serverless-express"
                or "@fastify/aws-lambda"
                or "mangum"
        || origin is { Package: "hono", Name: "handle" or "handle()" }
        || (origin.Package is "@trpc/server" && origin.Name.StartsWith("awsLambda", StringComparison.Ordinal));
}
