using System.Text.RegularExpressions;
using Shipworthy.Extractors.Audit;
using Shipworthy.Extractors.Schema;

namespace Shipworthy.Extractors.Decisions;

/// <summary>The columns that the app declares for its models: in a schema of Prisma, in migrations of Supabase, in schemas of Mongoose and tables of Drizzle.</summary>
sealed partial class ModelColumns
{
    readonly Dictionary<string, List<string>> known = new(StringComparer.Ordinal);
    readonly Dictionary<string, List<string>> rights = new(StringComparer.Ordinal);

    /// <summary>The models of an app.</summary>
    public ModelColumns(Sources sources)
    {
        foreach (var file in sources.Tree.Files.Where(file => file.Path.EndsWith(".prisma", StringComparison.Ordinal)))
        foreach (var block in PrismaBlock.In(file))
            Take(block.Name, block.Fields.Select(one => one.Name));
        foreach (var table in sources.SupabaseSchemas.SelectMany(one => one.State.Tables.Values))
            Take(table.Name.Name, table.Columns.Select(one => one.Name));
        foreach (var call in sources.Code.Calls("model"))
            if (
                call.ArgumentAt(0).String is { Length: > 0 } model
                && sources.Code.Definition(call.ArgumentAt(1)) is { Kind: CodeKind.Variable } schema
                && schema[Part.Value] is { Kind: CodeKind.New, Callee.Name: "Schema" } made
                && made.ArgumentAt(0) is { Kind: CodeKind.Object } fields
            )
                TakeRights(model, made.File, fields);
        foreach (var call in sources.Code.Calls("pgTable", "sqliteTable", "mysqlTable"))
            if (call.ArgumentAt(1) is { Kind: CodeKind.Object } fields && call.Enclosing(CodeKind.Variable) is { Exists: true } variable)
                TakeRights(variable.Name, call.File, fields);
    }

    /// <summary>Columns of a model in code that say what a person may do, and that its file sets nowhere itself.</summary>
    public IEnumerable<string> RightsOf(string model) => rights.GetValueOrDefault(KeyOf(model)) ?? [];

    void TakeRights(string model, CodeFile file, Code fields)
    {
        foreach (var field in fields.Children)
            if (
                field.Kind is CodeKind.Property
                && Words.IsRole(Words.Snake(field.Name))
                && !field.Text.Contains("set:", StringComparison.Ordinal)
                && !file.Text.Contains($".{field.Name} =", StringComparison.Ordinal)
            )
            {
                if (!rights.TryGetValue(KeyOf(model), out var held))
                    rights[KeyOf(model)] = held = [];
                held.Add(field.Name);
            }
    }

    /// <summary>Whether the columns of a model are known, and none of them is a price, a right, a state that others give, or whose row it is.</summary>
    public bool HoldsNothingOfWorth(string model) =>
        known.TryGetValue(KeyOf(model), out var columns)
        && columns.TrueForAll(column =>
            !DecisionWords.IsPrice(column)
            && !Words.IsRole(column)
            && !Words.IsPlan(column)
            && !DecisionWords.IsGivenFlag(column)
            && !OfOthers().IsMatch(column)
        );

    void Take(string model, IEnumerable<string> columns)
    {
        if (!known.TryGetValue(KeyOf(model), out var held))
            known[KeyOf(model)] = held = [];
        held.AddRange(columns.Select(Words.Snake));
    }

    static string KeyOf(string model) => Words.Table(model).TrimEnd('s');

    [GeneratedRegex(
        "status|state|verified|approved|permission|credit|balance|quota|limit|points|stock|tenant|workspace|org|user|owner|author|account|customer|created_by|team|member|password|token",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex OfOthers();
}
