using Shipworthy.Extractors.Pipelines;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Tests.Running;

/// <summary>What <c>dotnet test</c> means by a project, a solution, a solution filter or a folder.</summary>
sealed class DotNetTargets(SourceTree tree)
{
    static readonly string[] endings = [".sln", ".slnx", ".slnf", ".csproj", ".fsproj", ".vbproj", ".proj"];

    /// <summary>Whether a run in a folder reaches the project.</summary>
    /// <param name="target">The target as written; empty for what lies in the folder.</param>
    public bool Holds(string folder, string target, string project)
    {
        if (Paths.Within(folder, target) is not { } path)
            return false;
        if (NamePattern.IsPattern(path))
            return new NamePattern(path).Matches(project);
        if (path == project)
            return true;
        if (tree.Find(path) is { } file)
            return InSolution(file, project);
        return In(path).Any(found => found.Path == project || InSolution(found, project));
    }

    IEnumerable<SourceFile> In(string folder)
    {
        var found = tree
            .Files.Where(file => file.Folder == folder && endings.Contains(Path.GetExtension(file.Name).ToLowerInvariant()))
            .ToList();
        var solutions = found.Where(file => !file.Name.EndsWith("proj", StringComparison.OrdinalIgnoreCase)).ToList();
        return solutions.Count > 0 ? solutions : found;
    }

    /// <summary>All three kinds of solution name their projects by paths below themselves, with either slash.</summary>
    static bool InSolution(SourceFile solution, string project)
    {
        if (!solution.Name.Contains(".sln", StringComparison.OrdinalIgnoreCase))
            return false;
        var below = Paths.IsIn(solution.Folder, project) && solution.Folder.Length > 0 ? project[(solution.Folder.Length + 1)..] : project;
        return solution.Text.Replace(@"\\", "/").Replace('\\', '/').Contains(below, StringComparison.OrdinalIgnoreCase);
    }
}
