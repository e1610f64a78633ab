namespace Shipworthy.Model;

/// <summary>A world of packages with one registry, one way to name a package and one way to order versions.</summary>
public enum PackageEcosystem
{
    /// <summary>Could not be told.</summary>
    Unknown,

    /// <summary>JavaScript packages, whoever installs them: npm, pnpm, Yarn, Bun, Deno.</summary>
    Npm,

    /// <summary>Packages of JSR, for Deno and others.</summary>
    Jsr,

    /// <summary>Python.</summary>
    PyPi,

    /// <summary>.NET.</summary>
    NuGet,

    /// <summary>Go modules, with the standard library and the toolchain as modules of their own.</summary>
    Go,

    /// <summary>Ruby.</summary>
    RubyGems,

    /// <summary>PHP.</summary>
    Packagist,

    /// <summary>Java and other languages of the JVM.</summary>
    Maven,

    /// <summary>Rust.</summary>
    CratesIo,

    /// <summary>Elixir and Erlang.</summary>
    Hex,

    /// <summary>Dart and Flutter.</summary>
    Pub,

    /// <summary>Swift packages, named by the address of their repository.</summary>
    Swift,
}

/// <summary>Questions to <see cref="PackageEcosystem"/>.</summary>
public static class PackageEcosystems
{
    extension(PackageEcosystem ecosystem)
    {
        /// <summary>The name as its people and the OSV schema spell it; where OSV has none (JSR), as its people do.</summary>
        public string OsvName =>
            ecosystem switch
            {
                PackageEcosystem.Unknown => "",
                PackageEcosystem.Npm => "npm",
                PackageEcosystem.Jsr => "JSR",
                PackageEcosystem.PyPi => "PyPI",
                PackageEcosystem.NuGet => "NuGet",
                PackageEcosystem.Go => "Go",
                PackageEcosystem.RubyGems => "RubyGems",
                PackageEcosystem.Packagist => "Packagist",
                PackageEcosystem.Maven => "Maven",
                PackageEcosystem.CratesIo => "crates.io",
                PackageEcosystem.Hex => "Hex",
                PackageEcosystem.Pub => "Pub",
                PackageEcosystem.Swift => "SwiftURL",
            };

        /// <summary>The type of a package URL (purl specification, PURL-TYPES).</summary>
        public string PurlType =>
            ecosystem switch
            {
                PackageEcosystem.Unknown => "generic",
                PackageEcosystem.Npm => "npm",
                PackageEcosystem.Jsr => "jsr",
                PackageEcosystem.PyPi => "pypi",
                PackageEcosystem.NuGet => "nuget",
                PackageEcosystem.Go => "golang",
                PackageEcosystem.RubyGems => "gem",
                PackageEcosystem.Packagist => "composer",
                PackageEcosystem.Maven => "maven",
                PackageEcosystem.CratesIo => "cargo",
                PackageEcosystem.Hex => "hex",
                PackageEcosystem.Pub => "pub",
                PackageEcosystem.Swift => "swift",
            };
    }
}
