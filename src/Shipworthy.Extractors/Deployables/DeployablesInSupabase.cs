namespace Shipworthy.Extractors.Deployables;

/// <summary>Supabase Edge Functions: all functions of a <c>supabase/functions</c> folder are one part, deployed by one command.</summary>
public sealed class DeployablesInSupabase : IExtractor
{
    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(Deployable)];

    /// <inheritdoc/>
    public void Extract(Sources sources, Learner learn)
    {
        var folders = sources
            .Tree.Files.Where(file => file.Name is "index.ts" or "index.js" or "index.tsx" && Folders.Counts(file.Role))
            .Select(file => (File: file, Folder: FolderOf(file.Path)))
            .Where(pair => pair.Folder is not null)
            .GroupBy(pair => pair.Folder!, StringComparer.Ordinal);
        foreach (var folder in folders)
            learn.Add(
                new Deployable(folder.First().File.AtLine(1), "Edge Functions", folder.Key)
                {
                    Stack = Stack.SupabaseFunctions,
                    Framework = "Supabase Edge Functions",
                    Serves = Serves.Answers,
                    Hosting = Hosting.Supabase,
                    SignIn = SignIn.Bearer,
                }
            );
    }

    /// <summary>The functions folder of a function's own file; null for shared code and for files elsewhere.</summary>
    public static string? FolderOf(string path)
    {
        var at = path.StartsWith("supabase/functions/", StringComparison.Ordinal)
            ? 0
            : path.IndexOf("/supabase/functions/", StringComparison.Ordinal) + 1;
        if (at == 0 && !path.StartsWith("supabase/functions/", StringComparison.Ordinal))
            return null;
        var inside = path[(at + "supabase/functions/".Length)..];
        return inside.Contains('/', StringComparison.Ordinal) && !inside.StartsWith('_')
            ? path[..(at + "supabase/functions".Length)]
            : null;
    }
}
