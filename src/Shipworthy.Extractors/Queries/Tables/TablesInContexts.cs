using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Queries.Tables;

/// <summary>The names that contexts of Entity Framework Core give to sets of entities: <c>DbSet&lt;Order&gt; Purchases</c>.</summary>
static partial class TablesInContexts
{
    /// <summary>Adds the names.</summary>
    public static void AddTo(IndexedSchema schema, Sources sources)
    {
        foreach (var file in sources.Code.Files.Where(file => file.Language is Language.CSharp))
            if (file.Text.Contains("DbSet<", StringComparison.Ordinal))
                foreach (Match match in Set().Matches(file.Text))
                    if (schema.Of(match.Groups["entity"].Value) is { } table)
                        schema.Call(table, match.Groups["name"].Value);
        foreach (var call in sources.Code.Calls("HasQueryFilter"))
            if (schema.Of(EntityOf(call)) is { } filtered && call.Arguments.LastOrDefault() is { Kind: CodeKind.Function } lambda)
                Read(filtered, lambda);
    }

    /// <summary>The entity of <c>builder.Entity&lt;Order&gt;().HasQueryFilter(…)</c>, or of the configuration around it.</summary>
    static string EntityOf(Code call) =>
        Entity().Match(call.Receiver.Text) is { Success: true } named ? named.Groups["name"].Value
        : call.Enclosing(CodeKind.Class) is { Exists: true } around
        && around.All(Part.Base).Select(one => Configured().Match(one.Text)).FirstOrDefault(one => one.Success) is { } of
            ? of.Groups["name"].Value
        : "";

    static void Read(IndexedTable table, Code lambda)
    {
        var parameter = lambda.All(Part.Parameter).FirstOrDefault().Name;
        foreach (var member in lambda.Body.Descendants(CodeKind.Member).Prepend(lambda.Body))
            if (member is { Kind: CodeKind.Member, Receiver: { Kind: CodeKind.Name } holder } && holder.Name == parameter)
            {
                var isConstant =
                    member.Parent.Kind is not CodeKind.Binary
                    || member.Parent.Operator is not "=="
                    || member.Parent[Part.Right].Kind is CodeKind.Literal;
                if (!table.Always.Exists(one => one.Property == member.Name))
                    table.Always.Add((member.Name, isConstant));
            }
    }

    [GeneratedRegex(@"Entity<(?:[\w.]+\.)?(?<name>\w+)>", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Entity();

    [GeneratedRegex(@"IEntityTypeConfiguration<(?:[\w.]+\.)?(?<name>\w+)>", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Configured();

    [GeneratedRegex(@"\bDbSet<(?:[\w.]+\.)?(?<entity>\w+)\??>\s+(?<name>\w+)", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Set();
}
