using System.Text;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Secrets.Hidden;

/// <summary>
/// Finds secrets of the working tree that were cut into pieces of which some have a name: <c>prefix + "…"</c>, <c>`${prefix}…`</c>. The linked code tells
/// what the names stand for, across files.
/// </summary>
static class JoinedByNames
{
    const int ShortestPiece = 8;
    const int Longest = 500;

    /// <summary>The secrets, each with the file that joins its pieces.</summary>
    public static IEnumerable<(SourceFile File, SearchedBlob Blob, Sighting Sighting)> In(Sources sources)
    {
        var code = sources.Code;
        foreach (var expression in code.All(CodeKind.Binary).Concat(code.All(CodeKind.Template)).Where(MayJoin))
        {
            if (code.ValueOf(expression) is not Value.Text { Content: { Length: <= Longest } value } || value.Any(char.IsWhiteSpace))
                continue;
            if (sources.Tree.Find(expression.File.Path) is not { } file)
                continue;
            // Places count in the decoded text, which is shorter than the file by its byte order mark, and may be of other bytes.
            var blob = new SearchedBlob(file.Path, file.Role, Encoding.UTF8.GetBytes(expression.File.Text));
            var (start, end) = (ByteAt(expression, expression.Start), ByteAt(expression, expression.End));
            foreach (var sighting in Rewriting.Of(blob, start, end - start, value))
                yield return (file, blob, sighting);
        }
    }

    /// <summary>
    /// Whether it is not a part of a longer one, joins a name with others, and has a piece of a secret: few do, and only their values are worth finding out.
    /// </summary>
    static bool MayJoin(Code expression) =>
        (expression.Kind is CodeKind.Template || expression.Operator == "+")
        && expression.Parent.Kind is not (CodeKind.Binary or CodeKind.Template)
        && Leaves(expression).Any(leaf => leaf.Kind is CodeKind.Name or CodeKind.Member)
        && Leaves(expression).Any(IsPiece);

    static IEnumerable<Code> Leaves(Code expression) =>
        expression.Kind is CodeKind.Binary or CodeKind.Template ? expression.Children.SelectMany(Leaves) : [expression];

    static bool IsPiece(Code leaf) =>
        leaf.Kind is CodeKind.Literal
        && leaf.String is { Length: >= ShortestPiece } text
        && text.Any(char.IsAsciiDigit)
        && text.Any(char.IsAsciiLetter)
        && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.' or '+' or '/' or '=' or '!' or '@' or '#');

    static int ByteAt(Code expression, int offset) => Encoding.UTF8.GetByteCount(expression.File.Text.AsSpan(0, offset));
}
