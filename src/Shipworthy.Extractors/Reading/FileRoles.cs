using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Reading;

/// <summary>
/// Tells what a file is for by its path, and for generated code by its head (rubric T3). The first rule that matches decides, in the order of
/// <see cref="FileRole"/>, but for pasted chats: their folders are told before the text files in them pass as docs.
/// </summary>
public static partial class FileRoles
{
    /// <summary>The role of a file.</summary>
    /// <param name="path">Below the root, with forward slashes.</param>
    /// <param name="head">The content, or its beginning; may be empty.</param>
    public static FileRole Of(string path, ReadOnlySpan<byte> head)
    {
        var file = new PathWords(path);
        if (IsVendored(file))
            return FileRole.Vendored;
        var isMigration = IsMigration(file);
        if (IsGenerated(file) || (!isMigration && !Requirements().IsMatch(file.Name) && GeneratedHead.SaysSo(head)))
            return FileRole.Generated;
        if (LockNames.Contains(file.Name) || LockName().IsMatch(file.Name))
            return FileRole.Lock;
        if (IsTest(file))
            return FileRole.Test;
        if (IsExample(file))
            return FileRole.Example;
        if (file.HasFolder("attached_assets", ".snapshots", "chat_logs", "chat-logs", ".specstory"))
            return FileRole.Paste;
        if (IsDocs(file))
            return FileRole.Docs;
        if (IsPipeline(file))
            return FileRole.Ci;
        if (isMigration)
            return FileRole.Migration;
        if (IsInfrastructure(file))
            return FileRole.Infra;
        return IsScript(file) ? FileRole.Script : FileRole.Prod;
    }

    static readonly HashSet<string> LockNames =
    [
        "package-lock.json",
        "npm-shrinkwrap.json",
        "yarn.lock",
        "pnpm-lock.yaml",
        "bun.lock",
        "bun.lockb",
        "deno.lock",
        "poetry.lock",
        "uv.lock",
        "pdm.lock",
        "pipfile.lock",
        "conda-lock.yml",
        "cargo.lock",
        "go.sum",
        "composer.lock",
        "gemfile.lock",
        "packages.lock.json",
        "paket.lock",
        "gradle.lockfile",
        "mix.lock",
        "pubspec.lock",
        "podfile.lock",
        "package.resolved",
        "flake.lock",
        "gems.locked",
        "pixi.lock",
        "renv.lock",
        "rebar.lock",
        "shard.lock",
        "stack.yaml.lock",
        "module.bazel.lock",
        "chart.lock",
        "go.work.sum",
        ".terraform.lock.hcl",
    ];

    /// <summary>
    /// <c>vendor</c> is also a word of marketplaces: below a folder of routes or modules, or as a Python package, it is the app's own.
    /// </summary>
    static bool IsVendored(PathWords file) =>
        file.HasFolder(
            "node_modules",
            "bower_components",
            "jspm_packages",
            "third_party",
            "third-party",
            "site-packages",
            "_vendor",
            ".venv",
            "pods"
        )
        || (file.HasPlainFolder("vendor", "vendors", "venv") && !file.Name.EndsWith(".py"))
        || file.HasFolders("wwwroot", "lib")
        || file.HasFolders(".yarn", "releases")
        || file.HasFolders(".yarn", "plugins")
        || file.Name.EndsWith(".min.js")
        || file.Name.EndsWith(".min.mjs")
        || file.Name.EndsWith(".min.css");

    static bool IsGenerated(PathWords file) =>
        file.HasFolder(
            ".next",
            ".nuxt",
            ".output",
            ".svelte-kit",
            ".turbo",
            ".angular",
            ".terraform",
            "cdk.out",
            "__pycache__",
            "__generated__",
            ".dart_tool"
        )
        || file.HasPlainFolder("dist", "build", "coverage", "generated", "storybook-static")
        || file.HasFolders("bin", "debug")
        || file.HasFolders("bin", "release")
        || (file.Folders.Contains("obj") && file.Folders.Any(folder => folder is "debug" or "release"))
        || GeneratedName().IsMatch(file.Name)
        || (file.Name is "types.ts" && file.Parent is "supabase")
        || (file.Name is "supabase.ts" && file.Parent is "types");

    static bool IsTest(PathWords file) =>
        file.HasFolder("tests", "__tests__", "__mocks__", "__fixtures__", "fixtures", "mocks", "cypress", "e2e", "testdata", "playwright")
        || file.HasFolders("src", "test")
        || file.HasPlainFolder("test", "__test__", "mock", "fixture")
        || (file.HasFolder("spec") && file.Name.EndsWith(".rb"))
        || file.Folders.Any(folder => TestProject().IsMatch(folder))
        || TestName().IsMatch(file.Name)
        || TestClassName().IsMatch(file.OriginalName);

    static bool IsExample(PathWords file) =>
        file.HasPlainFolder("examples", "example", "samples", "demos", "demo") || ExampleName().IsMatch(file.Name);

    static bool IsDocs(PathWords file) =>
        (DocsName().IsMatch(file.Name) && !PlainTextForMachines().IsMatch(file.Name) && file.Parent is not "requirements")
        || file.HasPlainFolder("docs", "doc", "documentation");

    static bool IsPipeline(PathWords file) =>
        file.HasFolders(".github", "workflows")
        || file.HasFolders(".github", "actions")
        || file.HasFolders(".gitea", "workflows")
        || file.HasFolders(".forgejo", "workflows")
        || file.HasFolder(".circleci", ".gitlab", ".buildkite", ".woodpecker", ".azure-pipelines", ".tekton")
        || PipelineName().IsMatch(file.Name);

    static bool IsMigration(PathWords file) =>
        file.HasFolder("migrations", "migration")
        || file.HasFolders("db", "migrate")
        || file.HasFolders("alembic", "versions")
        || (file.Folders.Contains("drizzle") && file.Name.EndsWith(".sql"))
        || FlywayName().IsMatch(file.Name);

    static bool IsInfrastructure(PathWords file) =>
        (file.HasPlainFolder("infrastructure") && !IsLayer(file))
        || file.HasPlainFolder(
            "infra",
            "terraform",
            "k8s",
            "kubernetes",
            "helm",
            "charts",
            "ansible",
            "deploy",
            "deployment",
            "pulumi",
            "kustomize"
        )
        || file.HasFolder(".do", ".ebextensions", ".platform", ".railway", ".kamal")
        || InfrastructureName().IsMatch(file.Name)
        || (file.Name is "deploy.yml" && file.Parent is "config")
        || (file.Name is "config.toml" && file.Parent is "supabase");

    /// <summary>
    /// Code of the layer that many architectures call infrastructure: it is the app's own and declares nothing. In .NET that is what the folder nearly always holds,
    /// elsewhere where it lies below the sources.
    /// </summary>
    static bool IsLayer(PathWords file) =>
        LayerCode().IsMatch(file.Name)
        && (
            file.Name.EndsWith(".cs", StringComparison.Ordinal)
            || Array.IndexOf(file.Folders, "src") is >= 0 and var sources
                && sources < Array.IndexOf(file.Folders, "infrastructure")
                && !file.HasFolder("cdk", "stacks", "pulumi")
        );

    /// <summary><c>tasks.py</c> belongs to a tool of the command line in the root only; inside a package it holds tasks of a queue.</summary>
    static bool IsScript(PathWords file) =>
        file.HasPlainFolder("scripts", "script")
        || file.Folders is ["bin" or "tools" or "hack", ..]
        || file is { Name: "tasks.py", Folders: [] }
        || ScriptName().IsMatch(file.Name);

    /// <summary>Lists of packages, which compilers of requirements write and installers read.</summary>
    [GeneratedRegex(
        @"^(.*[-_.])?(requirements|constraints)([-_.].*)?\.txt$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Requirements();

    [GeneratedRegex(
        @"\.g\.(cs|dart)$|\.generated\.\w+$|\.gen\.\w+$|\.designer\.(cs|vb)$|modelsnapshot\.cs$|_pb2(_grpc)?\.pyi?$|\.pb(\.gw)?\.go$|_generated\.go$|\.(js|css|mjs|cjs)\.map$|\.timestamp-[^/]*\.mjs$|^next-env\.d\.ts$|^(database|supabase)\.types\.ts$|\.tsbuildinfo$",
        RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 10_000
    )]
    private static partial Regex GeneratedName();

    /// <summary>
    /// Lock files of a variant: a second set of gems (<c>Gemfile.next.lock</c>), a branch's packages (<c>pnpm-lock.main.yaml</c>), a project's own
    /// (<c>packages.api.lock.json</c>), the pins of one purpose (<c>requirements-dev.lock</c>, <c>pylock.dev.toml</c>).
    /// </summary>
    [GeneratedRegex(
        @"^(gemfile|gems|cargo|composer|poetry|uv|pdm|pipfile|podfile|mix|pubspec|flake|yarn|bun|deno)[._-][\w.-]+\.lock$|^[\w.-]+\.gemfile\.lock$|^requirements([._-][\w.-]+)?\.lock$|^pylock(\.[\w-]+)?\.toml$|^pnpm-lock\.[\w.-]+\.yaml$|^packages\.[\w.-]+\.lock\.json$|\.lockfile$",
        RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 10_000
    )]
    private static partial Regex LockName();

    [GeneratedRegex(
        @"\.((unit|integration|functional|acceptance|e2e)\.?)?tests?$|-tests$",
        RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 10_000
    )]
    private static partial Regex TestProject();

    [GeneratedRegex(
        @"\.(test|tests|spec|cy|e2e|stories|story)\.\w+$|_test\.(go|py|rb|exs|dart|ts|js)$|^test_[^/]*\.py$|^tests\.py$|^conftest\.py$|_spec\.rb$|^(jest|vitest|playwright|cypress|karma)\.(config|setup|workspace)\.\w+$",
        RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 10_000
    )]
    private static partial Regex TestName();

    [GeneratedRegex(
        @"[a-z0-9](Test|Tests|IT|Spec)\.(java|kt|cs|fs|vb|php|scala|csproj|swift)$|Tests\.csproj$",
        RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 10_000
    )]
    private static partial Regex TestClassName();

    [GeneratedRegex(
        @"\.(example|sample|template|dist)(\.\w+)?$|(^|[._-])example(\.(?!(pem|key|ppk|p12|pfx|jks|keystore)$)\w+)?$",
        RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 10_000
    )]
    private static partial Regex ExampleName();

    [GeneratedRegex(
        @"\.(md|mdx|mdc|mdown|markdown|rst|txt|adoc|asciidoc|org)$|^(readme|license|licence|copying|changelog|changes|authors|contributors|contributing|notice|todo)$",
        RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 10_000
    )]
    private static partial Regex DocsName();

    /// <summary>Text files that a program reads: lists of packages, build files, files for crawlers.</summary>
    [GeneratedRegex(
        @"^(requirements|constraints)[^/]*\.txt$|[._-]requirements\.txt$|^(robots|humans|runtime|ads|cmakelists|_redirects|_headers)\.txt$",
        RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 10_000
    )]
    private static partial Regex PlainTextForMachines();

    [GeneratedRegex(
        @"^\.gitlab-ci[^/]*\.ya?ml$|^azure-pipelines[^/]*\.ya?ml$|^jenkinsfile|^bitbucket-pipelines\.ya?ml$|^\.travis\.ya?ml$|^\.drone\.ya?ml$|^appveyor\.ya?ml$|^\.woodpecker\.ya?ml$|^cloudbuild[^/]*\.ya?ml$|^buildspec[^/]*\.ya?ml$|^codemagic\.ya?ml$|^dependabot\.ya?ml$|^renovate\.json5?$|^\.renovaterc(\.json5?)?$",
        RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 10_000
    )]
    private static partial Regex PipelineName();

    [GeneratedRegex(@"^[vru]\d[\d._]*__[^/]*\.(sql|java)$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex FlywayName();

    [GeneratedRegex(
        @"^(dockerfile|containerfile)|\.dockerfile$|^(docker-)?compose[^/]*\.ya?ml$|^docker-stack[^/]*\.ya?ml$|\.(tf|tfvars|bicep|nomad)$|\.tf\.json$|\.tfvars\.json$|^terragrunt\.hcl$|^nginx[^/]*\.conf$|^caddyfile|^traefik[^/]*\.(ya?ml|toml)$|^fly[^/]*\.toml$|^render\.yaml$|^railway\.(json|toml)$|^vercel\.(json|ts)$|^netlify\.toml$|^wrangler\.(toml|jsonc?)$|^firebase\.json$|^\.firebaserc$|^apphosting[^/]*\.yaml$|^(app|apprunner)\.yaml$|^heroku\.yml$|^procfile|^serverless\.(ya?ml|ts|js)$|^samconfig\.toml$|^cdk\.json$|^pulumi[^/]*\.ya?ml$|^azure\.ya?ml$|^amplify\.ya?ml$|^captain-definition$|^skaffold\.ya?ml$|^nixpacks\.toml$|^staticwebapp\.config\.json$|^chart\.yaml$|^kustomization\.ya?ml$|^sst\.config\.ts$|^vagrantfile$",
        RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 10_000
    )]
    private static partial Regex InfrastructureName();

    [GeneratedRegex(@"\.(cs|tsx?|jsx?|mts|py|go|java|kt|php|rb)$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex LayerCode();

    [GeneratedRegex(
        @"\.(sh|bash|zsh|fish|ps1|psm1|bat|cmd)$|^(makefile|gnumakefile|justfile|rakefile|gulpfile\.\w+|gruntfile\.\w+|fabfile\.py|noxfile\.py)$|^taskfile\.ya?ml$",
        RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 10_000
    )]
    private static partial Regex ScriptName();
}
