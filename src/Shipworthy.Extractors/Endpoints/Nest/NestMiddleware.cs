using Shipworthy.Extractors.Endpoints.Routers;

namespace Shipworthy.Extractors.Endpoints.Nest;

/// <summary>Middleware that modules put before routes: <c>consumer.apply(A).exclude("health").forRoutes("*")</c>.</summary>
sealed class NestMiddleware
{
    readonly CodeBase code;
    readonly List<Placed> placed = [];

    public NestMiddleware(CodeBase code, IEnumerable<Code> modules)
    {
        this.code = code;
        foreach (var module in modules)
        foreach (var call in module.Property("configure").Descendants(CodeKind.Call))
            if (call.Callee.Name is "forRoutes")
                Read(call);
    }

    /// <summary>What runs before a route of a controller.</summary>
    /// <param name="controller">Its class.</param>
    /// <param name="method">Its HTTP method.</param>
    /// <param name="path">Its path without the application's prefix.</param>
    public IEnumerable<Step> Before(Code controller, string method, string path) =>
        placed
            .Where(one =>
                one.For.Any(place => Covers(place, controller, method, path)) && !one.Except.Any(place => Is(place, method, path))
            )
            .SelectMany(one => one.What)
            .Select(StepOf);

    void Read(Code forRoutes)
    {
        var except = new List<Code>();
        for (var at = forRoutes.Receiver; at.Kind is CodeKind.Call; at = at.Receiver)
            switch (at.Callee.Name)
            {
                case "exclude":
                    except.AddRange(at.Arguments);
                    break;
                case "apply":
                    placed.Add(new([.. at.Arguments], [.. forRoutes.Arguments.SelectMany(Flat)], [.. except.SelectMany(Flat)]));
                    return;
            }
    }

    static IEnumerable<Code> Flat(Code argument) => argument.Kind is CodeKind.Array ? argument.Children.AsEnumerable() : [argument];

    bool Covers(Code place, Code controller, string method, string path)
    {
        if (code.Definition(place) is { Kind: CodeKind.Class } named)
            return named == controller;
        return Places(place, method) is { } template && PathTemplates.Covers(template, path);
    }

    bool Is(Code place, string method, string path)
    {
        if (Places(place, method) is not { } template)
            return false;
        var (outer, inner) = (template.Trim('/').Split('/'), path.Trim('/').Split('/'));
        for (var i = 0; i < outer.Length; i++)
            if (outer[i].Contains('*', StringComparison.Ordinal))
                return true;
            else if (i >= inner.Length || !(PathTemplates.IsParameter(outer[i]) || outer[i] == inner[i]))
                return false;
        return outer.Length == inner.Length;
    }

    /// <summary>The path that a place names; null when it is for another method, or not known.</summary>
    string? Places(Code place, string method)
    {
        if (code.ObjectOf(place) is not { Exists: true } options)
            return code.ValueOf(place).AsText;
        var only = code.Entry(options, "method").Name;
        return only is "" or "ALL" || only == method || method is "ANY" ? code.ValueOf(code.Entry(options, "path")).AsText : null;
    }

    Step StepOf(Code middleware) =>
        new(code.Definition(middleware) is { Kind: CodeKind.Class } own && own.Property("use") is { Exists: true } use ? use : middleware);

    readonly record struct Placed(ImmutableArray<Code> What, ImmutableArray<Code> For, ImmutableArray<Code> Except);
}
