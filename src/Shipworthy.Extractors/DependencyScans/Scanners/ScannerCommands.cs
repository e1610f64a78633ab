using System.Text.RegularExpressions;
using Shipworthy.Extractors.Pipelines;

namespace Shipworthy.Extractors.DependencyScans.Scanners;

/// <summary>Command lines that look for known holes in packages.</summary>
static partial class ScannerCommands
{
    /// <summary>Ways to start a tool that is not installed, with their options that take a value.</summary>
    static readonly ImmutableArray<string> valued = ["--from", "--with", "--python", "-p", "--spec", "--package"];

    static readonly ImmutableArray<(string Image, string Program, ImmutableArray<string> First)> images =
    [
        ("osv-scanner", "osv-scanner", ["scan", "-r", "--recursive", "-L", "--lockfile"]),
        ("aquasec/trivy", "trivy", ["fs", "filesystem", "repo", "repository", "rootfs"]),
        ("aquasecurity/trivy", "trivy", ["fs", "filesystem", "repo", "repository", "rootfs"]),
        ("owasp/dependency-check", "dependency-check", ["--scan", "-s", "--project"]),
        ("anchore/grype", "grype", ["dir:.", "dir:/src", "."]),
    ];

    /// <summary>The scan that a command does; null when it does none.</summary>
    public static PackageScan? Of(StepOfPipeline run, PipelineCommand command)
    {
        var words = Started(run.Step, command.Words);
        if (words.IsEmpty)
            return null;
        var look =
            JavaScriptScanners.Of(words)
            ?? PythonScanners.Of(words)
            ?? OtherScanners.Of(words)
            ?? GeneralScanners.Of(words, name => run.Step.Env.GetValueOrDefault(name, ""));
        return look is null
            ? null
            : new(run, command.At, look, command.Directory)
            {
                Words = words,
                Swallowing = command.Swallowing,
                RunsAlone = IsAlone(command.Words),
                RunsInProject = !command.Through.IsEmpty || RunInProject().IsMatch(run.Step.Run),
            };
    }

    static bool IsAlone(ImmutableArray<string> words) =>
        words is ["uvx", ..] or ["pipx", "run", ..] or ["uv", "tool", "run", ..]
        && !words.Any(word => word.StartsWith("--with", StringComparison.Ordinal));

    /// <summary>uv brings the environment of the project up to date before it runs anything in it (docs.astral.sh, "uv run").</summary>
    [GeneratedRegex(@"\buv run\b[^\n]*\b(?:pip[-_]audit|safety|jake)\b", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex RunInProject();

    /// <summary>The words from the program on, without its folder, its version, and what fetches or starts it.</summary>
    static ImmutableArray<string> Started(PipelineStep step, ImmutableArray<string> words)
    {
        var start =
            words is ["uvx" or "dnx" or "pkgx" or "uv-run", ..] ? 1
            : words is ["pipx" or "go", "run", ..] or ["go", "tool", ..] ? 2
            : words is ["uv", "tool", "run", ..] or ["dotnet", "tool", "run", ..] ? 3
            : 0;
        while (start > 0 && start < words.Length && words[start].StartsWith('-'))
            start += valued.Contains(words[start]) ? 2 : 1;
        if (start >= words.Length)
            return [];
        var program = words[start];
        if (start == 0)
            foreach (var (image, name, first) in images)
                if (first.Contains(program) && step.Run.Contains(image, StringComparison.Ordinal))
                    return [name, .. words];
        program = program[(program.LastIndexOf('/') + 1)..];
        var version = program.LastIndexOf('@');
        return [version > 0 ? program[..version] : program, .. words[(start + 1)..]];
    }
}
