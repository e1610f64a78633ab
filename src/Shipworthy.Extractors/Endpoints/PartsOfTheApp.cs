namespace Shipworthy.Extractors.Endpoints;

/// <summary>Finds the part of the app that a file belongs to.</summary>
sealed class PartsOfTheApp(Facts<Deployable> parts)
{
    /// <summary>The innermost part that answers and holds the file; failing that, the innermost one at all; null when none does.</summary>
    public Deployable? Of(string path)
    {
        var around = parts.Where(part => part.Holds(path)).OrderByDescending(part => part.Folder.Length).ToList();
        return around.Find(part => part.Serves is Serves.Answers or Serves.Pages)
            ?? around.FirstOrDefault()
            ?? (parts.Count == 1 ? parts[0] : null);
    }
}
