using Shipworthy.Extractors.Deployables;
using Shipworthy.Extractors.Pipelines;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Tests;

/// <summary>Suites of languages whose build tool is their test runner: one a module.</summary>
public sealed class SuitesInBuildTools : IExtractor
{
    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(TestSuite)];

    /// <inheritdoc/>
    public void Extract(Sources sources, Learner learn)
    {
        var tree = sources.Tree;
        ByModule(tree, learn, TestRunner.Go, file => Ends(file, "_test.go"), TestCases.InGo, ["go.mod"]);
        ByModule(tree, learn, TestRunner.Cargo, file => Ends(file, ".rs"), TestCases.InRust, ["Cargo.toml"]);
        ByModule(tree, learn, TestRunner.ExUnit, file => Ends(file, "_test.exs"), TestCases.InElixir, ["mix.exs"]);
        ByModule(tree, learn, TestRunner.Dart, file => Ends(file, "_test.dart"), TestCases.InJavaScript, ["pubspec.yaml"]);
        ByModule(tree, learn, TestRunner.Maven, IsJava, TestCases.InJava, ["pom.xml"]);
        ByModule(tree, learn, TestRunner.Gradle, IsJava, TestCases.InJava, ["build.gradle", "build.gradle.kts"]);
        ByModule(tree, learn, TestRunner.Bats, file => Ends(file, ".bats"), TestCases.InBats, []);
        ByModule(
            tree,
            learn,
            TestRunner.PgTap,
            file => Ends(file, ".sql") && file.Path.Contains("test", StringComparison.OrdinalIgnoreCase),
            TestCases.InPgTap,
            ["supabase/config.toml"]
        );
    }

    static bool Ends(SourceFile file, string ending) => file.Name.EndsWith(ending, StringComparison.Ordinal);

    static bool IsJava(SourceFile file) =>
        (Ends(file, ".java") || Ends(file, ".kt") || Ends(file, ".groovy"))
        && file.Path.Contains("src/", StringComparison.Ordinal)
        && file.Path.Contains("est/", StringComparison.Ordinal);

    static void ByModule(
        SourceTree tree,
        Learner learn,
        TestRunner runner,
        Func<SourceFile, bool> looksLike,
        Func<SourceFile, int> count,
        ImmutableArray<string> markers
    )
    {
        var files = TestFiles.In(tree, looksLike, count);
        foreach (
            var module in files
                .GroupBy(file => ModuleOf(tree, file.File, markers))
                .Where(module => module.Key is not null && !IsSecond(module.Key))
        )
            learn.Add(
                TestFiles.Suite(runner, module.Key!, module, MarkerAt(tree, module.Key!, markers)) with
                {
                    Kind = runner is TestRunner.PgTap ? TestKind.Database : TestKind.Unit,
                }
            );
        bool IsSecond(string folder) =>
            runner is TestRunner.Maven or TestRunner.Gradle && JvmBuilds.IsSecond(tree, folder, runner is TestRunner.Maven);
    }

    /// <summary>Without a marker of its own kind, all files of the kind are one suite.</summary>
    static string? ModuleOf(SourceTree tree, SourceFile file, ImmutableArray<string> markers) =>
        markers.IsEmpty || markers[0].Contains('/') ? TestFiles.Above(tree, file.Folder, ["supabase/config.toml", ".git"]) ?? ""
        : markers[0] is "Cargo.toml" ? Workspace(tree, file)
        : TestFiles.Above(tree, file.Folder, markers);

    /// <summary>A crate of a workspace is tested with it.</summary>
    static string? Workspace(SourceTree tree, SourceFile file) =>
        Paths
            .UpFrom(file.Folder)
            .Where(folder =>
                tree.Find(Paths.Below(folder, "Cargo.toml")) is { } manifest
                && (manifest.Text.Contains("[workspace]") || manifest.Text.Contains("[package]"))
            )
            .OrderBy(folder => tree.Find(Paths.Below(folder, "Cargo.toml"))!.Text.Contains("[workspace]") ? 0 : 1)
            .FirstOrDefault();

    static Location? MarkerAt(SourceTree tree, string folder, ImmutableArray<string> markers) =>
        markers
            .Where(marker => !marker.Contains('/'))
            .Select(marker => tree.Find(Paths.Below(folder, marker)))
            .FirstOrDefault(file => file is not null)
            is { } found
            ? Location.File(found.Path)
            : null;
}
