using System.Collections.Concurrent;

namespace Shipworthy.Syntax.Trees;

/// <summary>Parses texts with tree-sitter. Parsers of the C library are pooled, since each may serve one thread at a time.</summary>
static unsafe class Parser
{
    /// <summary>How long one file may take on a machine that is busy; the slowest real files take a few hundred milliseconds on an idle one.</summary>
    static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    static readonly ConcurrentBag<nint> Idle = [];

    /// <summary>The tree of a text; null when it takes longer than ten seconds.</summary>
    public static SyntaxTree? Parse(string text, Grammar grammar)
    {
        if (!Idle.TryTake(out var parser))
        {
            parser = Native.NewParser();
            Native.SetTimeout(parser, (ulong)Limit.TotalMicroseconds);
        }
        Native.SetLanguage(parser, grammar.Language);
        nint tree;
        fixed (char* start = text)
            tree = Native.Parse(parser, 0, start, (uint)text.Length * sizeof(char), Native.Utf16);
        if (tree == 0)
            Native.Reset(parser);
        Idle.Add(parser);
        if (tree == 0)
            return null;
        try
        {
            return new TreeCopy(text, grammar).Of(tree);
        }
        finally
        {
            Native.DeleteTree(tree);
        }
    }
}
