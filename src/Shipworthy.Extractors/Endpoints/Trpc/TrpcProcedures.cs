namespace Shipworthy.Extractors.Endpoints.Trpc;

/// <summary>
/// A procedure of tRPC: what answers, and the middleware before it, from <c>t.procedure</c> on through every <c>use</c>, also across files.
/// </summary>
/// <param name="At">Where the router names it.</param>
/// <param name="Name">Its name with those of the routers around it: <c>post.create</c>.</param>
/// <param name="Changes">Whether it is a mutation, which is sent as POST.</param>
/// <param name="Handler">What answers.</param>
/// <param name="Before">The middleware before it, outermost first.</param>
/// <param name="IsWhole">Whether everything before it could be followed.</param>
sealed record TrpcProcedure(Code At, string Name, bool Changes, Code Handler, ImmutableArray<Code> Before, bool IsWhole);

/// <summary>Finds routers of tRPC, and the procedures in them.</summary>
sealed class TrpcProcedures(CodeBase code)
{
    const int Deepest = 12;

    /// <summary>The call that makes the router that an expression stands for; no node when it is none.</summary>
    public Code RouterOf(Code expression) => RouterOf(expression, Deepest);

    /// <summary>All procedures of a router, and the places that could not be followed.</summary>
    public IEnumerable<(TrpcProcedure? Procedure, Code Lost)> In(Code router) => In(router, "", Deepest);

    Code RouterOf(Code expression, int steps)
    {
        if (!expression.Exists || steps <= 0)
            return default;
        switch (expression.Kind)
        {
            case CodeKind.Call when IsRouter(expression):
                return expression;
            case CodeKind.Call:
                var target = code.Target(expression);
                return target.Kind is CodeKind.Function ? RouterOf(Returned(target), steps - 1) : default;
            case CodeKind.Variable or CodeKind.Property or CodeKind.Await or CodeKind.Argument or CodeKind.Export:
                return RouterOf(expression[Part.Value], steps - 1);
            case CodeKind.Name or CodeKind.Member:
                var definition = code.Definition(expression);
                return definition == expression || definition.Kind is CodeKind.Imported ? default : RouterOf(definition, steps - 1);
            default:
                return default;
        }
    }

    bool IsRouter(Code call) =>
        code.OriginOf(call.Callee) is { Package: "@trpc/server", Name: var name }
        && (name.EndsWith("router", StringComparison.Ordinal) || name.EndsWith("mergeRouters", StringComparison.Ordinal));

    IEnumerable<(TrpcProcedure?, Code)> In(Code router, string prefix, int steps) =>
        steps <= 0 ? []
        : router.Callee.Name is "mergeRouters" || code.OriginOf(router.Callee).Name.EndsWith("mergeRouters", StringComparison.Ordinal)
            ? router.Arguments.SelectMany(one => Member(one, one, prefix, steps - 1))
        : code.ObjectOf(router.ArgumentAt(0)) is { Exists: true } members ? Members(members, prefix, steps)
        : [(null, router)];

    IEnumerable<(TrpcProcedure?, Code)> Members(Code members, string prefix, int steps)
    {
        foreach (var member in members.Children)
            switch (member.Kind)
            {
                case CodeKind.Spread:
                    var spread = code.ObjectOf(member[Part.Value]);
                    foreach (var one in spread.Exists ? Members(spread, prefix, steps - 1) : [(null, member)])
                        yield return one;
                    break;
                case CodeKind.Property:
                    var name = prefix.Length == 0 ? member.Name : $"{prefix}.{member.Name}";
                    var value = member[Part.Value];
                    foreach (var one in Member(member, value.Exists ? value : member, name, steps - 1))
                        yield return one;
                    break;
            }
    }

    IEnumerable<(TrpcProcedure?, Code)> Member(Code at, Code value, string name, int steps)
    {
        if (steps <= 0)
            return [(null, at)];
        if (RouterOf(value, steps) is { Exists: true } router)
            return In(router, name, steps - 1);
        var made = MadeOf(value, steps);
        if (made is { Kind: CodeKind.Call, Callee: { Kind: CodeKind.Member, Name: "query" or "mutation" or "subscription" } })
        {
            var before = new List<Code>();
            var whole = Chain(made.Receiver, before, steps);
            return
            [
                (
                    new(made.File == at.File ? at : made, name, made.Callee.Name is "mutation", made.ArgumentAt(0), [.. before], whole),
                    default
                ),
            ];
        }
        return code.ObjectOf(value) is { Exists: true } plain ? Members(plain, name, steps - 1) : [(null, at)];
    }

    /// <summary>The call that an expression stands for.</summary>
    Code MadeOf(Code value, int steps) =>
        steps <= 0 ? default
        : value.Kind is CodeKind.Name or CodeKind.Member or CodeKind.Property
        && code.Definition(value) is { Exists: true } found
        && found != value
            ? found.Kind is CodeKind.Variable or CodeKind.Property or CodeKind.Export ? MadeOf(found[Part.Value], steps - 1)
                : found
        : value;

    /// <summary>The middleware from the base of a procedure on, and whether the base was reached.</summary>
    bool Chain(Code procedure, List<Code> before, int steps)
    {
        if (!procedure.Exists || steps <= 0)
            return false;
        switch (procedure.Kind)
        {
            case CodeKind.Member when procedure.Name is "procedure" && code.OriginOf(procedure).Package is "@trpc/server":
                return true;
            case CodeKind.Call
                when procedure.Callee
                    is { Kind: CodeKind.Member, Name: "use" or "concat" or "input" or "output" or "meta" or "unstable_concat" }:
                // Chains are as long as people like.
                var whole = Chain(procedure.Receiver, before, steps);
                if (procedure.Callee.Name is "use")
                    before.Add(procedure.ArgumentAt(0));
                else if (procedure.Callee.Name is "concat" or "unstable_concat")
                    whole &= Chain(procedure.ArgumentAt(0), before, steps - 1);
                return whole;
            case CodeKind.Call when code.Target(procedure) is { Kind: CodeKind.Function } target:
                return Chain(Returned(target), before, steps - 1);
            case CodeKind.Name or CodeKind.Member:
                var definition = code.Definition(procedure);
                return definition.Kind is CodeKind.Variable or CodeKind.Property or CodeKind.Export
                    && (
                        definition[Part.Value] is { Exists: true } value
                            ? Chain(value, before, steps - 1)
                            // export const { procedure } = t
                            : code.OriginOf(procedure) is { Package: "@trpc/server", Name: var name }
                                && name.EndsWith("procedure", StringComparison.Ordinal)
                    );
            default:
                return false;
        }
    }

    static Code Returned(Code function) =>
        function.Body.Kind is CodeKind.Block
            ? function.Body.Descendants(CodeKind.Return).FirstOrDefault(one => one.Enclosing(CodeKind.Function) == function)[Part.Value]
            : function.Body;
}
