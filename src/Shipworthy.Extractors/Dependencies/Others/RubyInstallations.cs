using System.Text.RegularExpressions;
using Shipworthy.Extractors.Dependencies.Graphs;
using Shipworthy.Extractors.Dependencies.Text;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Dependencies.Others;

/// <summary>
/// Finds what Bundler installs. <c>Gemfile.lock</c> gives the graph: a gem at an indentation of four, what it brings at six, what the app asks for under
/// <c>DEPENDENCIES</c>. Only the <c>Gemfile</c> says in which groups.
/// </summary>
sealed partial class RubyInstallations : IInstallationFinder
{
    public IEnumerable<Installation> Find(SourceTree tree) =>
        new PlainInstallation(
            PackageEcosystem.RubyGems,
            "Bundler",
            ["Gemfile", "gems.rb"],
            ["Gemfile.lock", "gems.locked"],
            Read,
            file => LineOf(file.Text, "gem ")
        ).Find(tree);

    static LockReading Read(SourceFile file, SourceFile? manifest)
    {
        if (IndentedLines.HoldsConflict(file.Text))
            return LockReading.Failed("holds an unsettled merge");
        var graph = new PackageGraph();
        var groups = manifest is null ? [] : DevelopmentGems(manifest.Text);
        var (section, current) = ("", "");
        foreach (var line in IndentedLines.Of(file.Text))
            if (line.Indent == 0)
                section = line.Text;
            else if (section is "GEM" or "GIT" or "PATH" && line.Indent == 4)
            {
                var (name, version) = Split(line.Text);
                current = name;
                graph.Add(name, section is "PATH" ? null : new(name, version, line.Number));
            }
            else if (section is "GEM" or "GIT" or "PATH" && line.Indent == 6)
                graph.Brings(current, Split(line.Text).Name);
            else if (section is "DEPENDENCIES" && line.Indent == 2 && Split(line.Text.TrimEnd('!')).Name is var asked)
                graph.Root(asked, groups.Contains(asked) ? DependencyScope.Development : DependencyScope.Runtime);
        return new(graph.Packages());
    }

    /// <summary><c>nokogiri (1.16.0-x86_64-linux)</c>: the version ends where the platform begins.</summary>
    static (string Name, string Version) Split(string text)
    {
        if (text.IndexOf(" (", StringComparison.Ordinal) is not (> 0 and var open))
            return (text.Trim(), "");
        return (text[..open], text[(open + 2)..].TrimEnd(')', '!').Split('-')[0]);
    }

    /// <summary>The gems that stand in groups for development and tests alone.</summary>
    static HashSet<string> DevelopmentGems(string gemfile)
    {
        var gems = new HashSet<string>(StringComparer.Ordinal);
        var blocks = new Stack<bool>();
        foreach (var raw in gemfile.Split('\n'))
        {
            var line = raw.Trim();
            if (Opens().IsMatch(line))
                blocks.Push(
                    line.StartsWith("group ", StringComparison.Ordinal) ? IsForDevelopers(line) : blocks.TryPeek(out var outer) && outer
                );
            else if (line is "end")
                blocks.TryPop(out _);
            else if (Gem().Match(line) is { Success: true } gem)
                if (
                    (blocks.TryPeek(out var inside) && inside)
                    || (Group().Match(line) is { Success: true } group && IsForDevelopers(group.Value))
                )
                    gems.Add(gem.Groups[1].Value);
        }
        return gems;
    }

    static bool IsForDevelopers(string text) =>
        Symbols().Matches(text).Select(one => one.Groups[1].Value).Where(name => name is not ("group" or "groups" or "optional")).ToList()
            is { Count: > 0 } names
        && names.TrueForAll(name => name is "development" or "test" or "ci" or "lint" or "rubocop" or "doc" or "tools");

    /// <summary>The first line that begins with a text; 0 when there is none.</summary>
    internal static int LineOf(string text, string start)
    {
        var number = 0;
        foreach (var line in text.Split('\n'))
        {
            number++;
            if (line.TrimStart().StartsWith(start, StringComparison.Ordinal))
                return number;
        }
        return 0;
    }

    [GeneratedRegex(@"\bdo(\s*\|[^|]*\|)?$|^(if|unless|case)\b", RegexOptions.None, 10_000)]
    private static partial Regex Opens();

    [GeneratedRegex(@"^gem\s*\(?\s*[""']([^""']+)[""']", RegexOptions.None, 10_000)]
    private static partial Regex Gem();

    [GeneratedRegex(@"\bgroups?:\s*(\[[^\]]*\]|:\w+)|:groups?\s*=>\s*(\[[^\]]*\]|:\w+)", RegexOptions.None, 10_000)]
    private static partial Regex Group();

    [GeneratedRegex(@":(\w+)", RegexOptions.None, 10_000)]
    private static partial Regex Symbols();
}
