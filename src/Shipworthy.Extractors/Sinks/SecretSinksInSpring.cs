using System.Text.RegularExpressions;
using Shipworthy.Extractors.Deployables;
using Shipworthy.Extractors.Reading;
using Shipworthy.Extractors.Secrets;
using Shipworthy.Extractors.Yaml;

namespace Shipworthy.Extractors.Sinks;

/// <summary>
/// Keys by which apps on Spring sign tokens, where <c>@Value</c> takes them from a setting: the one piece of the JVM that can be read without reading its code. What
/// else signs there stays unseen, and is said by whoever finds the part.
/// </summary>
sealed partial class SecretSinksInSpring : IExtractor
{
    /// <summary>A value of a settings file.</summary>
    /// <param name="At">Where it stands.</param>
    /// <param name="Text">As it is written.</param>
    readonly record struct Setting(Location At, string Text);

    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches { get; } = [typeof(SecretSink)];

    /// <inheritdoc/>
    public void Extract(Sources sources, Learner learn)
    {
        var tree = sources.Tree;
        foreach (var file in tree.Files)
            if (
                file.Role is FileRole.Prod
                && (file.Name.EndsWith(".java", StringComparison.Ordinal) || file.Name.EndsWith(".kt", StringComparison.Ordinal))
                && Signs().IsMatch(file.Text)
            )
                foreach (Match injected in Injected().Matches(file.Text))
                    if (IsKey().IsMatch(injected.Groups["key"].Value) && Of(tree, file, injected) is { } sink)
                        learn.Add(sink);
    }

    static SecretSink? Of(SourceTree tree, SourceFile file, Match injected)
    {
        var key = injected.Groups["key"].Value;
        var used = file.At(injected.Index);
        var module = file.Path.IndexOf("src/main/", StringComparison.Ordinal) is >= 0 and var at ? file.Path[..at] : null;
        if (module is null)
            return null;
        var places = tree
            .Files.Where(one =>
                one.Path.StartsWith($"{module}src/main/resources/", StringComparison.Ordinal) && Settings().IsMatch(one.Name)
            )
            .ToList();
        // Which profile production takes is told elsewhere: a key that a profile sets anew is left open.
        if (places.Exists(one => Profile().IsMatch(one.Name) && Find(one, key) is not null))
            return null;
        if (places.Exists(one => one.Name.EndsWith("ml", StringComparison.Ordinal) && one.Text.Contains("\n---", StringComparison.Ordinal)))
            return null;
        var setting = places
            .Where(one => one.Name.StartsWith("application.", StringComparison.Ordinal))
            .Select(one => Find(one, key))
            .FirstOrDefault(one => one is not null);
        return setting is { } found ? Judged(tree, file, key, found, used)
            : injected.Groups["fallback"] is { Success: true, Length: > 0 } fallback
                ? Written(file, Variable(key), new(used, fallback.Value), used, SinkOrigin.OutsideOrWritten)
            : null;
    }

    static SecretSink? Judged(SourceTree tree, SourceFile file, string key, Setting setting, Location used)
    {
        if (setting.Text.Length == 0 || FilledLater().IsMatch(setting.Text))
            return null;
        if (Reference().Match(setting.Text) is not { Success: true } reference)
            return Written(
                file,
                Variable(key),
                setting,
                used,
                tree.Files.Any(one =>
                    one.Role is FileRole.Infra or FileRole.Ci && one.Text.Contains(Variable(key), StringComparison.Ordinal)
                )
                    ? SinkOrigin.OutsideOrWritten
                    : SinkOrigin.Written
            );
        var name = reference.Groups["name"].Value;
        return reference.Groups["fallback"] is { Success: true } fallback
            ? fallback.Length == 0 || fallback.Value.Contains('$', StringComparison.Ordinal)
                ? null
                : Written(file, name, setting with { Text = fallback.Value }, used, SinkOrigin.OutsideOrWritten)
            : new(setting.At, SinkUse.SignsSessions, name) { Origin = SinkOrigin.Outside, UsedAt = [used] };
    }

    static SecretSink Written(SourceFile file, string name, Setting setting, Location used, SinkOrigin origin) =>
        new(setting.At, SinkUse.SignsSessions, name)
        {
            Origin = origin,
            UsedAt = [used],
            Written = MaskedSecret.Of(setting.Text),
            Hash = SaltedHash.Of(setting.Text),
            Published = PublishedSecrets.Contain(setting.Text),
            // JJWT refuses keys of less than 256 bits.
            RefusedByLibrary =
                setting.Text.Length < 32
                && file.Text.Contains("hmacShaKeyFor", StringComparison.Ordinal)
                && file.Text.Contains("getBytes", StringComparison.Ordinal)
                && !file.Text.Contains("Decoders.", StringComparison.Ordinal),
        };

    /// <summary>The variable of the environment by which Spring overrides a setting.</summary>
    static string Variable(string key) => key.Replace("-", "", StringComparison.Ordinal).Replace('.', '_').ToUpperInvariant();

    static Setting? Find(SourceFile file, string key)
    {
        if (!file.Name.EndsWith(".properties", StringComparison.Ordinal))
            return InYaml(YamlFile.Read(file).Root, key);
        var match = Regex.Match(
            file.Text,
            $@"(?m)^[ \t]*{Regex.Escape(key)}[ \t]*[=:][ \t]*(?<value>[^\r\n]*)",
            RegexOptions.CultureInvariant,
            TimeSpan.FromSeconds(10)
        );
        return match.Success ? new(file.At(match.Index), match.Groups["value"].Value.Trim()) : null;
    }

    /// <summary>Maps of YAML may join several names by dots.</summary>
    static Setting? InYaml(YamlNode node, string key)
    {
        foreach (var entry in node.Entries)
            if (entry.Key == key)
                return entry.Value.Kind is YamlKind.Map or YamlKind.List ? null : new(entry.At, entry.Value.Text);
            else if (
                key.StartsWith($"{entry.Key}.", StringComparison.Ordinal) && InYaml(entry.Value, key[(entry.Key.Length + 1)..]) is { } found
            )
                return found;
        return null;
    }

    [GeneratedRegex(
        @"Keys\.hmacShaKeyFor|\.signWith\(|setSigningKey\(|\.verifyWith\(|Algorithm\.HMAC\d+\(|MACSigner\(|MACVerifier\(|NimbusJwtDecoder\.withSecretKey",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Signs();

    [GeneratedRegex(@"@Value\(\s*""\\?\$\{(?<key>[\w.-]+)(?::(?<fallback>[^}""]*))?\}""\s*\)", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Injected();

    [GeneratedRegex(
        @"^(?=.*(?:jwt|token|auth|session))(?!.*(?:public|store|id$|client|oauth|google|github))[\w.-]*(?:secret|key)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex IsKey();

    [GeneratedRegex(@"^application(?:-[\w-]+)?\.(?:properties|ya?ml)$", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Settings();

    /// <summary>Profiles that production may take.</summary>
    [GeneratedRegex(@"^application-(?!dev|local|test|ci\b)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Profile();

    [GeneratedRegex(@"^\$\{(?<name>[\w.-]+)(?::(?<fallback>.*))?\}$", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Reference();

    /// <summary>Values that are encrypted, or that a build or deploy puts in.</summary>
    [GeneratedRegex(@"^(?:ENC\(|\{cipher\}|#\{|@[\w.-]+@$|__\w+__$|<[^>]+>$|\{\{)", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex FilledLater();
}
