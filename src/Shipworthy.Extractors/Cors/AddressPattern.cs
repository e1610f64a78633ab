using System.Text;
using System.Text.RegularExpressions;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Cors;

/// <summary>How a library compares an origin with a regular expression.</summary>
enum Matching
{
    /// <summary>Anywhere in the origin, as JavaScript's <c>test</c> does.</summary>
    Anywhere,

    /// <summary>From its beginning, as Python's <c>re.match</c> does.</summary>
    FromTheBeginning,

    /// <summary>The whole of it, as Python's <c>re.fullmatch</c> does.</summary>
    Whole,
}

/// <summary>
/// Tells what a regular expression for origins lets in, by asking it: a foreign address first, then addresses made from one that it matches, each as a
/// stranger could register it. The pattern comes from the scanned app, so it runs without backtracking, and otherwise with a time limit.
/// </summary>
static class AddressPattern
{
    /// <summary>The set that the pattern stands for.</summary>
    public static OriginList Read(string pattern, Matching matching, bool ignoreCase = true)
    {
        var anchored = matching switch
        {
            Matching.Anywhere => pattern,
            Matching.FromTheBeginning => $"^(?:{pattern})",
            Matching.Whole => $"^(?:{pattern})$",
        };
        var options = RegexOptions.CultureInvariant | (ignoreCase ? RegexOptions.IgnoreCase : RegexOptions.None);
        if (PatternsOfApp.Compiled(anchored, options) is not { } regex)
            return OriginList.Unknown($"allows what {pattern} matches, a pattern that could not be read");
        try
        {
            return Ask(regex, pattern);
        }
        catch (RegexMatchTimeoutException)
        {
            GivenUp.Add();
            return OriginList.Unknown($"allows what {pattern} matches, a pattern that takes too long to try");
        }
    }

    static OriginList Ask(Regex regex, string pattern)
    {
        if (regex.IsMatch("https://shipworthy.invalid") && regex.IsMatch("http://a.b.invalid:81"))
            return OriginList.Echoed;
        if (PatternSample.Of(pattern) is not { } sample || !regex.IsMatch(sample))
            return OriginList.Unknown($"allows what {pattern} matches, and which addresses those are could not be told");
        foreach (var (address, because) in Attacks(sample))
            if (regex.IsMatch(address))
                return OriginList.Matchable(because);
        return CorsPolicy.IsLocal(sample) ? new([new(Admits.Local, sample)]) : new([new(Admits.Named, sample)]);
    }

    /// <summary>Addresses that a stranger can have, each with what its match means.</summary>
    static IEnumerable<(string Address, string Because)> Attacks(string sample)
    {
        var scheme = sample.IndexOf("://", StringComparison.Ordinal) is >= 0 and var colon ? sample[..(colon + 3)] : "";
        var host = sample[scheme.Length..];
        var name = host.Split(':', 2)[0];
        var port = host[name.Length..];
        var namesScheme = scheme.Length > 0;
        scheme = namesScheme ? scheme : "https://";
        yield return ($"{scheme}{host}.shipworthy.invalid", $"allows every address that begins like {name}, so {name}.evil.example too");
        yield return (
            $"{scheme}{name}.shipworthy.invalid{port}",
            $"allows every address that begins like {name}, so {name}.evil.example too"
        );
        if (!name.Contains('.', StringComparison.Ordinal))
            yield break;
        var labels = name.Split('.');
        var own = string.Join('.', labels[^2..]);
        yield return ($"{scheme}shipworthy{own}{port}", $"allows every address that ends with {own}, so evil{own} too");
        for (var dot = name.IndexOf('.', StringComparison.Ordinal); dot >= 0; dot = name.IndexOf('.', dot + 1))
            if (dot > 0)
                yield return (
                    $"{scheme}{name[..dot]}x{name[(dot + 1)..]}{port}",
                    $"allows {name[..dot]}x{name[(dot + 1)..]} too, since a dot that is not escaped is any letter"
                );
        if (Addresses.SharedHostIn(name) is { } shared)
        {
            yield return ($"{scheme}shipworthy.{shared}{port}", $"allows every address under {shared}, where anybody can get one");
            if (name.Length > shared.Length + 1 && name[^(shared.Length + 2)] is var last)
                yield return (
                    $"{scheme}{name[..^(shared.Length + 2)]}{(last == 'z' ? 'y' : 'z')}.{shared}{port}",
                    $"allows addresses like {name}, and anybody can get one under {shared}"
                );
        }
        if (namesScheme)
            yield return ($"http://{host}", $"allows http://{name}, for which anybody on the way can answer, since it is not encrypted");
    }
}

/// <summary>
/// Makes one text that a regular expression matches: the first way through every choice, the fewest turns of every loop that still show there is one.
/// It knows what people use for addresses, and gives up on the rest.
/// </summary>
sealed class PatternSample
{
    readonly string pattern;
    int at;
    bool gaveUp;

    PatternSample(string pattern) => this.pattern = pattern;

    /// <summary>A matching text; null when the pattern uses more than is known here.</summary>
    public static string? Of(string pattern)
    {
        var sample = new PatternSample(pattern);
        var text = sample.Choice(depth: 0);
        return sample.gaveUp || sample.at < pattern.Length ? null : text;
    }

    string Choice(int depth)
    {
        var first = Sequence(depth);
        while (at < pattern.Length && pattern[at] == '|')
        {
            at++;
            Sequence(depth);
        }
        return first;
    }

    string Sequence(int depth)
    {
        var text = new StringBuilder();
        while (at < pattern.Length && pattern[at] is not ('|' or ')') && !gaveUp)
            text.Append(Repeated(Atom(depth)));
        return text.ToString();
    }

    string Atom(int depth)
    {
        var letter = pattern[at++];
        switch (letter)
        {
            case '^' or '$':
                return "";
            case '.':
                // A bare dot is usually a dot that its author forgot to escape; a repeated one is a part of a name.
                return at < pattern.Length && pattern[at] is '*' or '+' or '{' ? "a" : ".";
            case '(' when depth < 50:
                SkipGroupKind();
                var inside = Choice(depth + 1);
                at++;
                return inside;
            case '[':
                return Class();
            case '\\' when at < pattern.Length:
                return Escape(pattern[at++]);
            case '(' or '\\':
                gaveUp = true;
                return "";
            default:
                return letter.ToString();
        }
    }

    void SkipGroupKind()
    {
        if (at + 1 >= pattern.Length || pattern[at] != '?')
            return;
        if (pattern[at + 1] == ':')
            at += 2;
        else if (pattern[at + 1] is 'P' or '<' && pattern.IndexOf('>', at) is > 0 and var end && pattern[at + 2] is not ('=' or '!'))
            at = end + 1;
        else
            gaveUp = true;
    }

    string Escape(char letter) =>
        letter switch
        {
            'd' => "1",
            'w' => "a",
            'b' or 'A' or 'Z' or 'z' => "",
            's' or 'S' or 'D' or 'W' => GiveUp(),
            _ => letter.ToString(),
        };

    string GiveUp()
    {
        gaveUp = true;
        return "";
    }

    /// <summary>A letter that the class holds: the first of some that names and ports are made of.</summary>
    string Class()
    {
        var end = pattern.IndexOf(']', Math.Min(at + 1, pattern.Length));
        if (end < 0)
            return GiveUp();
        var set = pattern[(at - 1)..(end + 1)];
        at = end + 1;
        try
        {
            var regex = new Regex(set, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
            foreach (var letter in "a1b2-.:A/")
                if (regex.IsMatch(letter.ToString()))
                    return letter.ToString();
        }
        catch (ArgumentException)
        {
            return GiveUp();
        }
        return GiveUp();
    }

    string Repeated(string atom)
    {
        if (at >= pattern.Length)
            return atom;
        var times = 1;
        switch (pattern[at])
        {
            case '?' or '*' or '+':
                at++;
                break;
            case '{' when pattern.IndexOf('}', at) is > 0 and var end:
                _ = int.TryParse(pattern[(at + 1)..end].Split(',')[0], out times);
                times = Math.Clamp(times, 1, 100);
                at = end + 1;
                break;
            default:
                return atom;
        }
        if (at < pattern.Length && pattern[at] is '?' or '+')
            at++;
        return string.Concat(Enumerable.Repeat(atom, times));
    }
}
