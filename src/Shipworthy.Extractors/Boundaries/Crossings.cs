using System.Text.RegularExpressions;
using Shipworthy.Extractors.Deployables;

namespace Shipworthy.Extractors.Boundaries;

/// <summary>Imports and references by which one part reaches into another, and rules about that which a team declared to a tool.</summary>
static partial class Crossings
{
    /// <summary>Teaches them.</summary>
    public static void Find(Sources sources, App known, Learner learn)
    {
        var parts = known.Deployables.Where(one => one.Folder.Length > 0).ToList();
        var found = Imports(sources, parts).Concat(References(sources, parts));
        foreach (var same in found.GroupBy(one => (one.From, one.To)))
            learn.Add(same.First() with { Also = [.. same.Skip(1).Select(one => one.At).Take(20)] });
        foreach (var file in sources.Tree.Files)
            if (RuleFile().IsMatch(file.Path) || (RuleHost().IsMatch(file.Name) && Rule().IsMatch(file.Text)))
                learn.CannotSee<BoundaryCrossing>(
                    Location.File(file.Path),
                    "declares rules about who may import whom, which were not evaluated"
                );
    }

    static IEnumerable<BoundaryCrossing> Imports(Sources sources, List<Deployable> parts)
    {
        if (parts.Count < 2)
            yield break;
        foreach (var import in sources.Code.All(CodeKind.Import))
            if (
                import.Name.StartsWith("../", StringComparison.Ordinal)
                && !import.Is(Modifiers.TypeOnly)
                && sources.IsDeployed(import.File)
                && Innermost(parts, import.File.Path) is { } from
                && sources.Code.Module(import.File, import.Name) is { } target
                && Innermost(parts, target.Path) is { } to
                && to.Folder != from.Folder
                && !from.Folder.StartsWith(to.Folder + "/", StringComparison.Ordinal)
                && !to.Folder.StartsWith(from.Folder + "/", StringComparison.Ordinal)
                && !from.Mounts.Any(folder => target.Path.StartsWith(folder + "/", StringComparison.Ordinal))
                && from.Stack is not Stack.SupabaseFunctions
            )
                yield return new(import.At, Folders.NameOf(from.Folder), Folders.NameOf(to.Folder)) { What = import.Name };
    }

    /// <summary>A web project that refers to another one. A host that only starts the others refers to all of them by design.</summary>
    static IEnumerable<BoundaryCrossing> References(Sources sources, List<Deployable> parts)
    {
        var servers = parts.Where(one => one.Stack is Stack.DotNet && one.Serves is Serves.Answers or Serves.Pages).ToList();
        foreach (
            var file in sources.Tree.Files.Where(one => one.Name.EndsWith(".csproj", StringComparison.Ordinal) && Folders.Counts(one.Role))
        )
        {
            if (
                servers.Find(one => one.Folder == file.Folder) is not { } from
                || file.Text.Contains("Aspire.AppHost", StringComparison.Ordinal)
                || file.Text.Contains("IsAspireHost", StringComparison.Ordinal)
            )
                continue;
            foreach (Match reference in Reference().Matches(file.Text))
            {
                var path = Joined(file.Folder, reference.Groups["path"].Value.Replace('\\', '/'));
                var folder = path.LastIndexOf('/') is > 0 and var slash ? path[..slash] : "";
                if (
                    servers.Find(one => one.Folder == folder && one.Folder != from.Folder) is { } to
                    && sources.Tree.Find(path)?.Text.Contains("Microsoft.NET.Sdk.Web\"", StringComparison.Ordinal) is true
                )
                    yield return new(file.At(reference.Index), Folders.NameOf(from.Folder), Folders.NameOf(to.Folder))
                    {
                        What = reference.Groups["path"].Value,
                    };
            }
        }
    }

    static Deployable? Innermost(List<Deployable> parts, string path) =>
        parts.Where(one => path.StartsWith(one.Folder + "/", StringComparison.Ordinal)).MaxBy(one => one.Folder.Length);

    static string Joined(string folder, string path)
    {
        var parts = new List<string>(folder.Split('/', StringSplitOptions.RemoveEmptyEntries));
        foreach (var part in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
            if (part is ".." && parts.Count > 0)
                parts.RemoveAt(parts.Count - 1);
            else if (part is not ("." or ".."))
                parts.Add(part);
        return string.Join('/', parts);
    }

    [GeneratedRegex(
        @"<ProjectReference\s+Include=""(?<path>[^""]+)""(?![^>]*ReferenceOutputAssembly=""false"")",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Reference();

    [GeneratedRegex(
        @"(?:^|/)(?:\.dependency-cruiser\.\w+|\.importlinter|tach\.toml|tach\.yml|deptrac\.ya?ml|packwerk\.yml|\.go-arch-lint\.yml)$",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex RuleFile();

    [GeneratedRegex(
        @"^(?:\.eslintrc(?:\.\w+)?|eslint\.config\.\w+|pyproject\.toml|setup\.cfg|\.golangci\.ya?ml)$",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex RuleHost();

    [GeneratedRegex(
        @"boundaries/|import/no-restricted-paths|enforce-module-boundaries|\[tool\.importlinter\]|\[importlinter\]|\bdepguard\b",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Rule();
}
