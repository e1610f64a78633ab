using System.Globalization;
using System.Text.RegularExpressions;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Connections;

/// <summary>
/// In how many copies parts of the app run (rubric 7.3, "platform"): by the file of a host nearest to the part, and by what containers and infrastructure state. Signs that
/// disagree leave it open.
/// </summary>
sealed partial class CopiesOfParts(Sources sources, App known)
{
    const int Few = 5;

    readonly Lazy<ImmutableArray<(CopiesOfPart Copies, string Because)>> declared = new(() => [.. Declared(known)]);

    /// <summary>What holds of every part that runs programs: that of the one in most copies, and unknown where one of them is.</summary>
    public (CopiesOfPart Copies, string Because) OfAll()
    {
        var all = known.Deployables.Where(part => part.Serves is not Serves.Files).Select(Of).ToList();
        return all.Count == 0 ? Joined([.. declared.Value])
            : all.Find(one => one.Copies is CopiesOfPart.Many) is { Because: not null } many ? many
            : all.Find(one => one.Copies is CopiesOfPart.Unknown) is { Because: not null } unknown ? unknown
            : all[0];
    }

    /// <summary>The copies of a part, with what shows them, as a clause about it.</summary>
    public (CopiesOfPart Copies, string Because) Of(Deployable part)
    {
        var signs = OfFolder(part).ToList();
        // A file of a host speaks of its own part; infrastructure does not say which part it runs.
        if (signs.Count == 0 || signs.TrueForAll(sign => sign.Copies is CopiesOfPart.Unknown))
            signs.AddRange(declared.Value);
        else if (signs.Exists(sign => sign.Copies is CopiesOfPart.Many))
            signs.AddRange(declared.Value.Where(sign => sign.Copies is not CopiesOfPart.Many));
        else
            signs.AddRange(declared.Value.Where(sign => sign.Copies is not CopiesOfPart.Few));
        return Joined(signs);
    }

    static (CopiesOfPart, string) Joined(List<(CopiesOfPart Copies, string Because)> signs)
    {
        if (signs.Count == 0)
            return (CopiesOfPart.Unknown, "nothing here says where it runs and in how many copies");
        var unknown = signs.Find(sign => sign.Copies is CopiesOfPart.Unknown);
        var many = signs.Find(sign => sign.Copies is CopiesOfPart.Many);
        var few = signs.Find(sign => sign.Copies is CopiesOfPart.Few);
        return many.Because is not null && few.Because is not null
                ? (CopiesOfPart.Many, $"{many.Because}, and another file says that it {few.Because}")
            : many.Because is not null ? (CopiesOfPart.Many, many.Because)
            : unknown.Because is not null ? (CopiesOfPart.Unknown, unknown.Because)
            : (CopiesOfPart.Few, few.Because!);
    }

    /// <summary>What the files of hosts say in the folder of a part, and in the folders above it as long as none does.</summary>
    IEnumerable<(CopiesOfPart Copies, string Because)> OfFolder(Deployable part)
    {
        if (part.Stack is Stack.SupabaseFunctions)
            return [(CopiesOfPart.Many, "runs as functions of Supabase")];
        if (part.Framework is "Firebase Functions")
            return [(CopiesOfPart.Many, "runs as functions of Firebase")];
        if (StartedByLambda(part) is { } started)
            return [(CopiesOfPart.Many, $"runs as a function of AWS, which starts it by {started}")];
        for (var folder = part.Folder; ; folder = folder[..Math.Max(0, folder.LastIndexOf('/'))])
        {
            var found = sources
                .Tree.Files.Where(file => file.Folder == folder && file.Role is FileRole.Prod or FileRole.Infra)
                .Select(OfFile)
                .OfType<(CopiesOfPart, string)>()
                .ToList();
            if (found.Count > 0 && folder != part.Folder && !IsNamed(part, folder) && HasOthers(part))
                return found.Select(sign =>
                    sign.Item1 is CopiesOfPart.Few
                        ? (
                            CopiesOfPart.Unknown,
                            $"{sign.Item2} as far as the file of a host above it speaks of it, which could not be told"
                        )
                        : sign
                );
            if (found.Count > 0 || folder.Length == 0)
                return found;
        }
    }

    /// <summary>The class by which AWS Lambda starts a program of ASP.NET Core; null where there is none.</summary>
    string? StartedByLambda(Deployable part) =>
        part.Stack is Stack.DotNet
            ? sources
                .Code.All(CodeKind.Class)
                .FirstOrDefault(one => part.Holds(one.File.Path) && one.All(Part.Base).Any(ancestor => Lambda().IsMatch(ancestor.Name)))
                .Name
                is { Length: > 0 } name
                ? name
                : null
            : null;

    [GeneratedRegex("^(?:APIGateway(?:HttpApiV2)?ProxyFunction|ApplicationLoadBalancerFunction)$", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Lambda();

    /// <summary>Whether other parts run programs beside it, of which a file above them may speak.</summary>
    bool HasOthers(Deployable part) => known.Deployables.Any(one => one.At != part.At && one.Serves is not Serves.Files);

    /// <summary>Whether the host's file of a folder, or the image that it builds, names the part.</summary>
    bool IsNamed(Deployable part, string folder) =>
        sources.Tree.Files.Any(file =>
            (file.Folder == folder && OfFile(file) is not null || file.Name.StartsWith("Dockerfile", StringComparison.Ordinal))
            && (
                file.Text.Contains(part.Folder, StringComparison.Ordinal)
                || part.Name.Length > 2 && file.Text.Contains(part.Name, StringComparison.Ordinal)
            )
        );

    static (CopiesOfPart, string)? OfFile(SourceFile file) =>
        file.Name switch
        {
            "vercel.json" or "vercel.ts" => (CopiesOfPart.Many, "runs on Vercel, in as many copies as calls come"),
            "netlify.toml" => (CopiesOfPart.Many, "runs on Netlify, in as many copies as calls come"),
            "wrangler.toml" or "wrangler.json" or "wrangler.jsonc" => (
                CopiesOfPart.Many,
                "runs on Cloudflare, in as many copies as calls come"
            ),
            "serverless.yml" or "serverless.yaml" or "samconfig.toml" => (
                CopiesOfPart.Many,
                "runs as functions of AWS, in as many copies as calls come"
            ),
            "host.json" when file.Text.Contains("extensionBundle", StringComparison.Ordinal) => (
                CopiesOfPart.Many,
                "runs as functions of Azure, in as many copies as calls come"
            ),
            "apphosting.yaml" => (CopiesOfPart.Many, "runs on Firebase App Hosting, which starts copies as calls come"),
            "apprunner.yaml" => (CopiesOfPart.Unknown, "runs on App Runner, which starts copies as calls come, and how many is set there"),
            "render.yaml" or "render.yml" => Stated(file, RenderCopies(), "runs on Render"),
            "railway.json" or "railway.toml" => Stated(file, RailwayCopies(), "runs on Railway"),
            "Procfile" or "heroku.yml" => (CopiesOfPart.Few, "runs on a host that starts one copy unless somebody asks for more"),
            "ecosystem.config.js" or "ecosystem.config.cjs" => (CopiesOfPart.Few, "runs under PM2 on a machine"),
            _ => file.Name.StartsWith("fly.", StringComparison.Ordinal) && file.Name.EndsWith(".toml", StringComparison.Ordinal)
                ? (CopiesOfPart.Few, "runs on Fly.io, which starts no more machines than were made")
                : null,
        };

    static (CopiesOfPart, string) Stated(SourceFile file, Regex number, string where) =>
        number.Match(file.Text) is { Success: true } match
        && int.TryParse(match.Groups["n"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var copies)
        && copies > Few
            ? (CopiesOfPart.Many, $"{where} in up to {copies} copies")
            : (CopiesOfPart.Few, $"{where} in few copies");

    static IEnumerable<(CopiesOfPart Copies, string Because)> Declared(App known)
    {
        foreach (var one in known.InfraResources.Where(one => one.IsInProduction && OfResource(one) is not null))
            yield return OfResource(one)!.Value;
        if (
            known.ContainerUses.FirstOrDefault(use => use is { By: ContainerHost.Compose, NotProduction: null, BuiltFrom: not null }) is
            { } composed
        )
            yield return (CopiesOfPart.Few, $"runs in the containers of {composed.At.Path}");
        if (
            known.InfraResources.Any(one =>
                one.Tool is InfraTool.Kubernetes
                && one.Settings.Kind is InfraValueKind.Unknown
                && one.Type is "Deployment" or "HorizontalPodAutoscaler"
            )
        )
            yield return (CopiesOfPart.Unknown, "runs in a cluster, and how many copies it starts is written in a template");
    }

    static (CopiesOfPart, string)? OfResource(InfraResource one) =>
        one.Type switch
        {
            "aws_lambda_function"
            or "AWS::Lambda::Function"
            or "AWS::Serverless::Function"
            or "aws-cdk-lib/aws-lambda.Function"
            or "aws-cdk-lib/aws-lambda-nodejs.NodejsFunction" => (
                CopiesOfPart.Many,
                "runs as functions of AWS, in as many copies as calls come"
            ),
            "google_cloudfunctions2_function" or "google_cloudfunctions_function" => (
                CopiesOfPart.Many,
                "runs as functions of Google Cloud, in as many copies as calls come"
            ),
            "azurerm_linux_function_app" or "azurerm_windows_function_app" => (
                CopiesOfPart.Many,
                "runs as functions of Azure, in as many copies as calls come"
            ),
            "HorizontalPodAutoscaler" => Counted(
                one.Settings.Under("spec", "maxReplicas"),
                "runs in a cluster that starts copies as calls come",
                false
            ),
            "Deployment" when one.Kind is InfraKind.Runtime => Counted(one.Settings.Under("spec", "replicas"), "runs in a cluster", true),
            "aws_appautoscaling_target" => Counted(one.Settings["max_capacity"], "runs on ECS, which starts copies as calls come", false),
            "aws_ecs_service" => Counted(one.Settings["desired_count"], "runs on ECS", true),
            "google_cloud_run_v2_service" => Counted(
                one.Settings.Under("template", "scaling", "max_instance_count"),
                "runs on Cloud Run, which starts copies as calls come",
                false
            ),
            "google_cloud_run_service" => (CopiesOfPart.Unknown, "runs on Cloud Run, which starts copies as calls come"),
            "aws_apprunner_service" => (CopiesOfPart.Unknown, "runs on App Runner, which starts copies as calls come"),
            "azurerm_container_app" or "Microsoft.App/containerApps" => Counted(
                one.Settings.Under("template", "max_replicas"),
                "runs on Container Apps, which starts copies as calls come",
                false
            ),
            _ => null,
        };

    static (CopiesOfPart, string)? Counted(InfraValue count, string where, bool isOneByDefault) =>
        count.Number is { } number
            ? number > Few
                ? (CopiesOfPart.Many, $"{where}, {number} at most")
                : (CopiesOfPart.Few, $"{where} in {number} at most")
            : count.IsUnset && isOneByDefault
                ? (CopiesOfPart.Few, $"{where} in one copy")
                : (CopiesOfPart.Unknown, $"{where}, and how many is not stated");

    [GeneratedRegex(@"(?:numInstances|maxInstances)\s*:\s*(?<n>\d{1,5})", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex RenderCopies();

    [GeneratedRegex(@"numReplicas[""']?\s*[:=]\s*(?<n>\d{1,5})", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex RailwayCopies();
}
