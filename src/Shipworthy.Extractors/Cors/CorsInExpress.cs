namespace Shipworthy.Extractors.Cors;

/// <summary>The <c>cors</c> package, for Express and whatever takes its middleware. Called without an origin it sends a star.</summary>
public sealed class CorsInExpress : IExtractor
{
    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(CorsRule)];

    /// <inheritdoc/>
    public void Extract(Sources sources, Learner learn)
    {
        var options = new CorsOptions(sources, "express");
        if (!sources.Code.Imports("cors"))
            return;
        foreach (var call in sources.Code.All(CodeKind.Call))
            if (
                call.Callee.Kind is CodeKind.Name or CodeKind.Call
                && sources.Code.OriginOf(call.Callee).Is("cors", "default", "*")
                && sources.IsDeployed(call.File)
            )
                learn.Add(options.Rule(call, call.ArgumentAt(0), sources.Code.PathOf(call)));
    }
}
