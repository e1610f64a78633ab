namespace Shipworthy.Syntax;

/// <summary>A language that Shipworthy can turn into <see cref="Code"/>, or the lack of one.</summary>
public enum Language : byte
{
    /// <summary>Not a language with a lowering.</summary>
    None,

    /// <summary>JavaScript, with JSX.</summary>
    JavaScript,

    /// <summary>TypeScript.</summary>
    TypeScript,

    /// <summary>TypeScript with JSX.</summary>
    Tsx,

    /// <summary>Python 3.</summary>
    Python,

    /// <summary>C#.</summary>
    CSharp,

    /// <summary>HashiCorp's configuration language, as Terraform and OpenTofu use it.</summary>
    Hcl,
}

/// <summary>Tells languages by file names.</summary>
public static class Languages
{
    /// <summary>The language of a file by its ending.</summary>
    public static Language Of(string path) =>
        System.IO.Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".js" or ".mjs" or ".cjs" or ".jsx" => Language.JavaScript,
            ".ts" or ".mts" or ".cts" => Language.TypeScript,
            ".tsx" => Language.Tsx,
            ".py" or ".pyi" => Language.Python,
            ".cs" => Language.CSharp,
            ".tf" or ".hcl" or ".tofu" or ".tfvars" => Language.Hcl,
            _ => Language.None,
        };
}
