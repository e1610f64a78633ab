using Shipworthy.Extractors.Images.Building;
using Shipworthy.Extractors.Pipelines;
using Shipworthy.Extractors.Pipelines.Scans;

namespace Shipworthy.Extractors.Images.Scanning;

/// <summary>Actions and tasks that scan images, with their defaults, each by its own documentation.</summary>
static class ScanActions
{
    /// <summary>The scan that a step's action does; null when it scans no image.</summary>
    public static ImageScan? Of(StepOfPipeline run)
    {
        string With(string name) => run.Expanded(run.Step.With.GetValueOrDefault(name, ""));
        ImageScan Scan(string tool, string target, Voice voice) => new(run, run.Step.At, tool, target, voice);
        var uses = run.Step.Uses.Split('@')[0].ToLowerInvariant();
        switch (uses)
        {
            case "aquasecurity/trivy-action":
                var isImage = With("scan-type") is "" or "image" && (With("image-ref").Length > 0 || With("input").Length > 0);
                return isImage
                    ? Scan("Trivy", With("image-ref") is { Length: > 0 } given ? given : With("input"), OfTrivy(run, With))
                    : null;
            case "anchore/scan-action":
                return With("image").Length > 0
                    ? Scan("Grype", With("image"), With("fail-build") is "false" ? Voice.Silent : Voice.Stops)
                    : null;
            case "docker/scout-action":
                var commands = With("command").Split([',', '\n', ' '], StringSplitOptions.RemoveEmptyEntries);
                return commands.Any(command => command is "cves" or "quickview" or "compare" or "recommendations")
                    ? Scan(
                        "Docker Scout",
                        With("image"),
                        With("exit-code") is "true" ? Voice.Stops
                            : Comments(run, With) ? Voice.Tells
                            : Voice.Silent
                    )
                    : null;
            case "snyk/actions/docker":
                return Scan("Snyk", With("image"), With("command") is "monitor" ? Voice.Tells : Voice.Stops) with
                {
                    File = FileOf(With("args")),
                };
            case "crazy-max/ghaction-container-scan":
                return Scan("Trivy", With("image"), With("severity_threshold").Length > 0 ? Voice.Stops : Voice.Silent) with
                {
                    File = With("dockerfile") is { Length: > 0 } path ? Paths.Within("", path) : null,
                };
            case "azure/container-scan":
                return Scan("Trivy", With("image-name"), Voice.Stops);
            case "sysdiglabs/scan-action":
                return Scan("Sysdig", With("image-tag"), Voice.Stops);
            case "paloaltonetworks/prisma-cloud-scan":
                return Scan("Prisma Cloud", With("image_name"), Voice.Tells);
            case "lacework/lw-scanner-action":
                return Scan("Lacework", $"{With("IMAGE_NAME")}:{With("IMAGE_TAG")}", Voice.Tells);
            case "aws-actions/vulnerability-scan-github-action-for-amazon-inspector" when With("artifact_type") is "container":
                return Scan(
                    "Amazon Inspector",
                    With("artifact_path"),
                    With("critical_threshold").Length + With("high_threshold").Length > 0 ? Voice.Stops : Voice.Silent
                );
            case "trivy" when run.Step.With.ContainsKey("image"):
                return Scan("Trivy", With("image"), With("exitCode") is "0" ? Voice.Silent : Voice.Stops);
            default:
                return null;
        }
    }

    static Voice OfTrivy(StepOfPipeline run, Func<string, string> with)
    {
        var code = with("exit-code") is { Length: > 0 } given ? given : run.Step.Env.GetValueOrDefault("TRIVY_EXIT_CODE", "");
        return code is not ("" or "0") ? Voice.Stops
            : with("trivy-config").Length > 0 && code.Length == 0 ? Voice.Unknown
            : Voice.Silent;
    }

    /// <summary>It comments on the request that started the run, unless told otherwise.</summary>
    static bool Comments(StepOfPipeline run, Func<string, string> with) =>
        with("write-comment") is not "false" && run.Step.When.MayBeOn(Occasions.ProposedChange);

    static string? FileOf(string arguments) =>
        new CommandOptions([.. arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries)], 0).Of("--file") is { } path
            ? Paths.Within("", path)
            : null;
}
