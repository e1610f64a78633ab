namespace Shipworthy.Extractors.DependencyScans;

/// <summary>Names of manifests and lock files, and which of them the scanners of all languages read, each by its own documentation.</summary>
static class PackageFiles
{
    public static readonly ImmutableArray<string> Npm = ["package-lock.json", "npm-shrinkwrap.json"];
    public static readonly ImmutableArray<string> Yarn = ["yarn.lock"];
    public static readonly ImmutableArray<string> Pnpm = ["pnpm-lock.yaml"];
    public static readonly ImmutableArray<string> Bun = ["bun.lock", "bun.lockb"];
    public static readonly ImmutableArray<string> Deno = ["deno.lock", "deno.json", "deno.jsonc"];
    public static readonly ImmutableArray<string> Go = ["go.mod", "go.sum", "go.work"];
    public static readonly ImmutableArray<string> Ruby = ["Gemfile.lock", "gems.locked"];
    public static readonly ImmutableArray<string> Php = ["composer.lock"];
    public static readonly ImmutableArray<string> Rust = ["Cargo.lock"];
    public static readonly ImmutableArray<string> Elixir = ["mix.lock"];
    public static readonly ImmutableArray<string> Dart = ["pubspec.lock"];
    public static readonly ImmutableArray<string> Swift = ["Package.resolved", "Podfile.lock"];

    /// <summary>The lock files of JavaScript.</summary>
    public static readonly ImmutableArray<string> JavaScript = [.. Npm, .. Yarn, .. Pnpm, "bun.lock"];

    /// <summary>Python's lock files and lists of versions.</summary>
    public static readonly ImmutableArray<string> PythonLocks =
    [
        "requirements*.txt",
        "*requirements.txt",
        "poetry.lock",
        "uv.lock",
        "pdm.lock",
        "Pipfile.lock",
        "pylock*.toml",
    ];

    /// <summary>Everything from which Python's packages are installed.</summary>
    public static readonly ImmutableArray<string> Python =
    [
        .. PythonLocks,
        "requirements*.in",
        "requirements/*.txt",
        "pyproject.toml",
        "Pipfile",
        "setup.py",
        "setup.cfg",
    ];

    /// <summary>What NuGet itself resolves.</summary>
    public static readonly ImmutableArray<string> NuGet =
    [
        "*.csproj",
        "*.fsproj",
        "*.vbproj",
        "packages.lock.json",
        "packages.config",
        "Directory.Packages.props",
        "*.sln",
        "*.slnx",
    ];

    /// <summary>Everything that names packages of .NET.</summary>
    public static readonly ImmutableArray<string> OfDotNet = [.. NuGet, "*Packages.props"];

    /// <summary>Everything that names packages of JavaScript.</summary>
    public static readonly ImmutableArray<string> OfJavaScript =
    [
        .. JavaScript,
        .. Bun,
        .. Deno,
        "package.json",
        "import_map.json",
        "importmap.rb",
    ];

    /// <summary>What Maven and Gradle themselves resolve.</summary>
    public static readonly ImmutableArray<string> Java =
    [
        "pom.xml",
        "build.gradle",
        "build.gradle.kts",
        "gradle.lockfile",
        "buildscript-gradle.lockfile",
        "libs.versions.toml",
        "build.sbt",
    ];

    /// <summary>The languages in the order in which a scanner that takes the first manifest looks for them (Snyk's command line, "detect").</summary>
    public static readonly ImmutableArray<ImmutableArray<string>> InOrder =
    [
        [.. Npm, .. Yarn, .. Pnpm, .. Bun, "package.json"],
        [.. Ruby, "Gemfile"],
        Java,
        ["Pipfile", "Pipfile.lock", "requirements*.txt", "*requirements.txt", "requirements/*.txt"],
        Go,
        NuGet,
        [.. Php, "composer.json"],
        Swift,
        Python,
        [.. Elixir, "mix.exs"],
    ];

    static readonly ImmutableArray<string> Locks =
    [
        .. JavaScript,
        .. PythonLocks,
        .. Go,
        .. Ruby,
        .. Php,
        .. Rust,
        .. Elixir,
        .. Dart,
        "packages.lock.json",
        "packages.config",
        "pom.xml",
        "gradle.lockfile",
        "buildscript-gradle.lockfile",
    ];

    /// <summary>OSV-Scanner ("Supported Artifacts and Manifests").</summary>
    public static readonly ImmutableArray<string> Osv = [.. Locks, "verification-metadata.xml"];

    /// <summary>Trivy ("Language-specific Packages", file system).</summary>
    public static readonly ImmutableArray<string> Trivy = [.. Locks, .. Swift, "*Packages.props", "*.sbt.lock"];

    /// <summary>Grype, whose catalog is Syft's ("Supported Ecosystems", directory).</summary>
    public static readonly ImmutableArray<string> Grype = [.. Locks, .. Swift];

    /// <summary>Everything: products that bring their own resolvers for each language.</summary>
    public static readonly ImmutableArray<string> All =
    [
        .. Locks,
        .. Swift,
        .. Bun,
        .. Deno,
        .. Python,
        .. NuGet,
        .. Java,
        "package.json",
        "Gemfile",
        "composer.json",
        "Cargo.toml",
        "mix.exs",
        "pubspec.yaml",
        "Package.swift",
        "import_map.json",
    ];
}
