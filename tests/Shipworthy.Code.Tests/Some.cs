using Shipworthy.Syntax;

namespace Shipworthy.Code.Tests;

/// <summary>Test data by name.</summary>
static class Some
{
    /// <summary>A file of code.</summary>
    public static CodeFile File(string path, string text) => CodeFile.Parse(path, text);

    /// <summary>Code in TypeScript.</summary>
    public static Syntax.Code TypeScript(string text) => CodeFile.Parse("app.ts", text).Root;

    /// <summary>Code in TypeScript with JSX.</summary>
    public static Syntax.Code Tsx(string text) => CodeFile.Parse("app.tsx", text).Root;

    /// <summary>A code base of files; those that are no code can be read too.</summary>
    public static CodeBase Base(params (string Path, string Text)[] files)
    {
        var texts = files.ToDictionary(file => file.Path, file => file.Text);
        return new(
            files.Where(file => Languages.Of(file.Path) != Language.None).Select(file => File(file.Path, file.Text)),
            path => texts.GetValueOrDefault(path),
            texts.Keys
        );
    }

    /// <summary>The value of the variable <c>it</c> of the file <c>app.ts</c>.</summary>
    public static Value ValueOfIt(params (string Path, string Text)[] files)
    {
        var code = Base(files);
        return code.ValueOf(code.Find("app.ts")!.Root.Descendants(CodeKind.Variable).Last(variable => variable.Name == "it"));
    }

    /// <summary>The value of the variable <c>it</c>.</summary>
    public static Value ValueOfIt(string text) => ValueOfIt(("app.ts", text));
}
