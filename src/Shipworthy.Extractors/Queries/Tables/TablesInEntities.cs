using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Queries.Tables;

/// <summary>
/// Tables of Entity Framework Core that no migration makes: from the classes of the sets, with the indexes that it makes by convention on keys and on references, and those
/// that attributes and configurations name.
/// </summary>
static partial class TablesInEntities
{
    const int MostBases = 6;

    /// <summary>Adds the tables.</summary>
    public static void AddTo(IndexedSchema schema, Sources sources)
    {
        var code = sources.Code;
        if (
            code.Calls("UseInMemoryDatabase", "UseCosmos", "UseMongoDB").Any()
            && !code.Calls("UseSqlServer", "UseNpgsql", "UseSqlite", "UseMySql", "UseMySQL", "UseOracle", "UseAzureSql").Any()
        )
            return;
        var made = new Dictionary<string, (IndexedTable Table, Code Entity)>(StringComparer.Ordinal);
        foreach (var (type, name) in Sets(code).Where(set => sources.IsDeployed(set.Type.File)))
            if (
                Entity(code, type) is { Exists: true } entity
                && !made.ContainsKey(entity.Name)
                && schema.Of(entity.Name) is null
                && schema.Of(name) is null
            )
            {
                var table = schema.Made(name, entity.At);
                schema.Call(table, entity.Name);
                made[entity.Name] = (table, entity);
                Columns(code, table, entity);
            }
        foreach (var (table, entity) in made.Values)
            References(code, table, entity, made);
        foreach (var call in code.Calls("HasIndex", "HasKey", "HasAlternateKey", "HasForeignKey"))
            if (call.File.Language is Language.CSharp)
                Configure(call, made);
    }

    /// <summary>The types of which contexts keep sets, with the names that they give to them.</summary>
    static IEnumerable<(Code Type, string Name)> Sets(CodeBase code)
    {
        foreach (var context in code.All(CodeKind.Class))
            if (
                context.File.Language is Language.CSharp
                && context.All(Part.Base).Any(one => one.Text.Contains("DbContext", StringComparison.Ordinal))
            )
                foreach (var member in context.All(Part.Element))
                    if (
                        member is { Kind: CodeKind.Property or CodeKind.Function or CodeKind.Variable }
                        && member[Part.Type] is { Name: "DbSet" } set
                        && set.All(Part.Type).FirstOrDefault() is { Exists: true } type
                    )
                        yield return (type, member.Name);
    }

    static Code Entity(CodeBase code, Code type)
    {
        if (code.Definition(type) is { Kind: CodeKind.Class } found)
            return found;
        var named = code.All(CodeKind.Class).Where(one => one.Name == type.Name && one.File.Language is Language.CSharp).Take(2).ToList();
        return named is [var only] ? only : default;
    }

    static void Columns(CodeBase code, IndexedTable table, Code entity)
    {
        var keys = new List<string>();
        var at = entity;
        for (var steps = 0; steps < MostBases && at.Kind is CodeKind.Class; steps++)
        {
            foreach (
                var property in at.All(Part.Element)
                    .Where(one => one.Kind is CodeKind.Property or CodeKind.Function && one[Part.Type].Exists)
            )
                if (!property.All(Part.Parameter).Any())
                {
                    var plain = IndexedTable.Plain(property.Name);
                    table.Columns.TryAdd(plain, TypeOf(code, property[Part.Type]));
                    if (property.All(Part.Decorator).Any(one => one.Name is "Key" or "KeyAttribute"))
                        keys.Add(plain);
                }
            foreach (var mark in at.All(Part.Decorator).Where(one => one.Name is "Index"))
                table.Indexes.Add(
                    new(
                        [.. Named().Matches(mark.Text).Select(one => IndexedTable.Plain(one.Groups["name"].Value))],
                        mark.Text.Contains("IsUnique = true", StringComparison.Ordinal)
                    )
                );
            var above = at.All(Part.Base)
                .Select(one => (Type: one, Class: code.Definition(one)))
                .FirstOrDefault(one => one.Class.Kind is CodeKind.Class && one.Class.Operator is not "interface");
            if (!above.Class.Exists && at.All(Part.Base).Any(one => one.Text.StartsWith("IdentityUser", StringComparison.Ordinal)))
            {
                keys.Add("id");
                table.Indexes.Add(new(["normalizedusername"], IsUnique: true));
                table.Indexes.Add(new(["normalizedemail"], IsUnique: false));
            }
            at = above.Class;
        }
        if (keys.Count == 0)
            keys.Add(table.Columns.ContainsKey("id") || !table.Columns.ContainsKey(Own(entity)) ? "id" : Own(entity));
        table.Indexes.Add(new([.. keys], IsUnique: true));
        if (keys is [var key] && key is not "id" && !table.Columns.ContainsKey("id"))
            table.Properties["id"] = key;
    }

    static string Own(Code entity) => IndexedTable.Plain(entity.Name) + "id";

    static string TypeOf(CodeBase code, Code type) =>
        type.Text.ToLowerInvariant() + (code.Definition(type) is { Kind: CodeKind.Class, Operator: "enum" } ? " enum" : "");

    /// <summary>References by the convention of names: a navigation beside its key, and a list of such rows at the other entity.</summary>
    static void References(CodeBase code, IndexedTable table, Code entity, Dictionary<string, (IndexedTable Table, Code Entity)> made)
    {
        var at = entity;
        for (var steps = 0; steps < MostBases && at.Kind is CodeKind.Class; steps++)
        {
            foreach (var property in at.All(Part.Element).Where(one => one.Kind is CodeKind.Property && one[Part.Type].Exists))
                if (made.ContainsKey(property[Part.Type].Name) || Entity(code, property[Part.Type]).Exists)
                    Refer(table, IndexedTable.Plain(property.Name) + "id");
            at = code.Definition(at.All(Part.Base).FirstOrDefault());
        }
        foreach (var (_, other) in made.Values)
            if (
                other
                    .All(Part.Element)
                    .Any(one => one.Kind is CodeKind.Property && one[Part.Type].All(Part.Type).Any(inner => inner.Name == entity.Name))
            )
                Refer(table, Own(other));
    }

    static void Refer(IndexedTable table, string column)
    {
        if (!table.Columns.ContainsKey(column) || !table.References.Add(column))
            return;
        table.Indexes.Add(new([column], IsUnique: false));
    }

    /// <summary>What a configuration says of keys and indexes. Where it does not show of which entity, it counts for each that has such columns.</summary>
    static void Configure(Code call, Dictionary<string, (IndexedTable Table, Code Entity)> made)
    {
        ImmutableArray<string> columns =
        [
            .. call
                .Arguments.SelectMany(one => one.Descendants(CodeKind.Member).Prepend(one))
                .Where(one => one.Kind is CodeKind.Member && one.Receiver.Kind is CodeKind.Name || one.String is not null)
                .Select(one => IndexedTable.Plain(one.String ?? one.Name)),
        ];
        if (columns.IsEmpty)
            return;
        var isUnique =
            call.Callee.Name is "HasKey" or "HasAlternateKey"
            || call.Parent is { Kind: CodeKind.Member } then && then.Parent.Text.Contains(".IsUnique(", StringComparison.Ordinal);
        var isReference = call.Callee.Name is "HasForeignKey";
        var all =
            !isReference && made.TryGetValue(EntityOf(call), out var one)
                ? [one.Table]
                : made.Values.Select(pair => pair.Table).Where(table => columns.All(table.Columns.ContainsKey));
        foreach (var table in all)
        {
            table.Indexes.Add(new(columns, isUnique));
            if (isReference)
                table.References.UnionWith(columns);
        }
    }

    static string EntityOf(Code call)
    {
        if (OfEntity().Match(call.Receiver.Text) is { Success: true } named)
            return named.Groups["name"].Value;
        for (var at = call.Parent; at.Exists; at = at.Parent)
            if (at.Kind is CodeKind.Call && at.Callee.Name is "Entity" && OfEntity().Match(at.Callee.Text) is { Success: true } around)
                return around.Groups["name"].Value;
        return call.Enclosing(CodeKind.Class)
                .All(Part.Base)
                .Select(one => Configured().Match(one.Text))
                .FirstOrDefault(one => one.Success)
                ?.Groups["name"]
                .Value
            ?? "";
    }

    [GeneratedRegex(@"\bEntity<(?:[\w.]+\.)?(?<name>\w+)>", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex OfEntity();

    [GeneratedRegex(@"IEntityTypeConfiguration<(?:[\w.]+\.)?(?<name>\w+)>", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Configured();

    [GeneratedRegex(@"nameof\((?:\w+\.)*(?<name>\w+)\)|""(?<name>\w+)""", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Named();
}
