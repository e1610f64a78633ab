using System.Text;
using Shipworthy.Syntax;

namespace Shipworthy.Code.Tests;

/// <summary>Draws code as text, one node a line, so that a test shows what a reader of the tree will see.</summary>
static class Outline
{
    /// <summary>A node and what it holds: <c>part: Kind name 'operator' "string" [modifiers]</c>.</summary>
    public static string Of(Syntax.Code code)
    {
        var text = new StringBuilder();
        foreach (var child in code.Children)
            Draw(text, child, 0);
        return text.ToString().TrimEnd();
    }

    static void Draw(StringBuilder text, Syntax.Code code, int depth)
    {
        text.Append(' ', depth * 2).Append(code.Part).Append(": ").Append(code.Kind);
        if (code.Name.Length > 0)
            text.Append(' ').Append(code.Name);
        if (code.ImportedName.Length > 0 && code.ImportedName != code.Name)
            text.Append(" = ").Append(code.ImportedName);
        if (code.Operator.Length > 0)
            text.Append(" '").Append(code.Operator).Append('\'');
        if (code.String is { } content)
            text.Append(" \"").Append(content.Replace("\n", "\\n", StringComparison.Ordinal)).Append('"');
        if (code.Modifiers != Modifiers.None)
            text.Append(" [").Append(code.Modifiers).Append(']');
        text.Append('\n');
        foreach (var child in code.Children)
            Draw(text, child, depth + 1);
    }
}
