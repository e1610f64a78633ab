namespace Shipworthy.Extractors.Sinks;

/// <summary>Learns of snippet places that are gone from the files, where the history of one still holds a secret.</summary>
sealed class SnippetPlacesOfSecrets : ICombiner
{
    public ImmutableArray<Type> Teaches { get; } = [typeof(SnippetPlace)];

    public void Combine(Sources sources, App known, Learner learn)
    {
        var gone = known
            .Secrets.SelectMany(secret => secret.Related.Prepend(secret.At))
            .Where(place => place.Commit is not null && sources.Tree.Find(place.Path) is null);
        foreach (var place in gone.DistinctBy(place => place.Path, StringComparer.Ordinal))
            if (SnippetPlacesInFiles.Place(place.Path.ToLowerInvariant()) is var (kind, tool))
                learn.Add(new SnippetPlace(place, kind, tool));
    }
}
