using System.Text.RegularExpressions;
using Shipworthy.Extractors.Reading;
using Shipworthy.Extractors.Yaml;

namespace Shipworthy.Extractors.Pipelines;

/// <summary>Rules of branches in files: Probot's settings, exported rulesets, and Terraform's GitHub and GitLab providers.</summary>
public sealed partial class BranchProtectionInFiles : IExtractor
{
    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(BranchProtection)];

    /// <inheritdoc/>
    public void Extract(Sources sources, Learner learn)
    {
        foreach (var file in sources.Tree.Files.Where(file => file.Role is not (FileRole.Vendored or FileRole.Example)))
            if (Of(file) is { } protection)
                learn.Add(protection);
    }

    static BranchProtection? Of(SourceFile file) =>
        file.Path is ".github/settings.yml" or ".github/settings.yaml" ? Settings(file)
        : file.Name.EndsWith(".json", StringComparison.Ordinal) && file.Path.Contains("ruleset", StringComparison.OrdinalIgnoreCase)
            ? Ruleset(file)
        : file.Name.EndsWith(".tf", StringComparison.Ordinal) ? Terraform(file)
        : null;

    static BranchProtection? Settings(SourceFile file)
    {
        var branch = YamlFile.Read(file).Root["branches"].Items.FirstOrDefault(branch => branch["protection"].Kind is YamlKind.Map);
        return branch is null
            ? null
            : new(branch.At) { RequiresChecks = branch.Under("protection", "required_status_checks").Kind is YamlKind.Map };
    }

    static BranchProtection? Ruleset(SourceFile file) =>
        file.Text.Contains("\"rules\"", StringComparison.Ordinal)
        && file.Text.Contains("\"enforcement\"", StringComparison.Ordinal)
        && !file.Text.Contains("\"disabled\"", StringComparison.Ordinal)
            ? new(Location.File(file.Path)) { RequiresChecks = file.Text.Contains("\"required_status_checks\"", StringComparison.Ordinal) }
            : null;

    static BranchProtection? Terraform(SourceFile file) =>
        Resource().Match(file.Text) is { Success: true } resource
            ? new(file.At(resource.Index))
            {
                RequiresChecks =
                    file.Text.Contains("required_status_checks", StringComparison.Ordinal)
                    || file.Text.Contains("required_check", StringComparison.Ordinal)
                    || file.Text.Contains("only_allow_merge_if_pipeline_succeeds = true", StringComparison.Ordinal),
            }
            : null;

    [GeneratedRegex(
        """resource\s+"(?:github_branch_protection(?:_v3)?|github_repository_ruleset|github_organization_ruleset|gitlab_branch_protection)["]""",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Resource();
}
