namespace Shipworthy.Extractors.Writes.Joint;

/// <summary>Tells of two places in a function whether one run can come by both.</summary>
static class Ways
{
    /// <summary>Whether no run comes by both: they stand in different arms of one choice, or the first one's arm leaves the function.</summary>
    public static bool Exclude(Code region, Code first, Code second)
    {
        for (var (at, below) = (first.Parent, first); at.Exists; (below, at) = (at, at.Parent))
        {
            if (at.Contains(second))
                return at.Kind is CodeKind.Branch or CodeKind.Conditional && below.Part is not (Part.Condition or Part.Subject)
                    || (at.Kind is CodeKind.Try && BelowOf(at, second).Kind is CodeKind.Catch);
            if (at.Kind is CodeKind.Block or CodeKind.Case && at.Parent.Kind is CodeKind.Branch or CodeKind.Catch && Leaves(at))
                return true;
            if (at.Kind is CodeKind.Catch && Leaves(at.Body))
                return true;
            if (at == region)
                return false;
        }
        return false;
    }

    static Code BelowOf(Code above, Code node)
    {
        while (node.Parent.Exists && node.Parent != above)
            node = node.Parent;
        return node;
    }

    static bool Leaves(Code block) => block.Children.LastOrDefault().Kind is CodeKind.Return or CodeKind.Throw or CodeKind.Jump;
}
