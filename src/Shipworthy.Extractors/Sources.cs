using Shipworthy.Extractors.Clients.Exposures;
using Shipworthy.Extractors.Dependencies.Advisories;
using Shipworthy.Extractors.Deployables;
using Shipworthy.Extractors.Endpoints;
using Shipworthy.Extractors.Environments;
using Shipworthy.Extractors.History;
using Shipworthy.Extractors.Reading;
using Shipworthy.Extractors.Schema.Supabase;

namespace Shipworthy.Extractors;

/// <summary>Everything that extractors may look at. Immutable after reading.</summary>
public sealed class Sources
{
    readonly Lazy<CodeBase> code;
    readonly Lazy<Production> production;
    readonly Lazy<RouteList> routes;
    readonly EdgeHints edges;
    readonly Lazy<ImmutableArray<SupabaseProject>> supabase;
    readonly Lazy<ImmutableArray<SupabaseProject>> scripts;
    readonly Lazy<ImmutableArray<BuiltClient>> clients;

    /// <summary>The files and the history of an app.</summary>
    public Sources(SourceTree tree, GitHistory history)
    {
        Tree = tree;
        History = history;
        code = new(() => CodeReading.Read(tree, Cache));
        production = new(() => new(Code, new(Tree)));
        routes = new(() => RouteList.Of(this));
        edges = new(tree);
        supabase = new(() => Schema.Supabase.SupabaseProjects.In(tree));
        scripts = new(() => ProjectsInScripts.In(tree));
        clients = new(() => BuiltClient.All(this));
    }

    /// <summary>The files of the working tree that git tracks or would track.</summary>
    public SourceTree Tree { get; }

    /// <summary>Commits, branches and old content.</summary>
    public GitHistory History { get; }

    /// <summary>The code in the tree, parsed and linked when it is first asked for. Code that others wrote, and generated code, is not in it.</summary>
    public CodeBase Code => code.Value;

    /// <summary>Supabase projects, each with its database after the last migration. Replayed once for all who ask, and not changed afterwards.</summary>
    internal ImmutableArray<SupabaseProject> SupabaseProjects => supabase.Value;

    /// <summary>The same, or, where there is none, the database that a numbered folder of the app's own makes. What that forbids is not known to be forbidden.</summary>
    internal ImmutableArray<SupabaseProject> SupabaseSchemas => SupabaseProjects.IsEmpty ? scripts.Value : SupabaseProjects;

    /// <summary>Decides conditions as they turn out in production.</summary>
    internal Production Production => production.Value;

    /// <summary>The routes of the app, with the places where routes could not be seen.</summary>
    internal RouteList Routes => routes.Value;

    /// <summary>Signs that something stands in front of the app whose settings are kept elsewhere.</summary>
    internal EdgeHints Edges => edges;

    /// <summary>What is shipped to the people who use the app, each followed to its end.</summary>
    internal ImmutableArray<BuiltClient> Clients => clients.Value;

    /// <summary>The advisories on this machine.</summary>
    public AdvisoryStore Advisories { get; init; } = AdvisoryStore.None;

    /// <summary>What earlier scans found out about content that has not changed.</summary>
    public ScanCache Cache { get; init; } = ScanCache.Off;
}
