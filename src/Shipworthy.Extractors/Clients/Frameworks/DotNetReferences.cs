using System.Text.RegularExpressions;
using Shipworthy.Extractors.Clients.Graph;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Clients.Frameworks;

/// <summary>Projects that a .NET project refers to: their assemblies are shipped with its own.</summary>
static partial class DotNetReferences
{
    /// <summary>The code of all of them, also of those that they refer to in turn.</summary>
    public static IEnumerable<SourceFile> Code(Sources sources, SourceFile project) =>
        All(sources, project)
            .Where(one => one.Project is not null)
            .SelectMany(one =>
                sources.Tree.Files.Where(file =>
                    file.Path.StartsWith(one.Project!.Folder + "/", StringComparison.Ordinal)
                    && file.Role is FileRole.Prod or FileRole.Infra
                    && Path.GetExtension(file.Path) is ".cs" or ".razor"
                )
            )
            .Distinct();

    /// <summary>References to what is not in the repository.</summary>
    public static IEnumerable<(Location At, string Because)> Missing(Sources sources, SourceFile project) =>
        All(sources, project)
            .Where(one => one.Project is null)
            .Select(one => (one.At, $"refers to {one.Name}, which is not in the repository"));

    static List<(SourceFile? Project, string Name, Location At)> All(Sources sources, SourceFile project)
    {
        var found = new List<(SourceFile? Project, string Name, Location At)>();
        var seen = new HashSet<string>(StringComparer.Ordinal) { project.Path };
        var open = new Stack<SourceFile>([project]);
        while (open.TryPop(out var next))
            foreach (Match match in Reference().Matches(next.Text))
            {
                var name = match.Groups["path"].Value.Replace('\\', '/');
                var path = ModuleNames.Join(next.Folder, name);
                if (path is not null && !seen.Add(path))
                    continue;
                var other = path is null ? null : sources.Tree.Find(path);
                found.Add((other, name[(name.LastIndexOf('/') + 1)..], next.At(match.Index)));
                if (other is not null)
                    open.Push(other);
            }
        return found;
    }

    [GeneratedRegex(@"<ProjectReference\s+Include=""(?<path>[^""]+\.csproj)""", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Reference();
}
