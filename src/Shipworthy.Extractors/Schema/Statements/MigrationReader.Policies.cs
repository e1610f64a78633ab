using Shipworthy.Syntax.Sql;

namespace Shipworthy.Extractors.Schema.Statements;

/// <summary>Policies and grants: who may do what.</summary>
sealed partial class MigrationReader
{
    void CreatePolicy(SqlCursor cursor, Location at)
    {
        cursor.Takes("if", "not", "exists");
        var name = cursor.Take().Value;
        if (!cursor.Takes("on"))
        {
            state.HasUnreadDoors = true;
            state.Unread.Add((at, "makes a policy that could not be read"));
            return;
        }
        var table = state.TableOrElsewhere(DbName.Of(cursor.Name()), at);
        if (!isInBlock)
            state.Needs(table.Name);
        table.Policies[name] = Clauses(cursor, new(name, at, PolicyCommand.All, ["public"], null, null, IsRestrictive: false));
    }

    void AlterPolicy(SqlCursor cursor, Location at)
    {
        var name = cursor.Take().Value;
        if (!cursor.Takes("on"))
            return;
        var table = state.TableOrElsewhere(DbName.Of(cursor.Name()), at);
        if (!table.Policies.Remove(name, out var policy))
            return;
        if (cursor.Takes("rename", "to"))
            policy = policy with { Name = cursor.Take().Value };
        else
            policy = Clauses(cursor, policy with { At = at });
        table.Policies[policy.Name] = policy;
    }

    static PolicyState Clauses(SqlCursor cursor, PolicyState policy)
    {
        while (!cursor.IsAtEnd)
        {
            if (cursor.Takes("as"))
                policy = policy with { IsRestrictive = cursor.Take().Is("restrictive") };
            else if (cursor.Takes("for"))
                policy = policy with { Command = Command(cursor.Take().Value) };
            else if (cursor.Takes("to"))
                policy = policy with { Roles = Roles(cursor) };
            else if (cursor.Takes("using"))
                policy = policy with { Using = SqlExpressionReader.Read(cursor.Brackets()) };
            else if (cursor.Takes("with", "check"))
                policy = policy with { Check = SqlExpressionReader.Read(cursor.Brackets()) };
            else
                cursor.Skip();
        }
        return policy;
    }

    static PolicyCommand Command(string word) =>
        word switch
        {
            "select" => PolicyCommand.Select,
            "insert" => PolicyCommand.Insert,
            "update" => PolicyCommand.Update,
            "delete" => PolicyCommand.Delete,
            _ => PolicyCommand.All,
        };

    static ImmutableArray<string> Roles(SqlCursor cursor)
    {
        var roles = ImmutableArray.CreateBuilder<string>();
        do
        {
            cursor.Takes("group");
            roles.Add(cursor.Take().Value);
        } while (cursor.Takes(","));
        return roles.DrainToImmutable();
    }

    void DropPolicy(SqlCursor cursor)
    {
        cursor.Takes("if", "exists");
        var name = cursor.Take().Value;
        if (!cursor.Takes("on"))
            return;
        var table = DbName.Of(cursor.Name());
        if (state.Tables.TryGetValue(table, out var known) || state.Elsewhere.TryGetValue(table, out known))
            known.Policies.Remove(name);
    }

    /// <summary>The rest of <c>grant</c> and <c>revoke</c>: privileges, what for, and whom.</summary>
    void Grant(SqlCursor cursor, bool isGrant)
    {
        cursor.Takes("grant", "option", "for");
        var privileges = Privileges(cursor, out var columns);
        if (!cursor.Takes("on"))
            return;
        foreach (var grants in Granted(cursor))
            Say(grants, privileges, columns, cursor, isGrant);
    }

    static void Say(GrantState grants, List<string> privileges, ImmutableArray<string> columns, SqlCursor cursor, bool isGrant)
    {
        var begin = cursor.At;
        if (!cursor.SkipsTo("to", "from"))
            return;
        cursor.At++;
        foreach (var role in Roles(cursor))
        foreach (var privilege in privileges)
            if (columns.IsEmpty)
                grants.Say(role, privilege, isGrant);
            else if (isGrant)
                grants.SayOfColumns(role, privilege, columns);
        cursor.At = begin;
    }

    static List<string> Privileges(SqlCursor cursor, out ImmutableArray<string> columns)
    {
        var found = new List<string>();
        columns = [];
        while (!cursor.IsAtEnd && !cursor.Here.Is("on"))
        {
            var word = cursor.Take().Value;
            if (word is "all")
                found.AddRange([.. GrantState.OfTables, "execute", "usage"]);
            else if (word is "select" or "insert" or "update" or "delete" or "execute")
                found.Add(word);
            if (cursor.Here.Is("("))
                columns = [.. columns, .. cursor.Brackets().Where(token => token.IsName).Select(token => token.Value)];
        }
        return found;
    }

    /// <summary>The objects that a grant is about.</summary>
    List<GrantState> Granted(SqlCursor cursor)
    {
        var found = new List<GrantState>();
        if (cursor.Takes("all", "tables", "in", "schema"))
            foreach (var schema in Dropped(cursor).Select(name => name.Name).ToList())
                found.AddRange(state.Tables.Values.Where(table => table.Name.Schema == schema).Select(table => table.Grants));
        else if (cursor.Takes("all", "functions", "in", "schema") || cursor.Takes("all", "routines", "in", "schema"))
            foreach (var schema in Dropped(cursor).Select(name => name.Name).ToList())
                found.AddRange(state.Functions.Where(function => function.Name.Schema == schema).Select(function => function.Grants));
        else if (cursor.Takes("function") || cursor.Takes("procedure") || cursor.Takes("routine"))
            do
            {
                var name = cursor.Name();
                var signature = cursor.Here.Is("(") ? Signature(cursor.Brackets()) : null;
                found.AddRange(
                    state
                        .FunctionsOf(name)
                        .Where(function => signature is null || function.Signature == signature)
                        .Select(function => function.Grants)
                );
            } while (cursor.Takes(","));
        else if (
            !cursor.Sees("schema")
            && !cursor.Sees("sequence")
            && !cursor.Sees("all")
            && !cursor.Sees("type")
            && !cursor.Sees("database")
        )
        {
            cursor.Takes("table");
            foreach (var name in Dropped(cursor).ToList())
                if (state.Views.TryGetValue(name, out var view))
                    found.Add(view.Grants);
                else
                    found.Add(state.TableOrElsewhere(name, Location.WholeApp).Grants);
        }
        return found;
    }

    void DefaultPrivileges(SqlCursor cursor)
    {
        var schema = DbName.Usual;
        while (!cursor.IsAtEnd && !cursor.Here.Is("grant") && !cursor.Here.Is("revoke"))
            if (cursor.Takes("in", "schema"))
                schema = cursor.Name() is [.., var name] ? name : schema;
            else
                cursor.At++;
        var isGrant = cursor.Take().Is("grant");
        var privileges = Privileges(cursor, out _);
        cursor.Takes("on");
        var kind = cursor.Take().Value is "functions" or "routines" ? "functions" : "tables";
        if (!cursor.SkipsTo("to", "from"))
            return;
        cursor.At++;
        foreach (var role in Roles(cursor))
        foreach (var privilege in privileges)
            state.Defaults[(schema, kind, role, privilege)] = isGrant;
    }
}
