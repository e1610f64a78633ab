using Shipworthy.Syntax.Lowering.CSharp;
using Shipworthy.Syntax.Lowering.Hcl;
using Shipworthy.Syntax.Lowering.JavaScript;
using Shipworthy.Syntax.Lowering.Python;
using Shipworthy.Syntax.Trees;

namespace Shipworthy.Syntax.Lowering;

/// <summary>Which lowering a language has.</summary>
static class Lowerings
{
    /// <summary>Longer texts are data or bundles; parsing them takes long and tells nothing about the app.</summary>
    const int LongestText = 1 << 20;

    /// <summary>Parses and lowers a text.</summary>
    public static CodeArena Lower(string text, Language language)
    {
        if (text.Length > LongestText)
            return CodeArena.Empty(language, text, "it is longer than a million characters");
        if (language == Language.Hcl)
            return new HclLowering(text).Lower();
        if (Grammar.Of(language) is not { } grammar)
            return CodeArena.Empty(language, text, "its language has no parser here");
        if (Parser.Parse(text, grammar) is not { } tree)
            return CodeArena.Empty(language, text, "parsing it takes longer than ten seconds");
        return language switch
        {
            Language.JavaScript or Language.TypeScript or Language.Tsx => new JavaScriptLowering(tree).Lower(language),
            Language.Python => new PythonLowering(tree).Lower(language),
            Language.CSharp => new CSharpLowering(tree).Lower(language),
            Language.Hcl or Language.None => CodeArena.Empty(language, text, "its language has no parser here"),
        };
    }
}
