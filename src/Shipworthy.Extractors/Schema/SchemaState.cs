using Shipworthy.Syntax.Sql;

namespace Shipworthy.Extractors.Schema;

/// <summary>
/// A database as it stands after the migrations that were read so far. Changes to what is not there are kept for nothing: a migration may touch what a
/// dashboard made.
/// </summary>
sealed class SchemaState
{
    readonly Dictionary<DbName, List<FunctionState>> functions = [];

    /// <summary>The day of the migration that is applied now; null when it says none.</summary>
    public DateOnly? Today { get; set; }

    /// <summary>The tables.</summary>
    public Dictionary<DbName, TableState> Tables { get; } = [];

    /// <summary>The views.</summary>
    public Dictionary<DbName, ViewState> Views { get; } = [];

    /// <summary>The triggers.</summary>
    public List<TriggerState> Triggers { get; } = [];

    /// <summary>The values of types that list theirs.</summary>
    public Dictionary<DbName, ImmutableArray<string>> Enumerations { get; } = [];

    /// <summary>What could not be read, each with its place.</summary>
    public List<(Location At, string Because)> Unread { get; } = [];

    /// <summary>Whether a statement that could not be read may have made a policy or a grant.</summary>
    public bool HasUnreadDoors { get; set; }

    /// <summary>Policies and switches of tables that no migration made, by table.</summary>
    public Dictionary<DbName, TableState> Elsewhere { get; } = [];

    /// <summary>Tables that a statement needs which were not there when it ran: a new database stops at it.</summary>
    public HashSet<DbName> NeededTooEarly { get; } = [];

    /// <summary>What was said of all functions or tables that are made later in a schema: kind, role, privilege.</summary>
    public Dictionary<(string Schema, string Kind, string Role, string Privilege), bool> Defaults { get; } = [];

    /// <summary>All functions.</summary>
    public IEnumerable<FunctionState> Functions => functions.Values.SelectMany(all => all);

    /// <summary>The functions of a name. One that names no schema is looked for in all.</summary>
    public IEnumerable<FunctionState> FunctionsOf(ImmutableArray<string> parts) =>
        functions.TryGetValue(DbName.Of(parts), out var all) ? all
        : parts.Length == 1 ? functions.Where(one => one.Key.Name == parts[0]).SelectMany(one => one.Value)
        : [];

    /// <summary>Adds a function, in place of the one with the same name and parameters.</summary>
    public void Define(FunctionState function)
    {
        if (!functions.TryGetValue(function.Name, out var all))
            functions[function.Name] = all = [];
        var earlier = all.Find(one => one.Signature == function.Signature);
        if (earlier is not null)
            all.Remove(earlier);
        else
            Inherit(function.Grants, function.Name.Schema, "functions");
        all.Add(function.Replacing(earlier));
    }

    /// <summary>Removes the functions of a name: the one with the parameters, or the only one.</summary>
    public void DropFunction(DbName name, string? signature)
    {
        if (!functions.TryGetValue(name, out var all))
            return;
        if (signature is null || all.RemoveAll(one => one.Signature == signature) == 0)
            all.RemoveAll(_ => all.Count == 1 || signature is null);
        if (all.Count > 0)
            return;
        functions.Remove(name);
        DropUsers(name);
    }

    /// <summary>A table by name, also one that was made elsewhere.</summary>
    public TableState TableOrElsewhere(DbName name, Location at)
    {
        if (Tables.TryGetValue(name, out var table) || Elsewhere.TryGetValue(name, out table))
            return table;
        return Elsewhere[name] = new(name, at) { HasRowSecurity = null };
    }

    /// <summary>Notes that a statement cannot run without a table.</summary>
    public void Needs(DbName name)
    {
        if (!Tables.ContainsKey(name) && !Views.ContainsKey(name))
            NeededTooEarly.Add(name);
    }

    /// <summary>Adds a table unless it is there.</summary>
    public TableState? AddTable(DbName name, Location at)
    {
        if (Tables.ContainsKey(name))
            return null;
        Dropped.Remove(name);
        var table = Tables[name] = new(name, at) { MadeOn = Today };
        if (Elsewhere.Remove(name, out var earlier))
            foreach (var policy in earlier.Policies)
                table.Policies[policy.Key] = policy.Value;
        if (earlier is not null)
            table.Indexes.AddRange(earlier.Indexes);
        Inherit(table.Grants, name.Schema, "tables");
        return table;
    }

    /// <summary>Gives a table another name.</summary>
    public void Rename(DbName from, DbName to)
    {
        if (!Tables.Remove(from, out var table))
            return;
        table.Name = to;
        Tables[to] = table;
        for (var i = 0; i < Triggers.Count; i++)
            if (Triggers[i].Table == from)
                Triggers[i] = Triggers[i] with { Table = to };
    }

    /// <summary>Tables that were made once and are gone.</summary>
    public HashSet<DbName> Dropped { get; } = [];

    /// <summary>Removes a table with its triggers, and the views that read it: it could not be dropped without them.</summary>
    public void DropTable(DbName name)
    {
        Dropped.Add(name);
        Tables.Remove(name);
        Triggers.RemoveAll(trigger => trigger.Table == name);
        DropReaders(name);
    }

    /// <summary>Removes a view, and the views that read it.</summary>
    public void DropView(DbName name)
    {
        if (Views.Remove(name))
            DropReaders(name);
    }

    void DropReaders(DbName name)
    {
        foreach (var view in Views.Values.Where(view => Reads(view.Query, name)).ToList())
            DropView(view.Name);
    }

    static bool Reads(SqlQuery query, DbName name) =>
        query.Tables.Any(table => DbName.Of(table.Parts) == name) || query.Nested.Any(nested => Reads(nested, name));

    /// <summary>Removes what cannot stand without a function: triggers that run it, policies that ask it.</summary>
    void DropUsers(DbName function)
    {
        Triggers.RemoveAll(trigger => trigger.Function == function);
        foreach (var table in Tables.Values.Concat(Elsewhere.Values))
        foreach (var policy in table.Policies.Values.Where(policy => Asks(policy.Using, function) || Asks(policy.Check, function)).ToList())
            table.Policies.Remove(policy.Name);
    }

    static bool Asks(SqlExpression? asks, DbName function) =>
        asks is not null && asks.All.OfType<SqlExpression.Call>().Any(call => DbName.Of(call.Parts) == function);

    void Inherit(GrantState grants, string schema, string kind)
    {
        foreach (var (said, isGranted) in Defaults)
            if (said.Schema == schema && said.Kind == kind)
                grants.Say(said.Role, said.Privilege, isGranted);
    }
}
