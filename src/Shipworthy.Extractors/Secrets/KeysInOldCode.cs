using System.Text;
using System.Text.RegularExpressions;
using Shipworthy.Extractors.Reading;
using Shipworthy.Extractors.Secrets.Generic;
using Shipworthy.Extractors.Secrets.Shapes;
using Shipworthy.Extractors.Sinks;

namespace Shipworthy.Extractors.Secrets;

/// <summary>
/// Finds keys of the app's own in old versions of its code: literals that the code itself signed or encrypted with. Of the working tree that is known from
/// the linked code; an old version is looked at alone, so a key that came from another file is not seen. What was only a fallback, or reads like a text
/// that stands for a key, may never have been one: it counts where the same value was a key elsewhere.
/// </summary>
static partial class KeysInOldCode
{
    const int Shortest = 8;

    /// <summary>Calls that take a key. Code without any of them is not parsed.</summary>
    static readonly NeedleIndex calls = new([
        "createhmac",
        "sign(",
        ".verify(",
        "jwt.decode",
        "jwt.encode",
        "importkey",
        "hmacsha256",
        "hmacsha512",
        "hmac.new",
        "createcipheriv",
        "fernet(",
        "symmetricsecuritykey",
    ]);

    /// <summary>The keys in a version of a file; none when it was no code that ran in production.</summary>
    public static IEnumerable<Sighting> In(SearchedBlob blob)
    {
        var language = Languages.Of(blob.Path);
        if (blob.Role is not FileRole.Prod || language is Language.None or Language.Hcl || !MentionsKeys(blob.Bytes.Span))
            return [];
        var file = CodeFile.Parse(blob.Path, blob.Text, language);
        var code = new CodeBase(file);
        var guards = new SinkGuards(code, new(code, variables: null));
        var handed = new HandedIn(code, _ => true);
        var publicKeys = new PublicKeys(code);
        return
        [
            .. AllSinkFinders
                .All.SelectMany(finder => finder.Find(code))
                .Where(site =>
                    site.Use is SinkUse.SignsSessions or SinkUse.SignsData or SinkUse.Encrypts or SinkUse.VerifiesSenders
                    && !publicKeys.Serve(site)
                )
                .SelectMany(site => Written(code, handed, guards, site))
                .Select(found => Sight(blob, found.Literal, found.IsFallback))
                .DistinctBy(sighting => sighting.Start),
        ];
    }

    static bool MentionsKeys(ReadOnlySpan<byte> bytes)
    {
        var places = new List<int>();
        calls.Search(bytes, places, static (places, at, _) => places.Add(at));
        foreach (var at in places)
            // Object.assign( stands in every third file, and signs nothing.
            if (!bytes[..at].EndsWith("as"u8) || !bytes[at..].StartsWith("sign("u8))
                return true;
        return false;
    }

    /// <summary>The literals that were the key of a use, or stood in for one that was not set.</summary>
    static IEnumerable<(Value.Text Literal, bool IsFallback)> Written(CodeBase code, HandedIn handed, SinkGuards guards, SinkSite site)
    {
        var expression = SecretForms.Unwrapped(code, site.Secret);
        var value = code.ValueOf(expression);
        IEnumerable<Value> values = value is Value.Unknown ? handed.ValuesOf(expression) : [value];
        return values
            .SelectMany(Literals)
            .Where(found =>
                found.Literal is var text
                && text.Content.Length >= Shortest
                && text.Origin is { Exists: true, Kind: CodeKind.Literal }
                && guards.Of(site, expression, expression.Name, text.Content, text.Origin).Kind is SinkGuard.None or SinkGuard.OnlyWarns
            );
    }

    static IEnumerable<(Value.Text Literal, bool IsFallback)> Literals(Value value) =>
        value switch
        {
            Value.Text text => [(text, false)],
            Value.FromEnvironment { Default: Value.Text text } => [(text, true)],
            Value.EitherOf either => either.Possible.OfType<Value.Text>().Select(text => (text, true)),
            _ => [],
        };

    static Sighting Sight(SearchedBlob blob, Value.Text literal, bool isFallback)
    {
        var stands = StandsForAKey().IsMatch(literal.Content);
        var start = Encoding.UTF8.GetByteCount(blob.Text.AsSpan(0, literal.Origin.Start)) + 1;
        return new(literal.Content, start, Encoding.UTF8.GetByteCount(literal.Content))
        {
            Kind = SecretKind.Named,
            Class = stands || isFallback ? SecretClass.Aimless : SecretClass.Live,
            Pattern = NamedSecrets.OwnKey,
            Noun = "a signing or encryption key",
            Proof = OfflineProof.Parsed,
            SignsOrEncrypts = true,
            Because =
                stands ? "reads like a text that stands for a key"
                : isFallback ? "only stood in for a key that was not set"
                : "",
        };
    }

    [GeneratedRegex(
        "change|your|replace|example|placeholder|todo|dummy|insert|fixme|default|fallback",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex StandsForAKey();
}
