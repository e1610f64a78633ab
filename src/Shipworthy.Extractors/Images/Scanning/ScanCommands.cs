using Shipworthy.Extractors.Images.Building;
using Shipworthy.Extractors.Pipelines;
using Shipworthy.Extractors.Pipelines.Scans;

namespace Shipworthy.Extractors.Images.Scanning;

/// <summary>Command lines that scan images, with what their exit codes mean, each by its own documentation.</summary>
static class ScanCommands
{
    /// <summary>The scan that a command does; null when it scans no image: a folder, a configuration, a bill of materials.</summary>
    public static ImageScan? Of(StepOfPipeline run, PipelineCommand command)
    {
        ImageScan Scan(string tool, CommandOptions options, Voice voice) =>
            new(run, command.At, tool, run.Expanded(options.Operands is [.., var last] ? last : ""), voice)
            {
                File = options.Of("--file") is { } file ? Paths.Within(command.Directory, file) : null,
            };
        var words = WithoutContainer(run, command.Words);
        switch (words)
        {
            case ["trivy", .., "image" or "i", _] or ["trivy", "image" or "i", ..] or ["trivy", _, "image", ..]:
                var trivy = new CommandOptions(words, words.IndexOf("image") is > 0 and var verb ? verb + 1 : 2);
                return Scan(
                    "Trivy",
                    trivy,
                    OfExitCode(trivy.Of("--exit-code") ?? run.Step.Env.GetValueOrDefault("TRIVY_EXIT_CODE"), trivy.Has("--config", "-c"))
                );
            case ["grype", var target, ..] when !IsNoImage(target):
                var grype = new CommandOptions(words, 1);
                return new(
                    run,
                    command.At,
                    "Grype",
                    run.Expanded(grype.Operands is [var first, ..] ? first : ""),
                    grype.Has("--fail-on", "-f") ? Voice.Stops : Voice.Silent
                );
            case ["docker", "scout", "cves" or "quickview", ..]:
                var scout = new CommandOptions(words, 3);
                return Scan("Docker Scout", scout, scout.Has("--exit-code", "-e") ? Voice.Stops : Voice.Silent);
            case ["snyk", "container", var mode, ..] when mode is "test" or "monitor":
                return Scan("Snyk", new(words, 3), mode is "test" ? Voice.Stops : Voice.Tells);
            case ["twistcli", "images", "scan", ..]:
                return Scan("Prisma Cloud", new(words, 3), Voice.Tells);
            case ["wizcli", "docker", "scan", ..]:
                var wiz = new CommandOptions(words, 3);
                return new(run, command.At, "Wiz", run.Expanded(wiz.Of("--image", "-i") ?? ""), Voice.Stops);
            case ["jf", "docker", "scan", ..]:
                return Scan("JFrog Xray", new(words, 3), Voice.Stops);
            case ["gcloud", "artifacts", "docker", "images", "scan", ..]:
                return Scan("Artifact Registry", new(words, 5), Voice.Silent);
            case ["aws", "ecr", "start-image-scan", ..]:
                var ecr = new CommandOptions(words, 3);
                return new(run, command.At, "Amazon ECR", run.Expanded(ecr.Of("--repository-name") ?? ""), Voice.Tells);
            default:
                return null;
        }
    }

    static Voice OfExitCode(string? code, bool configured) =>
        code is not (null or "" or "0") ? Voice.Stops
        : configured && code is null ? Voice.Unknown
        : Voice.Silent;

    static bool IsNoImage(string target) =>
        target is "." or "version" or "db"
        || target.StartsWith("dir:", StringComparison.Ordinal)
        || target.StartsWith("sbom:", StringComparison.Ordinal)
        || target.StartsWith("file:", StringComparison.Ordinal)
        || target.StartsWith('/')
        || target.StartsWith("./", StringComparison.Ordinal);

    /// <summary><c>docker run … aquasec/trivy image x</c> is followed into its arguments; the scanner's name then stands in the step alone.</summary>
    static ImmutableArray<string> WithoutContainer(StepOfPipeline run, ImmutableArray<string> words) =>
        words is ["image", ..] && run.Step.Run.Contains("aquasec/trivy", StringComparison.Ordinal) ? words.Insert(0, "trivy")
        : words is [['a', 'q', 'u', 'a', 's', 'e', 'c', '/', 't', 'r', 'i', 'v', 'y', ..], .. var rest] ? ["trivy", .. rest]
        : words is [_, ..]
        && run.Step.Run.Contains("anchore/grype", StringComparison.Ordinal)
        && words[0] is not ("docker" or "grype")
        && words.Length == 1
        && words[0].Contains(':')
            ? ["grype", .. words]
        : words;
}
