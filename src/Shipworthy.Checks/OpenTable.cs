namespace Shipworthy.Checks;

/// <summary>Judges a table that clients reach through a data API (rubric 2.3, F3): by what its policies and grants let strangers and signed-in users do.</summary>
/// <param name="WithoutRowSecurity">The rule for a table that no policy guards.</param>
/// <param name="ForAll">The rule for a policy that asks nothing.</param>
/// <param name="SelfDeclared">The rule for a policy that believes what users write about themselves.</param>
/// <param name="OwnRights">The rule for rights on a row that its person can write.</param>
sealed record OpenTable(Rule WithoutRowSecurity, Rule ForAll, Rule SelfDeclared, Rule OwnRights)
{
    /// <summary>What makes it worse that everybody can read a row.</summary>
    const Holdings Private = Holdings.Credentials | Holdings.PersonalData | Holdings.Money | Holdings.Tenants;

    /// <summary>The worst that can be said of the table.</summary>
    public Finding Judge(DataObject table, ReachOfDataApi api) =>
        table.HasRowSecurity switch
        {
            false => WithoutSecurity(table),
            null when table.ProtectedBy is { } script => table.Unproven(
                $"{table.Called} has no row security after the migrations; {script} switches it on, and whether anybody ran that is not known"
            ),
            null when table.Doors.FirstOrDefault(door => door.IsWrite && door.Reach is DataReach.Everything) is { } open => Written(
                table,
                open
            ) with
            {
                At = open.At,
            },
            null => table.Unproven($"whether {table.Called} has row security could not be read"),
            true => WithSecurity(table, api),
        };

    Finding WithoutSecurity(DataObject table) =>
        table.Doors.IsEmpty ? table.Passes($"{table.Called} is closed to clients by its grants")
        : table.Doors.FirstOrDefault(door => door.Reach is DataReach.Everything) is { } open
            ? table.Fails(
                WithoutRowSecurity,
                $"{table.Called} has no row security after all migrations: {open.WhoSays} with the public key can {Acts(table, open.Who)} every row"
            ) with
            {
                At = table.SwitchedOffAt ?? table.At,
            }
        : table.Unproven($"{table.Called} has no row security after all migrations; {table.Doors[0].Because}");

    Finding WithSecurity(DataObject table, ReachOfDataApi api)
    {
        if (Rights(table) is { } rights)
            return rights;
        var open = table
            .Doors.Where(door => door.Reach is not DataReach.Caller)
            .OrderBy(Harmlessness)
            .Select(door => OfDoor(table, door, api))
            .OrderBy(finding =>
                finding.Outcome is Outcome.Fail ? 0
                : finding.Outcome is Outcome.Unproven ? 1
                : 2
            )
            .ToList();
        return MoreOf(open, open.Find(finding => finding.Outcome is not Outcome.Note))
            ?? (
                open is [var harmless, ..] ? table.Passes($"{harmless.Says}, and nothing else is open")
                : table.Doors.IsEmpty ? table.Passes($"{table.Called} has row security, and no policy lets clients in")
                : table.Passes($"{table.Called} has row security, and each of its policies asks who is calling")
            );
    }

    /// <summary>Changing what is there is worse than adding, and that worse than reading.</summary>
    static int Harmlessness(DataDoor door) =>
        door.Act switch
        {
            DataAct.Update or DataAct.Delete => 0,
            DataAct.Insert => 1,
            DataAct.Read or DataAct.Count or DataAct.Unknown => 2,
        } + (door.Who is DataCaller.Stranger ? 0 : 3);

    /// <summary>Says of a failing table how many further policies are open, which are listed as its other places.</summary>
    static Finding? MoreOf(List<Finding> all, Finding? worst)
    {
        var more = all.Where(finding => finding.Outcome is Outcome.Fail).Select(finding => finding.At).Distinct().Count() - 1;
        return worst is { Outcome: Outcome.Fail } && more > 0
            ? worst with
            {
                Says = $"{worst.Says}; {(more == 1 ? "one more policy is" : $"{more} more policies are")} open",
            }
            : worst;
    }

    Finding? Rights(DataObject table) =>
        table.OwnPrivileges.FirstOrDefault() is { } first
            ? table.Fails(
                OwnRights,
                $"{table.Called} lets users {(first.Act is DataAct.Insert ? "add their own row with" : "change")} {Columns(table)}{(first.Act is DataAct.Insert ? " as they like" : " on their own row")}"
            ) with
            {
                At = first.At,
            }
            : null;

    static string Columns(DataObject table) =>
        string.Join(" and ", table.OwnPrivileges.Select(privilege => privilege.Column).Distinct(StringComparer.OrdinalIgnoreCase));

    Finding OfDoor(DataObject table, DataDoor door, ReachOfDataApi api)
    {
        var finding = door.Reach switch
        {
            DataReach.SelfDeclared => table.Fails(SelfDeclared, $"a policy of {table.Called} believes what users write about themselves"),
            DataReach.Everything or DataReach.SomeRows when door.IsWrite => Written(table, door),
            DataReach.Everything or DataReach.SomeRows => Read(table, door, api),
            DataReach.Unknown => table.Unproven(
                $"a policy of {table.Called} for {door.WhoSays}: {door.Because ?? "asks something that could not be followed"}"
            ),
            DataReach.Caller => table.NotCounted($"a policy of {table.Called} asks who is calling"),
        };
        return finding with { At = door.At };
    }

    Finding Written(DataObject table, DataDoor door) =>
        door.Act is DataAct.Insert && table.IsMeantForStrangers
            ? table.NotCounted($"{door.WhoSays} can add rows to {table.Called}, which is made for what strangers send")
        : door.Reach is DataReach.Everything
            ? table.Fails(
                ForAll,
                $"a policy lets {door.WhoSays} {Acts(table, door.Who)} {(door.Act is DataAct.Insert ? "any row" : "every row")} of {table.Called}"
            )
        : door.Act is DataAct.Insert && table.GivesRights
            ? table.Fails(
                OwnRights,
                $"{door.WhoSays} can add rows to {table.Called}, which give rights, under a condition that asks nothing about the caller"
            )
        : door.Act is DataAct.Insert
            ? table.Unproven(
                $"{door.WhoSays} can add rows to {table.Called} that meet a condition; whether strangers are meant to could not be told"
            )
        : table.Fails(
            ForAll,
            $"a policy lets {door.WhoSays} {door.ActSays} rows of others in {table.Called}: its condition asks nothing about the caller"
        );

    Finding Read(DataObject table, DataDoor door, ReachOfDataApi api)
    {
        var holds = table.Holds & Private;
        if (door.Who is DataCaller.SignedIn && api.HasClosedSignUp(table))
            return table.Unproven(
                $"every signed-in user reads all of {table.Called}; nobody can sign up, and whether its people share it could not be told"
            );
        if (holds.HasFlag(Holdings.Credentials) || (holds is not Holdings.None && door.Reach is DataReach.Everything))
            return table.Fails(
                ForAll,
                $"a policy lets {door.WhoSays} read {(door.Reach is DataReach.Everything ? "every row" : "rows")} of {table.Called}, which holds {Said(holds)}"
            );
        if (holds is not Holdings.None)
            return table.Unproven(
                $"{door.WhoSays} reads rows of {table.Called} that meet a condition, {Said(holds)} included; whether they are public could not be told"
            );
        return table.Holds.HasFlag(Holdings.Owners) && (door.Reach is DataReach.Everything || !door.IsMarkedPublic)
            ? table.Unproven(
                $"{door.WhoSays} reads {(door.Reach is DataReach.Everything ? "every row" : "rows")} of {table.Called}, which belong to people; whether they are public could not be told"
            )
            : table.NotCounted($"{door.WhoSays} reads {table.Called}, which holds nothing private by its names");
    }

    static string Acts(DataObject table, DataCaller who)
    {
        var acts = table
            .Doors.Where(door => door.Who == who && door.Reach is DataReach.Everything && (door.IsWrite || table.HasRowSecurity is false))
            .Where(door => !(door.Act is DataAct.Insert && table.IsMeantForStrangers && table.HasRowSecurity is true))
            .Select(door => door.ActSays)
            .Distinct(StringComparer.Ordinal)
            .ToList();
        return acts.Count > 1 ? $"{string.Join(", ", acts.Take(acts.Count - 1))} and {acts[^1]}" : string.Concat(acts);
    }

    static string Said(Holdings holds)
    {
        var words = new List<string>();
        if (holds.HasFlag(Holdings.Credentials))
            words.Add("secrets");
        if (holds.HasFlag(Holdings.PersonalData))
            words.Add("personal data");
        if (holds.HasFlag(Holdings.Money))
            words.Add("payment data");
        if (holds.HasFlag(Holdings.Tenants))
            words.Add("rows of all companies");
        return string.Join(" and ", words);
    }
}
