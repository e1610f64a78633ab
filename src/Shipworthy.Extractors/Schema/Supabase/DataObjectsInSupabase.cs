using Shipworthy.Extractors.Endpoints.Frameworks;
using Shipworthy.Extractors.Reading;
using Shipworthy.Syntax.Sql;

namespace Shipworthy.Extractors.Schema.Supabase;

/// <summary>
/// Tables, views and functions of Supabase projects after the last migration, and what strangers and signed-in users can do with them through the data API.
/// What clients use and no migration makes is not seen.
/// </summary>
public sealed class DataObjectsInSupabase : IExtractor
{
    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(DataApi), typeof(DataObject)];

    /// <inheritdoc/>
    public void Extract(Sources sources, Learner learn)
    {
        var projects = sources.SupabaseProjects;
        var client = SurfacesOfPlatforms.SupabaseClientOfBrowsers(sources);
        if (projects.IsEmpty && client is null)
            return;
        var scripts = new ScriptsBesideMigrations(sources.Tree, projects);
        foreach (var project in projects)
        {
            learn.Add(
                new DataApi(project.First.AtLine(1), project.Folder)
                {
                    HasPublicKey = client is not null || HasPublicKey(sources, project),
                    HasOpenSignUp = project.HasOpenSignUp,
                }
            );
            Learn(project, scripts, learn);
        }
        if (client is { } shown && projects.IsEmpty && sources.SupabaseSchemas is [var loose])
            OpeningsOfScripts.Learn(loose, sources, shown.At, learn);
        else if (client is { } used)
            Unseen(sources, projects, scripts, used.At, learn);
    }

    static void Learn(SupabaseProject project, ScriptsBesideMigrations scripts, Learner learn)
    {
        var state = project.State;
        var doors = new DoorsOfTables(state);
        var privileges = new OwnPrivileges(state);
        bool IsExposed(DbName name) => project.Exposed.Contains(name.Schema);
        foreach (var (at, because) in state.Unread.DistinctBy(one => one))
            learn.CannotSee<DataObject>(at, because);
        foreach (var table in state.Tables.Values.Where(table => IsExposed(table.Name)))
            learn.Add(OfTable(project, table, doors, privileges, scripts));
        foreach (var table in state.Elsewhere.Values.Where(table => IsExposed(table.Name) && table.Policies.Count > 0))
            learn.Add(
                new DataObject(table.Policies.Values.First().At, DataObjectKind.Table, table.Name.ToString())
                {
                    Project = project.Folder,
                    HasRowSecurity = null,
                    Doors = [.. doors.Of(table)],
                }
            );
        foreach (var view in state.Views.Values.Where(view => IsExposed(view.Name)))
            learn.Add(
                new DataObject(view.At, DataObjectKind.View, view.Name.ToString()) { Project = project.Folder, Doors = [.. doors.Of(view)] }
            );
        foreach (
            var function in state.Functions.Where(function => function is { IsDefiner: true, IsTrigger: false } && IsExposed(function.Name))
        )
            learn.Add(
                new DataObject(function.At, DataObjectKind.Function, function.Name.ToString())
                {
                    Project = project.Folder,
                    Suffix = $"({function.Signature})",
                    HasParameters = !function.Parameters.IsEmpty,
                    Doors = [.. doors.Of(function)],
                }
            );
        foreach (var function in SignUpFunctions.In(state))
            learn.Add(
                new DataObject(function.At, DataObjectKind.SignUpTrigger, function.Name.ToString())
                {
                    Project = project.Folder,
                    TakenFromSignUp = SignUpFunctions.TakenBy(function, state),
                }
            );
    }

    static DataObject OfTable(
        SupabaseProject project,
        TableState table,
        DoorsOfTables doors,
        OwnPrivileges privileges,
        ScriptsBesideMigrations scripts
    )
    {
        var script = table.HasRowSecurity is false ? scripts.Protecting(table.Name) : null;
        var isOpen = table.HasRowSecurity is false && script is null;
        return new(table.At, DataObjectKind.Table, table.Name.ToString())
        {
            Project = project.Folder,
            HasRowSecurity = script is not null ? null : table.HasRowSecurity,
            ProtectedBy = script,
            SwitchedOffAt = table.HasRowSecurity is false ? table.SwitchedAt : null,
            Holds = ColumnMeanings.Of(table),
            IsMeantForStrangers = ColumnMeanings.IsMeantForStrangers(table.Name),
            Doors = [.. isOpen ? doors.OfUnprotected(table) : doors.Of(table)],
            GivesRights = privileges.AreGivenBy(table),
            OwnPrivileges = [.. privileges.Of(table)],
        };
    }

    /// <summary>Whether the key of the data API is public by the name of its variable.</summary>
    static bool HasPublicKey(Sources sources, SupabaseProject project)
    {
        ImmutableArray<string> prefixes =
        [
            "NEXT_PUBLIC_SUPABASE_",
            "VITE_SUPABASE_",
            "EXPO_PUBLIC_SUPABASE_",
            "REACT_APP_SUPABASE_",
            "PUBLIC_SUPABASE_",
            "NUXT_PUBLIC_SUPABASE_",
        ];
        return sources.Tree.Files.Any(file =>
            file.Path.StartsWith(project.Folder, StringComparison.Ordinal)
            && file.Role is FileRole.Prod or FileRole.Example or FileRole.Infra
            && prefixes.Any(prefix =>
                file.Text.Contains(prefix + "ANON_KEY", StringComparison.Ordinal)
                || file.Text.Contains(prefix + "PUBLISHABLE_", StringComparison.Ordinal)
            )
        );
    }

    /// <summary>Tables that clients name and no migration makes: their policies are in a dashboard, if there are any.</summary>
    static void Unseen(
        Sources sources,
        ImmutableArray<SupabaseProject> projects,
        ScriptsBesideMigrations scripts,
        Location client,
        Learner learn
    )
    {
        if (projects.IsEmpty)
        {
            learn.CannotSee<DataObject>(
                client,
                "clients reach Supabase's data API from here, and the policies of its tables are not in the repository"
            );
            return;
        }
        var known = projects
            .SelectMany(project => project.State.Tables.Keys.Concat(project.State.Views.Keys))
            .Select(name => name.Name)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var call in SurfacesOfPlatforms.SupabaseTablesOfClients(sources))
            if (call.Arguments.FirstOrDefault().String is { } table && !known.Contains(table) && seen.Add(table))
                learn.CannotSee<DataObject>(
                    call.At,
                    $"table {table} is used by clients, and no migration makes it, so its policies are not in the repository"
                );
    }

    /// <summary>What the migrations make, and the tables that only their policies name, which are told by themselves.</summary>
    static IEnumerable<DbName> KnownIn(SchemaState state) =>
        [
            .. state.Tables.Keys,
            .. state.Views.Keys,
            .. state.Elsewhere.Values.Where(table => table.Policies.Count > 0).Select(table => table.Name),
        ];
}
