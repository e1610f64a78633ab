using System.Text;
using System.Text.RegularExpressions;
using Shipworthy.Extractors.Reading;
using Shipworthy.Extractors.Secrets.Containers;
using Shipworthy.Extractors.Secrets.Generic;

namespace Shipworthy.Extractors.Secrets.OwnRules;

/// <summary>
/// A rule that the team wrote for its own scanner: what it finds is secret by the team's own word. A value that reads like a word, or a rule that names files
/// only, is listed and convicts nobody: such rules are also written for addresses and names.
/// </summary>
/// <param name="Id">Its name in the file.</param>
/// <param name="File">The file that it stands in.</param>
/// <param name="Expression">What it looks for; null when it names files only.</param>
/// <param name="Group">The group that is the secret; 0 for the first that takes part.</param>
/// <param name="Entropy">The fewest bits a character; 0 for any.</param>
/// <param name="Keywords">Texts of which a file has to hold one; empty when it need not.</param>
/// <param name="Path">The files that it is for; null for all.</param>
sealed record OwnRule(string Id, string File, Regex? Expression, int Group, double Entropy, ImmutableArray<string> Keywords, Regex? Path)
{
    const int Longest = 2000;
    const int Shortest = 6;

    /// <summary>How many lines around a value its host is looked for in.</summary>
    const int Lines = 12;

    /// <summary>The pattern of its sightings.</summary>
    public string Pattern => $"own-rule:{Id}";

    /// <summary>Whether it is for a file of this path.</summary>
    public bool IsFor(string path) => Path is null || (path.Length > 0 && Path.IsMatch(path));

    /// <summary>What it finds in a blob.</summary>
    /// <param name="latin">The bytes of the blob, each as the letter of the same number.</param>
    public IEnumerable<(Sighting Sighting, string Match)> In(SearchedBlob blob, string latin)
    {
        if (Expression is null)
        {
            if (File != blob.Path && latin.Trim().Length >= Shortest)
                yield return (Sight(blob.Text, 0, 0, SecretClass.Aimless, $"stands in a file that the rule {Id} of {File} forbids"), "");
            yield break;
        }
        foreach (Match match in Expression.Matches(latin))
        {
            var (start, length) = SecretOf(match);
            if (length is < Shortest or > Longest || (Entropy > 0 && Randomness.EntropyOf(latin.AsSpan(start, length)) <= Entropy))
                continue;
            var value = blob.TextOf(start, start + length);
            var (secretClass, because) = Judge(blob, value, start);
            if (secretClass is not SecretClass.Placeholder)
                yield return (Sight(value, start, length, secretClass, because), match.Value);
        }
    }

    (int Start, int Length) SecretOf(Match match)
    {
        for (var i = 1; i < match.Groups.Count; i++)
            if (match.Groups[i].Length > 0 && (Group == 0 || Group == i))
                return (match.Groups[i].Index, match.Groups[i].Length);
        return Group == 0 ? (match.Index, match.Length) : (match.Index, 0);
    }

    (SecretClass Class, string Because) Judge(SearchedBlob blob, string value, int at) =>
        Placeholders.AsNamed(value, Id) ? (SecretClass.Placeholder, "")
        : blob.Role is FileRole.Docs or FileRole.Paste && Hosts.FarthestIn(blob.Around(at, Lines, Lines)) is not Reach.Real
            ? (SecretClass.Aimless, "")
        : ContainerFamily.ClassIn(blob.Role) is not SecretClass.Live and var excused ? (excused, "")
        : Words.ReadLike(value) || value.All(char.IsAsciiDigit) || !(Randomness.LooksRandom(value) || Randomness.ClassesOf(value) >= 3)
            ? (SecretClass.Aimless, "reads like a word or a number")
        : (SecretClass.Live, "");

    Sighting Sight(string value, int start, int length, SecretClass secretClass, string because) =>
        new(value, start, length)
        {
            Kind = SecretKind.Named,
            Class = secretClass,
            Pattern = Pattern,
            Noun = $"a value that the rule {Id} of {File} looks for",
            Proof = OfflineProof.None,
            Because = because,
        };
}
