using System.Text.RegularExpressions;
using Shipworthy.Extractors.Reading;
using Shipworthy.Extractors.Schema;
using Shipworthy.Extractors.Schema.Statements;
using Shipworthy.Syntax.Sql;

namespace Shipworthy.Extractors.Queries;

/// <summary>Learns which functions of the database put statements together, and what they put into them.</summary>
public sealed partial class QueriesInDatabaseFunctions : IExtractor
{
    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(DynamicQuery)];

    /// <inheritdoc/>
    public void Extract(Sources sources, Learner learn)
    {
        var replayed = new HashSet<string>(StringComparer.Ordinal);
        foreach (var project in sources.SupabaseProjects)
        {
            replayed.UnionWith(project.Migrations.Select(file => file.Path));
            foreach (
                var query in project.State.Functions.SelectMany(function => Of(function, project.Exposed.Contains(function.Name.Schema)))
            )
                learn.Add(query);
        }
        var states = new Dictionary<string, SchemaState>(StringComparer.Ordinal);
        foreach (var file in sources.Tree.Files)
        {
            if (
                !file.Name.EndsWith(".sql", StringComparison.OrdinalIgnoreCase)
                || replayed.Contains(file.Path)
                || file.Role is not (FileRole.Migration or FileRole.Prod)
                || ProductionScope.LeavesOut(file.Path)
            )
                continue;
            if (OtherWays().Match(file.Text) is { Success: true } match)
                learn.CannotSee<DynamicQuery>(file.At(match.Index), "puts a statement together in a procedure, which is not read here");
            if (!file.Text.Contains("execute", StringComparison.OrdinalIgnoreCase))
                continue;
            if (!states.TryGetValue(file.Folder, out var state))
                states[file.Folder] = state = new();
            new MigrationReader(state, file).Apply();
        }
        foreach (var query in states.Values.SelectMany(state => state.Functions).SelectMany(function => Of(function, false)))
            learn.Add(query);
    }

    static IEnumerable<DynamicQuery> Of(FunctionState function, bool isExposed)
    {
        var number = 0;
        foreach (var step in function.Steps.SelectMany(one => one.All).OfType<SqlStep.Execute>())
        {
            var tokens = step.Tokens.TakeWhile(token => !token.Is("using") && !token.Is("into")).ToImmutableArray();
            if (tokens.IsEmpty)
                continue;
            var (value, name) = new FunctionText(function).Of(SqlExpressionReader.Read(tokens));
            if (value is QueryValue.Constant)
                continue;
            number++;
            var mayCall = isExposed && !function.IsTrigger && !IsWithheld(function);
            yield return new(function.At, "execute", QueryGrammar.Function)
            {
                Function = function.Name.ToString() ?? "",
                Value = value is QueryValue.Sent && !mayCall && !function.IsDefiner ? QueryValue.Unknown : value,
                Name = name,
                IsDefiner = function.IsDefiner,
                Because = value switch
                {
                    QueryValue.Sent => $"puts {name} into a statement, and who calls it with what was not followed",
                    QueryValue.Unknown => $"puts {name} into a statement, which could not be followed",
                    _ => "",
                },
                Suffix = number == 1 ? "" : $"#{number}",
            };
        }
    }

    /// <summary>Whether clients were refused to run a function.</summary>
    static bool IsWithheld(FunctionState function) =>
        function.Grants.Of("public", "execute") is false
        && function.Grants.Of("anon", "execute") is not true
        && function.Grants.Of("authenticated", "execute") is not true;

    [GeneratedRegex(
        @"\bexec(?:ute)?\s*\(\s*@|\bsp_executesql\s+@|\bprepare\s+\w+\s+from\s+@|\bexecute\s+immediate\b",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex OtherWays();
}
