using Shipworthy.Syntax;
using Shipworthy.Syntax.Trees;

namespace Shipworthy.Code.Tests;

/// <summary>Finds names that a lowering dropped.</summary>
static class Lost
{
    /// <summary>The identifiers of the syntax tree that no node of the code mentions, with the type of the syntax node around each.</summary>
    public static IEnumerable<(string Name, string Within, string Place)> Identifiers(CodeFile file)
    {
        if (Grammar.Of(file.Language) is not { } grammar || Parser.Parse(file.Text, grammar) is not { } tree)
            return [];
        HashSet<string> known =
        [
            .. file.Root.Descendants().SelectMany(node => (string[])[node.Name, node.ImportedName, node.Operator, node.String ?? ""]),
        ];
        known.UnionWith(known.SelectMany(name => name.Split('.', '#', ':', '-')).ToList());
        var found = new List<(string, string, string)>();
        Walk(tree.Root, "", 0);
        return found;

        void Walk(SyntaxNode node, string around, int depth)
        {
            if (node.IsError || depth > 200)
                return;
            if (node.Named && node.Type.EndsWith("identifier", StringComparison.Ordinal) && !known.Contains(node.Text.ToString()))
                found.Add((node.Text.ToString(), around, file.At(node.Start).ToString()));
            foreach (var child in node.Children)
                Walk(child, node.Named ? node.Type : around, depth + 1);
        }
    }
}
