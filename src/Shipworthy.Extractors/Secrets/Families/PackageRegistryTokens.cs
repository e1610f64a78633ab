using static Shipworthy.Extractors.Secrets.Shapes.CharacterSet;

namespace Shipworthy.Extractors.Secrets.Families;

/// <summary>Tokens with which packages and images are published.</summary>
sealed class PackageRegistryTokens : TokenFamily
{
    public override ImmutableArray<Token> Tokens =>
        [
            Live("npm-token", "an npm token", "npm_", Run(Base62, 36)) with
            {
                Read = candidate =>
                    new(SecretClass.Live, Checksums.EndsWithItsCrc(candidate.Value[4..]) ? OfflineProof.Checksum : OfflineProof.Shape),
            },
            Live("pypi-token", "a PyPI token", "pypi-AgEIcHlwaS5vcmc", Run(UrlSafe, 50, 1000)),
            Live("pypi-test-token", "a TestPyPI token", "pypi-AgENdGVzdC5weXBpLm9yZw", Run(UrlSafe, 50, 1000)) with
            {
                Read = _ => new(SecretClass.TestMode, OfflineProof.Shape),
            },
            Live("nuget-key", "a NuGet key", "oy2", Run(Base62, 43)) with
            {
                Read = candidate => candidate.Value.Any(char.IsAsciiLetterUpper) ? null : new(SecretClass.Live, OfflineProof.Shape),
            },
            Live("rubygems-key", "a RubyGems key", "rubygems_", Run(Hex, 48)),
            Live("docker-token", "a Docker Hub token", "dckr_pat_", Run(UrlSafe, 27)),
            Live("docker-organization-token", "a Docker Hub token", "dckr_oat_", Run(UrlSafe, 27, 40)),
            Live("crates-token", "a crates.io token", "cio", Run(Base62, 32)),
        ];
}
