using Shipworthy.Extractors.Dependencies.Python;
using Shipworthy.Extractors.Pipelines.Scans;

namespace Shipworthy.Extractors.DependencyScans.Scanners;

/// <summary>Scanners of Python's packages. They fail on a hit unless they are told to go on.</summary>
static class PythonScanners
{
    static readonly ImmutableArray<string> alone =
    [
        "-l",
        "--local",
        "-S",
        "--strict",
        "--fix",
        "--require-hashes",
        "--skip-editable",
        "--no-deps",
        "--disable-pip",
        "--locked",
        "-v",
        "--verbose",
        "--progress-spinner=off",
        "--full-report",
        "--continue-on-error",
        "--json",
        "--bare",
        "--no-dev",
        "--frozen",
    ];

    /// <summary>The look of a call; null when it looks for nothing.</summary>
    public static Look? Of(ImmutableArray<string> words) =>
        words switch
        {
            ["pip-audit" or "pip_audit", .. var after] => OfPipAudit(new(after, alone)),
            ["safety", "check" or "scan", .. var after] => OfSafety(words[1], new(after, alone)),
            ["safety", .. var before, "check" or "scan"] when before.All(word => word.StartsWith('-')) => OfSafety(
                words[^1],
                new([], alone)
            ),
            ["uv", "audit", ..] => new("uv audit", Voice.Stops, PackageFiles.Python) { Reach = Reach.Above },
            ["uv-secure", ..] => new("uv-secure", Voice.Stops, PackageFiles.Python) { Reach = Reach.Below },
            ["poetry", "audit", ..] => new("poetry audit", Voice.Stops, PackageFiles.Python),
            ["pipenv", "check" or "audit", ..] => new("pipenv check", Voice.Stops, PackageFiles.Python),
            ["jake", "ddt" or "iq" or "sbom", ..] => new("Jake", words.Contains("sbom") ? Voice.Silent : Voice.Stops, PackageFiles.Python)
            {
                Installed = true,
            },
            _ => null,
        };

    /// <summary>Without files or a folder it audits the environment in which it runs (pypi.org, "pip-audit").</summary>
    static Look? OfPipAudit(Arguments given)
    {
        if (given.Has("--dry-run", "-d", "--version", "-V"))
            return null;
        var files = given.All("-r", "--requirement");
        var folders = given.Operands;
        return new("pip-audit", Voice.Stops, PackageFiles.Python)
        {
            Only = files,
            Beside = Beside(files),
            Folder = folders is [var folder, ..] ? folder : "",
            Installed = files.IsEmpty && folders.IsEmpty && !given.Has(".", "./"),
        };
    }

    /// <summary>Why lists of requirements that a call names are not what runs in production, as a clause about it; null when one of them is.</summary>
    public static string? Beside(ImmutableArray<string> files) =>
        !files.IsEmpty && files.All(file => PythonNames.IsDevelopment(file[(file.LastIndexOf('/') + 1)..]))
            ? "looks at packages for development only"
            : null;

    /// <summary><c>check</c> looks at the environment, <c>scan</c> at the files of the folder (docs.safetycli.com, "Safety CLI").</summary>
    static Look OfSafety(string verb, Arguments given)
    {
        var files = given.All("-r", "--file");
        return new("Safety", given.Has("--continue-on-error", "--exit-zero") ? Voice.Silent : Voice.Stops, PackageFiles.Python)
        {
            Only = files,
            Beside = Beside(files),
            Folder = given.Of("--target") ?? "",
            Reach = verb is "scan" ? Reach.Below : Reach.Here,
            Installed = files.IsEmpty && verb is "check",
        };
    }
}
