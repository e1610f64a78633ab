namespace Shipworthy.Extractors.Audit;

sealed partial class SensitiveActionReading
{
    /// <summary>Whether a write makes somebody a member of a tenant that the same way has just made: nobody's rights change by that.</summary>
    bool JoinsNewTenant(PathNode act, List<PathNode> way)
    {
        if (writes.Of(act.At) is not { Verb: WriteVerb.Insert } joins || !Words.IsMembers(joins.Table))
            return false;
        var made = way.Where(node => writes.Of(node.At) is { Verb: WriteVerb.Insert } write && Words.IsTenants(write.Table))
            .Select(node => node.At)
            .ToList();
        return made.Count > 0
            && joins.Fields.Names.Any(column =>
                joins.Fields[column] is { Kind: CodeKind.Member } value
                && HolderOf(code.Definition(value.Receiver)) is { Exists: true } holder
                && made.Exists(holder.Contains)
            );
    }

    /// <summary>The variable that a declaration is, or of whose pattern it is a leaf.</summary>
    static Code HolderOf(Code declared)
    {
        Code holder = default;
        for (var (at, steps) = (declared, 0); at.Exists && steps < 6 && at.Kind is not (CodeKind.Block or CodeKind.Function); steps++)
        {
            if (at.Kind is CodeKind.Variable)
                holder = at;
            at = at.Parent;
        }
        return holder;
    }
}
