namespace Shipworthy.Extractors.Alerts;

/// <summary>Finds everything that asks the app again and again whether it works (rubric 6.7).</summary>
public sealed class UptimeChecksOfTheApp : ICombiner
{
    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(UptimeCheck)];

    /// <inheritdoc/>
    public void Combine(Sources sources, App known, Learner learn)
    {
        foreach (var check in All(sources, known))
            learn.Add(check);
    }

    /// <summary>The checks of an app.</summary>
    internal static IEnumerable<UptimeCheck> All(Sources sources, App known) =>
        [
            .. new UptimeInTerraform(known).All(),
            .. new UptimeInCheckly(sources).All(),
            .. new UptimeInFiles(sources.Tree).All(),
            .. new UptimeInPipelines(sources.Tree, known).All(),
        ];
}
