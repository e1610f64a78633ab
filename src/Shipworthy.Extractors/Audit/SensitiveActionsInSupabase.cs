using System.Text.RegularExpressions;
using Shipworthy.Extractors.Endpoints.Frameworks;
using Shipworthy.Extractors.Schema;
using Shipworthy.Extractors.Schema.Supabase;
using Shipworthy.Syntax.Sql;

namespace Shipworthy.Extractors.Audit;

/// <summary>
/// Sensitive actions that clients of Supabase take by themselves: writes to tables of rights and accounts, and functions of the database that act with their owner's rights;
/// with the tables of records that users can change.
/// </summary>
public sealed partial class SensitiveActionsInSupabase : IExtractor
{
    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(SensitiveAction), typeof(AuditTable)];

    /// <inheritdoc/>
    public void Extract(Sources sources, Learner learn)
    {
        var projects = sources.SupabaseSchemas;
        var triggers = new AuditTriggers(projects);
        OfClients(sources, projects, triggers, learn);
        FunctionsNotHere(sources, projects, learn);
        var isShipped = SurfacesOfPlatforms.SupabaseClientOfBrowsers(sources) is not null;
        foreach (var project in projects)
        {
            OfFunctions(project, triggers, learn);
            if (isShipped && !project.IsLoose)
                Tables(project, learn);
        }
    }

    static void OfClients(Sources sources, ImmutableArray<SupabaseProject> projects, AuditTriggers triggers, Learner learn)
    {
        var writes = new DataWrites(sources.Code);
        var walk = new PathWalk(sources.Code);
        var audits = new AuditWrites(sources.Code, writes);
        var seen = new HashSet<(string Path, string Table, SensitiveKind Kind)>();
        foreach (var from in SurfacesOfPlatforms.SupabaseTablesOfClients(sources))
        {
            if (
                IsServer(from.File)
                || from.Parent is not { Kind: CodeKind.Member, Parent: { Kind: CodeKind.Call } call }
                || writes.Of(call) is not { } write
            )
                continue;
            var kind = KindOf(write);
            // The address in a profile is none that anybody signs in with.
            if (kind is not { } what || what is SensitiveKind.Credential || !seen.Add((call.File.Path, write.Table, what)))
                continue;
            var around = Outermost(call);
            var way = around.Exists ? walk.From(around) : [];
            var byClient = way.Select(audits.Of).FirstOrDefault(one => one is { Store: AuditStore.Table });
            var calls = way.Find(node =>
                node.At.Kind is CodeKind.Call
                && node.At.Callee.Name is "rpc" or "invoke"
                && node.At.ArgumentAt(0).String is { } name
                && Words.WritesAudit(Words.Snake(name))
            );
            learn.Add(
                new SensitiveAction(call.At, what, $"a page that writes table {write.Table}")
                {
                    Record =
                        triggers.Of(write, isPrivileged: false)
                        ?? (byClient is null ? null : byClient with { IsByClient = true })
                        ?? (calls.At.Exists ? new AuditRecord(AuditStore.Unknown, calls.At.At, calls.At.ArgumentAt(0).String!) : null),
                    NotSeen =
                        projects.IsEmpty || !triggers.Tables.Contains(write.Table)
                            ? $"triggers of table {write.Table} are not in the repository"
                        : KindOf(write with { Fields = Said(write.Fields) }) is null ? "which columns it changes could not be told"
                        : null,
                    Suffix = $" {call.File.Path} {what}",
                }
            );
        }
    }

    static SensitiveKind? KindOf(DataWrite write) =>
        Words.IsAccounts(write.Table)
            ? SensitiveWrites.OfAccountColumns(write)
            : SensitiveWrites.KindOf(write, isUser: true, counts: false);

    /// <summary>The columns that the code gives a value; those that only a type names may never be sent.</summary>
    static WrittenFields Said(WrittenFields fields)
    {
        var said = new WrittenFields();
        foreach (var name in fields.Names.Where(name => fields[name].Exists))
            said.Add(name, fields[name]);
        return said;
    }

    /// <summary>Whether a file shows that a server runs it, so that its writes belong to endpoints.</summary>
    static bool IsServer(CodeFile file) => OfServers().IsMatch(file.Path) || ServersIn().IsMatch(file.Text);

    [GeneratedRegex("(?:^|/)(?:server|backend|api|workers?|functions|cron|scripts)/", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex OfServers();

    [GeneratedRegex(
        @"from ['""](?:express|fastify|hono|koa|@nestjs/\w+|next/server|next/headers)['""]|require\(['""](?:express|fastify|koa)['""]\)|SERVICE_ROLE",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex ServersIn();

    static Code Outermost(Code node)
    {
        var found = node.Enclosing(CodeKind.Function);
        // A component holds the functions of its buttons; what one of them does says nothing about another.
        while (
            found.Exists
            && found.Parent is { Kind: CodeKind.Call or CodeKind.Argument or CodeKind.Property }
            && found.Enclosing(CodeKind.Function) is { Exists: true } outer
        )
            found = outer;
        return found;
    }

    static void OfFunctions(SupabaseProject project, AuditTriggers triggers, Learner learn)
    {
        foreach (
            var function in project.State.Functions.Where(one =>
                one is { IsDefiner: true, IsTrigger: false } && project.Exposed.Contains(one.Name.Schema)
            )
        )
        foreach (var statement in function.Steps.SelectMany(step => step.All).OfType<SqlStep.Statement>().Select(step => step.Of))
        {
            if (WriteOf(statement) is not { } write)
                continue;
            var kind =
                Words.IsAccounts(write.Table) && write.Verb is not WriteVerb.Insert
                    ? SensitiveWrites.OfAccountColumns(write)
                    : SensitiveWrites.KindOf(write, isUser: true, counts: false);
            if (kind is not { } what || what is SensitiveKind.Credential || Joining().IsMatch(function.Name.Name))
                continue;
            var own = AuditTriggers.Inserts(function.Steps, [], []).Any();
            learn.Add(
                new SensitiveAction(function.At, what, $"function {function.Name}")
                {
                    Record = own
                        ? new AuditRecord(AuditStore.Table, function.At, "a table that the function writes")
                        : triggers.Of(write, isPrivileged: false),
                    Suffix = $"({function.Signature})",
                }
            );
            break;
        }
    }

    static DataWrite? WriteOf(SqlStatement statement)
    {
        var verb =
            statement.Begins("insert", "into") ? WriteVerb.Insert
            : statement.Begins("update") ? WriteVerb.Update
            : statement.Begins("delete", "from") ? WriteVerb.Delete
            : (WriteVerb?)null;
        if (verb is not { } does)
            return null;
        var cursor = new SqlCursor(statement.Tokens) { At = does is WriteVerb.Update ? 1 : 2 };
        var table = Words.Table(DbName.Of(cursor.Name()).Name);
        var fields = new WrittenFields();
        if (does is WriteVerb.Insert)
            foreach (var token in cursor.Brackets().Where(token => token.IsName))
                fields.Add(token.Value, default);
        else if (does is WriteVerb.Update)
            for (var i = cursor.At; i + 1 < statement.Tokens.Length && !statement.Tokens[i].Is("where"); i++)
                if (statement.Tokens[i + 1].Is("=") && (statement.Tokens[i - 1].Is("set") || statement.Tokens[i - 1].Is(",")))
                    fields.Add(statement.Tokens[i].Value, default);
        return new DataWrite(default, does, table, fields);
    }

    static void Tables(SupabaseProject project, Learner learn)
    {
        var doors = new DoorsOfTables(project.State);
        foreach (
            var table in project.State.Tables.Values.Where(one =>
                project.Exposed.Contains(one.Name.Schema) && Words.IsAudit(Words.Table(one.Name.Name))
            )
        )
        {
            var open = (table.HasRowSecurity is false ? doors.OfUnprotected(table) : doors.Of(table))
                .Where(door => door.Act is DataAct.Update or DataAct.Delete && door.Reach is not DataReach.Unknown)
                .ToList();
            if (open is [var first, ..])
                learn.Add(
                    new AuditTable(first.At, table.Name.ToString())
                    {
                        Because = table.HasRowSecurity is false
                            ? "has no row security, so whoever holds the public key can change and delete its rows"
                            : $"lets {(first.Reach is DataReach.Caller ? "some signed-in users" : first.WhoSays)} {first.ActSays} its rows",
                    }
                );
        }
    }

    /// <summary>Functions by which a new person joins, which signs up and changes nobody else's rights.</summary>
    [GeneratedRegex("regist|sign_?up|onboard|handle_new|accept_inv", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 10_000)]
    private static partial Regex Joining();
}
