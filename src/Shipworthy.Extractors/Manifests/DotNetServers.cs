using System.Text.RegularExpressions;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Manifests;

/// <summary>
/// Tells projects of .NET that answer over HTTP from projects of tests. A reference to a test package makes no test of a server: what is built for the web and starts
/// one, or what a Dockerfile publishes, runs in production.
/// </summary>
static partial class DotNetServers
{
    /// <summary>Whether code starts a server.</summary>
    public static bool Starts(string code) => MakesServer().IsMatch(code);

    /// <summary>Where a file starts a server; null when it starts none.</summary>
    public static Location? StartIn(SourceFile file) =>
        MakesServer().Match(file.Text) is { Success: true } made ? file.At(made.Index) : null;

    /// <summary>Whether a project runs in production, whatever packages it refers to.</summary>
    public static bool IsOne(SourceTree tree, SourceFile project) =>
        project.Role is not FileRole.Test && (IsForWeb().IsMatch(project.Text) && HasServer(tree, project) || IsPublished(tree, project));

    static bool HasServer(SourceTree tree, SourceFile project) =>
        tree.Files.Any(file =>
            file.Language is Language.CSharp
            && (project.Folder.Length == 0 || file.Path.StartsWith(project.Folder + "/", StringComparison.Ordinal))
            && Deployables.Folders.Counts(file.Role)
            && Starts(file.Text)
        );

    /// <summary>An image's recipe that publishes the project, or publishes something and starts its library.</summary>
    static bool IsPublished(SourceTree tree, SourceFile project)
    {
        var name = project.Name[..^".csproj".Length];
        return tree.Files.Any(file =>
            file.Name.Contains("Dockerfile", StringComparison.OrdinalIgnoreCase)
            && Images.Files.ContainerPurposes.OfPath(file.Path) is null
            && Publishes().Matches(file.Text) is { Count: > 0 } lines
            && (
                lines.Any(line => IsNamed(line.Value, name + ".csproj"))
                || IsNamed(file.Text, name + ".dll") && file.Text.Contains("ENTRYPOINT", StringComparison.OrdinalIgnoreCase)
            )
        );
    }

    /// <summary>Whether a text names a file, and not one whose name only ends alike.</summary>
    static bool IsNamed(string text, string file)
    {
        for (var at = text.IndexOf(file, StringComparison.Ordinal); at >= 0; at = text.IndexOf(file, at + 1, StringComparison.Ordinal))
            if (at == 0 || text[at - 1] is '/' or '\\' or '"' or '\'' or ' ' or '\t')
                return true;
        return false;
    }

    [GeneratedRegex(@"<Project\s+Sdk=""Microsoft\.NET\.Sdk\.(Web|Worker)""", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex IsForWeb();

    [GeneratedRegex(@"\bdotnet\s+publish\b[^\n]*", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Publishes();

    [GeneratedRegex(
        @"\bWebApplication\.Create(Slim|Empty)?Builder\(|\bWebHost\.CreateDefaultBuilder\(|\.ConfigureWebHostDefaults\(|\bConfigureFunctionsW(orker|ebApplication)",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex MakesServer();
}
