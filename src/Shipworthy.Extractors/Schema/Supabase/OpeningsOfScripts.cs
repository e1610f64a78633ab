using Shipworthy.Extractors.Endpoints.Frameworks;

namespace Shipworthy.Extractors.Schema.Supabase;

/// <summary>What SQL opens that people run by hand, as far as the app uses it. What it closes is left open: nothing shows that it was applied.</summary>
static class OpeningsOfScripts
{
    const Holdings Private = Holdings.Credentials | Holdings.PersonalData | Holdings.Money | Holdings.Tenants;

    /// <summary>Learns the openings, and that the rest is not known.</summary>
    /// <param name="project">The database.</param>
    /// <param name="sources">The app.</param>
    /// <param name="client">Where clients make their way to it.</param>
    /// <param name="learn">Who takes what is found.</param>
    public static void Learn(SupabaseProject project, Sources sources, Location client, Learner learn)
    {
        learn.Add(new DataApi(project.First.AtLine(1), project.Folder) { HasPublicKey = true });
        var state = project.State;
        var doors = new DoorsOfTables(state);
        var privileges = new OwnPrivileges(state);
        var tables = NamesIn(sources, "from");
        foreach (
            var table in state
                .Tables.Values.Concat(state.Elsewhere.Values)
                .Where(one => IsExposed(one.Name) && tables.Contains(one.Name.Name))
        )
        {
            var holds = ColumnMeanings.Of(table);
            var isForStrangers = ColumnMeanings.IsMeantForStrangers(table.Name);
            var open = doors
                .Of(table)
                .Where(door => door.Reach is DataReach.Everything or DataReach.SelfDeclared)
                .Where(door =>
                    door.IsWrite
                        ? !(isForStrangers && door.Act is DataAct.Insert)
                        : door.Reach is DataReach.SelfDeclared || (holds & Private) is not Holdings.None
                )
                .ToImmutableArray();
            ImmutableArray<OwnPrivilege> own = [.. privileges.Of(table)];
            if (!open.IsEmpty || !own.IsEmpty)
                learn.Add(
                    new DataObject(open.IsEmpty ? own[0].At : open[0].At, DataObjectKind.Table, table.Name.ToString())
                    {
                        Project = project.Folder,
                        Holds = holds,
                        IsMeantForStrangers = isForStrangers,
                        GivesRights = privileges.AreGivenBy(table),
                        Doors = open,
                        OwnPrivileges = own,
                    }
                );
        }
        var functions = NamesIn(sources, "rpc");
        foreach (
            var function in state.Functions.Where(one =>
                one is { IsDefiner: true, IsTrigger: false } && IsExposed(one.Name) && functions.Contains(one.Name.Name)
            )
        )
        {
            var open = doors
                .Of(function)
                .Where(door =>
                    door.Reach is DataReach.Everything or DataReach.SomeRows or DataReach.SelfDeclared
                    && (door.IsWrite || door.Act is DataAct.Read && door.Hands is not Holdings.None)
                )
                .ToImmutableArray();
            if (!open.IsEmpty)
                learn.Add(
                    new DataObject(function.At, DataObjectKind.Function, function.Name.ToString())
                    {
                        Project = project.Folder,
                        Suffix = $"({function.Signature})",
                        HasParameters = !function.Parameters.IsEmpty,
                        Doors = open,
                    }
                );
        }
        learn.CannotSee<DataObject>(
            client,
            $"clients reach Supabase's data API from here, and nothing shows that the policies in {project.First.Folder} were applied"
        );
        bool IsExposed(DbName name) => project.Exposed.Contains(name.Schema);
    }

    /// <summary>What deployed code asks Supabase for by name.</summary>
    static HashSet<string> NamesIn(Sources sources, string call) =>
        SurfacesOfPlatforms
            .SupabaseCallsOf(sources, call)
            .Select(one => one.ArgumentAt(0).String)
            .OfType<string>()
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
}
