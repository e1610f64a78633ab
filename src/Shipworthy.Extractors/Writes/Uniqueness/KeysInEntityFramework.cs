using Shipworthy.Extractors.Queries.Shapes;

namespace Shipworthy.Extractors.Writes.Uniqueness;

/// <summary>Reads keys from the configuration of Entity Framework Core, from attributes, and from migrations.</summary>
static class KeysInEntityFramework
{
    /// <summary>Reads all configurations of the app.</summary>
    public static void Read(Sources sources, UniqueKeys into)
    {
        var code = sources.Code;
        foreach (var member in code.All(CodeKind.Property))
            if (
                member.File.Language is Language.CSharp
                && member[Part.Type] is { Exists: true, Name: "DbSet" } set
                && !set.All(Part.Type).Any(GenericSets.IsOpen)
                && set.All(Part.Type).FirstOrDefault() is { Exists: true } entity
            )
            {
                into.Make(entity.Name, isModel: true);
                into.Alias(member.Name, entity.Name);
                into.Add(entity.Name, member.At, ["Id"]);
            }
        foreach (var type in code.All(CodeKind.Class).Where(one => one.File.Language is Language.CSharp))
        {
            foreach (
                var index in type.All(Part.Decorator)
                    .Where(one => one.Name is "Index" && one.Text.Contains("IsUnique = true", StringComparison.Ordinal))
            )
                into.Add(type.Name, index.At, index.Arguments.Where(one => one.Kind is not CodeKind.Argument).Select(NamedBy));
            foreach (
                var key in type.Children.Where(one =>
                    one.Kind is CodeKind.Property && one.All(Part.Decorator).Any(mark => mark.Name is "Key")
                )
            )
                into.Add(type.Name, key.At, [key.Name]);
        }
        foreach (var call in code.Calls("IsUnique", "HasAlternateKey", "HasKey", "HasCheckConstraint", "CreateIndex"))
            if (call.File.Language is Language.CSharp)
                Call(call, into);
    }

    static void Call(Code call, UniqueKeys into)
    {
        switch (call.Callee.Name)
        {
            case "IsUnique" when call.ArgumentAt(0) is not { Kind: CodeKind.Literal, Operator: "false" }:
                for (var (at, steps) = (call.Receiver, 0); at.Exists && steps < 8; (at, steps) = (at.Receiver, steps + 1))
                    if (at.Kind is CodeKind.Call && at.Callee.Name is "HasIndex")
                    {
                        into.Add(EntityOf(at), call.At, ColumnsOf(at));
                        break;
                    }
                break;
            case "HasAlternateKey" or "HasKey":
                into.Add(EntityOf(call), call.At, ColumnsOf(call));
                break;
            case "HasCheckConstraint":
                into.Bound(EntityOf(call), call.Text.Split([' ', '"', '(', ')', '[', ']', '\\'], StringSplitOptions.RemoveEmptyEntries));
                break;
            case "CreateIndex" when call.ArgumentNamed("unique") is { Kind: CodeKind.Literal, Operator: "true" }:
                into.Add(
                    call.ArgumentNamed("table").String ?? "",
                    call.At,
                    call.ArgumentNamed("column").String is { } column
                        ? [column]
                        : call.ArgumentNamed("columns").Descendants().Select(one => one.String).OfType<string>()
                );
                break;
        }
    }

    /// <summary>The columns that a lambda or texts name: <c>x => new { x.TenantId, x.Folio }</c>.</summary>
    static IEnumerable<string> ColumnsOf(Code call) =>
        call.Arguments.SelectMany(one =>
            one.Kind is CodeKind.Function
                ? one
                    .Body.Descendants(CodeKind.Member)
                    .Prepend(one.Body)
                    .Where(member => member.Kind is CodeKind.Member)
                    .Select(member => member.Name)
                : [NamedBy(one)]
        );

    static string NamedBy(Code one) => one.String ?? (one.Kind is CodeKind.Call ? one.ArgumentAt(0).Name : one.Name);

    /// <summary>The entity that a configuration is about.</summary>
    static string EntityOf(Code call)
    {
        for (var at = call; at.Exists; at = at.Receiver)
            if (at.Kind is CodeKind.Call && at.Callee.Name is "Entity" && TypeIn(at) is { Length: > 0 } direct)
                return direct;
        for (var (at, steps) = (call.Parent, 0); at.Exists && steps < 60; (at, steps) = (at.Parent, steps + 1))
        {
            if (at.Kind is CodeKind.Call && at.Callee.Name is "Entity" && TypeIn(at) is { Length: > 0 } around)
                return around;
            if (at.Kind is CodeKind.Function)
                foreach (var parameter in at.All(Part.Parameter))
                    if (
                        parameter[Part.Type] is { Exists: true, Name: "EntityTypeBuilder" or "OwnedNavigationBuilder" } type
                        && type.All(Part.Type).FirstOrDefault() is { Exists: true } entity
                    )
                        return entity.Name;
        }
        return "";
    }

    static string TypeIn(Code call) =>
        call.All(Part.Type).FirstOrDefault() is { Exists: true } type ? type.Name
        : call.Callee.All(Part.Type).FirstOrDefault() is { Exists: true } inner ? inner.Name
        : "";
}
