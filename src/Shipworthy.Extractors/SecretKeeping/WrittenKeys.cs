using System.Text.RegularExpressions;
using Shipworthy.Extractors.Environments;
using Shipworthy.Extractors.Images.Uses;
using Shipworthy.Extractors.Reading;
using Shipworthy.Extractors.Secrets;

namespace Shipworthy.Extractors.SecretKeeping;

/// <summary>
/// Secrets that a file of the deployment sets to a written value, or falls back to one. A text such as <c>change-me</c> that the app signs with is the key itself,
/// whatever it asks its reader (rulings, 4.6).
/// </summary>
sealed partial class WrittenKeys
{
    readonly App known;
    readonly Dictionary<string, ImmutableArray<(string Value, Location At)>> written = new(StringComparer.Ordinal);

    public WrittenKeys(Sources sources, App known, ImmutableArray<SecretRead> reads, ComposeInUse compose)
    {
        this.known = known;
        var variables = new DeployVariables(sources.Tree);
        foreach (var name in reads.Select(read => read.Name).Distinct(StringComparer.Ordinal))
        {
            ImmutableArray<(string, Location)> found =
            [
                .. variables
                    .All(name)
                    .Concat(InCompose(compose, name))
                    .Select(one => (Value: Literal(one.Value), one.At))
                    .Where(one => one.Value is not null && Counts(sources.Tree, compose, one.At.Path))
                    .Select(one => (one.Value!, one.At))
                    .DistinctBy(one => one.At),
            ];
            if (!found.IsEmpty)
                written[name] = found;
        }
    }

    /// <summary>Whether a file of the deployment writes a value for the secret, so that it comes from there.</summary>
    public bool Holds(string name) => written.ContainsKey(name);

    /// <summary>
    /// The secrets of an app all of which stand as values in files of the deployment that nothing else blames: whether production gets other ones is open. Null
    /// where another secret shows how secrets are kept.
    /// </summary>
    public SecretSource? Only(ImmutableArray<SecretRead> reads)
    {
        if (reads.IsEmpty || !reads.All(read => Holds(read.Name)))
            return null;
        var open = reads.Where(read => !SignsWith(read.Name) && !written[read.Name].Any(one => IsFound(one.At))).ToList();
        if (open.Count == 0)
            return null;
        var at = written[open[0].Name][0].At;
        return new(open[0].At, "the app", [.. open.Select(read => read.Name).Distinct(StringComparer.Ordinal)])
        {
            Keeping = Keeping.Unknown,
            Because = $"{at.Path}, which writes a value for everybody to read; whether production gets another one is not shown",
            KeptAt = at,
        };
    }

    /// <summary>The keys that the app signs or encrypts with, where they are written. What the search for secrets found is not said twice.</summary>
    public IEnumerable<SecretLapse> Lapses() =>
        from entry in written
        where SignsWith(entry.Key) && !RefusesWritten(entry.Key)
        from one in entry.Value
        where !IsFound(one.At)
        select new SecretLapse(
            one.At,
            LapseKind.WrittenKey,
            $"holds {entry.Key}, with which the app signs or encrypts, as a value that everybody who has the code can read"
        );

    bool SignsWith(string name) =>
        SigningName().IsMatch(name)
        || known.SecretSinks.Any(sink =>
            sink.Name == name
            && sink.Use
                is SinkUse.SignsSessions
                    or SinkUse.SignsData
                    or SinkUse.Encrypts
                    or SinkUse.AdmitsCallers
                    or SinkUse.VerifiesSenders
        );

    bool RefusesWritten(string name) => known.SecretSinks.Any(sink => sink.Name == name && sink.Guard is SinkGuard.RefusesToRun);

    bool IsFound(Location at) =>
        known.Secrets.Any(secret =>
            secret is { Class: SecretClass.Live, AtHead: true } && secret.At.Path == at.Path && secret.At.Line == at.Line
        ) || known.SecretCopies.Any(copy => copy.At.Path == at.Path && copy.At.Line == at.Line);

    static bool Counts(SourceTree tree, ComposeInUse compose, string path) =>
        tree.Find(path) is { } file && file.Role is not FileRole.Ci && (!ContainersInCompose.IsCompose(file) || compose.Includes(path));

    /// <summary>A compose file that looks like one of developers is not among the files of the deployment, and may be in use all the same.</summary>
    static IEnumerable<(string Value, Location At)> InCompose(ComposeInUse compose, string name)
    {
        foreach (var (_, root) in compose.Files)
        foreach (var service in root["services"].Entries)
        {
            var environment = service.Value["environment"];
            foreach (var entry in environment.Entries.Where(entry => entry.Key == name))
                yield return (entry.Value.Text, entry.Value.At);
            foreach (var line in environment.Items.Where(line => line.Text.StartsWith($"{name}=", StringComparison.Ordinal)))
                yield return (line.Text[(name.Length + 1)..], line.At);
        }
    }

    /// <summary>The text that a value is, or falls back to; null when it is taken from elsewhere.</summary>
    static string? Literal(string value)
    {
        if (Fallback().Match(value) is { Success: true } fallback)
            return fallback.Groups["text"].Value is { Length: > 0 } text && !Placeholders.IsReference(text) ? text : null;
        return value.Length == 0 || Placeholders.IsReference(value) || Words().IsMatch(value) ? null : value;
    }

    [GeneratedRegex(@"^\$\{\w+:?-(?<text>[^}]*)\}$", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Fallback();

    /// <summary>What is no text in the language of the file: a reference of Terraform, a map, a list.</summary>
    [GeneratedRegex(
        @"^(?:var|local|data|module|each|random_\w+|aws_\w+|google_\w+|azurerm_\w+|random)\.|^[\[{(!&|>]|^(?:null|~|true|false)$",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Words();

    [GeneratedRegex(
        @"^(?:\w+_)?(?:JWT|SESSION|COOKIE|SIGNING|ENCRYPTION|NEXTAUTH|BETTER_AUTH|AUTH|APP|TOKEN)_?(?:SIGNING_|ACCESS_|REFRESH_)?(?:SECRET|KEY)(?:_KEY)?$|^(?:DJANGO_|FLASK_)?SECRET_KEY(?:_BASE)?$|^SECRET$|(?i:^jwt[:_]+(?:key|secret|secretkey|signingkey)$)",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex SigningName();
}
