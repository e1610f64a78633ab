using System.Text.RegularExpressions;
using Shipworthy.Extractors.BuildSecrets.Scripts;

namespace Shipworthy.Extractors.BuildSecrets;

/// <summary>Files with secrets that a job leaves in artifacts, caches and releases (rubric 5.7, rules 2 and 6).</summary>
static partial class Uploads
{
    /// <summary>What a step leaves.</summary>
    /// <param name="files">What the steps before it have written.</param>
    public static IEnumerable<Doing> In(PipelineStep step, PipelineJob job, JobFiles files)
    {
        var store = StoreOf(step.Uses);
        if (store is null)
            yield break;
        var hidden = store is not "an artifact" || TakesHiddenFiles(step);
        foreach (var path in PathsOf(step).Select(path => path.Trim('"', '\'')))
            if (path.StartsWith('!'))
                continue;
            else if (WholeWorkspace().IsMatch(path))
            {
                if (store is "an artifact" && hidden && LeavesToken(job, step))
                    yield return new(
                        step.At,
                        ExposureKind.UploadsCheckoutToken,
                        "uploads the whole workspace, with the token that the checkout keeps in .git/config"
                    );
            }
            else if ((hidden || !IsHidden(path)) && SecretIn(path, job, files) is { } what)
                yield return new(step.At, ExposureKind.LeftInArtifact, $"leaves {path} in {store}, {what}");
    }

    static string? StoreOf(string uses) =>
        uses.Split('@')[0] switch
        {
            "actions/upload-artifact" or "actions/upload-pages-artifact" => "an artifact",
            "actions/cache" or "actions/cache/save" => "a cache",
            "softprops/action-gh-release" or "ncipollo/release-action" or "actions/upload-release-asset" => "a release",
            _ => null,
        };

    static IEnumerable<string> PathsOf(PipelineStep step) =>
        new[] { "path", "files", "artifacts", "asset_path" }.SelectMany(input =>
            step.With.GetValueOrDefault(input, "")
                .Split(['\n', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        );

    /// <summary>Files whose names begin with a point are left out since version 4.4 (docs of actions/upload-artifact, <c>include-hidden-files</c>).</summary>
    static bool TakesHiddenFiles(PipelineStep step) =>
        step.With.GetValueOrDefault("include-hidden-files", "") is "true" || Before44().IsMatch(step.Uses);

    static bool IsHidden(string path) => path.Split('/').Any(segment => segment.StartsWith('.') && segment.Trim('.').Length > 0);

    /// <summary>Whether a checkout before the upload leaves its token in the workspace; since version 6 it lies outside of it.</summary>
    static bool LeavesToken(PipelineJob job, PipelineStep upload) =>
        job
            .Steps.TakeWhile(step => step != upload)
            .Any(step => CheckoutBefore6().IsMatch(step.Uses) && step.With.GetValueOrDefault("persist-credentials", "") is not "false");

    /// <summary>What secret a file holds, as a clause: "which holds DATABASE_URL"; null when none is known to be in it.</summary>
    static string? SecretIn(string path, PipelineJob job, JobFiles files)
    {
        var name = path[(path.LastIndexOf('/') + 1)..];
        if (Encrypted().IsMatch(name))
            return null;
        if (files.Find(path) is { } held)
            return $"which holds {held.Noun}";
        var commands = job.Steps.SelectMany(step => step.Commands).ToList();
        bool Runs(Regex what) => commands.Exists(command => what.IsMatch(command.Line));
        return TerraformState().IsMatch(name) && Runs(Terraform()) ? "a state that holds every value of the infrastructure in clear"
            : commands.Exists(command =>
                Terraform().IsMatch(command.Line)
                && PlanOut().Match(command.Line) is { Success: true } plan
                && plan.Groups["file"].Value.Trim('"', '\'') == name
            )
                ? "a plan that holds every value of the infrastructure in clear"
            : Kubeconfig().IsMatch(path) && Runs(WritesKubeconfig()) ? "which opens the cluster"
            : Dump().IsMatch(name) && Dumps(job) ? "a dump of a database that a secret opens"
            : path.Contains(".docker", StringComparison.Ordinal)
            && job.Steps.Any(step => step.Uses.StartsWith("docker/login-action", StringComparison.Ordinal))
                ? "which holds the sign-in to the registry"
            : EnvFile().IsMatch(name) && Runs(PullsEnv()) ? "which holds the variables of the host"
            : null;
    }

    static bool Dumps(PipelineJob job) =>
        job.Steps.Any(step =>
            step.Secrets.Any(use => SecretNames.IsSecret(use.Name))
            && step.Commands.Any(command => DumpCommand().IsMatch(command.Line) && !SchemaOnly().IsMatch(command.Line))
        );

    [GeneratedRegex(@"^(?:\.|\./|\*|\*\*|\*\*/\*|\./\*\*|\$\{\{\s*github\.workspace\s*\}\}/?)$", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex WholeWorkspace();

    [GeneratedRegex(@"^actions/upload-artifact@v?(?:[123](?:\.|$)|4\.[0-3](?:\.|$))", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Before44();

    [GeneratedRegex(@"^actions/checkout@v?[1-5](?:\.|$)", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex CheckoutBefore6();

    [GeneratedRegex(@"\.(?:gpg|age|enc|asc|sops)$", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Encrypted();

    [GeneratedRegex(@"\.tfstate(?:\.backup)?\*?$", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex TerraformState();

    [GeneratedRegex(@"\b(?:terraform|tofu|terragrunt)\b", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Terraform();

    [GeneratedRegex(@"\bplan\b.*\s-?-out[ =](?<file>\S+)", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex PlanOut();

    [GeneratedRegex(@"kubeconfig|\.kube/config", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 10_000)]
    private static partial Regex Kubeconfig();

    [GeneratedRegex(
        @"\b(?:update-kubeconfig|get-credentials|kubeconfig save|kubernetes cluster kubeconfig)\b",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex WritesKubeconfig();

    [GeneratedRegex(@"\.(?:sql|dump|bak|pgdump|archive)(?:\.(?:gz|zst|xz|bz2|zip))?$", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Dump();

    [GeneratedRegex(@"^(?:pg_dump(?:all)?|mysqldump|mariadb-dump|mongodump|supabase\s+db\s+dump)\b", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex DumpCommand();

    [GeneratedRegex(@"--schema-only|\s-s\b|--no-data|--role-only", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex SchemaOnly();

    [GeneratedRegex(@"^\.env(?:\.(?!example|sample|template|dist)[\w.-]+)?$", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex EnvFile();

    [GeneratedRegex(
        @"^(?:vercel\s+(?:env\s+)?pull|doppler\s+secrets\s+download|infisical\s+export|netlify\s+env:list)\b",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex PullsEnv();
}
