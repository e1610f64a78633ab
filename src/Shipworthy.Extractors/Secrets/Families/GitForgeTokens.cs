using static Shipworthy.Extractors.Secrets.Shapes.CharacterSet;

namespace Shipworthy.Extractors.Secrets.Families;

/// <summary>Tokens of the forges. GitHub's older tokens end in a checksum, so a random text of their shape is told from a token.</summary>
sealed class GitForgeTokens : TokenFamily
{
    public override ImmutableArray<Token> Tokens =>
        [
            .. new[] { "ghp_", "gho_", "ghu_", "ghs_", "ghr_" }.Select(prefix =>
                Live("github-token", "a GitHub token", prefix, Run(Base62, 36)) with
                {
                    Read = candidate =>
                        Checksums.EndsWithItsCrc(candidate.Value[prefix.Length..]) ? new(SecretClass.Live, OfflineProof.Checksum) : null,
                    MayLookMade = true,
                }
            ),
            Live("github-fine-grained-token", "a GitHub token", "github_pat_", Run(Base62, 22), "_", Run(Base62, 59)),
            Live("gitlab-personal-token", "a GitLab token", "glpat-", Run(Unreserved, 20, 80)),
            Live("gitlab-deploy-token", "a GitLab deploy token", "gldt-", Run(UrlSafe, 20, 60)),
            Live("gitlab-runner-token", "a GitLab runner token", "glrt-", Run(Unreserved, 20, 80)),
            Live("gitlab-trigger-token", "a GitLab trigger token", "glptt-", Run(Hex, 40)),
            Live("gitlab-job-token", "a GitLab job token", "glcbt-", Run(UrlSafe, 20, 80)),
            Live("atlassian-token", "an Atlassian token", "ATATT3x", Run(Composite, 100, 300)),
            Live("bitbucket-app-password", "a Bitbucket app password", "ATBB", Run(Base62, 32)),
        ];
}
