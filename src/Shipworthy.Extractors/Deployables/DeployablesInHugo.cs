namespace Shipworthy.Extractors.Deployables;

/// <summary>Sites that Hugo makes: the same files for everybody.</summary>
public sealed class DeployablesInHugo : IExtractor
{
    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(Deployable)];

    /// <inheritdoc/>
    public void Extract(Sources sources, Learner learn)
    {
        foreach (var settings in HugoSites.In(sources.Tree))
            learn.Add(
                new Deployable(settings.AtLine(1), Folders.NameOf(settings.Folder), settings.Folder)
                {
                    Stack = Stack.Static,
                    Framework = "Hugo",
                    Serves = Serves.Files,
                    Hosting = Hostings.Of(sources.Tree, settings.Folder),
                }
            );
    }
}
