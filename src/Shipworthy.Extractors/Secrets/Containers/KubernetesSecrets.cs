using System.Text;
using System.Text.RegularExpressions;
using Shipworthy.Extractors.Secrets.Generic;

namespace Shipworthy.Extractors.Secrets.Containers;

/// <summary>
/// The data of Kubernetes secrets, which base64 hides from nobody. Sealed secrets and files encrypted by SOPS are another matter, and templates hold
/// references.
/// </summary>
sealed partial class KubernetesSecrets : ContainerFamily
{
    const string Pattern = "kubernetes-secret";
    const string Noun = "a Kubernetes secret";

    public override ImmutableArray<ContainerKind> Kinds => [new(Pattern, Noun, ["*.yaml", "*.yml"], In)];

    static IEnumerable<Sighting> In(SearchedBlob blob)
    {
        if (
            blob.Bytes.Span.IndexOf("kind: Secret"u8) < 0
            || !IsSecret().IsMatch(blob.Text)
            || blob.Text.Contains("\nsops:", StringComparison.Ordinal)
        )
            yield break;
        var text = Encoding.Latin1.GetString(blob.Bytes.Span);
        foreach (Match document in Documents().Matches(text))
        {
            if (!IsSecret().IsMatch(document.Value))
                continue;
            foreach (Match section in Sections().Matches(document.Value))
            foreach (Match entry in Entries().Matches(section.Groups["entries"].Value))
                if (Decoded(entry.Groups["v"].Value, section.Groups["kind"].Value) is { } value && IsReal(value, entry.Groups["n"].Value))
                    yield return Sight(
                        blob,
                        value,
                        document.Index + section.Groups["entries"].Index + entry.Groups["v"].Index,
                        entry.Groups["v"].Length,
                        Pattern,
                        Noun
                    ) with
                    {
                        Name = entry.Groups["n"].Value,
                    };
        }
    }

    static string? Decoded(string value, string kind)
    {
        if (kind is "stringData")
            return value;
        var bytes = new byte[value.Length];
        return Convert.TryFromBase64String(value, bytes, out var written) && written > 0
            ? Encoding.UTF8.GetString(bytes[..written]).Trim()
            : null;
    }

    /// <summary>User names and hosts stand beside passwords; only what is secret by its name, or random, counts.</summary>
    static bool IsReal(string value, string name) =>
        value.Length >= 6
        && !Placeholders.AsNamed(value, name)
        && (
            SensitiveName.Of(name) is not Sensitivity.None
            || (Randomness.LooksRandom(value) && !Words.ReadLike(value) && !Words.IsCode(value))
        )
        && (Randomness.LooksRandom(value) || Randomness.ClassesOf(value) >= 2);

    [GeneratedRegex(@"^kind: Secret\s*$", RegexOptions.Multiline | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex IsSecret();

    [GeneratedRegex(@"(?:(?!^---).*\n?)+", RegexOptions.Multiline | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Documents();

    [GeneratedRegex(
        @"^(?<kind>data|stringData):[ \t]*\r?\n(?<entries>(?:[ \t]+.*\n?)+)",
        RegexOptions.Multiline | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Sections();

    [GeneratedRegex(
        @"^[ \t]+[""']?(?<n>[A-Za-z0-9._-]+)[""']?:[ \t]*[""']?(?<v>[^\s""'#]+)",
        RegexOptions.Multiline | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Entries();
}
