using System.Text.RegularExpressions;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Migrations.Applying;

/// <summary>
/// Tells whether an AppHost that is published gives its projects the name of a developer's environment: what is meant for a developer's machine then runs in production.
/// </summary>
static partial class PublishedAsDevelopment
{
    /// <summary>Whether it does.</summary>
    public static bool Is(SourceTree tree)
    {
        var code = tree
            .Files.Where(file => file.Role is FileRole.Prod or FileRole.Infra && file.Name.EndsWith(".cs", StringComparison.Ordinal))
            .ToList();
        return code.Exists(file => Hosts().IsMatch(file.Text))
            && (code.Exists(file => Published().IsMatch(file.Text)) || tree.Named("azure.yaml").Any())
            && code.Exists(file => Development().IsMatch(file.Text));
    }

    [GeneratedRegex(@"\bDistributedApplication\.CreateBuilder\(", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Hosts();

    [GeneratedRegex(
        @"\.Add(?:Azure(?:ContainerApp|AppService)|DockerCompose|Kubernetes)Environment\(",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Published();

    /// <summary>The name as the value of the variable, or as what it falls back to.</summary>
    [GeneratedRegex(
        @"EnvironmentVariables\[""(?:ASPNETCORE|DOTNET)_ENVIRONMENT""\]\s*=[^;\n]*""Development""|WithEnvironment\(\s*""(?:ASPNETCORE|DOTNET)_ENVIRONMENT""\s*,[^;\n]*""Development""",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Development();
}
