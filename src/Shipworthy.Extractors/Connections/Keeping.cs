using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Connections;

/// <summary>Tells whether a function keeps what a place in it makes, and gives it back the next time.</summary>
static partial class Keeping
{
    /// <summary>
    /// Whether a function keeps what it made and gives it back the next time: it is marked so, or it asks for something that outlives it and gives that a value.
    /// </summary>
    public static bool Keeps(Code function, Code place)
    {
        if (
            function
                .All(Part.Decorator)
                .Any(one => one.Name is "lru_cache" or "cache" or "cached_property" or "cached" or "cache_resource" or "singleton")
        )
            return true;
        var own = function
            .Descendants()
            .Where(one => one.Kind is CodeKind.Variable or CodeKind.Parameter)
            .Select(one => one.Name)
            .ToHashSet(StringComparer.Ordinal);
        var isPython = function.File.Language is Language.Python;
        var asked = new HashSet<string>(StringComparer.Ordinal);
        var given = new HashSet<string>(StringComparer.Ordinal);
        foreach (var node in function.Descendants())
            switch (node.Kind)
            {
                case CodeKind.Branch or CodeKind.Conditional:
                    foreach (var name in RootsIn(node[Part.Condition]))
                        asked.Add(name);
                    break;
                case CodeKind.Binary when node.Operator is "??" or "||" or "or":
                    foreach (var name in RootsIn(node[Part.Left]))
                        asked.Add(name);
                    break;
                case CodeKind.Assignment:
                    if (Gives(node[Part.Value], function, place))
                        foreach (var name in RootsIn(node[Part.Target]))
                            if (
                                !isPython
                                || node[Part.Target].Kind is not CodeKind.Name
                                || function.Text.Contains($"global {name}", StringComparison.Ordinal)
                            )
                                given.Add(name);
                    if (node.Operator is "??=" or "||=")
                        foreach (var name in RootsIn(node[Part.Target]))
                            asked.Add(name);
                    break;
            }
        return given.Any(name => asked.Contains(name) && !own.Contains(name) && !OfOneCall().IsMatch(name));
    }

    /// <summary>Whether a value is what the place makes, also by the name of a local variable.</summary>
    static bool Gives(Code value, Code function, Code place) =>
        value.Exists
        && (
            value == place
            || value.Contains(place)
            || RootsIn(value)
                .Any(name =>
                    function
                        .Descendants()
                        .Any(one =>
                            one.Kind is CodeKind.Variable && one.Name == name && one[Part.Value].Contains(place)
                            || one.Kind is CodeKind.Assignment
                                && one[Part.Target].Name == name
                                && one[Part.Target].Kind is CodeKind.Name
                                && one[Part.Value].Contains(place)
                        )
                )
        );

    /// <summary>The first names of what an expression speaks of: <c>pool</c> of <c>!pool</c>, <c>globalThis</c> of <c>globalThis.prisma</c>.</summary>
    static IEnumerable<string> RootsIn(Code expression)
    {
        if (!expression.Exists)
            yield break;
        foreach (var node in expression.Descendants().Prepend(expression))
            if (node.Kind is CodeKind.Name && node.Name.Length > 0)
                yield return node.Name;
    }

    const RegexOptions Plain = RegexOptions.CultureInvariant;

    /// <summary>What lives as long as a call.</summary>
    [GeneratedRegex(@"^(?:g|req|request|res|response|reply|ctx|context|c|event|session|socket|self_?request)$", Plain, 10_000)]
    private static partial Regex OfOneCall();
}
