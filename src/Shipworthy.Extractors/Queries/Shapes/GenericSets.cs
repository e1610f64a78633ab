namespace Shipworthy.Extractors.Queries.Shapes;

/// <summary>
/// Sets of rows whose type a generic class leaves open, and classes below it bind: <c>class Repository&lt;T&gt; { DbSet&lt;T&gt; rows }</c>,
/// <c>class Tags : Repository&lt;Tag&gt;</c>. The name of the parameter is no table.
/// </summary>
static class GenericSets
{
    /// <summary>Whether a type is a parameter of the class or function around it.</summary>
    public static bool IsOpen(Code type) =>
        Declares(type.Enclosing(CodeKind.Class), type.Name) || Declares(type.Enclosing(CodeKind.Function), type.Name);

    /// <summary>What the rows of a set are where it is used; no node where that is left open.</summary>
    /// <param name="type">The type between the brackets of the set.</param>
    /// <param name="use">Where the set is used.</param>
    public static Code Bound(Code type, Code use)
    {
        if (!IsOpen(type))
            return type;
        var (declared, user) = (type.Enclosing(CodeKind.Class), use.Enclosing(CodeKind.Class));
        var position = declared.All(Part.Generic).TakeWhile(one => one.Name != type.Name).Count();
        var given = user.All(Part.Base)
            .Select(one => one.Kind is CodeKind.Call ? one.Callee : one)
            .FirstOrDefault(one => one.Name == declared.Name)
            .All(Part.Type)
            .ElementAtOrDefault(position);
        return user != declared && given.Exists && !IsOpen(given) ? given : default;
    }

    static bool Declares(Code holder, string name) => name.Length > 0 && holder.All(Part.Generic).Any(one => one.Name == name);
}
