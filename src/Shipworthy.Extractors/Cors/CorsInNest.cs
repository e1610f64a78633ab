namespace Shipworthy.Extractors.Cors;

/// <summary>NestJS: <c>enableCors</c>, and the <c>cors</c> option of the factory. Both take the options of the <c>cors</c> package, and send a star without.</summary>
public sealed class CorsInNest : IExtractor
{
    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(CorsRule)];

    /// <inheritdoc/>
    public void Extract(Sources sources, Learner learn)
    {
        var options = new CorsOptions(sources, "nest");
        foreach (var call in sources.Code.Calls("enableCors"))
            if (sources.IsDeployed(call.File))
                learn.Add(options.Rule(call, call.ArgumentAt(0)));
        foreach (var call in sources.Code.Calls("create"))
            if (
                call.Receiver.Name is "NestFactory"
                && sources.IsDeployed(call.File)
                && call.Arguments.LastOrDefault() is { Kind: CodeKind.Object } settings
                && sources.Code.Entry(settings, "cors") is { Exists: true } cors
                && cors.Operator is not "false"
            )
                learn.Add(options.Rule(call, cors));
    }
}
