namespace Shipworthy.Extractors.Endpoints.Steps;

sealed partial class Refusals
{
    /// <summary>The names that an answer is bound to, and those made from them.</summary>
    static HashSet<string> NamesOf(Code question, Code scope, string entry = "")
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var at = question; at.Parent.Exists; at = at.Parent)
        {
            if (at.Kind is CodeKind.Variable or CodeKind.Assignment)
            {
                foreach (var name in Bound(at, entry))
                    names.Add(name);
                break;
            }
            if (at.Kind is CodeKind.Block or CodeKind.Function or CodeKind.Return)
                break;
        }
        if (names.Count == 0)
            return names;
        foreach (var variable in scope.Descendants(CodeKind.Variable))
            if (variable.Start > question.Start && variable[Part.Value] is { Exists: true } value && Mentions(value, names))
                foreach (var name in Bound(variable))
                    names.Add(name);
        return names;
    }

    /// <summary>The names that a binding makes; of a pattern, those of one entry where the others say nothing.</summary>
    static IEnumerable<string> Bound(Code binding, string entry = "")
    {
        if (binding.Kind is CodeKind.Variable && binding.Name.Length > 0)
            return [binding.Name];
        var target = binding[Part.Target];
        if (entry.Length > 0 && target.Kind is CodeKind.Object)
            target = target.Property(entry);
        return !target.Exists ? []
            : target.Kind is CodeKind.Name or CodeKind.Member ? [target.Name]
            : target
                .Descendants()
                .Prepend(target)
                .Where(one => one.Kind is CodeKind.Variable or CodeKind.Name && one.Name.Length > 0)
                .Select(one => one.Name);
    }

    static bool Mentions(Code node, HashSet<string> names) =>
        node.Descendants().Prepend(node).Any(one => one.Kind is CodeKind.Name or CodeKind.Member && names.Contains(one.Name));
}
