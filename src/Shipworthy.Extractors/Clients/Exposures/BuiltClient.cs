using Shipworthy.Extractors.Clients.Graph;
using Shipworthy.Extractors.Clients.Uses;
using Shipworthy.Extractors.Clients.Variables;

namespace Shipworthy.Extractors.Clients.Exposures;

/// <summary>A client with the code that ends up in it, and what that code reads.</summary>
sealed class BuiltClient
{
    /// <summary>The client that a finder found, followed to its end.</summary>
    public BuiltClient(Sources sources, ModuleNames names, ClientApp app)
    {
        Sources = sources;
        App = app;
        Graph = new(sources, names, app.Roots, app.Stops);
        Pieces = [.. Graph.Files.SelectMany(Graph.Live)];
        var imports = Graph.Files.SelectMany(file =>
            file.Root.Children.Where(node => node.Kind is CodeKind.Import && node.Name is "@env" or "$env/static/public")
        );
        Reads = [.. Pieces.Concat(imports).SelectMany(piece => VariableReads.In(sources.Code, piece, app.Inlining))];
        Shipped = app.Shipped.Select(file => file.Path).Concat(Graph.Texts).ToHashSet(StringComparer.Ordinal);
        Files = Graph.Files.ToHashSet();
        InMarkup =
        [
            .. Files
                .Where(file => file.Path.EndsWith(".svelte", StringComparison.Ordinal))
                .Select(file => sources.Tree.Find(file.Path))
                .OfType<Reading.SourceFile>()
                .SelectMany(MarkupReads.In)
                .Where(read => app.Inlining.Contains(read.Name)),
        ];
    }

    /// <summary>All clients of an app, in the order of the files that show them.</summary>
    public static ImmutableArray<BuiltClient> All(Sources sources)
    {
        var names = new ModuleNames(sources);
        var bundled = AllClientFinders.All.SelectMany(finder => finder.Find(sources, names)).ToList();
        return
        [
            .. bundled
                .Concat(PagesOfApp.Find(sources, bundled))
                .OrderBy(app => app.At.Path, StringComparer.Ordinal)
                .ThenBy(app => app.Framework, StringComparer.Ordinal)
                .Select(app => new BuiltClient(sources, names, app)),
        ];
    }

    /// <summary>The whole app.</summary>
    public Sources Sources { get; }

    /// <summary>The client.</summary>
    public ClientApp App { get; }

    /// <summary>What its bundle is made of.</summary>
    public ClientGraph Graph { get; }

    /// <summary>Statements and declarations that end up in it.</summary>
    public ImmutableArray<Code> Pieces { get; }

    /// <summary>Reads of variables in them.</summary>
    public ImmutableArray<VariableRead> Reads { get; }

    /// <summary>Variables that are written in where the markup of components names them.</summary>
    public ImmutableArray<(string Name, Location At)> InMarkup { get; }

    /// <summary>The files of which something ends up in it.</summary>
    public IReadOnlySet<CodeFile> Files { get; }

    /// <summary>Paths of what is shipped as it lies there.</summary>
    public IReadOnlySet<string> Shipped { get; }

    /// <summary>What people get, as a noun for sentences.</summary>
    public string Shell =>
        App.Kind switch
        {
            ClientKind.Mobile or ClientKind.Desktop or ClientKind.Extension => "the app that everybody can unpack",
            ClientKind.Bundle or ClientKind.Pages or ClientKind.Unknown => "what every visitor gets",
        };

    /// <summary>The places where the client signs itself in.</summary>
    public IEnumerable<CredentialUse> SignIns => Pieces.SelectMany(new CredentialUses(Sources.Code).In);

    /// <summary>Whether a place of a file ends up in it.</summary>
    public bool Holds(Location at) =>
        Shipped.Contains(at.Path)
        || Graph.Holds(at.Path, at.Line)
        || (
            Components.Are(at.Path)
            && !at.Path.EndsWith(".astro", StringComparison.Ordinal)
            && Sources.Code.Find(at.Path) is { } file
            && Files.Contains(file)
        );

    /// <summary>A gap or a sign of one in this client.</summary>
    public ClientExposure Says(ExposureWay way, ExposureState state, Location at, string name, string because) =>
        new(at, App.Name, name)
        {
            Way = way,
            State = state,
            Because = because,
        };
}
