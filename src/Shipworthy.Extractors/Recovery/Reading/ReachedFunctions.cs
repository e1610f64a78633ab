using Shipworthy.Extractors.Endpoints.Steps;

namespace Shipworthy.Extractors.Recovery.Reading;

/// <summary>
/// The functions of the app that run from one on, in the order in which they are met: called ones, ones that are handed over to run later, the methods that stand behind an
/// interface, and the handlers to which a mediator hands a command.
/// </summary>
sealed class ReachedFunctions(Sources sources)
{
    const int Deepest = 7;
    const int Most = 80;

    readonly CodeBase code = sources.Code;
    readonly Implementations implementations = new(sources.Code);
    readonly Dictionary<Code, ImmutableArray<Code>> next = [];
    readonly Dictionary<Code, ImmutableArray<Code>> known = [];

    readonly Lazy<ILookup<string, Code>> handlers = new(() =>
        sources
            .Code.All(CodeKind.Class)
            .Where(one => one.File.Language is Language.CSharp)
            .SelectMany(one =>
                one.All(Part.Base).SelectMany(ancestor => ancestor.All(Part.Type)).Take(1).Select(type => (type.Name, Class: one))
            )
            .ToLookup(pair => pair.Name, pair => pair.Class, StringComparer.Ordinal)
    );

    /// <summary>The function itself and all that it leads to. Empty when the expression stands for no function of the app.</summary>
    public ImmutableArray<Code> From(Code handler)
    {
        if (!handler.Exists)
            return [];
        if (known.TryGetValue(handler, out var before))
            return before;
        var found = new List<Code>();
        var seen = new HashSet<Code>();
        var queue = new Queue<(Code Function, int Depth)>(Starts(handler).Select(one => (one, 0)));
        while (queue.TryDequeue(out var at) && found.Count < Most)
        {
            if (!seen.Add(at.Function) || found.Exists(one => one.Contains(at.Function)))
                continue;
            found.Add(at.Function);
            if (at.Depth < Deepest)
                foreach (var inner in Next(at.Function))
                    queue.Enqueue((inner, at.Depth + 1));
        }
        return known[handler] = [.. found];
    }

    /// <summary>Whether a call leads to code of the app.</summary>
    public bool Follows(Code call) => Targets(call).Any();

    IEnumerable<Code> Starts(Code handler) =>
        handler.Kind is CodeKind.Function ? [handler]
        : handler.Kind is CodeKind.Class ? handler.All(Part.Element).Where(one => one.Kind is CodeKind.Function)
        : code.FunctionOf(handler) is { Exists: true } function ? [function]
        : handler.Kind is CodeKind.Call ? handler.Arguments.SelectMany(Starts)
        : [];

    ImmutableArray<Code> Next(Code function) =>
        next.TryGetValue(function, out var before)
            ? before
            : next[function] = [
                .. function
                    .Descendants()
                    .Where(one => one.Kind is CodeKind.Call or CodeKind.New && sources.RunsInProduction(one))
                    .SelectMany(Targets)
                    .Where(one => sources.IsDeployed(one.File))
                    .Distinct(),
            ];

    IEnumerable<Code> Targets(Code call)
    {
        if (
            call.File.Language is Language.CSharp
            && call.Callee.Name is "Send" or "SendAsync" or "Publish" or "InvokeAsync" or "ExecuteAsync" or "Execute"
            && HandlersOf(call).ToList() is { Count: > 0 } handled
        )
        {
            // How a mediator finds the handler is its own business.
            foreach (var handler in handled)
                yield return handler;
            yield break;
        }
        if (code.Target(call) is { Kind: CodeKind.Function } target)
            yield return Bodied(target);
        // What is handed over runs later: background_tasks.add_task(send, …), after(send), send.delay(…).
        foreach (var argument in call.Arguments)
            if (argument.Kind is CodeKind.Name or CodeKind.Member && code.FunctionOf(argument) is { Kind: CodeKind.Function } handed)
                yield return handed;
        if (call.Callee is { Kind: CodeKind.Member, Name: "delay" or "apply_async" or "bind" or "call" or "send" or "kiq" } member)
            if (code.FunctionOf(member.Receiver) is { Kind: CodeKind.Function } later)
                yield return later;
    }

    Code Bodied(Code method) =>
        method.Body.Exists ? method
        : implementations.Of(method) is { Exists: true } body ? body
        : method;

    /// <summary>The method that handles the command that a mediator is given: <c>sender.Send(command)</c>, <c>new ResetCommand(…).ExecuteAsync()</c>.</summary>
    IEnumerable<Code> HandlersOf(Code call)
    {
        var name = TypeOf(call.ArgumentAt(0)) is { Length: > 0 } given ? given : TypeOf(call.Receiver);
        return name.Length == 0
            ? []
            : handlers
                .Value[name]
                .SelectMany(one => one.All(Part.Element))
                .Where(one =>
                    one.Kind is CodeKind.Function && one.Name is "Handle" or "HandleAsync" or "Consume" or "ExecuteAsync" && one.Body.Exists
                )
                .Take(2);
    }

    string TypeOf(Code value) =>
        value.Kind switch
        {
            CodeKind.New => value.Callee.Name,
            CodeKind.Name when code.Definition(value) is { Exists: true } found => found.Kind switch
            {
                CodeKind.Parameter or CodeKind.Variable when found[Part.Type] is { Exists: true, Name: not "var" } type => type.Name,
                CodeKind.Variable when found[Part.Value] != value => TypeOf(found[Part.Value]),
                _ => "",
            },
            _ => "",
        };
}
