using Shipworthy.Extractors.Endpoints.Routers;

namespace Shipworthy.Extractors.Endpoints.AspNet.FastEndpoints;

/// <summary>
/// Reads the calls by which endpoints, groups and the set-up of FastEndpoints describe endpoints, through methods of the app that they call and classes that they derive from.
/// </summary>
sealed class FastEndpointsWords(CodeBase code)
{
    const int MostSteps = 5;

    /// <summary>What an endpoint says in <c>Configure</c>, by its attributes and through its groups.</summary>
    public FastEndpointsSaid OfClass(Code declared)
    {
        var said = new FastEndpointsSaid();
        if (Configure(declared, MostSteps) is { Exists: true } function)
            Read(function, function.Enclosing(CodeKind.Class), said, MostSteps);
        foreach (var attribute in declared.All(Part.Decorator))
            Word(attribute, attribute.Name, said);
        return said;
    }

    /// <summary>The endpoint of a service that renews tokens: <c>Setup(o => o.Endpoint("/refresh", ep => …))</c>, a POST that everybody may call.</summary>
    public FastEndpointsSaid? OfRefresh(Code declared)
    {
        var call = declared.Descendants(CodeKind.Call).FirstOrDefault(one => one.Callee is { Kind: CodeKind.Member, Name: "Endpoint" });
        if (!call.Exists)
            return null;
        var said = new FastEndpointsSaid { At = call, Refreshes = true };
        said.Verbs.Add("POST");
        said.Paths.Add(Path(call.ArgumentAt(0)));
        said.Open(call, []);
        Read(call, declared, said, MostSteps);
        return said;
    }

    /// <summary>Adds what the calls inside a node say.</summary>
    public void Read(Code within, Code declared, FastEndpointsSaid said, int steps = MostSteps)
    {
        foreach (var call in within.Descendants(CodeKind.Call))
        {
            if (call.Callee is { Kind: CodeKind.Member, Name: "Configure", Receiver.Name: "base" })
            {
                foreach (var ancestor in Ancestors(declared))
                    if (steps > 0 && Configure(ancestor, steps) is { Exists: true } inherited)
                        Read(inherited, inherited.Enclosing(CodeKind.Class), said, steps - 1);
            }
            else if (!Word(call, call.Callee.Name, said) && !Address(call, said) && steps > 0)
            {
                if (
                    (call.Callee.Kind is CodeKind.Name || call.Receiver.Name is "this" or "base" or "Definition")
                    && code.Target(call) is { Kind: CodeKind.Function } own
                    && !own.Contains(call)
                )
                    Read(own, declared, said, steps - 1);
            }
        }
    }

    /// <summary>What runs of a processor: its method, or what names it when its class is not the app's.</summary>
    public static Code Runs(CodeBase code, Code processor)
    {
        var type = processor.Kind is CodeKind.New ? processor.Callee : processor;
        return
            code.Definition(type) is { Kind: CodeKind.Class } known
            && known.Property("PreProcessAsync") is { Kind: CodeKind.Function } method
            ? method
            : processor;
    }

    bool Address(Code call, FastEndpointsSaid said)
    {
        if (call.Callee.Kind is not CodeKind.Name && call.Receiver.Name is not "this")
            return false;
        switch (call.Callee.Name)
        {
            case "Get" or "Post" or "Put" or "Patch" or "Delete" or "Head" when call.Arguments.Any():
                said.At = call;
                said.Verbs.Clear();
                said.Verbs.Add(call.Callee.Name.ToUpperInvariant());
                Paths(call, said);
                return true;
            case "Verbs":
                said.At = said.At.Exists ? said.At : call;
                said.Verbs.Clear();
                said.Verbs.AddRange(VerbsOf(call));
                return true;
            case "Routes":
                said.At = call;
                Paths(call, said);
                return true;
            default:
                return false;
        }
    }

    bool Word(Code at, string name, FastEndpointsSaid said)
    {
        switch (name)
        {
            case "AllowAnonymous" or "AllowAnonymousAttribute":
                said.Open(at, at.Kind is CodeKind.Call ? VerbsOf(at) : []);
                return true;
            case "RequireRateLimiting" or "DisableRateLimiting" or "EnableRateLimiting" or "RequireAuthorization":
                said.Words.Add((name, at, at.ArgumentAt(0) is { Exists: true } first ? code.ValueOf(first).AsText ?? "" : ""));
                return true;
            case "Throttle":
                said.Throttles.Insert(0, at);
                return true;
            case "PreProcessor":
                said.Processors.AddRange(Types(at).Take(1));
                return true;
            case "PreProcessors":
                said.Processors.AddRange(at.Arguments.Where(one => one.Kind is CodeKind.New or CodeKind.Name));
                return true;
            case "RoutePrefixOverride":
                said.Prefix = code.ValueOf(at.Arguments.FirstOrDefault()).AsText ?? "{…}";
                return true;
            case "Group":
                Group(Types(at).FirstOrDefault(), said, MostSteps);
                return true;
            default:
                return false;
        }
    }

    /// <summary>A group configures its endpoints in its constructor; one below another brings the other's settings as well.</summary>
    void Group(Code type, FastEndpointsSaid said, int steps)
    {
        if (!type.Exists || steps <= 0 || code.Definition(type) is not { Kind: CodeKind.Class } group)
            return;
        foreach (var call in group.Descendants(CodeKind.Call))
            if (call.Callee is { Kind: CodeKind.Name, Name: "Configure" })
            {
                said.GroupPrefix = PathTemplates.Join(Path(call.ArgumentAt(0)), said.GroupPrefix);
                var before = said.Throttles.ToList();
                Read(call, group, said, steps - 1);
                // The endpoint's own limit stands over its group's.
                if (before.Count > 0)
                {
                    said.Throttles.Clear();
                    said.Throttles.AddRange(before);
                }
            }
        foreach (var ancestor in group.All(Part.Base))
            if (ancestor.Name is "SubGroup")
                Group(ancestor.All(Part.Type).FirstOrDefault(), said, steps - 1);
    }

    Code Configure(Code declared, int steps)
    {
        if (declared.Property("Configure") is { Kind: CodeKind.Function, Body.Exists: true } own)
            return own;
        foreach (var ancestor in Ancestors(declared))
            if (steps > 0 && Configure(ancestor, steps - 1) is { Exists: true } inherited)
                return inherited;
        return default;
    }

    IEnumerable<Code> Ancestors(Code declared) =>
        declared
            .All(Part.Base)
            .Select(one => code.Definition(one.Kind is CodeKind.Call ? one.Callee : one))
            .Where(one => one.Kind is CodeKind.Class && one != declared);

    void Paths(Code call, FastEndpointsSaid said)
    {
        foreach (var argument in call.Arguments)
            if (argument.Kind is CodeKind.Array)
                said.Paths.AddRange(argument.All(Part.Element).Select(Path));
            else if (argument.Kind is not CodeKind.Function)
                said.Paths.Add(Path(argument));
    }

    string Path(Code argument) => code.ValueOf(argument).AsText ?? "{…}";

    List<string> VerbsOf(Code call) =>
        [.. call.Arguments.Select(one => (code.ValueOf(one).AsText ?? one.Name).ToUpperInvariant()).Where(one => one.Length > 0)];

    static IEnumerable<Code> Types(Code call) =>
        call.Kind is CodeKind.Call ? call.Callee.All(Part.Type).Concat(call.All(Part.Type)) : call.Descendants(CodeKind.Type);
}
