using System.Text;
using Shipworthy.Extractors.Reading;
using Shipworthy.Extractors.Secrets.Containers;
using Shipworthy.Extractors.Secrets.Families;
using Shipworthy.Extractors.Secrets.Generic;
using Shipworthy.Extractors.Secrets.Hidden;
using Shipworthy.Extractors.Secrets.Logins;
using Shipworthy.Extractors.Secrets.OwnRules;
using Shipworthy.Extractors.Secrets.Shapes;

namespace Shipworthy.Extractors.Secrets;

/// <summary>
/// Finds secrets in bytes. One pass looks for the beginnings of tokens and for names that can be sensitive; only where one is found, shapes are matched
/// and literals read. Nothing depends on other blobs: what does, such as a value that stands in two places, is decided in <see cref="SecretLedger"/>.
/// </summary>
static class SecretSearch
{
    static readonly ImmutableArray<Token> Tokens =
    [
        .. AllFamilies.All.SelectMany(family => family.Tokens),
        .. AllFamilies.All.SelectMany(family => family.Tokens).Select(EncodedTokens.Of).OfType<Token>(),
    ];

    static readonly ImmutableArray<string> Needles =
    [
        .. Tokens.Select(token => token.Shape.Needle),
        .. SensitiveName.Needles,
        .. LoginSearch.Needles,
        .. AuthorizationHeaders.Needles,
        .. SplitTexts.Needles,
        .. DecodedTexts.Needles,
        .. ExportedValues.Needles,
    ];

    static readonly int FirstName = Tokens.Length;

    static readonly int FirstLogin = FirstName + SensitiveName.Needles.Length;

    static readonly int FirstHeader = FirstLogin + LoginSearch.Needles.Length;

    static readonly int FirstSplit = FirstHeader + AuthorizationHeaders.Needles.Length;

    static readonly int FirstDecoded = FirstSplit + SplitTexts.Needles.Length;

    static readonly int FirstExport = FirstDecoded + DecodedTexts.Needles.Length;

    internal static readonly NeedleIndex Index = new(Needles);

    /// <summary>All sightings in a blob, in the order of their places; of several that take the same bytes, the one that says most.</summary>
    /// <param name="settings">What the team tells its own scanner.</param>
    public static ImmutableArray<Sighting> In(SearchedBlob blob, ScannerSettings settings)
    {
        var work = Look(blob, asWritten: false);
        work.Found.AddRange(ContainerFiles.In(blob));
        if (work.MayBeLogin || work.MentionsPassword)
            work.Found.AddRange(LoginSearch.In(blob));
        if (work.MayBeExport)
            work.Found.AddRange(ExportedValues.In(blob));
        if (!blob.IsBinary)
            work.Found.AddRange(settings.FindIn(blob));
        return work.Found.Count == 0
            ? []
            : [.. Strongest(work).Select(sighting => ServiceContainers.Apply(blob, Suppressions.Apply(blob, sighting, settings)))];
    }

    /// <summary>The tokens, named values and headers of a blob as they are written in it, whatever the file is called.</summary>
    public static IEnumerable<Sighting> AsWritten(SearchedBlob blob) => Strongest(Look(blob, asWritten: true));

    static Work Look(SearchedBlob blob, bool asWritten)
    {
        var work = new Work(blob, asWritten);
        if (!blob.IsBinary)
            Index.Search(blob.Bytes.Span, work, static (work, at, needle) => work.Look(at, needle));
        return work;
    }

    static IEnumerable<Sighting> Strongest(Work work)
    {
        var kept = new List<Sighting>();
        foreach (
            var sighting in work
                .Found.OrderByDescending(one => one.Kind)
                .ThenByDescending(one => one.Class is SecretClass.Live)
                .ThenByDescending(one => one.Proof)
                .ThenByDescending(one => one.Length)
                .ThenBy(one => one.Start)
        )
        {
            var disproved =
                sighting.Kind is SecretKind.Named
                && work.Disproved.Exists(span => span.Start < sighting.Start + sighting.Length && sighting.Start < span.End);
            if (!disproved && !kept.Exists(sighting.Overlaps))
                kept.Add(sighting);
        }
        return kept.OrderBy(one => one.Start);
    }

    sealed class Work(SearchedBlob blob, bool asWritten)
    {
        int namedUntil;
        int splitUntil;

        public List<Sighting> Found { get; } = [];

        /// <summary>Where something has a vendor's shape and is no secret after all: its name must not make it one.</summary>
        public List<(int Start, int End)> Disproved { get; } = [];

        /// <summary>Whether a call stands in it by which code makes an account or signs in.</summary>
        public bool MayBeLogin { get; private set; }

        /// <summary>Whether a word for password stands in it.</summary>
        public bool MentionsPassword { get; private set; }

        /// <summary>Whether a text stands in it by which the exports of tools are known.</summary>
        public bool MayBeExport { get; private set; }

        public void Look(int at, int needle)
        {
            if (needle < FirstName)
                LookForToken(at, Tokens[needle]);
            else if (needle < FirstLogin)
                LookForName(at);
            else if (needle < FirstHeader)
                MayBeLogin = true;
            else if (needle < FirstSplit)
                Take(AuthorizationHeaders.At(blob, at));
            else if (needle >= FirstExport)
                MayBeExport = true;
            else if (!asWritten)
                LookForHidden(at, needle);
        }

        void Take(Sighting? sighting)
        {
            if (sighting is not null)
                Found.Add(sighting);
        }

        void LookForHidden(int at, int needle)
        {
            if (needle >= FirstDecoded)
                Found.AddRange(DecodedTexts.At(blob, at));
            else if (at >= splitUntil)
            {
                var (found, end) = SplitTexts.At(blob, at);
                Found.AddRange(found);
                splitUntil = Math.Max(splitUntil, end);
            }
        }

        void LookForName(int at)
        {
            MentionsPassword = true;
            if (at < namedUntil || NamedSecrets.At(blob, at) is not { } named)
                return;
            Found.Add(named);
            namedUntil = named.Start;
        }

        void LookForToken(int at, Token token)
        {
            if (!token.Shape.Matches(blob.Bytes.Span, at, out var start, out var length))
                return;
            var candidate = new Candidate(blob, start, length);
            var made = !token.MayLookMade && Placeholders.InVendorShape(candidate.Value, at - start + token.Shape.Needle.Length);
            if (made || token.Read(candidate) is not { } reading)
            {
                Disproved.Add((start, start + length));
                return;
            }
            var part = reading.Part ?? (start, length);
            var value = reading.Value ?? Encoding.Latin1.GetString(blob.Bytes.Span.Slice(part.Start, part.Length));
            Found.Add(
                new(value, part.Start, part.Length)
                {
                    Kind = reading.Kind ?? token.Kind,
                    Class =
                        token.Kind is SecretKind.Container && reading.Class is SecretClass.Live
                            ? ContainerFamily.ClassIn(blob.Role)
                            : reading.Class,
                    Pattern = token.Pattern,
                    Noun = reading.Noun ?? token.Noun,
                    Proof = reading.Proof,
                    Because = reading.Because,
                    Expires = reading.Expires,
                    Lasts = reading.Lasts,
                }
            );
        }
    }
}
