using Shipworthy.Extractors.Deployables;

namespace Shipworthy.Extractors;

/// <summary>What extractors of rules in code share: which code counts, where an options object is, which paths a call covers.</summary>
static class CodePlaces
{
    /// <summary>Whether the code of a file is deployed: no tests, no scripts, no examples, and not the settings of a development server.</summary>
    public static bool IsDeployed(this Sources sources, CodeFile file) =>
        sources.Tree.Find(file.Path) is { } source && Folders.Counts(source.Role) && !IsDevelopmentServer(source.Name);

    /// <summary>Whether production runs a statement, as far as the conditions around it tell.</summary>
    public static bool RunsInProduction(this Sources sources, Code statement) => sources.Production.RunsIn(statement).ReachesProduction;

    /// <summary>Settings of bundlers: what they say of origins is about the server on a developer's machine.</summary>
    public static bool IsDevelopmentServer(string name) =>
        name.StartsWith("vite.config", StringComparison.Ordinal)
        || name.StartsWith("webpack.", StringComparison.Ordinal)
        || name.StartsWith("webpackDevServer.", StringComparison.Ordinal)
        || name.StartsWith("rspack.config", StringComparison.Ordinal)
        || name.StartsWith("rsbuild.config", StringComparison.Ordinal)
        || name.StartsWith("vue.config", StringComparison.Ordinal)
        || name.StartsWith("craco.config", StringComparison.Ordinal)
        || name is "setupProxy.js" or "browser-sync.config.js";

    /// <summary>
    /// The object literal that an argument stands for, through names and functions that return one; no node when it is made in a way that is not followed.
    /// </summary>
    public static Code ObjectOf(this CodeBase code, Code argument, int steps = 5)
    {
        if (argument.Kind is CodeKind.Object || steps <= 0 || !argument.Exists)
            return argument.Kind is CodeKind.Object ? argument : default;
        switch (argument.Kind)
        {
            case CodeKind.Await or CodeKind.Argument:
                return code.ObjectOf(argument[Part.Value], steps - 1);
            case CodeKind.Name or CodeKind.Member:
                var declaration = code.Definition(argument);
                return declaration.Kind switch
                {
                    CodeKind.Object => declaration,
                    CodeKind.Variable or CodeKind.Property => code.ObjectOf(declaration[Part.Value], steps - 1),
                    CodeKind.Function => code.ReturnedObject(declaration, steps - 1),
                    _ => default,
                };
            case CodeKind.Call:
                var target = code.Target(argument);
                return target.Kind is CodeKind.Function ? code.ReturnedObject(target, steps - 1)
                    : argument.Callee.Name is "freeze" or "registerAs" ? code.ObjectOf(argument.Arguments.Last(), steps - 1)
                    : default;
            case CodeKind.Function:
                return code.ReturnedObject(argument, steps - 1);
            default:
                return default;
        }
    }

    static Code ReturnedObject(this CodeBase code, Code function, int steps) =>
        function.Body.Kind is CodeKind.Block
            ? code.ObjectOf(function.Body.Descendants(CodeKind.Return).FirstOrDefault()[Part.Value], steps)
            : code.ObjectOf(function.Body, steps);

    /// <summary>The value of an entry of an options object, also of one that is spread into it; no node when it has none.</summary>
    public static Code Entry(this CodeBase code, Code options, string name) => code.Entry(options, name, 4);

    static Code Entry(this CodeBase code, Code options, string name, int steps)
    {
        if (options.Property(name) is { Exists: true } entry)
            return entry.Kind is CodeKind.Function ? entry
                : entry[Part.Value] is { Exists: true } value ? value
                : entry;
        foreach (var spread in options.All(Part.Element))
            if (
                steps > 0
                && spread.Kind is CodeKind.Spread
                && code.ObjectOf(spread[Part.Value]) is { Exists: true } inner
                && code.Entry(inner, name, steps - 1) is { Exists: true } found
            )
                return found;
        return default;
    }

    /// <summary>The path that a middleware or route is registered for: the first text among the arguments of the call around it; empty when it has none.</summary>
    public static string PathOf(this CodeBase code, Code node)
    {
        var around = node.Enclosing(CodeKind.Call);
        return around.Callee.Name is "use" or "get" or "post" or "put" or "patch" or "delete" or "all" or "options" or "route" or "register"
            ? code.ValueOf(around.ArgumentAt(0)).AsText ?? ""
            : "";
    }
}
