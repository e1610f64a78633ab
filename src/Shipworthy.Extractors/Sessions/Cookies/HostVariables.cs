namespace Shipworthy.Extractors.Sessions.Cookies;

/// <summary>
/// Variables that a host sets in everything it runs, by which code tells that it is deployed: <c>VERCEL_URL</c>, <c>RAILWAY_ENVIRONMENT</c>. They count where the repository shows that the app
/// runs on that host.
/// </summary>
static class HostVariables
{
    const int MostSteps = 6;

    /// <summary>Whether an expression is true because the app's host sets the variable that it asks for.</summary>
    public static bool AreSet(Sources sources, Code expression) => AreSet(sources, expression, MostSteps);

    static bool AreSet(Sources sources, Code value, int steps)
    {
        var code = sources.Code;
        if (steps <= 0 || !value.Exists)
            return false;
        if (code.ValueOf(value) is Value.FromEnvironment { Default: null } read)
            return IsShown(sources, read.Variable);
        switch (value.Kind)
        {
            case CodeKind.Unary when value.Operator is "!!":
                return AreSet(sources, value[Part.Value], steps - 1);
            case CodeKind.Unary when value.Operator is "!" && value[Part.Value] is { Kind: CodeKind.Unary, Operator: "!" } inner:
                return AreSet(sources, inner[Part.Value], steps - 1);
            case CodeKind.Call when value.Callee.Name is "Boolean" or "bool":
                return AreSet(sources, value.ArgumentAt(0), steps - 1);
            case CodeKind.Call when code.Target(value) is { Kind: CodeKind.Function } target:
                return target.Body.Kind is not CodeKind.Block
                    ? AreSet(sources, target.Body, steps - 1)
                    : target.Body.Descendants(CodeKind.Return).ToList() is [var only] && AreSet(sources, only[Part.Value], steps - 1);
            case CodeKind.Name or CodeKind.Member:
                return code.Definition(value) is { Kind: CodeKind.Variable or CodeKind.Property } declared
                    && declared[Part.Value] is { Exists: true } given
                    && given != value
                    && AreSet(sources, given, steps - 1);
            default:
                return false;
        }
    }

    static bool IsShown(Sources sources, string variable) =>
        variable switch
        {
            "VERCEL" or "VERCEL_URL" or "VERCEL_ENV" => Has(sources, "vercel.json"),
            "RAILWAY_ENVIRONMENT" or "RAILWAY_ENVIRONMENT_NAME" => Has(sources, "railway.json", "railway.toml", "nixpacks.toml"),
            "RENDER" => Has(sources, "render.yaml"),
            "FLY_APP_NAME" => Has(sources, "fly.toml"),
            "NETLIFY" => Has(sources, "netlify.toml"),
            "DYNO" => Has(sources, "app.json"),
            _ => false,
        };

    static bool Has(Sources sources, params ImmutableArray<string> names) => names.Any(name => sources.Tree.Named(name).Any());
}
