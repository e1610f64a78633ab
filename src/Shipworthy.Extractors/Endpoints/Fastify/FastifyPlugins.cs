using Shipworthy.Extractors.Endpoints.Frameworks;

namespace Shipworthy.Extractors.Endpoints.Fastify;

/// <summary>Follows what is handed to <c>register</c> to the function that it runs.</summary>
sealed class FastifyPlugins(CodeBase code)
{
    const int MostSteps = 12;

    /// <summary>The plugin that an expression stands for.</summary>
    public FastifyPlugin Of(Code expression) => Of(expression, false, MostSteps);

    FastifyPlugin Of(Code expression, bool open, int steps)
    {
        if (!expression.Exists || steps <= 0)
            return new(default, open, Origin.None);
        switch (expression.Kind)
        {
            case CodeKind.Function:
                return new(expression, open || SkipsOverride(expression), Origin.None);
            case CodeKind.Await or CodeKind.Argument or CodeKind.Variable or CodeKind.Property or CodeKind.Assignment or CodeKind.Export:
                return Of(expression[Part.Value], open, steps - 1);
            case CodeKind.Module:
                return OfFile(expression.File, open, steps - 1);
            case CodeKind.Call when expression.Callee.Name is "require" or "import" && expression.ArgumentAt(0).String is { } name:
                return code.Module(expression.File, name) is { } file
                    ? OfFile(file, open, steps - 1)
                    : new(default, open, new(PackageOf(name), "default"));
            case CodeKind.Call when code.OriginOf(expression.Callee).Package is "fastify-plugin":
                return Of(expression.ArgumentAt(0), true, steps - 1);
            case CodeKind.Call when code.Target(expression) is { Kind: CodeKind.Function } target:
                return Of(Returned(target), open, steps - 1);
            case CodeKind.Member when expression.Name is "default":
                return Of(expression.Receiver, open, steps - 1);
            case CodeKind.Name or CodeKind.Member:
                var definition = code.Definition(expression);
                return definition.Exists && definition != expression && definition.Kind is not CodeKind.Imported
                    ? Of(definition, open, steps - 1)
                    : new(default, open, code.OriginOf(expression));
            default:
                return new(default, open, code.OriginOf(expression));
        }
    }

    /// <summary>The plugin that a file offers.</summary>
    public FastifyPlugin OfFile(CodeFile file) => OfFile(file, false, MostSteps);

    FastifyPlugin OfFile(CodeFile file, bool open, int steps)
    {
        var offered = ScriptExports.Of(code, file).ToList();
        var plugin = offered.Find(one => one.Name is "default").What;
        return Of(plugin.Exists ? plugin : offered.Find(one => one.Name is "plugin" or "routes").What, open, steps);
    }

    static Code Returned(Code function) =>
        function.Body.Kind is CodeKind.Block
            ? function.Body.Descendants(CodeKind.Return).FirstOrDefault(one => one.Enclosing(CodeKind.Function) == function)[Part.Value]
            : function.Body;

    /// <summary>What <c>fastify-plugin</c> does, by hand: <c>plugin[Symbol.for("skip-override")] = true</c>.</summary>
    bool SkipsOverride(Code plugin) =>
        plugin
            .File.Root.Descendants(CodeKind.Assignment)
            .Any(one =>
                one[Part.Target] is { Kind: CodeKind.Index } key
                && key.Text.Contains("skip-override", StringComparison.Ordinal)
                && code.FunctionOf(key.Receiver) == plugin
            );

    static string PackageOf(string module) => module.StartsWith('@') ? string.Join('/', module.Split('/').Take(2)) : module.Split('/')[0];
}

/// <summary>What a plugin is.</summary>
/// <param name="Function">Its function; no node when it is none of the app's.</param>
/// <param name="IsOpen">Whether what it adds is seen by whoever registers it.</param>
/// <param name="Origin">The package that it comes from.</param>
readonly record struct FastifyPlugin(Code Function, bool IsOpen, Origin Origin);
