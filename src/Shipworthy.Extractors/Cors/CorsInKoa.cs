namespace Shipworthy.Extractors.Cors;

/// <summary>
/// Koa's middlewares. Without an origin they send the caller's back, or a star; with cookies allowed always the caller's.
/// </summary>
public sealed class CorsInKoa : IExtractor
{
    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(CorsRule)];

    /// <inheritdoc/>
    public void Extract(Sources sources, Learner learn)
    {
        var options = new CorsOptions(sources, "koa") { StarBecomesEcho = true };
        if (!sources.Code.Imports("@koa/cors", "koa2-cors", "koa-cors", "kcors"))
            return;
        foreach (var call in sources.Code.All(CodeKind.Call))
            if (
                sources.Code.OriginOf(call.Callee)
                    is { Package: "@koa/cors" or "koa2-cors" or "koa-cors" or "kcors", Name: "default" or "*" }
                && sources.IsDeployed(call.File)
            )
                learn.Add(options.Rule(call, call.ArgumentAt(0), sources.Code.PathOf(call)));
    }
}
