using System.Text;
using Shipworthy.Extractors.Dependencies;
using Shipworthy.Extractors.History;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Tests.Dependencies;

/// <summary>What is learnt of the packages of an app that consists of a few files.</summary>
sealed class Inventory
{
    readonly App app;

    Inventory(App app) => this.app = app;

    public static Inventory Of(params (string Path, string Text)[] files)
    {
        var tree = new SourceTree(
            files.Select(file =>
            {
                var bytes = Encoding.UTF8.GetBytes(file.Text);
                return new SourceFile(file.Path, FileRoles.Of(file.Path, bytes), bytes);
            }),
            []
        );
        return Of(tree);
    }

    public static Inventory Of(SourceTree tree)
    {
        var extractor = new DependenciesInManifests();
        var learner = new Learner(extractor.Teaches);
        extractor.Extract(new Sources(tree, GitHistory.NotLookedAt), learner);
        return new(new(learner.Facts));
    }

    public Facts<Dependency> Dependencies => app.Dependencies;

    public Facts<DependencyManifest> Manifests => app.DependencyManifests;

    public DependencyManifest Manifest => app.DependencyManifests.ShouldHaveSingleItem();

    /// <summary>Each package with its line: <c>left-pad@1.3.0:4 runtime direct</c>.</summary>
    public IEnumerable<string> Packages => app.Dependencies.Select(Line);

    static string Line(Dependency one) =>
        $"{one.Name}@{one.Version}:{one.At.Line}"
        + one.Scope switch
        {
            DependencyScope.Runtime => " runtime",
            DependencyScope.Development => " development",
            DependencyScope.Unknown => "",
        }
        + one.IsDirect switch
        {
            true => " direct",
            false => " brought",
            null => "",
        }
        + (one.IsResolved ? "" : " open");
}
