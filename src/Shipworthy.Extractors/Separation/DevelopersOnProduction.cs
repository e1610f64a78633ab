using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Separation;

/// <summary>Settings in code that give whoever develops the store of production: an address that is named after production, on the way that only developers take.</summary>
sealed partial class DevelopersOnProduction(Sources sources)
{
    /// <summary>One for each file.</summary>
    public IEnumerable<EnvironmentLeak> Leaks()
    {
        foreach (
            var (at, variable) in sources
                .Code.All(CodeKind.Assignment)
                .Where(node => Store().IsMatch(node[Part.Target].Text) && sources.IsDeployed(node.File) && IsForDevelopers(node))
                .Select(node => (node.At, Variable: OfProduction(node[Part.Value])))
                .Where(one => one.Variable is not null)
                .DistinctBy(one => one.At.Path)
        )
            yield return new(at, EnvironmentLeakKind.SharedStore, $"gives developers the store of production, by {variable}");
    }

    /// <summary>Whether production does not come to a place, or the lines beside it switch debugging on.</summary>
    bool IsForDevelopers(Code node)
    {
        var block = node.Enclosing(CodeKind.Branch)[Part.Then];
        return block.Exists && block.Contains(node) && (!sources.RunsInProduction(node) || Debugs().IsMatch(block.Text));
    }

    string? OfProduction(Code value)
    {
        foreach (var node in value.Descendants().Prepend(value).Take(40))
            if (sources.Code.ValueOf(node) is Value.FromEnvironment { Variable: var name } && Named().IsMatch(name))
                return name;
        return null;
    }

    [GeneratedRegex(@"DATABASES?\b|\bDB_|DATABASE_URL|MONGO|\[[""']HOST[""']\]|connectionString", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Store();

    [GeneratedRegex(@"(?:^|_)(?:PROD|PRODUCTION|LIVE)(?:_|$)", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Named();

    [GeneratedRegex(@"^\s*DEBUG\s*=\s*True\b", RegexOptions.Multiline | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Debugs();
}
