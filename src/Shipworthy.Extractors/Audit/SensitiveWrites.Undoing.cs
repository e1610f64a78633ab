namespace Shipworthy.Extractors.Audit;

/// <content>What is taken back.</content>
sealed partial class SensitiveWrites
{
    /// <summary>Whether a node takes back what was done when a later step failed.</summary>
    static bool IsUndoing(Code node)
    {
        for (
            var (at, parent) = (node, node.Parent);
            parent.Exists && parent.Kind is not CodeKind.Function;
            (at, parent) = (parent, parent.Parent)
        )
            if (
                parent.Kind is CodeKind.Catch
                || (parent.Kind is CodeKind.Branch && at.Part is Part.Then && Failed().IsMatch(parent[Part.Condition].Text))
            )
                return true;
        return false;
    }
}
