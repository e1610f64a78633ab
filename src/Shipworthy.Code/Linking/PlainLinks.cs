namespace Shipworthy.Syntax.Linking;

/// <summary>Links of languages whose modules are not followed: names lead to declarations of the same file.</summary>
sealed class PlainLinks(CodeBase code) : LanguageLinks(code)
{
    public override bool IsScope(Code node) => node.Kind is CodeKind.Module or CodeKind.Function or CodeKind.Class;

    public override CodeFile? Resolve(CodeFile from, string module) => null;

    public override string PackageOf(CodeFile from, string module) => module;
}
