using Shipworthy.Syntax.Lowering;
using Shipworthy.Syntax.Trees;

namespace Shipworthy.Syntax;

/// <summary>A file of code: its text, its tree, its comments. Immutable, and safe to read from any thread.</summary>
public sealed partial class CodeFile
{
    /// <summary>No tree is deeper. What lies deeper in the text is one <see cref="CodeKind.Unknown"/> node with the operator <c>too deep</c>.</summary>
    public const int DeepestLevel = 1000;

    readonly CodeEntry[] entries;
    readonly string[] strings;
    readonly Lazy<LineMap> lines;

    internal CodeFile(string path, string text, CodeArena arena)
    {
        Path = path;
        Text = text;
        Language = arena.Language;
        Comments = arena.Comments;
        SyntaxNodes = arena.SyntaxNodes;
        NotParsed = arena.NotParsed;
        entries = arena.Entries;
        strings = arena.Strings;
        lines = new(() => new LineMap(Text));
    }

    /// <summary>Path below the root of the app, with forward slashes.</summary>
    public string Path { get; }

    /// <summary>The language it is written in.</summary>
    public Language Language { get; }

    /// <summary>The text that all offsets count in.</summary>
    public string Text { get; }

    /// <summary>The module: everything in the file is below it.</summary>
    public Code Root => new(this, 0);

    /// <summary>Where the comments are, in the order of the text. No comment is a node.</summary>
    public ImmutableArray<Span> Comments { get; }

    /// <summary>Why the file could not be parsed, as a clause; then it has only a root. Null when it was parsed.</summary>
    public string? NotParsed { get; }

    /// <summary>How many nodes the tree has.</summary>
    public int Nodes => entries.Length;

    /// <summary>How many nodes were not understood.</summary>
    public int UnknownNodes => entries.Count(entry => entry.Kind == CodeKind.Unknown);

    /// <summary>How many named nodes the grammar saw; what <see cref="UnknownNodes"/> is to be measured against.</summary>
    public int SyntaxNodes { get; }

    /// <summary>Parses and lowers a text. It never throws on input, and takes a few seconds at the very most.</summary>
    public static CodeFile Parse(string path, string text) => Parse(path, text, Languages.Of(path));

    /// <summary>Parses and lowers a text that is in a language whatever its path says.</summary>
    public static CodeFile Parse(string path, string text, Language language) => new(path, text, Lowerings.Lower(text, language));

    /// <summary>The place of a node for findings: its first line and column, and its last line.</summary>
    public Location At(Code code)
    {
        var (line, column) = lines.Value.Of(code.Start);
        var (lastLine, _) = lines.Value.Of(Math.Max(code.Start, code.End - 1));
        return Location.At(Path, line, column, lastLine);
    }

    /// <summary>The place of an offset of the text.</summary>
    public Location At(int offset)
    {
        var (line, column) = lines.Value.Of(offset);
        return Location.At(Path, line, column);
    }

    /// <inheritdoc/>
    public override string ToString() => Path;

    internal ref readonly CodeEntry EntryAt(int index) => ref entries[index];

    internal string StringAt(int index) => strings[index];
}
