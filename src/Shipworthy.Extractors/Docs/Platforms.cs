using System.Text.RegularExpressions;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Docs;

/// <summary>Hosting platforms: the programs that talk to them, and the files that show that an app lives there (rubric D2).</summary>
sealed partial class Platforms
{
    static readonly ImmutableArray<Platform> Known =
    [
        new("fly", ["fly", "flyctl"], @"(^|/)fly(\.[\w-]+)?\.toml$", "flyctl"),
        new("heroku", ["heroku"], @"(^|/)(heroku\.yml|app\.json|Procfile)$", "heroku"),
        new("vercel", ["vercel"], @"(^|/)vercel\.(json|ts)$", "vercel"),
        new("netlify", ["netlify"], @"(^|/)netlify\.toml$", "netlify"),
        new("render", ["render"], @"(^|/)render\.ya?ml$", "render.com"),
        new("railway", ["railway"], @"(^|/)(railway\.(json|toml)|\.railway/.+)$", "railway"),
        new("cloudflare", ["wrangler"], @"(^|/)wrangler\.(toml|jsonc?)$", "wrangler"),
        new("firebase", ["firebase"], @"(^|/)(firebase\.json|\.firebaserc|apphosting\.yaml)$", "firebase"),
        new("supabase", ["supabase"], @"(^|/)supabase/", "supabase"),
        new(
            "google",
            ["gcloud", "gsutil", "bq"],
            @"(^|/)(cloudbuild[\w.-]*\.ya?ml|app\.yaml|clouddeploy\.yaml)$",
            "gcloud",
            "google-github-actions",
            "google_"
        ),
        new(
            "aws",
            ["aws", "eb", "sam", "cdk", "copilot"],
            @"(^|/)(apprunner\.yaml|amplify\.yml|buildspec\.ya?ml|samconfig\.toml|cdk\.json|\.ebextensions/.+|copilot/.+)$",
            "amazonaws.com",
            "aws-actions",
            "aws_"
        ),
        new("azure", ["az", "azd"], @"(^|/)azure\.yaml$|\.bicep$", "azurewebsites.net", "azurecontainerapps.io", "azurerm"),
        new("digitalocean", ["doctl"], @"(^|/)\.do/app\.yaml$", "doctl", "digitalocean"),
        new("kamal", ["kamal"], @"(^|/)config/deploy[\w.-]*\.yml$", "kamal"),
    ];

    readonly HashSet<string> used;

    /// <summary>Looks which platforms the files of a tree speak of.</summary>
    public Platforms(SourceTree tree)
    {
        var settings = tree.Files.Where(IsSetting).ToList();
        used =
        [
            .. Known
                .Where(platform =>
                    tree.Files.Any(platform.IsConfiguredBy)
                    || settings.Any(file => platform.Words.Any(word => file.Text.Contains(word, StringComparison.Ordinal)))
                )
                .Select(platform => platform.Name),
        ];
    }

    /// <summary>The platform that a program talks to; null when it talks to none.</summary>
    public static string? OfProgram(string program) =>
        Known.FirstOrDefault(platform => platform.Programs.Contains(program, StringComparer.Ordinal))?.Name;

    /// <summary>
    /// Whether the app lives on a platform: no file speaks of it although files speak of another, so a command for it addresses nothing here.
    /// </summary>
    public Existence Has(string platform) =>
        used.Contains(platform) ? Existence.Present
        : used.Count > 0 ? Existence.Missing
        : Existence.Unknown;

    static bool IsSetting(SourceFile file) =>
        file.Bytes.Length < 1 << 18
        && file.Role is not (FileRole.Vendored or FileRole.Generated or FileRole.Lock or FileRole.Docs)
        && SettingPath().IsMatch(file.Path);

    [GeneratedRegex(
        @"(^|/)(\.github/workflows/.+|\.gitlab-ci\.yml|azure-pipelines\.ya?ml|\.circleci/.+|bitbucket-pipelines\.yml|Jenkinsfile|Dockerfile[\w.-]*|Makefile|package\.json|[\w.-]+\.(tf|sh|ps1|bicep)|(docker-)?compose[\w.-]*\.ya?ml|\.env[\w.-]*)$",
        RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex SettingPath();

    sealed record Platform(string Name, string[] Programs, string Files, params string[] Words)
    {
        readonly Regex files = new(Files, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(10));

        public bool IsConfiguredBy(SourceFile file) => file.Role is not FileRole.Vendored && files.IsMatch(file.Path);
    }
}
