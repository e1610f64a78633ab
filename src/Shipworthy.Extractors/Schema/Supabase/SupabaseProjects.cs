using System.Globalization;
using Shipworthy.Extractors.Reading;
using Shipworthy.Extractors.Schema.Statements;
using Shipworthy.Extractors.Toml;

namespace Shipworthy.Extractors.Schema.Supabase;

/// <summary>A Supabase project of the repository, with its database after the last migration.</summary>
/// <param name="Folder">The folder that holds <c>supabase/</c>, with a slash at its end; empty for the root.</param>
/// <param name="State">The database.</param>
/// <param name="First">Its first migration.</param>
sealed record SupabaseProject(string Folder, SchemaState State, SourceFile First)
{
    /// <summary>The schemas that the data API serves.</summary>
    public ImmutableArray<string> Exposed { get; init; } = [DbName.Usual];

    /// <summary>Whether strangers can sign up; null when the settings do not say.</summary>
    public bool? HasOpenSignUp { get; init; }

    /// <summary>The migrations.</summary>
    public ImmutableArray<SourceFile> Migrations { get; init; } = [];

    /// <summary>Whether no tool of Supabase knows its files, so that nothing shows that what they forbid is forbidden.</summary>
    public bool IsLoose { get; init; }
}

/// <summary>
/// Finds the projects and replays their migrations in the order in which Supabase's tool does: by the number at the start of the file's name. A project without
/// migrations is read from the files of its declared schema.
/// </summary>
static class SupabaseProjects
{
    const string Migrations = "supabase/migrations/";
    const string Declared = "supabase/schemas/";

    /// <summary>The projects of an app.</summary>
    public static ImmutableArray<SupabaseProject> In(SourceTree tree)
    {
        var byFolder = Sets(tree, Migrations);
        foreach (var (folder, files) in Sets(tree, Declared))
            byFolder.TryAdd(folder, files);
        return [.. byFolder.OrderBy(set => set.Key, StringComparer.Ordinal).Select(set => Read(tree, set.Key, set.Value))];
    }

    /// <summary>
    /// The store of files as loose files of SQL make it that the team's documents name as a step (ruling G1); null where there is none. Its tables are not asked for.
    /// </summary>
    public static SupabaseProject? OfLooseStorage(SourceTree tree)
    {
        ImmutableArray<SourceFile> loose =
        [
            .. tree
                .Files.Where(file =>
                    file.Tracked
                    && file.Name.EndsWith(".sql", StringComparison.OrdinalIgnoreCase)
                    && file.Role is not (FileRole.Vendored or FileRole.Example or FileRole.Test)
                    && FolderOf(file.Path, Migrations) is null
                    && FolderOf(file.Path, Declared) is null
                    && file.Text.Contains("storage.buckets", StringComparison.OrdinalIgnoreCase)
                )
                .OrderBy(file => file.Path, StringComparer.Ordinal),
        ];
        if (loose.IsEmpty)
            return null;
        var documents = tree.Files.Where(file => file.Name.EndsWith(".md", StringComparison.OrdinalIgnoreCase)).ToList();
        List<SourceFile> named = [.. loose.Where(file => documents.Exists(document => IsNamed(file.Name, document.Text)))];
        return named.Count == 0 ? null : Read(tree, "", named);
    }

    /// <summary>Whether a text has the name of a file, and not only as the end of a longer name.</summary>
    static bool IsNamed(string name, string text)
    {
        for (
            var at = text.IndexOf(name, StringComparison.Ordinal);
            at >= 0;
            at = text.IndexOf(name, at + name.Length, StringComparison.Ordinal)
        )
            if (at == 0 || !char.IsLetterOrDigit(text[at - 1]) && text[at - 1] is not ('_' or '-' or '.'))
                return true;
        return false;
    }

    static Dictionary<string, List<SourceFile>> Sets(SourceTree tree, string below) =>
        tree
            .Files.Where(file =>
                file.Name.EndsWith(".sql", StringComparison.OrdinalIgnoreCase) && file.Role is not (FileRole.Vendored or FileRole.Example)
            )
            .Select(file => (File: file, Folder: FolderOf(file.Path, below)))
            .Where(pair => pair.Folder is not null)
            .GroupBy(pair => pair.Folder!, StringComparer.Ordinal)
            .ToDictionary(
                set => set.Key,
                set => set.Select(pair => pair.File).OrderBy(file => file.Name, StringComparer.Ordinal).ToList(),
                StringComparer.Ordinal
            );

    /// <summary>The folder above; null for a file that lies elsewhere, or deeper than the tool looks.</summary>
    static string? FolderOf(string path, string below)
    {
        var at = path.IndexOf(below, StringComparison.Ordinal);
        return at < 0 || (at > 0 && path[at - 1] != '/') || path.IndexOf('/', at + below.Length) >= 0 ? null : path[..at];
    }

    static SupabaseProject Read(SourceTree tree, string folder, List<SourceFile> files)
    {
        var project = new SupabaseProject(folder, Replayed(files), files[0]) { Migrations = [.. files] };
        if (tree.Find($"{folder}supabase/config.toml") is not { } config)
            return project;
        var settings = TomlFile.Read(config);
        ImmutableArray<string> exposed = [.. settings["api"]["schemas"].Items.Select(item => item.Text).OfType<string>()];
        return project with
        {
            Exposed = exposed.IsEmpty ? project.Exposed : exposed,
            HasOpenSignUp = settings["auth"]["enable_signup"].Text switch
            {
                "true" => true,
                "false" => false,
                _ => null,
            },
        };
    }

    /// <summary>The database after some files of SQL.</summary>
    public static SchemaState Replayed(IEnumerable<SourceFile> files)
    {
        var state = new SchemaState();
        foreach (var file in files)
        {
            state.Today = DayOf(file.Name);
            new MigrationReader(state, file).Apply();
        }
        return state;
    }

    static DateOnly? DayOf(string name) =>
        name.Length >= 8 && DateOnly.TryParseExact(name[..8], "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : null;
}
