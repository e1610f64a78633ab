namespace Shipworthy.Syntax;

/// <summary>A stretch of a text in UTF-16 units: from <see cref="Start"/> up to, without, <see cref="End"/>.</summary>
public readonly record struct Span(int Start, int End)
{
    /// <summary>How long it is.</summary>
    public int Length => End - Start;
}
