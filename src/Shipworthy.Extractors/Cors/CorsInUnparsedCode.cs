namespace Shipworthy.Extractors.Cors;

/// <summary>Code that could not be parsed hides its rules: where its text speaks of other origins, nothing is known of them.</summary>
public sealed class CorsInUnparsedCode : IExtractor
{
    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(CorsRule)];

    /// <inheritdoc/>
    public void Extract(Sources sources, Learner learn)
    {
        foreach (var file in sources.Code.Files)
            if (file.NotParsed is { } reason && sources.IsDeployed(file) && OriginTraces.In(sources.Tree.Find(file.Path)!) is { } trace)
                learn.CannotSee<CorsRule>(trace, $"speaks of other origins in code that was not read: {reason}");
    }
}
