using System.Collections;

namespace Shipworthy.Extractors.Reading;

/// <summary>
/// A shell pattern with the meaning of git's <c>wildmatch.c</c>. It is run as an automaton over sets of states, in time proportional to pattern times
/// text: a hostile pattern full of stars costs nothing more.
/// </summary>
sealed class Glob
{
    enum Kind : byte
    {
        One,
        Any,
        Class,
        Star,
        StarStar,
        SkipFolder,
    }

    readonly record struct Step(Kind Kind, byte Byte = 0, BitArray? Class = null, bool Fold = false);

    readonly List<Step> steps = [];
    bool crossesSlash;
    bool neverMatches;

    Glob() { }

    /// <summary>Reads a pattern.</summary>
    /// <param name="crossesSlash">Whether <c>*</c> and <c>?</c> match a slash, as in patterns that are held against a name.</param>
    public static Glob Parse(ReadOnlySpan<byte> pattern, bool crossesSlash, bool ignoreCase)
    {
        var glob = new Glob { crossesSlash = crossesSlash };
        for (var at = 0; at < pattern.Length && !glob.neverMatches; )
            at = glob.ReadStep(pattern, at, ignoreCase);
        return glob;
    }

    /// <summary>Whether the whole text matches.</summary>
    public bool Matches(ReadOnlySpan<byte> text)
    {
        if (neverMatches)
            return false;
        if (steps.Count == 0)
            return text.IsEmpty;
        Span<bool> now = steps.Count < 256 ? stackalloc bool[steps.Count + 1] : new bool[steps.Count + 1];
        Span<bool> next = steps.Count < 256 ? stackalloc bool[steps.Count + 1] : new bool[steps.Count + 1];
        now[0] = true;
        Pass(now);
        foreach (var c in text)
        {
            next.Clear();
            var alive = false;
            for (var i = 0; i < steps.Count; i++)
            {
                if (!now[i])
                    continue;
                var (taken, stays) = Take(steps[i], c);
                if (!taken)
                    continue;
                next[stays ? i : i + 1] = true;
                alive = true;
            }
            if (!alive)
                return false;
            Pass(next);
            var spent = now;
            now = next;
            next = spent;
        }
        return now[steps.Count];
    }

    /// <summary>States that can be reached without a character: a star may match nothing, and <c>**/</c> may match no folder.</summary>
    void Pass(Span<bool> states)
    {
        for (var i = 0; i < steps.Count; i++)
        {
            if (!states[i])
                continue;
            if (steps[i].Kind is Kind.Star or Kind.StarStar)
                states[i + 1] = true;
            if (steps[i].Kind is Kind.SkipFolder)
            {
                states[i + 1] = true;
                states[i + 3] = true;
            }
        }
    }

    (bool Taken, bool Stays) Take(in Step step, byte c) =>
        step.Kind switch
        {
            Kind.One => ((step.Fold ? Lower(c) : c) == step.Byte, false),
            Kind.Any => (c != '/' || crossesSlash, false),
            Kind.Class => (step.Class![c] && (c != '/' || crossesSlash), false),
            Kind.Star => (c != '/' || crossesSlash, true),
            Kind.StarStar => (true, true),
            Kind.SkipFolder => (false, false),
        };

    int ReadStep(ReadOnlySpan<byte> pattern, int at, bool ignoreCase)
    {
        switch (pattern[at])
        {
            case (byte)'*':
                return ReadStars(pattern, at);
            case (byte)'?':
                steps.Add(new(Kind.Any));
                return at + 1;
            case (byte)'[':
                var end = GlobClass.Read(pattern, at, ignoreCase, out var members);
                neverMatches |= members is null;
                steps.Add(new(Kind.Class, Class: members));
                return end;
            case (byte)'\\' when at + 1 == pattern.Length:
                neverMatches = true;
                return at + 1;
            case (byte)'\\':
                steps.Add(new(Kind.One, pattern[at + 1], Fold: ignoreCase));
                return at + 2;
            default:
                steps.Add(new(Kind.One, ignoreCase ? Lower(pattern[at]) : pattern[at], Fold: ignoreCase));
                return at + 1;
        }
    }

    /// <summary>Two or more stars cross folders only when they stand alone between slashes; otherwise they are one star.</summary>
    int ReadStars(ReadOnlySpan<byte> pattern, int at)
    {
        var end = at;
        while (end < pattern.Length && pattern[end] == '*')
            end++;
        var opens = at == 0 || pattern[at - 1] == '/';
        var closes = end == pattern.Length || pattern[end] == '/' || pattern[end..] is [(byte)'\\', (byte)'/', ..];
        if (end - at < 2 || !opens || !closes || crossesSlash)
        {
            steps.Add(new(Kind.Star));
            return end;
        }
        // The state after it is the star itself, the one after that the slash: passing over both lets "**/x" match "x".
        if (end < pattern.Length && pattern[end] == '/')
            steps.Add(new(Kind.SkipFolder));
        steps.Add(new(Kind.StarStar));
        return end;
    }

    internal static byte Lower(byte c) => c is >= (byte)'A' and <= (byte)'Z' ? (byte)(c + 32) : c;
}
