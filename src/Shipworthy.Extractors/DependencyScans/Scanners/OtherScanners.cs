using Shipworthy.Extractors.Pipelines.Scans;

namespace Shipworthy.Extractors.DependencyScans.Scanners;

/// <summary>Scanners that know the packages of one language: .NET, Go, Rust, Ruby, PHP, Java, Elixir.</summary>
static class OtherScanners
{
    static readonly ImmutableArray<string> alone =
    [
        "--vulnerable",
        "--include-transitive",
        "--no-restore",
        "--deprecated",
        "--outdated",
        "-json",
        "-test",
        "--update",
        "-u",
        "--verbose",
        "-v",
        "--quiet",
        "-q",
        "--no-dev",
        "--locked",
        "--json",
        "--deny",
        "--all-features",
        "--workspace",
        "-n",
        "-B",
        "-ntp",
        "--no-interaction",
    ];

    /// <summary>The look of a call; null when it looks for nothing.</summary>
    public static Look? Of(ImmutableArray<string> words) =>
        words switch
        {
            ["dotnet", "list", ..] or ["dotnet", "package", "list", ..] => OfDotNet(words),
            ["govulncheck", .. var after] => OfGovulncheck(new(after, alone)),
            ["nancy", "sleuth", ..] => new("Nancy", Voice.Stops, PackageFiles.Go),
            ["cargo", "audit", .. var after] => new("cargo audit", Voice.Stops, PackageFiles.Rust)
            {
                Reach = Reach.Above,
                Only = new Arguments(after, alone).All("--file", "-f"),
            },
            ["cargo", "deny", ..] or ["cargo-deny", ..] => OfCargoDeny(words),
            ["bundle-audit" or "bundler-audit", ..] or ["bundle", "audit", ..] => OfBundlerAudit(words),
            ["rake" or "rails", "bundle:audit" or "bundler:audit" or "bundle:audit:check", ..] => new(
                "bundler-audit",
                Voice.Stops,
                PackageFiles.Ruby
            ),
            ["importmap", "audit", ..] => new("importmap audit", Voice.Stops, ["importmap.rb"]) { Only = ["config/importmap.rb"] },
            ["composer", .. var rest] => OfComposer(rest),
            ["local-php-security-checker" or "security-checker", ..] => new("security-checker", Voice.Stops, PackageFiles.Php),
            ["symfony", "security:check" or "check:security" or "local:check:security", ..] => new(
                "symfony check:security",
                Voice.Stops,
                PackageFiles.Php
            ),
            ["mix", .. var rest] when rest.Any(word => word.TrimEnd(',') is "deps.audit") => new(
                "mix deps.audit",
                Voice.Stops,
                PackageFiles.Elixir
            ),
            ["mvn" or "mvnw", .. var rest] => OfMaven(rest),
            ["gradle" or "gradlew", .. var rest] => OfGradle(rest),
            _ => null,
        };

    /// <summary>It lists what it finds and ends with exit code 0 (learn.microsoft.com, "dotnet package list").</summary>
    static Look? OfDotNet(ImmutableArray<string> words)
    {
        if (!words.Contains("package") || !words.Contains("--vulnerable"))
            return null;
        var target = words.FirstOrDefault(
            word => Path.GetExtension(word) is ".sln" or ".slnx" or ".slnf" or ".csproj" or ".fsproj" or ".vbproj",
            ""
        );
        return new("dotnet list package --vulnerable", Voice.Silent, PackageFiles.NuGet)
        {
            Only = target.EndsWith("proj", StringComparison.Ordinal) ? [target] : [],
            Folder = target.EndsWith("proj", StringComparison.Ordinal) || !target.Contains('/') ? "" : target[..target.LastIndexOf('/')],
            Reach = Reach.Below,
            Gap = words.Contains("--include-transitive") ? null : "looks only at packages that are named directly",
        };
    }

    /// <summary>Only its text output ends with an error on a hit (pkg.go.dev, "govulncheck", "Exit codes").</summary>
    static Look OfGovulncheck(Arguments given) =>
        new(
            "govulncheck",
            given.Has("-json", "--json") || (given.Of("-format", "--format") is { } format && format is not "text")
                ? Voice.Silent
                : Voice.Stops,
            PackageFiles.Go
        )
        {
            Folder = given.Of("-C") ?? "",
            Reach = Reach.Above,
        };

    /// <summary>Its checks are advisories, bans, licenses and sources; without a choice it makes all.</summary>
    static Look? OfCargoDeny(ImmutableArray<string> words)
    {
        var check = words.IndexOf("check");
        var chosen =
            check < 0
                ? []
                : words.Skip(check + 1).Where(word => word is "advisories" or "bans" or "licenses" or "sources" or "all").ToList();
        return check < 0 || (chosen.Count > 0 && !chosen.Contains("advisories") && !chosen.Contains("all"))
            ? null
            : new("cargo deny", Voice.Stops, PackageFiles.Rust) { Reach = Reach.Above };
    }

    static Look? OfBundlerAudit(ImmutableArray<string> words)
    {
        var rest = words is ["bundle", ..] ? words[2..] : words[1..];
        if (rest is ["update" or "version" or "stats" or "download", ..])
            return null;
        var given = new Arguments(rest is ["check", .. var after] ? after : rest, alone);
        return new("bundler-audit", Voice.Stops, PackageFiles.Ruby)
        {
            Folder = given.Operands is [var folder, ..] ? folder : "",
            Only = given.All("--gemfile-lock", "-G"),
        };
    }

    /// <summary><c>composer install --audit</c> fails on a hit as well; a plain install only prints it.</summary>
    static Look? OfComposer(ImmutableArray<string> words)
    {
        var given = new Arguments(words, alone);
        return
            given.Operands is ["audit", ..] || (given.Operands is ["install" or "i" or "update" or "require", ..] && given.Has("--audit"))
            ? new("composer audit", Voice.Stops, PackageFiles.Php) { Folder = given.Of("--working-dir", "-d") ?? "" }
            : null;
    }

    static Look? OfMaven(ImmutableArray<string> words)
    {
        if (words.Any(word => word.Contains("ossindex", StringComparison.Ordinal) && word.EndsWith(":audit", StringComparison.Ordinal)))
            return new("OSS Index", Voice.Stops, PackageFiles.Java) { Reach = Reach.Below };
        if (!words.Any(word => word.Contains("dependency-check", StringComparison.Ordinal) && word.Contains(':')))
            return null;
        var given = new Arguments(words, alone);
        return new("OWASP Dependency-Check", BelowTen(given.Of("-DfailBuildOnCVSS")) ?? Voice.Unknown, PackageFiles.Java)
        {
            Reach = Reach.Below,
            Folder = given.Of("-f", "--file") is { } pom && pom.Contains('/') ? pom[..pom.LastIndexOf('/')] : "",
        };
    }

    static Look? OfGradle(ImmutableArray<string> words)
    {
        var task = words
            .Select(word => word.Split(':')[^1])
            .FirstOrDefault(word => word is "dependencyCheckAnalyze" or "dependencyCheckAggregate" or "ossIndexAudit", "");
        return task.Length == 0
            ? null
            : new(
                task is "ossIndexAudit" ? "OSS Index" : "OWASP Dependency-Check",
                task is "ossIndexAudit" ? Voice.Stops : Voice.Unknown,
                PackageFiles.Java
            )
            {
                Reach = Reach.Below,
                Folder = new Arguments(words, alone).Of("-p", "--project-dir") ?? "",
            };
    }

    /// <summary>A limit up to 10 fails the build; the default of 11 never does (OWASP Dependency-Check, "Configuration").</summary>
    public static Voice? BelowTen(string? limit) =>
        limit is null ? null
        : double.TryParse(limit, System.Globalization.CultureInfo.InvariantCulture, out var number) && number > 10 ? Voice.Silent
        : Voice.Stops;
}
