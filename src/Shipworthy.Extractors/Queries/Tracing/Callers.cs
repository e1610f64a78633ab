using Shipworthy.Extractors.Endpoints.Steps;

namespace Shipworthy.Extractors.Queries.Tracing;

/// <summary>Finds the calls of a function: those that lead to it, those of the interface that it implements, and those of a name that only it has.</summary>
sealed class Callers(Sources sources)
{
    readonly CodeBase code = sources.Code;
    readonly Dictionary<Code, List<Code>> known = [];
    readonly Lazy<Dictionary<string, int>> declared = new(() =>
        sources
            .Code.All(CodeKind.Function)
            .Select(NameOf)
            .Where(name => name.Length > 0)
            .GroupBy(name => name, StringComparer.Ordinal)
            .ToDictionary(same => same.Key, same => same.Count(), StringComparer.Ordinal)
    );

    readonly Lazy<ILookup<Code, Code>> sends = new(() =>
    {
        var all = new Mediators(sources.Code);
        return sources
            .Code.Calls("Send", "SendAsync", "InvokeAsync")
            .Select(call => (Call: call, Handler: all.HandlerOf(call)))
            .Where(pair => pair.Handler.Exists)
            .ToLookup(pair => pair.Handler, pair => pair.Call);
    });

    /// <summary>The calls in code that is deployed.</summary>
    public IReadOnlyList<Code> Of(Code function)
    {
        if (known.TryGetValue(function, out var before))
            return before;
        return known[function] = [.. Find(function).Where(call => sources.IsDeployed(call.File) && !function.Contains(call))];
    }

    IEnumerable<Code> Find(Code function)
    {
        var made = function is { Operator: "constructor" } or { Name: "__init__" } ? function.Enclosing(CodeKind.Class) : function;
        var direct = code.CallersOf(made).ToList();
        if (sends.Value[function].Any())
            direct.AddRange(sends.Value[function]);
        if (made == function && function.Enclosing(CodeKind.Class) is { Exists: true } owner && function.Name.Length > 0)
            foreach (var ancestor in owner.All(Part.Base))
                if (code.Definition(ancestor).Property(function.Name) is { Kind: CodeKind.Function } promised)
                    direct.AddRange(code.CallersOf(promised));
        if (direct.Count > 0)
            return direct;
        var name = NameOf(function);
        // Objects that are handed around lose what they are; a name that nothing else has tells it.
        return name.Length > 3 && declared.Value.GetValueOrDefault(name) == 1
            ? code.Calls(name).Where(call => !code.Target(call).Exists && !code.OriginOf(call.Callee).Exists)
            : [];
    }

    /// <summary>Whether anything but a call may run a function: it is handed over as a value, offered to others, or answers a framework.</summary>
    public bool IsHandedOver(Code function)
    {
        var name = NameOf(function);
        if (name.Length == 0 || function.All(Part.Decorator).Any() || function.Enclosing(CodeKind.Class).Exists)
            return true;
        return code.Calls(name).Any() || code.Names(name).Any() || function.Parent.Kind is CodeKind.Export || IsOffered(function);
    }

    static bool IsOffered(Code function)
    {
        for (var at = function.Parent; at.Exists; at = at.Parent)
            if (at.Kind is CodeKind.Export || at[Part.Target].DottedName is "module.exports" or "exports")
                return true;
            else if (at.Kind is CodeKind.Block or CodeKind.Function)
                return false;
        return function.File.Language is Language.Python;
    }

    /// <summary>The name under which a function is called; empty when it has none.</summary>
    public static string NameOf(Code function) =>
        function is { Operator: "constructor" } or { Name: "__init__" } ? function.Enclosing(CodeKind.Class).Name
        : function.Name.Length > 0 ? function.Name
        : function.Parent switch
        {
            { Kind: CodeKind.Variable or CodeKind.Property } named => named.Name,
            { Kind: CodeKind.Assignment } assignment => assignment[Part.Target].Name,
            _ => "",
        };

    /// <summary>The list that a function is run over, element by element: <c>items.map(item => …)</c>; no node for other functions.</summary>
    public static Code OfCallback(Code function)
    {
        if (function is not { Kind: CodeKind.Function, Part: Part.Argument })
            return default;
        var call = function.Parent;
        if (call.Callee is not { Kind: CodeKind.Member } callee)
            return call.Callee.Name is "map" or "filter" && call.ArgumentAt(0) == function ? call.ArgumentAt(1) : default;
        return
            callee.Name
                is "map"
                    or "forEach"
                    or "filter"
                    or "flatMap"
                    or "some"
                    or "every"
                    or "find"
                    or "sort"
                    or "Select"
                    or "SelectMany"
                    or "Where"
                    or "ForEach"
                    or "Any"
                    or "then"
            ? callee.Receiver
            : default;
    }

    /// <summary>What a call gives for a parameter of its function; no node when it gives nothing, or spreads a list.</summary>
    public static Code ArgumentFor(Code call, Code parameter)
    {
        if (call.ArgumentNamed(parameter.Name) is { Exists: true } named)
            return named;
        var position = 0;
        foreach (var one in parameter.Parent.All(Part.Parameter))
        {
            if (one == parameter)
                return call.ArgumentAt(position) is { Exists: true } plain
                    ? plain
                    : call.Arguments.FirstOrDefault(argument => argument.Kind is CodeKind.Spread);
            // Python writes the object of a method among its parameters, and so does .NET in extensions.
            if (position > 0 || !(one.Name is "self" or "cls" || IsReceiver(one, call)))
                position++;
        }
        return default;
    }

    static bool IsReceiver(Code parameter, Code call) =>
        parameter.File.Language is Language.CSharp
        && parameter.Parent.Is(Modifiers.Static)
        && call.Callee.Kind is CodeKind.Member
        && parameter.Text.StartsWith("this ", StringComparison.Ordinal);
}
