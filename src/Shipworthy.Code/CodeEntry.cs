using System.Runtime.InteropServices;

namespace Shipworthy.Syntax;

/// <summary>
/// A node as the arena stores it. Nodes lie in the order of a walk from the top, so what a node holds are the entries from the one after it up to
/// <see cref="Next"/>. Strings are numbers in the file's table, where 0 is the empty string; <see cref="Word"/> is one more, so that 0 means none.
/// It is written to caches as it lies in memory: a change of its layout needs a new <see cref="CodeFile.FormatVersion"/>.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
struct CodeEntry
{
    public int Start;
    public int End;
    public int Next;
    public int Parent;
    public int Name;
    public int Operator;
    public int Word;
    public CodeKind Kind;
    public Part Part;
    public Modifiers Modifiers;
}
