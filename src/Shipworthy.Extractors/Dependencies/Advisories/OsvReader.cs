using System.Globalization;
using Shipworthy.Extractors.Dependencies.Text;
using Shipworthy.Extractors.Dependencies.Versions;

namespace Shipworthy.Extractors.Dependencies.Advisories;

/// <summary>Reads advisories in the form of the Open Source Vulnerability schema (ossf.github.io/osv-schema), one a JSON file.</summary>
sealed class OsvReader
{
    const int LongestSummary = 160;
    const long MostComparisons = 1_000_000;

    static readonly ImmutableDictionary<string, PackageEcosystem> ecosystems = Enum.GetValues<PackageEcosystem>()
        .Where(one => one is not (PackageEcosystem.Unknown or PackageEcosystem.Jsr))
        .ToImmutableDictionary(one => one.OsvName, one => one, StringComparer.Ordinal);

    readonly ImmutableArray<string>.Builder aliases = ImmutableArray.CreateBuilder<string>();
    readonly List<AffectedPackage> affected = [];
    string id = "";
    string summary = "";
    string vector = "";
    string severity = "";
    DateOnly? published;
    DateOnly? modified;
    bool isWithdrawn;

    OsvReader() { }

    /// <summary>Reads a file. Gives why it is no JSON, or null; a file of JSON that is no advisory, and one that was withdrawn, give no records.</summary>
    public static string? Read(ReadOnlySpan<byte> bytes, Action<AdvisoryRecord> take)
    {
        var reader = new OsvReader();
        var unread = JsonWalk.Read(bytes, reader.Take);
        if (unread is not null || reader.id.Length == 0 || reader.isWithdrawn)
            return unread;
        var others = reader.aliases.ToImmutable();
        foreach (var package in reader.affected)
            if (package.Ecosystem is not PackageEcosystem.Unknown && package.Name.Length > 0)
                take(reader.Record(package, others));
        return null;
    }

    AdvisoryRecord Record(AffectedPackage package, ImmutableArray<string> others) =>
        new(id, package.Ecosystem, AdvisoryRecord.NameFor(package.Ecosystem, package.Name))
        {
            Aliases = others,
            Summary = summary.Length > LongestSummary ? summary[..LongestSummary] : summary,
            Vector = vector.Length > 0 ? vector : package.Vector,
            Severity = severity,
            Published = published,
            Modified = modified,
            Ranges = package.Bounded(),
            Versions = package.Outside(),
        };

    void Take(ref JsonWalk walk)
    {
        while (walk.Property(out var name))
            switch (name)
            {
                case "id":
                    id = walk.Value() ?? "";
                    break;
                case "summary":
                    summary = walk.Value() ?? "";
                    break;
                case "published":
                    published = Day(walk.Value());
                    break;
                case "modified":
                    modified = Day(walk.Value());
                    break;
                case "withdrawn":
                    isWithdrawn = walk.Value() is not null;
                    break;
                case "aliases" when walk.List():
                    Texts(ref walk, aliases.Add);
                    break;
                case "severity" when walk.List():
                    vector = Vector(ref walk);
                    break;
                case "affected" when walk.List():
                    TakeAffected(ref walk);
                    break;
                case "database_specific" when walk.Object():
                    while (walk.Property(out var field))
                        if (field is "severity")
                            severity = (walk.Value() ?? "").ToUpperInvariant();
                        else
                            walk.Pass();
                    break;
                case "aliases" or "severity" or "affected" or "database_specific":
                    break;
                default:
                    walk.Pass();
                    break;
            }
    }

    void TakeAffected(ref JsonWalk walk)
    {
        while (walk.Next(out var isObject))
        {
            if (!isObject)
            {
                walk.Item();
                continue;
            }
            var package = new AffectedPackage();
            affected.Add(package);
            while (walk.Property(out var name))
                switch (name)
                {
                    case "package" when walk.Object():
                        foreach (var (field, value, _) in walk.RestOfTexts())
                            if (field is "ecosystem")
                                package.Ecosystem = ecosystems.GetValueOrDefault(value.Split(':')[0]);
                            else if (field is "name")
                                package.Name = value;
                        break;
                    case "ranges" when walk.List():
                        while (walk.Next(out var isRange))
                            if (isRange)
                                TakeRange(ref walk, package);
                            else
                                walk.Item();
                        break;
                    case "versions" when walk.List():
                        Texts(ref walk, package.Versions.Add);
                        break;
                    case "severity" when walk.List():
                        package.Vector = Vector(ref walk);
                        break;
                    case "database_specific" when walk.Object():
                        foreach (var (field, value, _) in walk.RestOfTexts())
                            if (field is "last_known_affected_version_range")
                                package.LastKnown = value;
                        break;
                    case "package" or "ranges" or "versions" or "severity" or "database_specific":
                        break;
                    default:
                        walk.Pass();
                        break;
                }
        }
    }

    static void TakeRange(ref JsonWalk walk, AffectedPackage package)
    {
        var (type, events) = ("", ImmutableArray.CreateBuilder<RangeEvent>());
        while (walk.Property(out var name))
            if (name is "type")
                type = walk.Value() ?? "";
            else if (name is "events" && walk.List())
                while (walk.Next(out var isEvent))
                    if (isEvent)
                        foreach (var (kind, version, _) in walk.RestOfTexts())
                            Take(events, kind, version);
                    else
                        walk.Item();
            else if (name is not "events")
                walk.Pass();
        if (type is "SEMVER" or "ECOSYSTEM" && events.Count > 0)
            package.Ranges.Add(new(events.ToImmutable()));
    }

    static void Take(ImmutableArray<RangeEvent>.Builder events, string kind, string version)
    {
        switch (kind)
        {
            case "introduced":
                events.Add(new(RangeEventKind.Introduced, version));
                break;
            case "fixed":
                events.Add(new(RangeEventKind.Fixed, version));
                break;
            case "last_affected":
                events.Add(new(RangeEventKind.LastAffected, version));
                break;
        }
    }

    /// <summary>The vector of version 3 where there is one, whose score can be computed; else that of version 4.</summary>
    static string Vector(ref JsonWalk walk)
    {
        var best = "";
        while (walk.Next(out var isObject))
            if (isObject)
            {
                foreach (var (field, value, _) in walk.RestOfTexts())
                    if (
                        field is "score"
                        && (
                            value.StartsWith("CVSS:3", StringComparison.Ordinal)
                            || (best.Length == 0 && value.StartsWith("CVSS:4", StringComparison.Ordinal))
                        )
                    )
                        best = value;
            }
            else
                walk.Item();
        return best;
    }

    static void Texts(ref JsonWalk walk, Action<string> take)
    {
        while (walk.Next(out var isObject))
            if (isObject)
                walk.Leave();
            else if (walk.Item() is { } text)
                take(text);
    }

    /// <summary>A source that does not know when it changed an advisory writes the first day of all.</summary>
    static DateOnly? Day(string? text) =>
        text is { Length: >= 10 }
        && DateOnly.TryParseExact(text[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
        && day > DateOnly.MinValue
            ? day
            : null;

    sealed class AffectedPackage
    {
        public PackageEcosystem Ecosystem { get; set; }
        public string Name { get; set; } = "";
        public string Vector { get; set; } = "";
        public string LastKnown { get; set; } = "";
        public List<AffectedRange> Ranges { get; } = [];
        public List<string> Versions { get; } = [];

        /// <summary>
        /// The versions that no range holds: a version is affected where either says so (ossf.github.io/osv-schema, "Evaluation"), and ranges say the same in
        /// less room. Where that would take too long all of them stay.
        /// </summary>
        public ImmutableArray<string> Outside()
        {
            var ranges = Bounded();
            if ((long)Versions.Count * ranges.Sum(range => range.Events.Length) > MostComparisons)
                return [.. Versions];
            var order = VersionOrder.Of(Ecosystem);
            return [.. Versions.Where(version => !ranges.Any(range => range.Holds(version, order)))];
        }

        /// <summary>GitHub writes the end of a range without a fix beside it: <c>&lt;= 29.0</c>.</summary>
        public ImmutableArray<AffectedRange> Bounded()
        {
            if (Ranges is not [var only] || only.Events.Any(one => one.Kind is not RangeEventKind.Introduced))
                return [.. Ranges];
            var (kind, version) =
                LastKnown.StartsWith("<=", StringComparison.Ordinal) ? (RangeEventKind.LastAffected, LastKnown[2..].Trim())
                : LastKnown.StartsWith('<') ? (RangeEventKind.Fixed, LastKnown[1..].Trim())
                : (RangeEventKind.Introduced, "");
            return version.Length > 0 ? [new([.. only.Events, new(kind, version)])] : [only];
        }
    }
}
