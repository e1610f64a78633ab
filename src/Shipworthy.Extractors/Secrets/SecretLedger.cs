using Shipworthy.Extractors.Secrets.Generic;

namespace Shipworthy.Extractors.Secrets;

/// <summary>
/// Brings together what was seen of each value at all its places, and decides what no single place can: a password that is local in one file and opens
/// production in another is live; a key that the vendor limits to a date is judged at the newest commit.
/// </summary>
sealed class SecretLedger
{
    /// <summary>What a value is worth when its places disagree: the first of these that one of them says.</summary>
    static readonly SecretClass[] Precedence =
    [
        SecretClass.Live,
        SecretClass.Expired,
        SecretClass.TestMode,
        SecretClass.Suppressed,
        SecretClass.Public,
        SecretClass.Local,
        SecretClass.CiThrowaway,
        SecretClass.Aimless,
        SecretClass.Example,
        SecretClass.Fixture,
        SecretClass.Placeholder,
        SecretClass.Unknown,
    ];

    readonly Dictionary<string, List<Place>> places = new(StringComparer.Ordinal);
    readonly Dictionary<string, List<Location>> mentions = new(StringComparer.Ordinal);

    /// <summary>Takes a sighting at a place. Not safe for several threads at once.</summary>
    /// <param name="commit">The commit that holds it, when no file of the working tree does.</param>
    public void Add(Sighting sighting, Location at, PlaceRole role, SecretCommit? commit = null)
    {
        if (!places.TryGetValue(sighting.Value, out var list))
            places[sighting.Value] = list = [];
        list.Add(new(sighting, at, role, commit));
    }

    /// <summary>The values that open something at one of their places.</summary>
    public IEnumerable<string> LiveValues =>
        places.Where(one => one.Value.Exists(place => place.Sighting.Class is SecretClass.Live)).Select(one => one.Key);

    /// <summary>The files of the working tree with values that an allow-list calls harmless in some commits.</summary>
    public IEnumerable<string> PathsWithHarmlessCommits =>
        places
            .Values.SelectMany(list => list)
            .Where(place => place.Commit is null && IsHarmlessInSome(place))
            .Select(place => place.At.Path)
            .Distinct();

    /// <summary>
    /// Believes allow-lists of commits: a value that one of these commits brought is called harmless in that file, and in the later versions of it.
    /// </summary>
    /// <param name="firstCommit">The commit that brought a file of the working tree as it is; null when there is none.</param>
    public void SuppressByCommit(Func<string, string?> firstCommit)
    {
        foreach (var list in places.Values.Where(list => list.Exists(IsHarmlessInSome)))
        {
            var paths = list.Where(place =>
                    IsHarmlessInSome(place)
                    && (place.Commit?.Hash ?? firstCommit(place.At.Path)) is { } commit
                    && place.Sighting.HarmlessIn.Any(name => commit.StartsWith(name, StringComparison.Ordinal))
                )
                .Select(place => place.At.Path)
                .ToHashSet(StringComparer.Ordinal);
            for (var i = 0; i < list.Count; i++)
                if (IsHarmlessInSome(list[i]) && paths.Contains(list[i].At.Path))
                    list[i] = list[i] with
                    {
                        Sighting = list[i].Sighting with
                        {
                            Class = SecretClass.Suppressed,
                            Because = "is called harmless by an allow-list of commits",
                        },
                    };
        }
    }

    static bool IsHarmlessInSome(Place place) => !place.Sighting.HarmlessIn.IsEmpty && place.Sighting.Class is SecretClass.Live;

    /// <summary>Notes that a known value is also written at a place of the working tree where nothing called it a secret.</summary>
    public void AlsoAt(string value, Location at)
    {
        var list = places[value];
        if (list.Exists(place => place.Commit is null && place.At.Path == at.Path && place.At.Line == at.Line))
            return;
        mentions.TryAdd(value, []);
        mentions[value].Add(at);
    }

    /// <summary>One fact for each value.</summary>
    /// <param name="newest">When the newest commit was made; what expires is judged at that time. Null without one.</param>
    public IEnumerable<Secret> Secrets(DateTimeOffset? newest) => Facts(newest).Select(one => one.Secret);

    /// <summary>One fact for each value, with the other files in which it stands as what it is.</summary>
    /// <inheritdoc cref="Secrets"/>
    public IEnumerable<(Secret Secret, ImmutableArray<SecretCopy> Copies)> Facts(DateTimeOffset? newest) =>
        places
            .Values.Where(list => !IsLeftToSinks(list))
            .Select(list =>
            {
                var secret = FactOf(list, newest);
                return (secret, Copies(secret, list, newest));
            });

    /// <summary>
    /// The other files, one place each. Of a secret that is in the working tree these are files of it. In the history a file is often the same one under a new
    /// path, so there only another name counts, and of whole files of secrets none.
    /// </summary>
    static ImmutableArray<SecretCopy> Copies(Secret secret, List<Place> all, DateTimeOffset? newest)
    {
        if (secret.Class is not SecretClass.Live || (!secret.AtHead && secret.Kind is SecretKind.Container))
            return [];
        static string NameOf(Location at) => at.Path[(at.Path.LastIndexOf('/') + 1)..];
        return
        [
            .. all.Where(place =>
                    place.Role is not (PlaceRole.Foreign or PlaceRole.Message)
                    && place.Commit is null == secret.AtHead
                    && place.At.Path != secret.At.Path
                    && (secret.AtHead || NameOf(place.At) != NameOf(secret.At))
                    && (
                        (ClassAt(place, newest) is SecretClass.Live && place.Sighting.Kind == secret.Kind)
                        || (!secret.AtHead && secret.SignsOrEncrypts && place.Sighting.SignsOrEncrypts)
                    )
                )
                .GroupBy(place => secret.AtHead ? place.At.Path : NameOf(place.At), StringComparer.Ordinal)
                .Select(group => group.OrderBy(place => place.At.Path, StringComparer.Ordinal).ThenBy(place => place.At.Line).First().At)
                .OrderBy(at => at.Path, StringComparer.Ordinal)
                .Select(at => new SecretCopy(at, secret)),
        ];
    }

    /// <summary>
    /// A key that reads like words is a key only where the code signs with it. In the working tree that is known, and is another fact; of the history it is
    /// taken from the name.
    /// </summary>
    static bool IsLeftToSinks(List<Place> list) =>
        list.Exists(place => place.Commit is null && place.Role is PlaceRole.Production)
        && list.TrueForAll(place => place.Sighting.Pattern is NamedSecrets.OwnKey);

    Secret FactOf(List<Place> all, DateTimeOffset? newest)
    {
        var ofWorth = all.MinBy(place => Array.IndexOf(Precedence, ClassAt(place, newest)))!;
        var secretClass = ClassAt(ofWorth, newest);
        var kind = all.Where(place => ClassAt(place, newest) == secretClass).Max(place => place.Sighting.Kind);
        var ordered = all.OrderByDescending(place => ClassAt(place, newest) == secretClass && place.Sighting.Kind == kind)
            .ThenBy(place => place.Commit is not null)
            .ThenByDescending(place => place.Role)
            .ThenByDescending(place => place.Commit?.On)
            .ThenBy(place => place.At.Path, StringComparer.Ordinal)
            .ThenBy(place => place.At.Line)
            .ToList();
        var shown = ordered[0];
        var telling = all.Where(place => ClassAt(place, newest) == secretClass && place.Sighting.Kind == kind)
            .MaxBy(place => place.Sighting.Proof)!
            .Sighting;
        return new(shown.At, SaltedHash.Of(shown.Sighting.Value))
        {
            Kind = kind,
            Class = secretClass,
            Pattern = telling.Pattern,
            Noun = telling.Noun,
            Masked = MaskedSecret.Of(shown.Sighting.Value),
            OfflineProof = telling.Proof,
            Role = all.Max(place => place.Role),
            Name = shown.Sighting.Name.Length > 0 ? shown.Sighting.Name : telling.Name,
            Because = telling.Because,
            OpensAdministration = all.Exists(place => place.Sighting.OpensAdministration),
            SignsOrEncrypts = all.Exists(place => place.Sighting.SignsOrEncrypts),
            Elsewhere = Elsewhere(shown, ordered),
            LastIn = shown.Commit,
        };
    }

    /// <summary>
    /// The other places: all of the working tree, and of the history one a file. That a line stood in a hundred versions says no more than
    /// that it stood in one.
    /// </summary>
    ImmutableArray<Location> Elsewhere(Place shown, List<Place> ordered)
    {
        var inTree = ordered
            .Where(place => place.Commit is null)
            .Select(place => place.At)
            .Concat(mentions.GetValueOrDefault(shown.Sighting.Value, []))
            .ToList();
        var paths = inTree.Append(shown.At).Select(at => at.Path).ToHashSet(StringComparer.Ordinal);
        var inHistory = ordered
            .Where(place => place.Commit is not null && (place.Role is PlaceRole.Message || paths.Add(place.At.Path)))
            .Select(place => place.At);
        return [.. inTree.Concat(inHistory).Distinct().Where(at => at != shown.At)];
    }

    /// <summary>Only of the history it is known until when a value was there at the latest, and so was made.</summary>
    static DateTimeOffset? ExpiryOf(Place place) =>
        place.Sighting.Expires
        ?? (
            place is { Sighting.Lasts: { } lasts, Commit: { } commit }
                ? new DateTimeOffset(commit.On.ToDateTime(TimeOnly.MaxValue), TimeSpan.Zero) + lasts
                : null
        );

    static SecretClass ClassAt(Place place, DateTimeOffset? newest) =>
        place.Sighting.Class is SecretClass.Live && ExpiryOf(place) is { } expires && newest is { } now && expires < now
            ? SecretClass.Expired
            : place.Sighting.Class;

    sealed record Place(Sighting Sighting, Location At, PlaceRole Role, SecretCommit? Commit);
}
