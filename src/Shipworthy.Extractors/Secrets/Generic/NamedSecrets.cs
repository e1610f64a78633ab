using System.Text.RegularExpressions;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Secrets.Generic;

/// <summary>Decides what a value is worth that is secret by its name: tier B of the rubric.</summary>
static partial class NamedSecrets
{
    /// <summary>The pattern of a key that is told by its name alone.</summary>
    public const string OwnKey = "own-key";

    const int Shortest = 8;
    const int Longest = 2000;

    /// <summary>How many lines around a value its host is looked for in.</summary>
    const int Lines = 12;

    /// <summary>The secret at a name; null when there is none, or nothing but a text that stands for one.</summary>
    public static Sighting? At(SearchedBlob blob, int at)
    {
        if (NamedValueReader.At(blob, at, TakesBareValues(blob)) is not { } found)
            return null;
        var sensitivity = SensitiveName.Of(found.Name);
        if (sensitivity is Sensitivity.None || !CouldBeSecret(found) || IsEncrypted(blob))
            return null;
        var line = blob.LineAt(found.Start);
        if (IsInvitation(line))
            return null;
        if (ContextKeys.Of(found, line) is { } vendor)
            return Sight(found, SecretClass.Live, SecretKind.VendorKey, vendor.Pattern, vendor.Noun, OfflineProof.Shape);
        if (PublishedKeys.OpenEmulators(found.Value))
            return Sight(found, SecretClass.Local, SecretKind.Named, "emulator-key", "an Azure account key", OfflineProof.Parsed) with
            {
                Because = "opens an emulator only",
            };
        var random = Randomness.LooksRandom(found.Value) && !Words.ReadLike(found.Value);
        var chosen =
            !IsRequests(blob)
            && sensitivity is Sensitivity.Password
            && Randomness.ClassesOf(found.Value) >= 2
            && !Words.ReadLike(found.Value) | found.Value.Any(char.IsAsciiDigit);
        var noun = sensitivity is Sensitivity.Password ? "a password" : "a secret";
        if (!random && !chosen)
            return IsOwnKey(blob, found, sensitivity)
                    ? Sight(found, SecretClass.Live, SecretKind.Named, OwnKey, "a signing or encryption key", OfflineProof.None) with
                    {
                        SignsOrEncrypts = true,
                    }
                : AdmittedlyLive(blob, found) ? Sight(found, SecretClass.Live, SecretKind.Named, "named-live", noun, OfflineProof.None)
                : null;
        return Judged(blob, found, random ? "named-random" : "named-chosen", noun, random, sensitivity) is { } sighting
            ? sighting with
            {
                SignsOrEncrypts = sensitivity is Sensitivity.Key && SignsOrEncrypts(found.Name),
            }
            : null;
    }

    /// <summary>What a value that is secret by its name, or by what holds it, is worth at its place; null for a stand-in.</summary>
    public static Sighting? Judged(SearchedBlob blob, NamedValue found, string pattern, string noun, bool random, Sensitivity sensitivity)
    {
        var (secretClass, because) = ClassOf(blob, found, random, sensitivity);
        return secretClass is SecretClass.Placeholder
            ? null
            : Sight(found, secretClass, SecretKind.Named, pattern, noun, random ? OfflineProof.Entropy : OfflineProof.None) with
            {
                Because = because,
            };
    }

    static Sighting Sight(NamedValue found, SecretClass secretClass, SecretKind kind, string pattern, string noun, OfflineProof proof) =>
        new(found.Value, found.Start, found.Length)
        {
            Kind = kind,
            Class = secretClass,
            Pattern = pattern,
            Noun = noun,
            Proof = proof,
            Name = found.Name,
        };

    /// <summary>The passcode of an invitation to a meeting is made to be passed on.</summary>
    static bool IsInvitation(string line) => line.Contains("zoom.us/j/", StringComparison.Ordinal);

    static bool CouldBeSecret(NamedValue found) =>
        found.Value.Length is >= Shortest and <= Longest
        && !found.Value.Any(letter => char.IsWhiteSpace(letter) || letter > 126)
        && !Placeholders.AsNamed(found.Value, found.Name)
        && !Words.IsCode(found.Value)
        && !Words.IsHash(found.Value)
        && !StandsForAnother(found)
        && !(found.Value.Contains(';', StringComparison.Ordinal) && found.Value.Contains('=', StringComparison.Ordinal));

    /// <summary>What a value that is secret by its name is worth at its place, and why.</summary>
    static (SecretClass Class, string Because) ClassOf(SearchedBlob blob, NamedValue found, bool random, Sensitivity sensitivity)
    {
        var around = blob.Around(found.Start, Lines, Lines);
        var reach = ReachOf(blob, found, around);
        switch (blob.Role)
        {
            case FileRole.Vendored or FileRole.Lock or FileRole.Generated:
                return (SecretClass.Placeholder, "");
            case FileRole.Test:
                return random ? (SecretClass.Fixture, "") : (SecretClass.Placeholder, "");
            case FileRole.Example:
                return random ? (SecretClass.Example, "") : (SecretClass.Placeholder, "");
            case FileRole.Docs or FileRole.Paste when random && SampleRecords.Hold(found, around):
                return (SecretClass.Aimless, "stands in a sample of what an interface answers");
            case FileRole.Docs or FileRole.Paste:
                return random && (reach is Reach.Real || SaysLive().IsMatch(around)) ? (SecretClass.Live, "")
                    : random ? (SecretClass.Aimless, "")
                    : (SecretClass.Placeholder, "");
            case FileRole.Ci when IsThrowaway(blob, found, around):
                return (SecretClass.CiThrowaway, "");
            case FileRole.Ci or FileRole.Infra or FileRole.Migration or FileRole.Script or FileRole.Prod:
                if ((ForDevelopment(blob.Path) && (!random || IsOwn(found.Name))) || Logins.SeededLogins.IsRefusedInProduction(blob))
                    return (SecretClass.Local, "is set for development only");
                if (
                    sensitivity is Sensitivity.Password
                    && reach is Reach.Local or Reach.Unknown or Reach.Placeholder
                    && (!random || reach is Reach.Local)
                )
                    return reach is Reach.Local
                        ? (SecretClass.Local, "opens a service on the same machine or network only")
                        : (SecretClass.Aimless, "");
                return (SecretClass.Live, "");
        }
        return (SecretClass.Placeholder, "");
    }

    /// <summary>Whether it is base64 of a text that stands for a value, as in the data of a Kubernetes secret.</summary>
    static bool StandsForAnother(NamedValue found)
    {
        const int LongestStandIn = 80;
        Span<byte> bytes = stackalloc byte[LongestStandIn];
        return found.Value.Length % 4 == 0
            && Convert.TryFromBase64String(found.Value, bytes, out var length)
            && length >= Shortest
            && bytes[0] != '{'
            && bytes[..length].IndexOfAnyExceptInRange((byte)' ', (byte)'~') < 0
            && Placeholders.AsNamed(System.Text.Encoding.ASCII.GetString(bytes[..length]), found.Name);
    }

    /// <summary>Files that tools encrypted are made to be committed.</summary>
    static bool IsEncrypted(SearchedBlob blob) =>
        blob.Bytes.Span.StartsWith("$ANSIBLE_VAULT"u8)
        || blob.Bytes.Span.IndexOf("kind: SealedSecret"u8) >= 0
        || blob.Bytes.Span.IndexOf("ENC[AES256_GCM"u8) >= 0;

    /// <summary>A key of the app's own that code holds as a literal, and that reads like words: guessable, and a key all the same.</summary>
    static bool IsOwnKey(SearchedBlob blob, NamedValue found, Sensitivity sensitivity) =>
        sensitivity is Sensitivity.Key
        && found.Quoted
        && blob.Role is FileRole.Prod
        && found.Value.Length >= 12
        && found.Value.Any(letter => letter is '-' or '_' || char.IsAsciiDigit(letter))
        && !Rehearsed().IsMatch(found.Value)
        && (SignsOrEncrypts(found.Name) || (IsBareSecretKey(found.Name) && SigningPath().IsMatch(blob.Path)))
        && !ForDevelopment(blob.Path);

    /// <summary>Named for its use alone, so that the file tells what it signs.</summary>
    static bool IsBareSecretKey(string name) => SensitiveName.WordsOf(name) is ["secret"] or ["secret", "key"] or ["secretkey"];

    static bool SignsOrEncrypts(string name) =>
        SensitiveName
            .WordsOf(name)
            .Any(word =>
                word is "jwt" or "session" or "signing" or "encryption" or "hmac" or "license" or "licence" or "cookie" or "webhook"
            );

    /// <summary>A host in the same line is the one that the value is for; otherwise the farthest one near it may be.</summary>
    static Reach ReachOf(SearchedBlob blob, NamedValue found, string around)
    {
        var line = blob.LineAt(found.Start);
        return line.Contains("localhost", StringComparison.OrdinalIgnoreCase) || line.Contains("127.0.0.1", StringComparison.Ordinal)
            ? Reach.Local
            : Hosts.FarthestIn(around);
    }

    /// <summary>Collections of requests print bodies of the reader's own; only what is random in them may be real.</summary>
    static bool IsRequests(SearchedBlob blob) =>
        blob.Name.EndsWith(".http", StringComparison.OrdinalIgnoreCase)
        || blob.Name.EndsWith(".rest", StringComparison.OrdinalIgnoreCase)
        || blob.Name.Contains("postman", StringComparison.OrdinalIgnoreCase)
        || blob.Name.Contains("insomnia", StringComparison.OrdinalIgnoreCase)
        || blob.Name.EndsWith(".har", StringComparison.OrdinalIgnoreCase)
        || blob.Name.EndsWith(".bru", StringComparison.OrdinalIgnoreCase);

    /// <summary>A text that calls the printed value live says so against its writer, and counts however simple the value is.</summary>
    static bool AdmittedlyLive(SearchedBlob blob, NamedValue found) =>
        blob.Role is FileRole.Docs or FileRole.Paste
        && found.Value.Any(char.IsAsciiDigit)
        && SaysLive().IsMatch(blob.Around(found.Start, 3, 3));

    /// <summary>Formats in which a value needs no quotes.</summary>
    static bool TakesBareValues(SearchedBlob blob)
    {
        var name = blob.Name.ToLowerInvariant();
        return name.StartsWith(".env", StringComparison.Ordinal)
            || name.EndsWith(".env", StringComparison.Ordinal)
            || name.Contains("dockerfile", StringComparison.Ordinal)
            || name is "procfile" or "makefile" or "config" or "hub" or ".npmrc" or ".yarnrc" or "credentials"
            || name.EndsWith("rc", StringComparison.Ordinal)
            || name.EndsWith("profile", StringComparison.Ordinal)
            || BareEnding().IsMatch(name);
    }

    static bool ForDevelopment(string path) => DevelopmentPath().IsMatch(path);

    /// <summary>Whether the app made the secret itself, so that one for development opens nothing elsewhere.</summary>
    static bool IsOwn(string name) =>
        SensitiveName
            .WordsOf(name)
            .Any(word =>
                word
                    is "jwt"
                        or "session"
                        or "cookie"
                        or "auth"
                        or "nextauth"
                        or "encryption"
                        or "signing"
                        or "app"
                        or "hmac"
                        or "csrf"
                        or "cron"
                        or "internal"
                        or "db"
                        or "postgres"
                        or "database"
                        or "redis"
                        or "better"
            );

    /// <summary>A secret of a service container, or of a job that only builds and tests, ends with the run.</summary>
    static bool IsThrowaway(SearchedBlob blob, NamedValue found, string around)
    {
        var above = blob.Text[..Math.Min(blob.Text.Length, found.Start)];
        var services = above.LastIndexOf("services:", StringComparison.Ordinal);
        var steps = above.LastIndexOf("steps:", StringComparison.Ordinal);
        if (services > steps)
            return true;
        var reach = Hosts.FarthestIn(around);
        return reach is not Reach.Real
            && !DeploysSomething().IsMatch(blob.Path)
            && !DeploysSomething().IsMatch(around)
            && (IsOwn(found.Name) || TestsSomething().IsMatch(above));
    }

    [GeneratedRegex(
        @"\.(?:ya?ml|properties|ini|cfg|conf|cnf|toml|tfvars|env|sh|bash|zsh|ps1|bat|cmd|envrc|tugboat|secrets|http|rest|bru)$",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex BareEnding();

    [GeneratedRegex(
        @"(?:^|[/._-])(?:dev|development|local|test|testing)(?:[/._-]|$)",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex DevelopmentPath();

    [GeneratedRegex(
        @"\b(?:now live|is live|live in production|deployed (?:to|in|with|on)|in production|production (?:token|key|password|secret|credentials)|currently in use|produktiv|en producción|em produção|en production|in produzione|na produkcji)\b",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex SaysLive();

    [GeneratedRegex(
        @"(?:^|[-_.])(?:dev|development|local|test|default|example|fallback)(?:$|[-_.])",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Rehearsed();

    [GeneratedRegex(@"licen[sc]e|jwt|session|crypt|sign", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 10_000)]
    private static partial Regex SigningPath();

    [GeneratedRegex(@"deploy|release|publish|prod", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 10_000)]
    private static partial Regex DeploysSomething();

    [GeneratedRegex(
        @"\b(?:test|tests|e2e|lint|build|check|smoke|ci|playwright|cypress)\b",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex TestsSomething();
}
