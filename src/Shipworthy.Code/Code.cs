namespace Shipworthy.Syntax;

/// <summary>
/// A node of a file's code, in one small language for all languages. It is an index into the file's arena: copying and comparing cost nothing, and the default
/// value is no node (<see cref="Exists"/> is false), on which every question has an empty answer. No tree is deeper than
/// <see cref="CodeFile.DeepestLevel"/>, so walking by recursion is safe.
/// </summary>
public readonly struct Code : IEquatable<Code>
{
    readonly CodeFile? file;
    readonly int index;

    internal Code(CodeFile file, int index)
    {
        this.file = file;
        this.index = index;
    }

    /// <summary>Whether there is a node.</summary>
    public bool Exists => file is not null;

    /// <summary>What it is; unknown for no node.</summary>
    public CodeKind Kind => Entry.Kind;

    /// <summary>The role it plays in its parent.</summary>
    public Part Part => Entry.Part;

    /// <summary>Words before it and marks on it.</summary>
    public Modifiers Modifiers => Entry.Modifiers;

    /// <summary>The file that holds it. Only a node that exists has one.</summary>
    public CodeFile File => file ?? throw new InvalidOperationException("there is no node, so it has no file");

    /// <summary>Its first character in the text of the file.</summary>
    public int Start => Entry.Start;

    /// <summary>The character after its last one.</summary>
    public int End => Entry.End;

    /// <summary>The text as written.</summary>
    public string Text => file is null ? "" : file.Text[Start..End];

    /// <summary>
    /// The identifier, the member's name, the declared name, the property's key, the keyword argument's name, the decorator's last name, the module
    /// of an import, the last name of a type; empty when it has none.
    /// </summary>
    public string Name => file is null ? "" : file.StringAt(Entry.Name);

    /// <summary>The operator or sort, in the spelling of the language; see <see cref="CodeKind"/>. Empty when it has none.</summary>
    public string Operator => file is null ? "" : file.StringAt(Entry.Operator);

    /// <summary>The value of a string literal, escapes resolved, or the digits of a number literal; null for other nodes.</summary>
    public string? String => file is not null && Kind == CodeKind.Literal && Entry.Word > 0 ? file.StringAt(Entry.Word - 1) : null;

    /// <summary>Of an imported name, its name in the module it comes from: <c>default</c>, <c>*</c> for the whole module; otherwise empty.</summary>
    public string ImportedName => file is not null && Kind == CodeKind.Imported ? file.StringAt(Entry.Word - 1) : "";

    /// <summary>The node that holds it; none for the root.</summary>
    public Code Parent => file is null || index == 0 ? default : new(file, Entry.Parent);

    /// <summary>What it holds, in the order of the text. Iterating allocates nothing.</summary>
    public CodeChildren Children => new(file, index);

    /// <summary>The first child in a role; no node when there is none.</summary>
    public Code this[Part part]
    {
        get
        {
            foreach (var child in Children)
                if (child.Part == part)
                    return child;
            return default;
        }
    }

    /// <summary>What is called, constructed, or used as a tag; of a decorator, what is applied.</summary>
    public Code Callee =>
        Kind == CodeKind.Decorator && this[Part.Value] is var applied
            ? applied.Kind is CodeKind.Call or CodeKind.New
                ? applied[Part.Callee]
                : applied
            : this[Part.Callee];

    /// <summary>The object of a member or an index; of a call, the object whose method is called.</summary>
    public Code Receiver => Kind is CodeKind.Call or CodeKind.New ? Callee[Part.Receiver] : this[Part.Receiver];

    /// <summary>
    /// The arguments by position. Named ones are among them as <see cref="CodeKind.Argument"/> nodes, so that positions stay true; ask for them with
    /// <see cref="ArgumentNamed"/>. Of a decorator, those of its call.
    /// </summary>
    public IEnumerable<Code> Arguments => (Kind == CodeKind.Decorator ? this[Part.Value] : this).All(Part.Argument);

    /// <summary>The body of a function, loop, try or catch.</summary>
    public Code Body => this[Part.Body];

    /// <summary>The names of a plain chain, <c>process.env.PORT</c>; empty when it is anything else. Optional chaining makes no difference.</summary>
    public string DottedName =>
        Kind switch
        {
            CodeKind.Name => Name,
            CodeKind.Type when !this[Part.Receiver].Exists => Name,
            CodeKind.Member or CodeKind.Type => Receiver.DottedName is { Length: > 0 } receiver ? $"{receiver}.{Name}" : "",
            CodeKind.Call or CodeKind.New or CodeKind.Decorator => Callee.DottedName,
            _ => "",
        };

    /// <summary>The place for findings.</summary>
    public Location At => file is null ? Location.WholeApp : file.At(this);

    int Next => file is null ? 0 : Entry.Next;

    CodeEntry Entry => file is null ? default : file.EntryAt(index);

    internal int Index => index;

    /// <summary>Whether all the given modifiers are on it.</summary>
    public bool Is(Modifiers modifiers) => (Modifiers & modifiers) == modifiers;

    /// <summary>All children in a role, in the order of the text.</summary>
    public IEnumerable<Code> All(Part part)
    {
        foreach (var child in Children)
            if (child.Part == part)
                yield return child;
    }

    /// <summary>The value of a named argument; no node when it is not given.</summary>
    public Code ArgumentNamed(string name)
    {
        foreach (var argument in Arguments)
            if (argument.Kind == CodeKind.Argument && argument.Name == name)
                return argument[Part.Value];
        return default;
    }

    /// <summary>The argument at a position, from 0; no node when there are fewer, or when one before it is spread or named.</summary>
    public Code ArgumentAt(int position)
    {
        foreach (var argument in Arguments)
        {
            if (argument.Kind is CodeKind.Spread or CodeKind.Argument)
                return default;
            if (position-- == 0)
                return argument;
        }
        return default;
    }

    /// <summary>The entry of an object literal, field of a class or attribute of an element with a name; methods count. No node when there is none.</summary>
    public Code Property(string name)
    {
        foreach (var child in Children)
            if (child.Kind is CodeKind.Property or CodeKind.Function && child.Name == name)
                return child;
        return default;
    }

    /// <summary>Everything below it, in the order of the text, itself left out.</summary>
    public IEnumerable<Code> Descendants()
    {
        if (file is null)
            yield break;
        for (var at = index + 1; at < Next; at++)
            yield return new(file, at);
    }

    /// <summary>Everything of a kind below it.</summary>
    public IEnumerable<Code> Descendants(CodeKind kind)
    {
        if (file is null)
            yield break;
        for (var at = index + 1; at < Next; at++)
            if (file.EntryAt(at).Kind == kind)
                yield return new(file, at);
    }

    /// <summary>The nearest node around it of a kind; no node when there is none.</summary>
    public Code Enclosing(CodeKind kind)
    {
        var at = Parent;
        while (at.Exists && at.Kind != kind)
            at = at.Parent;
        return at;
    }

    /// <summary>Whether the other node is this one or below it.</summary>
    public bool Contains(Code other) => file is not null && ReferenceEquals(file, other.file) && other.index >= index && other.index < Next;

    /// <inheritdoc/>
    public bool Equals(Code other) => ReferenceEquals(file, other.file) && index == other.index;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Code other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(file, index);

    /// <summary>Whether two values are the same node.</summary>
    public static bool operator ==(Code left, Code right) => left.Equals(right);

    /// <summary>Whether two values are different nodes.</summary>
    public static bool operator !=(Code left, Code right) => !left.Equals(right);

    /// <summary>Kind and text, for debugging.</summary>
    public override string ToString() => file is null ? "no code" : $"{Kind} {(Text.Length > 60 ? Text[..60] + "…" : Text)}";
}
