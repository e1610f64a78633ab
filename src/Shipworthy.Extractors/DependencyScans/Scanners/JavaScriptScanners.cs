using Shipworthy.Extractors.Pipelines.Scans;

namespace Shipworthy.Extractors.DependencyScans.Scanners;

/// <summary>The audits of the package managers of JavaScript, and the tools around them. Every one of them fails on a hit.</summary>
static class JavaScriptScanners
{
    const string ForDevelopment = "looks at packages for development only";

    static readonly ImmutableArray<string> alone =
    [
        "--production",
        "--prod",
        "-P",
        "--dev",
        "-D",
        "-d",
        "--json",
        "--recursive",
        "-R",
        "-r",
        "--all",
        "-A",
        "--silent",
        "-s",
        "--verbose",
        "--no-fund",
        "--workspaces",
        "-ws",
        "--low",
        "-l",
        "--moderate",
        "-m",
        "--high",
        "-h",
        "--critical",
        "-c",
        "--npm",
        "-n",
    ];

    /// <summary>The look of a call; null when it looks for nothing.</summary>
    public static Look? Of(ImmutableArray<string> words) =>
        words switch
        {
            ["npm", .. var rest] when Verb(rest) is ["audit", .. var after] => OfNpm(rest, after),
            ["pnpm", .. var rest] when Verb(rest) is ["audit", .. var after] => OfPnpm(rest, after),
            ["yarn", .. var rest] when Verb(rest) is ["audit", .. var after] => OfYarn(rest, after),
            ["yarn", .. var rest] when Verb(rest) is ["npm", "audit", .. var after] => OfModernYarn(rest, after),
            ["bun", "audit", .. var after] => new("bun audit", VoiceOf(new(after, alone)), PackageFiles.Bun) { Reach = Reach.Above },
            ["deno", "audit", ..] => new("deno audit", Voice.Stops, PackageFiles.Deno),
            ["audit-ci", .. var after] => new("audit-ci", Voice.Stops, PackageFiles.JavaScript)
            {
                Reach = Reach.Above,
                Folder = new Arguments(after, alone).Of("--directory", "-d") ?? "",
            },
            ["better-npm-audit", "audit", ..] => new("better-npm-audit", Voice.Stops, PackageFiles.Npm) { Reach = Reach.Above },
            ["improved-yarn-audit", ..] => new("improved-yarn-audit", Voice.Stops, PackageFiles.Yarn) { Reach = Reach.Above },
            ["check-audit", ..] => new("npm-audit-resolver", Voice.Stops, PackageFiles.Npm),
            ["auditjs", "ossi" or "iq", ..] => new("AuditJS", Voice.Stops, PackageFiles.JavaScript),
            ["retire", .. var after] => new(
                "Retire.js",
                new Arguments(after, alone).Of("--exitwith") is "0" ? Voice.Silent : Voice.Stops,
                PackageFiles.JavaScript
            ),
            _ => null,
        };

    /// <summary>The words from the verb on; options before it may have values.</summary>
    static ImmutableArray<string> Verb(ImmutableArray<string> words)
    {
        var at = 0;
        while (at < words.Length && words[at].StartsWith('-'))
            at += words[at].Contains('=') || alone.Contains(words[at]) && words[at] is not "-C" ? 1 : 2;
        return at < words.Length ? words[at..] : [];
    }

    static Look? OfNpm(ImmutableArray<string> all, ImmutableArray<string> after)
    {
        var given = new Arguments(all, alone);
        if (after is ["fix" or "signatures", ..])
            return null;
        return new("npm audit", VoiceOf(given), PackageFiles.Npm)
        {
            Reach = Reach.Above,
            Folder = given.Of("--prefix", "-C") ?? "",
            Beside = given.Of("--only") is "dev" or "development" || given.All("--omit").Contains("prod") ? ForDevelopment : null,
        };
    }

    static Look? OfPnpm(ImmutableArray<string> all, ImmutableArray<string> after)
    {
        var given = new Arguments(all, alone);
        if (after is ["--fix", ..] or ["signatures", ..] || given.Has("--fix"))
            return null;
        return new("pnpm audit", VoiceOf(given), PackageFiles.Pnpm)
        {
            Reach = Reach.Above,
            Folder = given.Of("--dir", "-C") ?? "",
            Beside = given.Has("--dev", "-D") ? ForDevelopment : null,
        };
    }

    static Look OfYarn(ImmutableArray<string> all, ImmutableArray<string> after)
    {
        var groups = new Arguments(after, alone).All("--groups");
        return new("yarn audit", Voice.Stops, PackageFiles.Yarn)
        {
            Reach = Reach.Above,
            Folder = new Arguments(all, alone).Of("--cwd") ?? "",
            Beside = groups is [var one] && one is "devDependencies" ? ForDevelopment : null,
        };
    }

    /// <summary>Without <c>--recursive</c> it looks only at what a workspace names itself (yarnpkg.com, "yarn npm audit").</summary>
    static Look OfModernYarn(ImmutableArray<string> all, ImmutableArray<string> after)
    {
        var given = new Arguments(after, alone);
        return new("yarn npm audit", Voice.Stops, PackageFiles.Yarn)
        {
            Reach = Reach.Above,
            Folder = new Arguments(all, alone).Of("--cwd") ?? "",
            Gap = given.Has("--recursive", "-R", "-AR", "-RA") ? null : "looks only at packages that are named directly",
            Beside = given.Of("--environment") is "development" ? ForDevelopment : null,
        };
    }

    static Voice VoiceOf(Arguments given) => given.Of("--audit-level") is "none" ? Voice.Silent : Voice.Stops;
}
