using Shipworthy.Extractors.Pipelines;

namespace Shipworthy.Extractors.Telemetry;

/// <summary>
/// The calls by which a .NET service sets itself up: those of its <c>Program.cs</c> and <c>Startup.cs</c>, and of the methods of the app that these call, also in other
/// projects: <c>builder.AddServiceDefaults()</c>.
/// </summary>
sealed class StartCalls
{
    const int MostSteps = 6;

    /// <summary>So many forms of one method there may be for a call that could not be followed to mean any of them.</summary>
    const int MostForms = 4;

    readonly List<(Code Call, Arrival Arrival)> found = [];
    readonly HashSet<Code> seen = [];
    readonly Sources sources;
    readonly StartPath start;
    readonly Deployable part;
    readonly Lazy<ILookup<string, Code>> functions;

    public StartCalls(Sources sources, Deployable part)
    {
        this.sources = sources;
        this.part = part;
        functions = new(() =>
            sources
                .Code.All(CodeKind.Function)
                .Where(one => one.File.Language is Language.CSharp)
                .ToLookup(one => one.Name, StringComparer.Ordinal)
        );
        start = new(sources);
        foreach (var file in sources.Code.Files.Where(file => IsStart(file, part) && sources.IsDeployed(file)))
            Walk(file.Root, new(Coming.Surely, ""), MostSteps);
    }

    /// <summary>All of them that production comes to, in the order in which they were found.</summary>
    public IEnumerable<(Code Call, Arrival Arrival)> All => found;

    /// <summary>Those of some names.</summary>
    public IEnumerable<(Code Call, Arrival Arrival)> Named(params ImmutableArray<string> names) =>
        found.Where(one => names.Contains(one.Call.Callee.Name));

    static bool IsStart(CodeFile file, Deployable part) =>
        file.Language is Language.CSharp
        && (
            file.Path == part.At.Path
            || Paths.FolderOf(file.Path) == part.Folder
                && file.Path[(file.Path.LastIndexOf('/') + 1)..] is "Program.cs" or "Startup.cs"
                && (part.Folder.Length == 0 || file.Path.StartsWith(part.Folder + "/", StringComparison.Ordinal))
        );

    void Walk(Code from, Arrival around, int steps)
    {
        foreach (var call in from.Descendants().Where(node => node.Kind is CodeKind.Call or CodeKind.New))
        {
            var arrival = around.And(start.Within(call));
            if (arrival.Kind is Coming.Never)
                continue;
            found.Add((call, arrival));
            if (steps > 0 && SetsUp(call.Callee.Name))
                foreach (var target in Followed(call))
                    if (seen.Add(target))
                        Walk(target, arrival, steps - 1);
        }
    }

    /// <summary>
    /// The methods of the app that a call may run. Projects like to give their extension methods one name, <c>AddApplicationServices</c>, and several forms of it: the
    /// service's own are meant where it has any.
    /// </summary>
    IEnumerable<Code> Followed(Code call)
    {
        var named = functions.Value[call.Callee.Name];
        var own = part.Folder.Length > 0 ? named.Where(function => part.Holds(function.File.Path)).ToList() : [];
        return own.Count > 0 ? own
            : sources.Code.Target(call) is { Kind: CodeKind.Function } target ? named.Where(function => function.File == target.File)
            : named.Take(MostForms + 1).Count() <= MostForms ? named
            : [];
    }

    static bool SetsUp(string name) =>
        name.StartsWith("Add", StringComparison.Ordinal)
        || name.StartsWith("Use", StringComparison.Ordinal)
        || name.StartsWith("Configure", StringComparison.Ordinal)
        || name.StartsWith("Create", StringComparison.Ordinal)
        || name.StartsWith("Register", StringComparison.Ordinal)
        || name.StartsWith("Setup", StringComparison.Ordinal)
        || name.StartsWith("SetUp", StringComparison.Ordinal)
        || name.StartsWith("Init", StringComparison.Ordinal)
        || name.StartsWith("With", StringComparison.Ordinal)
        || name.StartsWith("Enable", StringComparison.Ordinal)
        || name.StartsWith("Build", StringComparison.Ordinal);
}
