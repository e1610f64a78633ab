using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Shipworthy.Syntax.Trees;

/// <summary>
/// The part of tree-sitter's C interface that Shipworthy needs (runtime 0.22, <c>tree_sitter/api.h</c>). Its library lies in <c>grammars/</c> beside
/// the program, and is loaded when the first file is parsed. Cheap calls, which neither block nor call back, skip the switch of the
/// garbage collector's mode.
/// </summary>
static unsafe partial class Native
{
    const string Library = "tree-sitter";

    static Native() => NativeLibrary.SetDllImportResolver(typeof(Native).Assembly, Resolve);

    /// <summary>A node of a tree, by value as the C interface passes it.</summary>
    public struct Node
    {
#pragma warning disable CS0169, IDE0051, CA1823 // The layout is C's; only C reads the fields.
        readonly uint startByte;
        readonly uint startRow;
        readonly uint startColumn;
        readonly uint alias;
        readonly nint id;
        readonly nint tree;
#pragma warning restore CS0169, IDE0051, CA1823
    }

    /// <summary>A position in a tree.</summary>
    public struct Cursor
    {
#pragma warning disable CS0169, IDE0051, CA1823 // As above.
        readonly nint tree;
        readonly nint id;
        readonly uint context0;
        readonly uint context1;
        readonly uint context2;
#pragma warning restore CS0169, IDE0051, CA1823
    }

    /// <summary>Text of two bytes a unit, in the order of this machine.</summary>
    public const int Utf16 = 1;

    [LibraryImport(Library, EntryPoint = "ts_parser_new")]
    public static partial nint NewParser();

    [LibraryImport(Library, EntryPoint = "ts_parser_delete")]
    public static partial void DeleteParser(nint parser);

    [LibraryImport(Library, EntryPoint = "ts_parser_set_language")]
    [return: MarshalAs(UnmanagedType.U1)]
    public static partial bool SetLanguage(nint parser, nint language);

    [LibraryImport(Library, EntryPoint = "ts_parser_set_timeout_micros")]
    public static partial void SetTimeout(nint parser, ulong microseconds);

    [LibraryImport(Library, EntryPoint = "ts_parser_reset")]
    public static partial void Reset(nint parser);

    [LibraryImport(Library, EntryPoint = "ts_parser_parse_string_encoding")]
    public static partial nint Parse(nint parser, nint oldTree, char* text, uint bytes, int encoding);

    [LibraryImport(Library, EntryPoint = "ts_tree_delete")]
    public static partial void DeleteTree(nint tree);

    [LibraryImport(Library, EntryPoint = "ts_tree_root_node")]
    public static partial Node Root(nint tree);

    [LibraryImport(Library, EntryPoint = "ts_tree_cursor_new")]
    public static partial Cursor NewCursor(Node node);

    [LibraryImport(Library, EntryPoint = "ts_tree_cursor_delete")]
    public static partial void DeleteCursor(Cursor* cursor);

    [LibraryImport(Library, EntryPoint = "ts_tree_cursor_goto_first_child")]
    [SuppressGCTransition]
    public static partial byte FirstChild(Cursor* cursor);

    [LibraryImport(Library, EntryPoint = "ts_tree_cursor_goto_next_sibling")]
    [SuppressGCTransition]
    public static partial byte NextSibling(Cursor* cursor);

    [LibraryImport(Library, EntryPoint = "ts_tree_cursor_goto_parent")]
    [SuppressGCTransition]
    public static partial byte ToParent(Cursor* cursor);

    [LibraryImport(Library, EntryPoint = "ts_tree_cursor_current_node")]
    [SuppressGCTransition]
    public static partial Node Current(Cursor* cursor);

    [LibraryImport(Library, EntryPoint = "ts_tree_cursor_current_field_id")]
    [SuppressGCTransition]
    public static partial ushort CurrentField(Cursor* cursor);

    [LibraryImport(Library, EntryPoint = "ts_node_symbol")]
    [SuppressGCTransition]
    public static partial ushort Symbol(Node node);

    [LibraryImport(Library, EntryPoint = "ts_node_start_byte")]
    [SuppressGCTransition]
    public static partial uint StartByte(Node node);

    [LibraryImport(Library, EntryPoint = "ts_node_end_byte")]
    [SuppressGCTransition]
    public static partial uint EndByte(Node node);

    [LibraryImport(Library, EntryPoint = "ts_node_is_named")]
    [SuppressGCTransition]
    public static partial byte IsNamed(Node node);

    [LibraryImport(Library, EntryPoint = "ts_node_is_missing")]
    [SuppressGCTransition]
    public static partial byte IsMissing(Node node);

    [LibraryImport(Library, EntryPoint = "ts_language_symbol_count")]
    public static partial uint SymbolCount(nint language);

    [LibraryImport(Library, EntryPoint = "ts_language_symbol_name")]
    public static partial byte* SymbolName(nint language, ushort symbol);

    [LibraryImport(Library, EntryPoint = "ts_language_field_count")]
    public static partial uint FieldCount(nint language);

    [LibraryImport(Library, EntryPoint = "ts_language_field_name_for_id")]
    public static partial byte* FieldName(nint language, ushort field);

    /// <summary>Loads a grammar's library and gives the language that one of its functions returns.</summary>
    public static nint Language(string library, string function)
    {
        RuntimeHelpers.RunClassConstructor(typeof(Native).TypeHandle);
        var handle = NativeLibrary.Load(PathOf(library));
        return ((delegate* unmanaged<nint>)NativeLibrary.GetExport(handle, function))();
    }

    static nint Resolve(string library, Assembly assembly, DllImportSearchPath? search) =>
        library == Library ? NativeLibrary.Load(PathOf(library)) : 0;

    static string PathOf(string library) => Path.Combine(AppContext.BaseDirectory, "grammars", library + ".node");
}
