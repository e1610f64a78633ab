using Shipworthy.Extractors.Dependencies.Text;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Dependencies.JavaScript;

/// <summary>A package that a manifest asks for.</summary>
/// <param name="Name">The name under which code imports it.</param>
/// <param name="Range">The versions that will do, as written.</param>
/// <param name="Line">The line.</param>
sealed record Requirement(string Name, string Range, int Line)
{
    /// <summary>Whether it is a part of the same repository.</summary>
    public bool IsLocal =>
        Range.StartsWith("workspace:", StringComparison.Ordinal)
        || Range.StartsWith("file:", StringComparison.Ordinal)
        || Range.StartsWith("link:", StringComparison.Ordinal)
        || Range.StartsWith("portal:", StringComparison.Ordinal);
}

/// <summary>What package.json says of dependencies.</summary>
/// <param name="File">The file.</param>
sealed record NodeManifest(SourceFile File)
{
    /// <summary>What it needs to run, optional packages included.</summary>
    public ImmutableArray<Requirement> Runtime { get; private init; } = [];

    /// <summary>What it needs for building and testing.</summary>
    public ImmutableArray<Requirement> Development { get; private init; } = [];

    /// <summary>Patterns of the folders of its workspace.</summary>
    public ImmutableArray<string> Workspaces { get; private init; } = [];

    /// <summary>The package manager that it names, without its version: <c>pnpm</c>; empty when it names none.</summary>
    public string PackageManager { get; private init; } = "";

    /// <summary>The line of its runtime dependencies; else of those for development; else 1.</summary>
    public int Line { get; private init; } = 1;

    /// <summary>Everything that comes from elsewhere.</summary>
    public IEnumerable<Requirement> Foreign => Runtime.Concat(Development).Where(one => !one.IsLocal);

    /// <summary>Reads the file; without dependencies when it cannot be read.</summary>
    public static NodeManifest Read(SourceFile file)
    {
        var runtime = ImmutableArray.CreateBuilder<Requirement>();
        var development = ImmutableArray.CreateBuilder<Requirement>();
        var workspaces = ImmutableArray.CreateBuilder<string>();
        var manager = "";
        var (runtimeLine, developmentLine) = (0, 0);
        JsonWalk.Read(
            file.Bytes.Span,
            (ref JsonWalk walk) =>
            {
                while (walk.Property(out var name))
                    switch (name)
                    {
                        case "dependencies":
                            runtimeLine = walk.Line;
                            Take(ref walk, runtime);
                            break;
                        case "optionalDependencies":
                            Take(ref walk, runtime);
                            break;
                        case "devDependencies":
                            developmentLine = walk.Line;
                            Take(ref walk, development);
                            break;
                        case "packageManager":
                            manager = (walk.Value() ?? "").Split('@')[0];
                            break;
                        case "workspaces":
                            TakeWorkspaces(ref walk, workspaces);
                            break;
                        default:
                            walk.Pass();
                            break;
                    }
            }
        );
        return new(file)
        {
            Runtime = runtime.ToImmutable(),
            Development = development.ToImmutable(),
            Workspaces = workspaces.ToImmutable(),
            PackageManager = manager,
            Line =
                runtimeLine > 0 ? runtimeLine
                : developmentLine > 0 ? developmentLine
                : 1,
        };
    }

    static void Take(ref JsonWalk walk, ImmutableArray<Requirement>.Builder into)
    {
        foreach (var (name, range, line) in walk.Texts())
            into.Add(new(name, range, line));
    }

    /// <summary>A list, or an object that holds the list as <c>packages</c>.</summary>
    static void TakeWorkspaces(ref JsonWalk walk, ImmutableArray<string>.Builder into)
    {
        if (walk.ListOrObject() is not { } isList)
            return;
        if (isList)
            TakeList(ref walk, into);
        else
            while (walk.Property(out var name))
                if (name is "packages" && walk.List())
                    TakeList(ref walk, into);
                else if (name is not "packages")
                    walk.Pass();
    }

    static void TakeList(ref JsonWalk walk, ImmutableArray<string>.Builder into)
    {
        while (walk.Next(out var isObject))
            if (isObject)
                walk.Leave();
            else if (walk.Item() is { } pattern)
                into.Add(pattern);
    }
}
