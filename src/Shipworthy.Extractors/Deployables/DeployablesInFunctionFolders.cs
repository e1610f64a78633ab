namespace Shipworthy.Extractors.Deployables;

/// <summary>Functions that a platform finds by their folder (<see cref="FunctionFile"/>): all of one folder are one part, deployed by one push.</summary>
public sealed class DeployablesInFunctionFolders : IExtractor
{
    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(Deployable)];

    /// <inheritdoc/>
    public void Extract(Sources sources, Learner learn)
    {
        var functions = new FunctionFiles(sources);
        var folders = sources
            .Code.Files.Where(file => sources.Tree.Find(file.Path) is { } source && Folders.Counts(source.Role))
            .Select(file => (File: file, Function: functions.Of(file)))
            .Where(one => one.Function is not null)
            .GroupBy(one => (one.Function!.Folder, one.Function.Platform, one.Function.Hosting))
            .OrderBy(folder => folder.Key.Folder, StringComparer.Ordinal);
        foreach (var folder in folders)
            learn.Add(
                new Deployable(
                    Location.File(folder.Select(one => one.File.Path).Min(StringComparer.Ordinal)!),
                    folder.Key.Platform,
                    folder.Key.Folder
                )
                {
                    Stack = Stack.JavaScript,
                    Framework = folder.Key.Platform,
                    Serves = Serves.Answers,
                    Hosting = folder.Key.Hosting,
                    SignIn = SignInWays.Of(sources.Tree, folder.Key.Folder),
                }
            );
    }
}
