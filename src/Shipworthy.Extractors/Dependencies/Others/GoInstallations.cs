using Shipworthy.Extractors.Pipelines;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Dependencies.Others;

/// <summary>
/// Finds what Go builds with, from <c>go.mod</c> (go.dev/ref/mod). Since Go 1.17 it names every module that is compiled in; before that, <c>go.sum</c>
/// holds the others. The <c>toolchain</c> line, else the <c>go</c> line, names the standard library.
/// </summary>
sealed class GoInstallations : IInstallationFinder
{
    public IEnumerable<Installation> Find(SourceTree tree) =>
        tree.Named("go.mod")
            .Where(file => file.Role is not (FileRole.Vendored or FileRole.Generated or FileRole.Paste))
            .Select(file => Of(file, tree))
            .OfType<Installation>();

    static Installation? Of(SourceFile file, SourceTree tree)
    {
        var module = GoModule.Read(file);
        if (module.Packages.IsEmpty)
            return null;
        var sums = tree.Find(Paths.Below(file.Folder, "go.sum"));
        var packages = module.Packages;
        if (sums is not null && module.NamesDirectOnly)
            packages = [.. packages, .. GoModule.Sums(sums).Where(one => !module.Packages.Any(known => known.Name == one.Name))];
        var third = packages.Any(one => one.Name is not ("stdlib" or "toolchain"));
        var ignored = sums is null && third ? IgnoredLocks.Of(file.Folder, "go.sum", tree) : null;
        return new(PackageEcosystem.Go, file.Folder, file.AtLine(module.Line))
        {
            Manifests = [file],
            Locks = sums is null ? [] : [new(sums.Path, "Go")],
            Packages = packages,
            PackagesPath = file.Path,
            Standing =
                sums is not null || !third ? LockStanding.Locked
                : !module.NamesDirectOnly ? LockStanding.Pinned
                : ignored is not null ? LockStanding.Ignored
                : LockStanding.Missing,
            Because =
                sums is not null || !third ? "names every version"
                : !module.NamesDirectOnly ? "names exact versions"
                : ignored is not null ? "keeps go.sum out of the repository"
                : "has no go.sum",
            BecauseAt = module.NamesDirectOnly ? ignored : null,
            Use = ManifestUses.OfShapes([file], tree),
        };
    }
}

/// <summary>What <c>go.mod</c> and <c>go.sum</c> say.</summary>
/// <param name="Packages">The modules, with the standard library.</param>
/// <param name="Line">The line of the first one that is asked for.</param>
/// <param name="NamesDirectOnly">Whether the file is of the older kind that leaves out what others bring.</param>
sealed record GoModule(ImmutableArray<LockedPackage> Packages, int Line, bool NamesDirectOnly)
{
    /// <summary>Reads <c>go.mod</c>.</summary>
    public static GoModule Read(SourceFile file)
    {
        var packages = new List<LockedPackage>();
        var replaced = new Dictionary<string, (string Name, string Version)>(StringComparer.Ordinal);
        var tools = new List<string>();
        var (block, number, first, language) = ("", 0, 0, "");
        LockedPackage? library = null;
        foreach (var raw in file.Text.Split('\n'))
        {
            number++;
            var comment = raw.IndexOf("//", StringComparison.Ordinal);
            var note = comment < 0 ? "" : raw[(comment + 2)..].Trim();
            var words = (comment < 0 ? raw : raw[..comment]).Split((char[])[' ', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries);
            if (words.Length == 0)
                continue;
            if (words is [")"])
            {
                block = "";
                continue;
            }
            if (words is [var opened, "("])
            {
                block = opened;
                continue;
            }
            var (verb, rest) = block.Length > 0 ? (block, words) : (words[0], words[1..]);
            switch (verb)
            {
                case "require" when rest is [var name, var version, ..]:
                    first = first > 0 ? first : number;
                    packages.Add(
                        new(Unquoted(name), Version(version), number) { IsDirect = note is not "indirect", Scope = DependencyScope.Runtime }
                    );
                    break;
                case "replace" when Array.IndexOf(rest, "=>") is > 0 and var arrow && arrow + 1 < rest.Length:
                    replaced[Unquoted(rest[0])] = (Unquoted(rest[arrow + 1]), arrow + 2 < rest.Length ? Version(rest[arrow + 2]) : "");
                    break;
                case "tool" when rest is [var tool, ..]:
                    tools.Add(Unquoted(tool));
                    break;
                case "go" when rest is [var go]:
                    language = go;
                    library ??= Library(go, number);
                    break;
                case "toolchain" when rest is [var toolchain] && toolchain.StartsWith("go", StringComparison.Ordinal):
                    library = Library(toolchain[2..], number);
                    break;
            }
        }
        return new(
            [
                .. library is null ? [] : new[] { library },
                .. packages.Select(one => Replaced(one, replaced, tools)).OfType<LockedPackage>(),
            ],
            Math.Max(1, first),
            IsBefore117(language)
        );
    }

    /// <summary>The newest version of each module whose content <c>go.sum</c> holds.</summary>
    public static IEnumerable<LockedPackage> Sums(SourceFile file)
    {
        var newest = new Dictionary<string, LockedPackage>(StringComparer.Ordinal);
        var number = 0;
        foreach (var line in file.Text.Split('\n'))
        {
            number++;
            // A module comes after its older versions.
            if (line.Split(' ') is [var name, var version, ..] && !version.EndsWith("/go.mod", StringComparison.Ordinal))
                newest[name] = new(name, Version(version), number)
                {
                    IsDirect = false,
                    Scope = DependencyScope.Runtime,
                    Path = file.Path,
                };
        }
        return newest.Values;
    }

    /// <summary>
    /// A <c>go</c> line without a patch is the lowest language that will do, and says nothing of the release that builds.
    /// </summary>
    static LockedPackage Library(string version, int line) =>
        new("stdlib", version, line)
        {
            Scope = DependencyScope.Runtime,
            IsDirect = true,
            IsResolved = version.Count(c => c == '.') >= 2,
        };

    /// <summary>A module that is replaced by a folder is a part of the app; one that only a tool needs is not compiled in.</summary>
    static LockedPackage? Replaced(LockedPackage package, Dictionary<string, (string Name, string Version)> replaced, List<string> tools)
    {
        if (tools.Exists(tool => tool == package.Name || tool.StartsWith(package.Name + "/", StringComparison.Ordinal)))
            package = package with { Scope = DependencyScope.Development };
        if (!replaced.TryGetValue(package.Name, out var by))
            return package;
        return by.Name.StartsWith('.') || by.Name.StartsWith('/') ? null : package with { Name = by.Name, Version = by.Version };
    }

    static bool IsBefore117(string language) =>
        language.Split('.') is [var major, var minor, ..]
            ? int.TryParse(major, out var one) && int.TryParse(minor, out var two) && (one < 1 || (one == 1 && two < 17))
            : language.Length == 0;

    static string Version(string text) => text.StartsWith('v') ? text[1..] : text;

    static string Unquoted(string text) => text.Trim('"', '`');
}
