using System.Text.RegularExpressions;
using Shipworthy.Extractors.Pipelines;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Dependencies.Python;

/// <summary>
/// Reads lists of requirements for pip (pip.pypa.io, "Requirements File Format") with the files that they include and the constraints that they name, as
/// people write them and as pip-compile and uv write them.
/// </summary>
sealed partial class RequirementFiles(SourceTree tree)
{
    const int MostIncludes = 50;

    /// <summary>Whether a file is such a list by its name.</summary>
    public static bool IsOne(SourceFile file) =>
        Name().IsMatch(file.Name)
        || (
            file.Name.EndsWith(".txt", StringComparison.Ordinal)
            && Paths.FolderOf(file.Path) is var folder
            && (folder is "requirements" || folder.EndsWith("/requirements", StringComparison.Ordinal))
        );

    /// <summary>All packages that the lists name, each with the file and line that names its version.</summary>
    public ImmutableArray<LockedPackage> Read(IEnumerable<SourceFile> lists)
    {
        var all = ImmutableArray.CreateBuilder<LockedPackage>();
        foreach (var list in lists)
        {
            var scope = PythonNames.IsDevelopment(list.Name) ? DependencyScope.Development : DependencyScope.Runtime;
            var found = new List<LockedPackage>();
            var constraints = new Dictionary<string, LockedPackage>(StringComparer.Ordinal);
            Take(list, found, constraints, []);
            all.AddRange(
                found.Select(one =>
                    (one.IsResolved ? one : constraints.GetValueOrDefault(one.Name) ?? one) with
                    {
                        Scope = scope,
                        IsDirect = one.IsDirect,
                    }
                )
            );
        }
        return all.ToImmutable();
    }

    void Take(SourceFile list, List<LockedPackage> found, Dictionary<string, LockedPackage> constraints, HashSet<string> seen)
    {
        if (seen.Count >= MostIncludes || !seen.Add(list.Path))
            return;
        var lines = Lines(list.Text);
        // Only a compiled list says by whom packages were asked for; every line of another one was written by the app's makers.
        var isCompiled = lines.Exists(one => one.IsDirect is not null);
        foreach (var (text, line, via) in lines)
            if (Included(text, "-r", "--requirement") is { } included)
            {
                if (Find(list, included) is { } file)
                    Take(file, found, constraints, seen);
            }
            else if (Included(text, "-c", "--constraint") is { } constraint)
            {
                if (Find(list, constraint) is { } file)
                    TakeConstraints(file, constraints);
            }
            else if (PythonNames.Requirement(text, line) is { } package)
                found.Add(package with { Path = list.Path, IsDirect = via ?? !isCompiled });
    }

    static void TakeConstraints(SourceFile file, Dictionary<string, LockedPackage> constraints)
    {
        foreach (var (text, line, _) in Lines(file.Text))
            if (PythonNames.Requirement(text, line) is { IsResolved: true } package)
                constraints.TryAdd(package.Name, package with { Path = file.Path });
    }

    SourceFile? Find(SourceFile from, string path) => Paths.Within(from.Folder, path) is { } full ? tree.Find(full) : null;

    static string? Included(string text, string brief, string full) =>
        text.StartsWith(brief + " ", StringComparison.Ordinal) ? text[brief.Length..].Trim()
        : text.StartsWith(full, StringComparison.Ordinal) ? text[full.Length..].TrimStart('=', ' ').Trim()
        : null;

    /// <summary>
    /// The lines without comments and options of the line, with continued lines put together. A compiled list says by whom each package was asked for:
    /// <c># via -r requirements.in</c> is the app itself.
    /// </summary>
    static List<(string Text, int Line, bool? IsDirect)> Lines(string text)
    {
        var lines = new List<(string Text, int Line, bool? IsDirect)>();
        var (number, start) = (0, 0);
        var isVia = false;
        var pending = "";
        foreach (var raw in text.Split('\n'))
        {
            number++;
            var line = raw.Trim();
            if (line.StartsWith('#') && pending.Length == 0)
            {
                isVia = line.StartsWith("# via", StringComparison.Ordinal) || (isVia && line.StartsWith("#   ", StringComparison.Ordinal));
                if (isVia && lines.Count > 0)
                    lines[^1] = lines[^1] with { IsDirect = lines[^1].IsDirect is true || AsksItself(line) };
                continue;
            }
            isVia = false;
            var comment = line.IndexOf(" #", StringComparison.Ordinal);
            var note = comment >= 0 ? line[(comment + 1)..] : "";
            line = comment >= 0 ? line[..comment].TrimEnd() : line;
            if (pending.Length == 0)
                start = number;
            if (line.EndsWith('\\'))
            {
                pending += line[..^1] + " ";
                continue;
            }
            line = (pending + line).Trim();
            pending = "";
            if (line.Length == 0)
                continue;
            if (line.IndexOf(" --", StringComparison.Ordinal) is > 0 and var option && !line.StartsWith('-'))
                line = line[..option];
            lines.Add((line, start, note.StartsWith("# via", StringComparison.Ordinal) ? AsksItself(note) : null));
        }
        return lines;
    }

    static bool AsksItself(string note) =>
        note.Contains("-r ", StringComparison.Ordinal)
        || note.Contains("pyproject.toml", StringComparison.Ordinal)
        || note.Contains(".in", StringComparison.Ordinal);

    [GeneratedRegex(
        @"^(requirements?|reqs|pip-requirements)([-_.][\w.-]*)?\.txt$|^[\w.-]+[-_.]requirements\.txt$",
        RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Name();
}
