namespace Shipworthy.Extractors.Reading;

/// <summary>
/// Names the build that is running. What one build remembers means nothing to the next, which may read better: a stale "nothing found" would become a wrong
/// pass.
/// </summary>
static class BuildOfShipworthy
{
    /// <summary>The names that the compiler gave to the assemblies that read and search, each made from their content.</summary>
    public static string Name { get; } =
        string.Join(
            ' ',
            new[] { typeof(BuildOfShipworthy), typeof(CodeFile), typeof(Fact) }.Select(type => type.Module.ModuleVersionId.ToString("N"))
        );
}
