using System.Text.RegularExpressions;
using Shipworthy.Syntax.Sql;

namespace Shipworthy.Extractors.Schema.Statements;

/// <summary>Loops over the list of policies.</summary>
sealed partial class MigrationReader
{
    /// <summary>
    /// Whether a loop goes through the list of policies and drops what it finds: of the tables that it names, or of all in the schema. They are dropped then.
    /// Those that it makes again with other words stand as they were read, and what they ask now is not known.
    /// </summary>
    bool DropsPolicies(SqlStep.Loop loop, Location at)
    {
        var statements = loop.All.OfType<SqlStep.Execute>().ToList();
        if (
            !loop.Head.Any(token => token.Is("pg_policies") || token.Is("pg_policy"))
            || !statements.Exists(one => one.Tokens.Any(token => IsDropOfPolicy(token.Value)))
        )
            return false;
        if (statements.Exists(MakesPolicy))
        {
            state.HasUnreadDoors = true;
            foreach (var table in Meant(loop, []))
                table.HasRemadePolicies = true;
            state.Unread.Add((at, "drops policies and makes them again with words that are put together while it runs"));
            return true;
        }
        ImmutableArray<SqlToken> asked = [.. loop.Head.SkipWhile(token => !token.Is("where"))];
        var names = NamesAskedFor(asked);
        foreach (var table in Meant(loop, names ?? []))
        foreach (var policy in table.Policies.Values.ToList())
            if (names is null ? !asked.Any(IsOfOnePolicy) : names.Exists(name => name.Means.IsMatch(policy.Name)))
                table.Policies.Remove(policy.Name);
            // Which of them are gone depends on what they say.
            else if (names is null)
                table.Policies[policy.Name] = policy with
                {
                    Using = new SqlExpression.Unknown(loop.Start),
                    Check = new SqlExpression.Unknown(loop.Start),
                };
        return true;
    }

    List<TableState> Meant(SqlStep.Loop loop, List<(string Text, Regex Means)> names)
    {
        var named = loop
            .Head.Where(token => token.Kind is SqlTokenKind.Text && !names.Exists(name => name.Text == token.Value))
            .Select(token => token.Value)
            .ToHashSet(StringComparer.Ordinal);
        var tables = state.Tables.Values.Concat(state.Elsewhere.Values).ToList();
        var isOfSome = tables.Exists(table => named.Contains(table.Name.Name));
        return tables.FindAll(table => isOfSome ? named.Contains(table.Name.Name) : named.Count == 0 || named.Contains(table.Name.Schema));
    }

    /// <summary>The names of the policies that a loop asks for; null where it asks for none, or for something else beside.</summary>
    static List<(string Text, Regex Means)>? NamesAskedFor(ImmutableArray<SqlToken> asked)
    {
        if (asked.Count(IsOfOnePolicy) is not 1 || asked.Any(token => token.Is("or") || token.Is("not") || token.Is("any")))
            return null;
        var at = asked.TakeWhile(token => !IsOfOnePolicy(token)).Count();
        if (!IsNameOfPolicy(asked[at]) || at + 1 >= asked.Length)
            return null;
        var isPattern = asked[at + 1].Is("like") || asked[at + 1].Is("ilike");
        if (!isPattern && !asked[at + 1].Is("=") && !asked[at + 1].Is("in"))
            return null;
        var names = asked.Skip(at + 2).TakeWhile(token => !token.Is("and") && !token.Is("order")).ToList();
        return names.Exists(token => token.Kind is not SqlTokenKind.Text && token.Value is not ("(" or ")" or ","))
            ? null
            :
            [
                .. names
                    .Where(token => token.Kind is SqlTokenKind.Text)
                    .Select(token => (token.Value, Named(token.Value, isPattern, asked[at + 1].Is("ilike")))),
            ];
    }

    static Regex Named(string name, bool isPattern, bool isAnyCase)
    {
        var text = Regex.Escape(name);
        if (isPattern)
            text = text.Replace("%", ".*", StringComparison.Ordinal).Replace('_', '.');
        return new(
            $"^(?:{text})$",
            RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | (isAnyCase ? RegexOptions.IgnoreCase : RegexOptions.None)
        );
    }

    static bool IsNameOfPolicy(SqlToken token) => token.Is("policyname") || token.Is("polname");

    /// <summary>Whether a word asks for what tells policies of a table apart.</summary>
    static bool IsOfOnePolicy(SqlToken token) =>
        IsNameOfPolicy(token)
        || token.Is("qual")
        || token.Is("with_check")
        || token.Is("polqual")
        || token.Is("polwithcheck")
        || token.Is("cmd")
        || token.Is("polcmd")
        || token.Is("roles")
        || token.Is("polroles")
        || token.Is("permissive")
        || token.Is("polpermissive");

    /// <summary>Whether a statement makes a policy, or is put together so that it is not seen what it does.</summary>
    static bool MakesPolicy(SqlStep.Execute execute) =>
        execute.Tokens.Any(token => token.Value.Contains("create policy", StringComparison.OrdinalIgnoreCase))
        || !execute.Tokens.Any(token => token.Kind is SqlTokenKind.Text);

    static bool IsDropOfPolicy(string text) => text.Contains("drop policy", StringComparison.OrdinalIgnoreCase);
}
