using System.Text.RegularExpressions;
using Shipworthy.Extractors.Dependencies.Text;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Dependencies.JavaScript;

/// <summary>
/// What Deno code imports from elsewhere: <c>npm:</c> and <c>jsr:</c> names, and addresses of servers that hand out npm packages (esm.sh and its kin).
/// </summary>
static partial class DenoImports
{
    /// <summary>The packages that a file of code, or an import map, names.</summary>
    public static IEnumerable<LockedPackage> In(SourceFile file)
    {
        if (!Mentions(file.Text))
            yield break;
        foreach (Match match in Specifier().Matches(file.Text))
            if (Package(match.Groups[1].Value, file.At(match.Index).Line) is { } package)
                yield return package with
                {
                    Path = file.Path,
                    IsDirect = true,
                    Scope = DependencyScope.Runtime,
                };
    }

    /// <summary>The package of a specifier; null when it names none.</summary>
    public static LockedPackage? Package(string specifier, int line)
    {
        var (ecosystem, rest) =
            specifier.StartsWith("npm:", StringComparison.Ordinal) ? (PackageEcosystem.Npm, specifier[4..].TrimStart('/'))
            : specifier.StartsWith("jsr:", StringComparison.Ordinal) ? (PackageEcosystem.Jsr, specifier[4..].TrimStart('/'))
            : Server().Match(specifier) is { Success: true } server ? (PackageEcosystem.Npm, specifier[server.Length..])
            : (PackageEcosystem.Unknown, "");
        if (rest.StartsWith("jsr/", StringComparison.Ordinal))
            (ecosystem, rest) = (PackageEcosystem.Jsr, rest[4..]);
        if (Named().Match(rest) is not { Success: true } named)
            return null;
        var version = named.Groups[2].Value;
        var isExact = version.Count(c => c == '.') >= 2 && char.IsAsciiDigit(version[0]);
        return new(named.Groups[1].Value, version.TrimStart('^', '~', '='), line) { Ecosystem = ecosystem, IsResolved = isExact };
    }

    /// <summary>Looking for one word is much quicker than the pattern, and most code holds none of them.</summary>
    static bool Mentions(string text) =>
        text.Contains("npm:", StringComparison.Ordinal)
        || text.Contains("jsr:", StringComparison.Ordinal)
        || text.Contains("https://", StringComparison.Ordinal);

    [GeneratedRegex(
        @"[""']((?:npm:|jsr:|https://(?:esm\.sh|cdn\.skypack\.dev|unpkg\.com|cdn\.jsdelivr\.net/npm|esm\.run|cdn\.esm\.sh)/)[^""'\s]+)[""']",
        RegexOptions.None,
        10_000
    )]
    private static partial Regex Specifier();

    [GeneratedRegex(
        @"^https://(?:esm\.sh|cdn\.esm\.sh|cdn\.skypack\.dev|unpkg\.com|cdn\.jsdelivr\.net/npm|esm\.run)/(?:stable/|v\d+/|\*)*",
        RegexOptions.None,
        10_000
    )]
    private static partial Regex Server();

    [GeneratedRegex(@"^((?:@[\w.-]+/)?[\w.-]+)(?:@([\^~=]?\d[\w.+-]*))?", RegexOptions.None, 10_000)]
    private static partial Regex Named();
}

/// <summary>
/// <c>deno.lock</c> of versions 3 to 5: <c>npm</c> and <c>jsr</c> packages (below <c>packages</c> in version 3), which version each specifier leads to, and
/// where addresses redirect.
/// </summary>
sealed class DenoLock
{
    readonly Dictionary<string, string> leadsTo = new(StringComparer.Ordinal);
    readonly List<LockedPackage> packages = [];

    DenoLock(SourceFile file) => File = file;

    /// <summary>The file.</summary>
    public SourceFile File { get; }

    /// <summary>Why it could not be read; null when it could.</summary>
    public string? Unread { get; private set; }

    /// <summary>All packages in it.</summary>
    public IReadOnlyList<LockedPackage> Packages => packages;

    /// <summary>Reads the file.</summary>
    public static DenoLock Read(SourceFile file)
    {
        var read = new DenoLock(file);
        read.Unread = JsonWalk.Read(file.Bytes.Span, (ref JsonWalk walk) => read.Take(ref walk));
        return read;
    }

    /// <summary>The package with the version that the lock file gives it, where it does.</summary>
    public LockedPackage Resolved(LockedPackage package)
    {
        if (package.IsResolved)
            return package;
        foreach (var (specifier, version) in leadsTo)
            if (
                DenoImports.Package(specifier, 0) is { } asked
                && asked.Name == package.Name
                && asked.Version == package.Version
                && asked.Ecosystem == package.Ecosystem
            )
                return package with { Version = version, IsResolved = true };
        return package;
    }

    void Take(ref JsonWalk walk)
    {
        while (walk.Property(out var name))
            switch (name)
            {
                case "packages" when walk.Object():
                    Take(ref walk);
                    break;
                case "npm":
                    TakePackages(ref walk, PackageEcosystem.Npm);
                    break;
                case "jsr":
                    TakePackages(ref walk, PackageEcosystem.Jsr);
                    break;
                case "specifiers" or "redirects":
                    foreach (var (specifier, target, _) in walk.Texts())
                        if (VersionIn(target) is { } version)
                            leadsTo[specifier] = version;
                    break;
                case "packages":
                    break;
                default:
                    walk.Pass();
                    break;
            }
    }

    void TakePackages(ref JsonWalk walk, PackageEcosystem ecosystem)
    {
        if (!walk.Object())
            return;
        while (walk.Property(out var key))
        {
            if (key.Length > 1 && key.IndexOf('@', 1) is > 0 and var at)
                packages.Add(
                    new(key[..at], key[(at + 1)..].Split('_')[0], walk.Line)
                    {
                        Ecosystem = ecosystem,
                        Path = File.Path,
                        Scope = DependencyScope.Runtime,
                    }
                );
            walk.Pass();
        }
    }

    /// <summary>A target is a version, a specifier with one, or an address with one.</summary>
    static string? VersionIn(string target) =>
        target.Length > 0 && char.IsAsciiDigit(target[0]) ? target.Split('_')[0]
        : DenoImports.Package(target, 0) is { IsResolved: true } package ? package.Version
        : null;
}
