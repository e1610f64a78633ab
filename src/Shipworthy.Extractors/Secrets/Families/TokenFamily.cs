using Shipworthy.Extractors.Secrets.Shapes;
using Shipworthy.Generators;

namespace Shipworthy.Extractors.Secrets.Families;

/// <summary>The tokens of a vendor or of a group of vendors. Its file is its registration.</summary>
abstract class TokenFamily
{
    /// <summary>The tokens, each with its shape and its offline proof.</summary>
    public abstract ImmutableArray<Token> Tokens { get; }

    /// <summary>A token that is live when its shape fits and nothing shows that somebody made it up.</summary>
    protected static Token Live(string pattern, string noun, params ImmutableArray<Piece> shape) => new(pattern, noun, Shape.Of(shape));

    /// <summary>A token that the vendor marks as one for tests.</summary>
    protected static Token ForTests(string pattern, string noun, params ImmutableArray<Piece> shape) =>
        new(pattern, noun, Shape.Of(shape)) { Read = _ => new(SecretClass.TestMode, OfflineProof.Shape) };

    /// <summary>A key that is made to be seen by everybody.</summary>
    protected static Token ForEverybody(string pattern, string noun, params ImmutableArray<Piece> shape) =>
        new(pattern, noun, Shape.Of(shape)) { Read = _ => new(SecretClass.Public, OfflineProof.Shape) };

    /// <summary>A run of exactly, or at least and at most, so many characters.</summary>
    protected static Piece Run(CharacterSet set, int length) => Piece.Run(set, length);

    /// <inheritdoc cref="Run(CharacterSet,int)"/>
    protected static Piece Run(CharacterSet set, int min, int max) => Piece.Run(set, min, max);
}

/// <summary>One instance of every family of this assembly.</summary>
[ListsAll<TokenFamily>]
static partial class AllFamilies;

/// <summary>A kind of token: how it is found, and how it is read.</summary>
/// <param name="Pattern">Its short name.</param>
/// <param name="Noun">What it is, with its article.</param>
/// <param name="Shape">Its prefix, alphabet and length.</param>
sealed record Token(string Pattern, string Noun, Shape Shape)
{
    /// <summary>Reads what the shape matched; null when it is something else after all.</summary>
    public Func<Candidate, Reading?> Read { get; init; } = static _ => new(SecretClass.Live, OfflineProof.Shape);

    /// <summary>What sort of secret it is.</summary>
    public SecretKind Kind { get; init; } = SecretKind.VendorKey;

    /// <summary>Whether the value is proved otherwise, so that it may look as regular as it likes.</summary>
    public bool MayLookMade { get; init; }
}

/// <summary>What a candidate turned out to be.</summary>
sealed record Reading(SecretClass Class, OfflineProof Proof, string Because = "")
{
    /// <summary>A better noun than the token's; null to keep that.</summary>
    public string? Noun { get; init; }

    /// <summary>The secret part, where it is not the candidate itself: the key that belongs to a key id. Null to keep the candidate.</summary>
    public (int Start, int Length)? Part { get; init; }

    /// <summary>What sort of secret it is; null to keep the token's.</summary>
    public SecretKind? Kind { get; init; }

    /// <summary>The value without what differs from place to place, such as line ends; null to take it as it stands.</summary>
    public string? Value { get; init; }

    /// <summary>Until when it counts by its own claims.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>How long it counts from the day on which it was made; null when without limit, or by a date of its own.</summary>
    public TimeSpan? Lasts { get; init; }
}

/// <summary>A place at which a shape matched.</summary>
sealed class Candidate(SearchedBlob blob, int start, int length)
{
    readonly Lazy<string> value = new(() => System.Text.Encoding.Latin1.GetString(blob.Bytes.Span.Slice(start, length)));

    /// <summary>The blob that it stands in.</summary>
    public SearchedBlob Blob => blob;

    /// <summary>Where it starts.</summary>
    public int Start => start;

    /// <summary>How long it is.</summary>
    public int Length => length;

    /// <summary>What matched.</summary>
    public string Value => value.Value;

    /// <summary>Whether a word stands in its line or in so many lines before and after it, compared without case.</summary>
    public bool Near(int lines, params ReadOnlySpan<string> words)
    {
        var around = blob.Around(start, lines, lines);
        foreach (var word in words)
            if (around.Contains(word, StringComparison.OrdinalIgnoreCase))
                return true;
        return false;
    }
}
