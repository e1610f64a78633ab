using System.Text.RegularExpressions;
using Shipworthy.Extractors.Endpoints.Django;
using Shipworthy.Extractors.Migrations.Sets;
using Shipworthy.Extractors.Pipelines;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Migrations.Flaws;

/// <summary>Classes of SQLAlchemy and SQLModel: tables, columns, and indexes of single columns.</summary>
static class ModelsInSqlAlchemy
{
    /// <summary>What the models name.</summary>
    public static IEnumerable<ModelName> In(Sources sources, FoundSet set)
    {
        if (set.Files.Any(one => one.File.Text.Contains("create_all(", StringComparison.Ordinal)))
            yield break;
        foreach (
            var model in sources.Code.All(CodeKind.Class).Where(one => one.File.Language is Language.Python && sources.IsDeployed(one.File))
        )
        {
            var members = model.Children.ToList();
            var table = members
                .Where(member => NameOf(member) is "__tablename__")
                .Select(member => member[Part.Value].String)
                .FirstOrDefault();
            if (table is null)
                continue;
            yield return new(model.At, "table", table, [table]);
            foreach (var member in members)
            {
                var value = member[Part.Value];
                if (value.Kind is not CodeKind.Call || value.Callee.Name is not ("Column" or "mapped_column"))
                    continue;
                var name = value.ArgumentNamed("name").String ?? value.ArgumentAt(0).String ?? NameOf(member);
                if (name.Length == 0)
                    continue;
                yield return new(member.At, "column", $"{table}.{name}", [name]);
                if (IsTrue(value, "index") && !IsTrue(value, "primary_key") && !IndexedBySql(set, table, name))
                    yield return new(member.At, "index on", $"{table}.{name}", [$"ix_{table}_{name}"]);
            }
        }
    }

    static string NameOf(Code member) =>
        member.Kind is CodeKind.Variable or CodeKind.Property ? member.Name
        : member.Kind is CodeKind.Assignment ? member[Part.Target].Name
        : "";

    static bool IsTrue(Code call, string name) =>
        call.ArgumentNamed(name) is { Exists: true } value && value.Text.EndsWith("True", StringComparison.Ordinal);

    /// <summary>Whether an index of another name covers the column.</summary>
    static bool IndexedBySql(FoundSet set, string table, string column) =>
        set.Files.Any(one =>
        {
            var text = one.File.Text;
            for (
                var at = text.IndexOf("create_index(", StringComparison.Ordinal);
                at >= 0;
                at = text.IndexOf("create_index(", at + 1, StringComparison.Ordinal)
            )
            {
                var end = text.IndexOf('\n', at) is >= 0 and var line ? Math.Min(text.Length, line + 200) : text.Length;
                var call = text[at..end];
                if (
                    call.Contains($"'{column}'", StringComparison.Ordinal)
                    || call.Contains($"\"{column}\"", StringComparison.Ordinal) && call.Contains(table, StringComparison.Ordinal)
                )
                    return true;
            }
            // op.create_table makes the indexes of the columns that ask for one.
            if (
                text.Split('\n')
                    .Any(line =>
                        line.Contains($"\"{column}\"", StringComparison.Ordinal) && line.Contains("index=True", StringComparison.Ordinal)
                    )
            )
                return true;
            return text.Contains("CREATE INDEX", StringComparison.OrdinalIgnoreCase)
                && text.Contains(table, StringComparison.Ordinal)
                && text.Contains(column, StringComparison.Ordinal)
                && text.Contains("execute(", StringComparison.Ordinal);
        });
}

/// <summary>Classes of Django: models and their fields.</summary>
static class ModelsInDjango
{
    /// <summary>What the models name.</summary>
    public static IEnumerable<ModelName> In(Sources sources, FoundSet set)
    {
        foreach (
            var model in sources.Code.All(CodeKind.Class).Where(one => one.File.Language is Language.Python && sources.IsDeployed(one.File))
        )
        {
            if (!model.All(Part.Base).Any(one => one.Text is "models.Model" or "Model") || IsAbstract(model))
                continue;
            if (!DjangoApps.Loads(sources, model.File.Path))
                continue;
            yield return new(model.At, "model", model.Name, [model.Name]);
            foreach (var member in model.Children)
            {
                var value = member[Part.Value];
                var name =
                    member.Kind is CodeKind.Variable or CodeKind.Property ? member.Name
                    : member.Kind is CodeKind.Assignment ? member[Part.Target].Name
                    : "";
                if (
                    name.Length > 0
                    && value.Kind is CodeKind.Call
                    && value.Callee.DottedName is var type
                    && type.StartsWith("models.", StringComparison.Ordinal)
                    && type.EndsWith("Field", StringComparison.Ordinal)
                )
                    yield return new(member.At, "field", $"{model.Name}.{name}", [name]);
            }
        }
    }

    static bool IsAbstract(Code model) =>
        model.Text.Contains("abstract = True", StringComparison.Ordinal)
        || model.Text.Contains("managed = False", StringComparison.Ordinal);
}

/// <summary>Tables of Drizzle.</summary>
static class ModelsInDrizzle
{
    /// <summary>What the models name.</summary>
    public static IEnumerable<ModelName> In(Sources sources, FoundSet set)
    {
        var home = string.Join(
            '/',
            set.Folder.Split('/')
                .Take(
                    set.Folder.StartsWith("packages/", StringComparison.Ordinal) || set.Folder.StartsWith("apps/", StringComparison.Ordinal)
                        ? 2
                        : 0
                )
        );
        foreach (var call in sources.Code.Calls("pgTable", "sqliteTable", "mysqlTable"))
            if (Paths.IsIn(home, call.File.Path) && sources.IsDeployed(call.File) && call.ArgumentAt(0).String is { Length: > 0 } table)
                yield return new(call.At, "table", table, [table]);
    }
}

/// <summary>Sets of entities of EF Core, which the snapshot of the last migration lists.</summary>
static partial class ModelsInEntityFramework
{
    /// <summary>What the contexts name.</summary>
    public static IEnumerable<ModelName> In(Sources sources, FoundSet set)
    {
        var snapshot = sources.Tree.Files.FirstOrDefault(file =>
            file.Folder == set.Folder && file.Name.EndsWith("ModelSnapshot.cs", StringComparison.Ordinal)
        );
        if (snapshot is null || Context().Match(snapshot.Text) is not { Success: true } context)
            yield break;
        var entities = Entity().Matches(snapshot.Text).Select(match => match.Groups["name"].Value).ToHashSet(StringComparer.Ordinal);
        foreach (
            var file in sources.Tree.Files.Where(file => file.Name.EndsWith(".cs", StringComparison.Ordinal) && file.Role is FileRole.Prod)
        )
            if (file.Text.Contains($"class {context.Groups["name"].Value}", StringComparison.Ordinal))
                foreach (Match property in Property().Matches(file.Text))
                    if (!entities.Contains(property.Groups["entity"].Value))
                        yield return new(file.At(property.Index), "entity", property.Groups["entity"].Value, []);
    }

    [GeneratedRegex(@"DbContext\(typeof\((?:[\w.]+\.)?(?<name>\w+)\)\)", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Context();

    [GeneratedRegex(@"\.(?:Entity|OwnsOne|OwnsMany)\(""(?:[\w.+]*[.+])?(?<name>\w+)""", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Entity();

    [GeneratedRegex(@"\bDbSet<(?:[\w.]+\.)?(?<entity>\w+)\??>\s+\w+", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Property();
}
