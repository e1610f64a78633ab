using System.Text.RegularExpressions;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Clients.Variables;

/// <summary>Variables that the markup of a component writes into the page: between tags, and as attributes of the page's own elements.</summary>
static partial class MarkupReads
{
    /// <summary>Their names. What components of the app are given may end on the server, and is not among them.</summary>
    public static IEnumerable<(string Name, Location At)> In(SourceFile component)
    {
        foreach (Match piece in Piece().Matches(component.Text))
        foreach (Match read in Shown().Matches(piece.Value))
            yield return (read.Groups["name"].Value, component.At(piece.Index + read.Index));
    }

    [GeneratedRegex(@"<[a-z][\w-]*\s[^<>]*>|>[^<>]+<", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Piece();

    [GeneratedRegex(@"\{\s*(import\.meta|process)\.env\.(?<name>[A-Z][A-Z0-9_]+)\s*(\}|\|\||\?\?)", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Shown();
}
