using Shipworthy.Extractors.Deployables;
using Shipworthy.Extractors.Endpoints.Routers;

namespace Shipworthy.Extractors.Endpoints.AspNet;

/// <summary>
/// Follows the builders on which endpoints of ASP.NET Core are mapped: applications, groups, and what extension methods get handed, with the words that are said of each.
/// </summary>
static class AspNetBuilders
{
    const int MostSteps = 8;

    /// <summary>The prefix of an endpoint that a call maps and all words that hold for it, once for every way that leads to the call.</summary>
    public static IEnumerable<(string Prefix, List<(string Name, Code At, string Text)> Words)> WordsOf(CodeBase code, Code call)
    {
        var own = Following(call).SelectMany(one => Said(code, one)).ToList();
        foreach (var (prefix, words) in Around(code, call.Receiver, MostSteps).DistinctBy(one => one.Prefix))
            yield return (prefix, [.. words.Items, .. own]);
    }

    /// <summary>
    /// The class that a call like <c>MapHub&lt;ChatHub&gt;</c> names; where several of the app have its name, the one of the namespace that the call names or of the call's own
    /// project. No node when it is none of the app's.
    /// </summary>
    public static Code ClassOf(CodeBase code, Folders projects, Code call)
    {
        var type = TypeOf(call);
        if (code.Definition(type) is { Kind: CodeKind.Class } known)
            return known;
        var same = code.All(CodeKind.Class).Where(one => one.Name == type.Name && one.File.Language is Language.CSharp).ToList();
        var named = type[Part.Receiver] is { Exists: true } space ? same.FindAll(one => IsIn(one, space.Name)) : [];
        if (named is [var only])
            return only;
        var near = same.FindAll(one => projects.Of(one.File.Path) == projects.Of(call.File.Path));
        return near is [var own] ? own : default;
    }

    static bool IsIn(Code declared, string space) =>
        declared
            .File.Root.Descendants(CodeKind.Module)
            .Any(one => one.Name == space || one.Name.EndsWith($".{space}", StringComparison.Ordinal));

    /// <summary>What a call in a chain says: a word, or the words of an extension method of the app that says them.</summary>
    static IEnumerable<(string Name, Code At, string Text)> Said(CodeBase code, Code call) =>
        !IsWord(call.Callee.Name) && code.Target(call) is { Kind: CodeKind.Function } own
            ? own.Descendants(CodeKind.Call).Where(one => IsWord(one.Callee.Name)).Select(one => Word(code, one))
            : [Word(code, call)];

    /// <summary>The type that a call like <c>MapHub&lt;ChatHub&gt;</c> names; no node when it names none.</summary>
    public static Code TypeOf(Code call) =>
        call.All(Part.Type).FirstOrDefault() is { Exists: true } given ? given : call.Callee.All(Part.Type).FirstOrDefault();

    /// <summary>The prefixes and words that a builder brings with it, once for every way that leads to it.</summary>
    static IEnumerable<(string Prefix, Words Words)> Around(CodeBase code, Code builder, int steps)
    {
        if (steps <= 0 || !builder.Exists)
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

    /// <summary>
    /// The classes of the app that run around what a call maps, each with the call that adds it: <c>AddGrpc(options => options.Interceptors.Add&lt;AsksForKey&gt;())</c>.
    /// What is added in another project, or for another class, runs around that.
    /// </summary>
    /// <param name="type">The name of the class that is mapped.</param>
    /// <param name="word">The call that adds one.</param>
    /// <param name="ofOne">The call that sets up a single class: <c>AddServiceOptions&lt;T&gt;</c>.</param>
    public static IEnumerable<(Code Added, Code Class)> Around(
        Sources sources,
        AspNetProjects projects,
        Code mapping,
        string type,
        string word,
        string ofOne
    ) =>
        sources
            .Code.Calls(word)
            .Where(call =>
                call.File.Language is Language.CSharp
                && sources.IsDeployed(call.File)
                && ReferenceEquals(projects.ProjectOf(call.File), projects.ProjectOf(mapping.File))
                && IsFor(call, type, ofOne)
            )
            .Select(call => (call, sources.Code.Definition(TypeOf(call))))
            .Where(one => one.Item2.Kind is CodeKind.Class);

    static bool IsFor(Code added, string type, string ofOne)
    {
        for (var at = added.Parent; at.Exists; at = at.Parent)
            if (at.Kind is CodeKind.Call && at.Callee.Name == ofOne)
                return TypeOf(at).Name == type;
        return true;
    }
}
