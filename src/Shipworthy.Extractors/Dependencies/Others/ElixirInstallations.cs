using System.Text.RegularExpressions;
using Shipworthy.Extractors.Dependencies.Graphs;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Dependencies.Others;

/// <summary>
/// Finds what Mix installs. <c>mix.lock</c> is an Elixir map with one package a line, which names what the package brings; <c>mix.exs</c> says which ones
/// are <c>only:</c> for some environments.
/// </summary>
sealed partial class ElixirInstallations : IInstallationFinder
{
    public IEnumerable<Installation> Find(SourceTree tree) =>
        new PlainInstallation(
            PackageEcosystem.Hex,
            "Mix",
            ["mix.exs"],
            ["mix.lock"],
            Read,
            file => Asked().Match(file.Text) is { Success: true } first ? file.At(first.Index).Line : 0
        ).Find(tree);

    static LockReading Read(SourceFile file, SourceFile? manifest)
    {
        var graph = new PackageGraph();
        foreach (Match entry in Entry().Matches(file.Text))
        {
            graph.Add(entry.Groups[1].Value, new(entry.Groups[2].Value, entry.Groups[3].Value, file.At(entry.Index).Line));
            foreach (Match brought in Brought().Matches(entry.Value))
                graph.Brings(entry.Groups[1].Value, brought.Groups[1].Value);
        }
        if (manifest is not null)
            foreach (Match asked in Asked().Matches(manifest.Text))
                graph.Root(
                    asked.Groups[1].Value,
                    Only().Match(asked.Value) is { Success: true } only && !only.Value.Contains(":prod", StringComparison.Ordinal)
                        ? DependencyScope.Development
                        : DependencyScope.Runtime
                );
        return new(graph.Packages());
    }

    [GeneratedRegex(@"^[ \t]*""([\w-]+)"":\s*\{:hex,\s*:(\w+),\s*""([^""]+)"".*$", RegexOptions.Multiline, 10_000)]
    private static partial Regex Entry();

    [GeneratedRegex(@"\{:(\w+),\s*""[^""]*"",\s*\[hex:", RegexOptions.None, 10_000)]
    private static partial Regex Brought();

    [GeneratedRegex(@"^[ \t]*\{:(\w+),[^\n]*(?:\n[^\n{}]*)??\}", RegexOptions.Multiline, 10_000)]
    private static partial Regex Asked();

    [GeneratedRegex(@"only:\s*(\[[^\]]*\]|:\w+)", RegexOptions.None, 10_000)]
    private static partial Regex Only();
}
