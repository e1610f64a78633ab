using System.Text.RegularExpressions;
using Shipworthy.Extractors.Docs;
using Shipworthy.Extractors.Json;
using Shipworthy.Extractors.Pipelines;
using Shipworthy.Extractors.Reading;
using Shipworthy.Extractors.Toml;
using Shipworthy.Extractors.Yaml;

namespace Shipworthy.Extractors.Deploys;

/// <summary>A file by which a host runs the app.</summary>
/// <param name="At">The file, at the line that decides.</param>
/// <param name="Host">The host.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Folder">The folder that it is for.</param>
/// <param name="Follows">Why the host deploys each commit by itself, as a clause about the place; null when that is not shown.</param>
sealed record HostMark(Location At, Hosting Host, string Name, string Folder, string? Follows)
{
    /// <summary>Whether it switches following off.</summary>
    public bool SwitchedOff { get; init; }

    /// <summary>The folders of what it builds, where it lists several parts; empty for all of them.</summary>
    public ImmutableArray<string> Parts { get; init; } = [];
}

/// <summary>Reads the files of hosts, and what documents say about their connection with the repository (rubric 5.1, "git-driven by definition").</summary>
static partial class HostMarks
{
    /// <summary>All of them, in the order of their paths.</summary>
    public static ImmutableArray<HostMark> In(SourceTree tree, App known) =>
        [
            .. tree
                .Files.Where(file => file.Role is FileRole.Prod or FileRole.Infra or FileRole.Ci)
                .SelectMany(Of)
                .Select(mark => mark.Follows is null && !mark.SwitchedOff ? mark with { Follows = Connected(mark, known, tree) } : mark),
        ];

    static IEnumerable<HostMark> Of(SourceFile file)
    {
        HostMark Mark(Hosting host, string name, string? follows = null, Location? at = null) =>
            new(at ?? file.AtLine(1), host, name, file.Folder, follows);
        switch (file.Name)
        {
            case "vercel.json" or "vercel.ts":
                return [Mark(Hosting.Vercel, "Vercel")];
            case "netlify.toml":
                var build = TomlFile.Read(file)["build"];
                var folder = Paths.Within(file.Folder, build["base"].Text) ?? file.Folder;
                return
                [
                    Mark(Hosting.Netlify, "Netlify", build.Exists ? "lets Netlify build and deploy each commit" : null) with
                    {
                        Folder = folder,
                    },
                ];
            case "wrangler.toml" or "wrangler.json" or "wrangler.jsonc":
                return [Mark(Hosting.Cloudflare, "Cloudflare")];
            case "firebase.json":
                return [Mark(Hosting.Firebase, "Firebase")];
            case "apphosting.yaml":
                return [Mark(Hosting.Firebase, "Firebase App Hosting", "lets App Hosting deploy each commit")];
            case "amplify.yml":
                return [Mark(Hosting.Aws, "Amplify", "lets Amplify build and deploy each commit")];
            case "render.yaml" or "render.yml":
                return Render(file);
            case "railway.json" or "railway.toml":
                return [Mark(Hosting.Railway, "Railway")];
            case "heroku.yml":
                return [Mark(Hosting.Heroku, "Heroku")];
            case "apprunner.yaml":
                return [Mark(Hosting.Aws, "App Runner")];
            case "captain-definition":
                return [Mark(Hosting.Compose, "CapRover")];
            case ".replit":
                return
                [
                    Mark(
                        Hosting.Replit,
                        "Replit",
                        TomlFile.Read(file)["deployment"].Exists ? "lets Replit publish it with one button" : null
                    ),
                ];
            case "app.yaml" or "app.yml" when file.Folder.EndsWith(".do", StringComparison.Ordinal):
                return
                [
                    new(
                        file.AtLine(1),
                        Hosting.Unknown,
                        "DigitalOcean",
                        Paths.FolderOf(file.Folder),
                        DeployOnPush().IsMatch(file.Text) ? "asks DigitalOcean to deploy on each push" : null
                    ),
                ];
            case "app.yaml" when file.Text.Contains("runtime:", StringComparison.Ordinal):
                return [Mark(Hosting.GoogleCloud, "App Engine")];
            case "package.json":
                return file.Text.Contains("\"lovable-tagger\"", StringComparison.Ordinal)
                    ? [Mark(Hosting.Lovable, "Lovable", "belongs to a Lovable project, which Lovable publishes with one button")]
                    : [];
            default:
                return file.Name.StartsWith("fly.", StringComparison.Ordinal) && file.Name.EndsWith(".toml", StringComparison.Ordinal)
                    ? [Mark(Hosting.Fly, "Fly.io")]
                    : GitOps(file);
        }
    }

    static IEnumerable<HostMark> Render(SourceFile file)
    {
        foreach (
            var service in YamlFile.Read(file).Root["services"].Each().Where(service => service["type"].Text is not ("keyvalue" or "redis"))
        )
        {
            var off = service["autoDeploy"].Truth is false || service["autoDeployTrigger"].Text is "off";
            var part =
                service["rootDir"].Text is { Length: > 0 } root ? root
                : service["dockerfilePath"].Text is { Length: > 0 } docker ? Paths.FolderOf(Paths.Within("", docker) ?? "")
                : "";
            yield return new(service.At, Hosting.Render, "Render", file.Folder, off ? null : "lets Render deploy each commit")
            {
                SwitchedOff = off,
                Parts = part.Trim('/', '.') is { Length: > 0 } named ? [named] : [],
            };
        }
    }

    /// <summary>Argo CD and Flux bring a cluster into the state that a repository describes.</summary>
    static IEnumerable<HostMark> GitOps(SourceFile file)
    {
        if (file.Name.EndsWith(".yaml", StringComparison.Ordinal) || file.Name.EndsWith(".yml", StringComparison.Ordinal))
        {
            var argo = file.Text.Contains("argoproj.io/", StringComparison.Ordinal) && ArgoApplication().IsMatch(file.Text);
            if (argo || (file.Text.Contains("toolkit.fluxcd.io/", StringComparison.Ordinal) && FluxObject().IsMatch(file.Text)))
            {
                var automated = !argo || file.Text.Contains("automated:", StringComparison.Ordinal);
                yield return new(
                    file.AtLine(1),
                    Hosting.Kubernetes,
                    argo ? "Argo CD" : "Flux",
                    "",
                    automated ? $"makes {(argo ? "Argo CD" : "Flux")} follow the repository" : "makes Argo CD bring it out with one button"
                );
            }
        }
    }

    /// <summary>The document that says that the host is connected with the repository; its word counts beside the host's own file (rubric 5.1).</summary>
    static string? Connected(HostMark mark, App known, SourceTree tree)
    {
        if (mark.Host is Hosting.Vercel && !HasContent(tree.Find(mark.At.Path)))
            return null;
        foreach (
            var document in known.Documents.Where(document =>
                document.OneOff is null
                && !document.At.Path.Contains("self-host", StringComparison.OrdinalIgnoreCase)
                && !document.At.Path.Contains("selfhost", StringComparison.OrdinalIgnoreCase)
                && document.Kind is not (DocumentKind.Form or DocumentKind.Changes or DocumentKind.Legal)
            )
        )
        foreach (var line in document.Lines)
            if (
                line.Text.Contains(mark.Name.Replace(".io", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase)
                && Automatic().IsMatch(line.Text)
                && !Conditional().IsMatch(line.Text)
            )
                return $"belongs to {mark.Name}, which follows the repository by {document.At.Path}:{line.Number}";
        return null;
    }

    /// <summary>The line by which a document says, or tells the reader to see to it, that a host follows the repository; null without one.</summary>
    public static int? LineOfConnection(Document document)
    {
        foreach (var line in document.Lines)
            if (Automatic().IsMatch(line.Text) || Connects().IsMatch(line.Text))
                return line.Number;
        return null;
    }

    /// <summary>A <c>vercel.json</c> that only rewrites addresses may be left from anywhere.</summary>
    static bool HasContent(SourceFile? file) =>
        file is not null
        && (
            file.Name.EndsWith(".ts", StringComparison.Ordinal)
            || JsonFile.Read(file).Entries.Any(entry => entry.Key is "git" or "ignoreCommand" or "crons" or "functions")
        );

    [GeneratedRegex(
        @"\b(?:connect|import|link)(?:s|ed|ing)?\s+(?:(?:your|the|this|a|to|our)\s+)*(?:git(?:hub|lab)?\s+)?repo(?:sitory|s)?\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Connects();

    [GeneratedRegex(@"deploy_on_push:\s*true", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex DeployOnPush();

    [GeneratedRegex(@"^kind:\s*(?:Application|ApplicationSet)\s*$", RegexOptions.Multiline | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex ArgoApplication();

    [GeneratedRegex(@"^kind:\s*(?:Kustomization|HelmRelease)\s*$", RegexOptions.Multiline | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex FluxObject();

    [GeneratedRegex(
        @"auto(?:matic(?:ally)?)?[- ]?(?:re)?deploy|(?:re)?deploy(?:s|ed|ments?)?\b.{0,40}\b(?:automatic|on (?:every|each|a)?\s*(?:push|merge|commit)|from (?:the )?(?:main|master|git))|\bdeploys?\s+(?:every|each)\s+(?:push|commit|merge)\b|(?:every|each) (?:push|merge|commit)\b.{0,60}\bdeploy|(?:push(?:es|ing)?|merg(?:e|ing))\b.{0,40}\b(?:triggers?|starts?)\b.{0,40}\bdeploy|git(?:hub|lab)? integration|connected to (?:the |this |our )?(?:git|repo)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Automatic();

    [GeneratedRegex(
        @"\b(?:if|once|can|could|optional(?:ly)?|recommended|todo|not yet|disable[sd]?|will be)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Conditional();
}
