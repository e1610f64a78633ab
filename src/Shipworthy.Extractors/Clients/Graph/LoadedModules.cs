namespace Shipworthy.Extractors.Clients.Graph;

/// <summary>Modules that a call loads.</summary>
/// <param name="Module">The name of a module; null when it names none.</param>
/// <param name="Pattern">A pattern of paths with stars; null when it has none.</param>
/// <param name="Computed">Whether it loads a module whose name is made at run time, without anything to go by.</param>
readonly record struct LoadedModules(string? Module, string? Pattern, bool Computed)
{
    /// <summary>What a call loads.</summary>
    public static LoadedModules By(CodeBase code, Code call)
    {
        if (call.Callee is { Kind: CodeKind.Name, Name: "import" or "require" })
            return OfName(code, call.ArgumentAt(0));
        if (call.Callee.DottedName is "import.meta.glob" or "import.meta.globEager")
            return new(null, call.ArgumentAt(0).String, false);
        if (
            call.Kind is CodeKind.New
            && call.Callee.Name is "URL"
            && call.ArgumentAt(1).DottedName is "import.meta.url"
            && call.ArgumentAt(0).String is { } file
            && IsScript(file)
        )
            return new(file, null, false);
        return default;
    }

    static LoadedModules OfName(CodeBase code, Code argument)
    {
        if (!argument.Exists)
            return default;
        if (code.ValueOf(argument).AsText is { } name)
            return new(name, null, false);
        var pattern = argument.Kind is CodeKind.Template ? string.Concat(argument.Children.Select(piece => piece.String ?? "*")) : "";
        // A bundler finds such a module only below the folder that the name begins with.
        return pattern.StartsWith('.') || pattern.StartsWith("@/", StringComparison.Ordinal)
            ? new(null, pattern, false)
            : new(null, null, Computed: !pattern.StartsWith("http", StringComparison.Ordinal) && !IsUrl(argument));
    }

    /// <summary>A script that is fetched from an address is none of the app's modules.</summary>
    static bool IsUrl(Code argument) =>
        argument.Kind is CodeKind.Name or CodeKind.Member && argument.Name.Contains("url", StringComparison.OrdinalIgnoreCase);

    static bool IsScript(string path) => Path.GetExtension(path) is ".js" or ".ts" or ".mjs" or ".mts" or ".jsx" or ".tsx";
}
