using System.Collections;

namespace Shipworthy.Syntax;

/// <summary>The children of a node. A <c>foreach</c> over it allocates nothing; LINQ works too.</summary>
public readonly struct CodeChildren : IEnumerable<Code>
{
    readonly CodeFile? file;
    readonly int parent;

    internal CodeChildren(CodeFile? file, int parent)
    {
        this.file = file;
        this.parent = parent;
    }

    /// <summary>Starts a walk.</summary>
    public Enumerator GetEnumerator() => new(file, parent);

    IEnumerator<Code> IEnumerable<Code>.GetEnumerator() => GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>A walk over the children of a node.</summary>
    public struct Enumerator : IEnumerator<Code>
    {
        readonly CodeFile? file;
        readonly int parent;
        readonly int end;
        int current;
        int next;

        internal Enumerator(CodeFile? file, int parent)
        {
            this.file = file;
            this.parent = parent;
            end = file is null ? 0 : file.EntryAt(parent).Next;
            next = parent + 1;
        }

        /// <inheritdoc/>
        public readonly Code Current => file is null ? default : new(file, current);

        readonly object IEnumerator.Current => Current;

        /// <inheritdoc/>
        public bool MoveNext()
        {
            if (file is null || next >= end)
                return false;
            current = next;
            next = file.EntryAt(next).Next;
            return true;
        }

        /// <inheritdoc/>
        public void Reset() => next = parent + 1;

        /// <inheritdoc/>
        public readonly void Dispose() { }
    }
}
