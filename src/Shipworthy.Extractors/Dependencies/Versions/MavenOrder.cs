namespace Shipworthy.Extractors.Dependencies.Versions;

/// <summary>
/// Versions of Maven (maven.apache.org/pom.html, "Version Order Specification"): parts between dots, hyphens and changes from digits to letters; numbers
/// come behind words, and the words <c>alpha</c>, <c>beta</c>, <c>milestone</c>, <c>rc</c>, <c>snapshot</c>, none, <c>sp</c> have an order of their own. A
/// hyphen makes a part weigh less than a dot does, and empty parts at the end of a group do not count.
/// </summary>
sealed class MavenOrder : VersionOrder
{
    static readonly ImmutableArray<string> words = ["alpha", "beta", "milestone", "rc", "snapshot", "", "sp"];

    MavenOrder() { }

    /// <summary>The order.</summary>
    public static MavenOrder Instance { get; } = new();

    /// <inheritdoc/>
    public override bool CanRead(string version) => version.Length > 0 && !version.AsSpan().ContainsAny(" ,[]()${}");

    /// <inheritdoc/>
    public override int Compare(string one, string other)
    {
        var (a, b) = (Trimmed(Parts(one)), Trimmed(Parts(other)));
        for (var at = 0; at < Math.Max(a.Count, b.Count); at++)
        {
            var left = at < a.Count ? a[at] : Padding(b[at]);
            var right = at < b.Count ? b[at] : Padding(a[at]);
            if (Compare(left, right) is not 0 and var order)
                return Math.Sign(order);
        }
        return 0;
    }

    /// <summary>The shorter version is filled up with parts of no weight of the same kind.</summary>
    static Part Padding(Part beside) => new(beside.Separator, beside.IsNumber ? "0" : "", beside.IsNumber);

    static int Compare(Part one, Part other)
    {
        if (one.IsNumber && other.IsNumber && one.Separator == other.Separator)
            return CompareNumbers(one.Text, other.Text);
        if (!one.IsNumber && !other.IsNumber && one.Separator == other.Separator)
            return CompareWords(one.Text, other.Text);
        return Weight(one).CompareTo(Weight(other));
    }

    /// <summary>"-word" before ".word" before "-number" before ".number"; a dot before a word means what a hyphen does there.</summary>
    static int Weight(Part part) =>
        (part.IsNumber, part.Separator) switch
        {
            (false, '-') => 0,
            (false, _) => 1,
            (true, '-') => 2,
            (true, _) => 3,
        };

    static int CompareWords(string one, string other)
    {
        var (left, right) = (words.IndexOf(one), words.IndexOf(other));
        return (left, right) switch
        {
            (< 0, < 0) => string.CompareOrdinal(one, other),
            // An unknown word comes behind all known ones.
            (< 0, _) => 1,
            (_, < 0) => -1,
            _ => left.CompareTo(right),
        };
    }

    static List<Part> Parts(string version)
    {
        var parts = new List<Part>();
        var separator = '.';
        var start = 0;
        version = version.ToLowerInvariant();
        for (var at = 0; at <= version.Length; at++)
        {
            var isSplit = at == version.Length || version[at] is '.' or '-' or '_';
            var isChange = !isSplit && at > start && char.IsAsciiDigit(version[at]) != char.IsAsciiDigit(version[at - 1]);
            if (!isSplit && !isChange)
                continue;
            var text = version[start..at];
            var isNumber = text.Length == 0 || char.IsAsciiDigit(text[0]);
            parts.Add(new(separator, isNumber ? (text.Length == 0 ? "0" : text) : Word(text, isChange), isNumber));
            separator = isSplit && at < version.Length && version[at] is '.' ? '.' : '-';
            start = isSplit ? at + 1 : at;
        }
        return parts;
    }

    /// <summary>One letter before a number is short for a word, and several words mean the release itself.</summary>
    static string Word(string text, bool beforeNumber) =>
        text switch
        {
            "a" when beforeNumber => "alpha",
            "b" when beforeNumber => "beta",
            "m" when beforeNumber => "milestone",
            "cr" => "rc",
            "ga" or "final" or "release" => "",
            _ => text,
        };

    /// <summary>Without the parts of no weight at the end, and before each hyphen.</summary>
    static List<Part> Trimmed(List<Part> parts)
    {
        for (var at = parts.Count - 1; at > 0; at--)
            if (parts[at].IsNothing && (at == parts.Count - 1 || parts[at + 1].Separator is '-'))
                parts.RemoveAt(at);
        return parts;
    }

    readonly record struct Part(char Separator, string Text, bool IsNumber)
    {
        public bool IsNothing => IsNumber ? Text.AsSpan().TrimStart('0').IsEmpty : Text.Length == 0;
    }
}
