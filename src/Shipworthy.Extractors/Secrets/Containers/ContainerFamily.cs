using System.Text.RegularExpressions;
using Shipworthy.Extractors.Reading;
using Shipworthy.Generators;

namespace Shipworthy.Extractors.Secrets.Containers;

/// <summary>Kinds of file that are made to hold secrets, and are known by their name. Its file is its registration.</summary>
abstract class ContainerFamily
{
    const RegexOptions Options =
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.Multiline | RegexOptions.IgnoreCase;

    /// <summary>The kinds, each with its names and the places in it where a secret stands.</summary>
    public abstract ImmutableArray<ContainerKind> Kinds { get; }

    /// <summary>A kind of file in which every match of the group <c>v</c> of a pattern is a secret.</summary>
    /// <param name="names">File names in lower case, or endings with a star in front: <c>*.tfstate</c>.</param>
    protected static ContainerKind Text(string pattern, string noun, ImmutableArray<string> names, string values) =>
        new(pattern, noun, names, blob => InText(blob, pattern, noun, new(values, Options)));

    /// <summary>A kind of file in which every match of the group <c>v</c> of a pattern is a key that the app signs or encrypts with.</summary>
    /// <inheritdoc cref="Text"/>
    protected static ContainerKind OwnKey(string pattern, string noun, ImmutableArray<string> names, string values) =>
        new(
            pattern,
            noun,
            names,
            blob => InText(blob, pattern, noun, new(values, Options)).Select(sighting => sighting with { SignsOrEncrypts = true })
        );

    /// <summary>Every match of the group <c>v</c>, without the texts that stand for a value; the group <c>n</c> is its name.</summary>
    protected static IEnumerable<Sighting> InText(SearchedBlob blob, string pattern, string noun, Regex values)
    {
        var text = System.Text.Encoding.Latin1.GetString(blob.Bytes.Span);
        foreach (Match match in values.Matches(text))
        {
            var value = match.Groups["v"];
            var name = match.Groups["n"];
            if (
                value.Length > 0
                && !IsEmpty(value.Value)
                && !RepeatsItsName(match, value)
                && (!name.Success || Generic.SensitiveName.Of(name.Value) is not Generic.Sensitivity.None)
            )
                yield return Sight(blob, value.Value, value.Index, value.Length, pattern, noun) with
                {
                    Name = name.Value,
                };
        }
    }

    /// <summary>A secret of a file of this kind.</summary>
    protected static Sighting Sight(SearchedBlob blob, string value, int start, int length, string pattern, string noun) =>
        new(value, start, length)
        {
            Kind = SecretKind.Container,
            Class = ClassIn(blob.Role),
            Pattern = pattern,
            Noun = noun,
            Proof = OfflineProof.Parsed,
        };

    /// <summary>Files of tests and templates open nothing, as long as nothing else uses their values.</summary>
    public static SecretClass ClassIn(FileRole role) =>
        role switch
        {
            FileRole.Test => SecretClass.Fixture,
            FileRole.Example => SecretClass.Example,
            FileRole.Vendored or FileRole.Lock => SecretClass.Placeholder,
            FileRole.Generated
            or FileRole.Docs
            or FileRole.Paste
            or FileRole.Ci
            or FileRole.Infra
            or FileRole.Migration
            or FileRole.Script
            or FileRole.Prod => SecretClass.Live,
        };

    /// <summary>Whether the value is the word in front of it: <c>oauth_token: oauth_token</c>.</summary>
    static bool RepeatsItsName(Match match, Group value) =>
        match.Value[..(value.Index - match.Index)].Contains(value.Value, StringComparison.OrdinalIgnoreCase);

    static bool IsEmpty(string value) =>
        (Placeholders.IsReference(value) && !(value.Length >= 32 && Randomness.EntropyOf(value) > 4.5))
        || value.Contains("your", StringComparison.OrdinalIgnoreCase)
        || value.Replace("_", "").Replace("-", "").Contains("changeme", StringComparison.OrdinalIgnoreCase)
        || value.Contains("xxxx", StringComparison.OrdinalIgnoreCase)
        || value.Contains("put ", StringComparison.OrdinalIgnoreCase)
        || value.StartsWith('<')
        || value is "anonymous"
        || value.All(letter => letter is '*' or '.' or '-' or '!');
}

/// <summary>One instance of every family of this assembly.</summary>
[ListsAll<ContainerFamily>]
static partial class AllContainerFamilies;

/// <summary>A kind of file that holds secrets.</summary>
/// <param name="Pattern">Its short name.</param>
/// <param name="Noun">What a secret in it is, with its article.</param>
/// <param name="Names">File names in lower case, or endings with a star in front.</param>
/// <param name="Read">Finds the secrets in a file of that name; none when its content is of another kind.</param>
sealed record ContainerKind(string Pattern, string Noun, ImmutableArray<string> Names, Func<SearchedBlob, IEnumerable<Sighting>> Read);
