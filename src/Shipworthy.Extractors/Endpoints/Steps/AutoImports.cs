namespace Shipworthy.Extractors.Endpoints.Steps;

/// <summary>
/// What Nuxt and Nitro give to all files of a server without an import: functions and classes that files below <c>server/</c> export. A name that two of them export is not
/// followed.
/// </summary>
sealed class AutoImports(CodeBase code)
{
    readonly Lazy<ILookup<string, Code>> known = new(() =>
        (IsNuxt(code) ? code.Files : [])
            .Where(file => Serves(file.Path))
            .SelectMany(file => Frameworks.ScriptExports.Of(code, file))
            .Select(one => (one.Name, What: one.What.Kind is CodeKind.Class ? one.What : code.FunctionOf(one.What)))
            .Where(one => one.What.Exists && one.Name is not "default")
            .ToLookup(one => one.Name, one => one.What, StringComparer.Ordinal)
    );

    static bool IsNuxt(CodeBase code) =>
        code.Files.Any(file =>
            file.Path.Contains("nuxt.config.", StringComparison.Ordinal) || file.Path.Contains("nitro.config.", StringComparison.Ordinal)
        );

    /// <summary>The function that an expression stands for, or that a call runs; no node when it is declared otherwise, or unknown.</summary>
    public Code Of(Code expression)
    {
        if (!expression.Exists || !expression.File.Path.Contains("server/", StringComparison.Ordinal))
            return default;
        var callee = expression.Kind is CodeKind.Call ? expression.Callee : expression;
        if (callee.Kind is CodeKind.Name)
            return Named(callee) is { Kind: CodeKind.Function } function ? function : default;
        if (callee.Kind is not CodeKind.Member)
            return default;
        // const mails = new MailService(event); mails.send(…)
        var holder = callee.Receiver;
        if (holder.Kind is CodeKind.Name && code.Definition(holder) is { Kind: CodeKind.Variable } variable)
            holder = variable[Part.Value];
        return
            holder.Kind is CodeKind.New
            && Named(holder.Callee) is { Kind: CodeKind.Class } made
            && made.Property(callee.Name) is { Kind: CodeKind.Function } method
            ? method
            : default;
    }

    Code Named(Code name) =>
        name.Kind is CodeKind.Name or CodeKind.Type
        && !code.Definition(name).Exists
        && known.Value[name.Name].Take(2).ToList() is [var only]
            ? only
            : default;

    static bool Serves(string path) =>
        path.Contains("shared/utils/", StringComparison.Ordinal)
        || (
            path.Contains("server/", StringComparison.Ordinal)
            && !path.Contains("server/api/", StringComparison.Ordinal)
            && !path.Contains("server/routes/", StringComparison.Ordinal)
            && !path.Contains("server/middleware/", StringComparison.Ordinal)
        );
}
