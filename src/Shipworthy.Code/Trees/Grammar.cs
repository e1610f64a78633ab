using System.Runtime.InteropServices;

namespace Shipworthy.Syntax.Trees;

/// <summary>A grammar of tree-sitter with the names of its node types and fields. Loaded on first use, never unloaded.</summary>
sealed unsafe class Grammar
{
    /// <summary>The number that tree-sitter gives to nodes which no rule fits.</summary>
    public const ushort ErrorSymbol = ushort.MaxValue;

    static readonly Lazy<Grammar> JavaScript = new(() => new("tree-sitter-javascript", "tree_sitter_javascript"));
    static readonly Lazy<Grammar> TypeScript = new(() => new("tree-sitter-typescript", "tree_sitter_typescript"));
    static readonly Lazy<Grammar> Tsx = new(() => new("tree-sitter-typescript", "tree_sitter_tsx"));
    static readonly Lazy<Grammar> Python = new(() => new("tree-sitter-python", "tree_sitter_python"));
    static readonly Lazy<Grammar> CSharp = new(() => new("tree-sitter-c-sharp", "tree_sitter_c_sharp"));

    readonly string[] types;
    readonly string[] fields;
    readonly bool[] comments;

    Grammar(string library, string function)
    {
        Language = Native.Language(library, function);
        types = new string[Native.SymbolCount(Language)];
        for (var i = 0; i < types.Length; i++)
            types[i] = NameAt(Native.SymbolName(Language, (ushort)i));
        comments = Array.ConvertAll(types, type => type is "comment" or "html_comment" or "hash_bang_line" or "shebang_directive");
        fields = new string[Native.FieldCount(Language) + 1];
        fields[0] = "";
        for (var i = 1; i < fields.Length; i++)
            fields[i] = NameAt(Native.FieldName(Language, (ushort)i));
    }

    /// <summary>The pointer that the C interface knows the grammar by.</summary>
    public nint Language { get; }

    /// <summary>The grammar of a language; null for languages that tree-sitter does not parse here.</summary>
    public static Grammar? Of(Language language) =>
        language switch
        {
            Syntax.Language.None or Syntax.Language.Hcl => null,
            Syntax.Language.JavaScript => JavaScript.Value,
            Syntax.Language.TypeScript => TypeScript.Value,
            Syntax.Language.Tsx => Tsx.Value,
            Syntax.Language.Python => Python.Value,
            Syntax.Language.CSharp => CSharp.Value,
        };

    /// <summary>The name of a node type, as the grammar's <c>node-types.json</c> has it.</summary>
    public string TypeOf(ushort symbol) => symbol == ErrorSymbol ? "ERROR" : types[symbol];

    /// <summary>The name of a field; empty for no field.</summary>
    public string FieldOf(ushort field) => fields[field];

    /// <summary>Whether nodes of the type are comments.</summary>
    public bool IsComment(ushort symbol) => symbol != ErrorSymbol && comments[symbol];

    static string NameAt(byte* name) => string.Intern(Marshal.PtrToStringUTF8((nint)name) ?? "");
}
