using System.Text.RegularExpressions;

namespace Shipworthy.Conventions;

/// <summary>Expressions give up late: a verdict must not depend on how busy a machine is, and kept verdicts count on it.</summary>
public sealed partial class ExpressionTests
{
    [Fact]
    public void ExpressionsHaveTenSeconds() =>
        Directory
            .EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .SelectMany(file =>
                Limits().Matches(File.ReadAllText(file)).Select(limit => $"{Path.GetFileName(file)}: {limit.Groups["limit"].Value}")
            )
            .Where(limit => !limit.EndsWith(": 10_000", StringComparison.Ordinal))
            .ShouldBeEmpty();

    [GeneratedRegex(@"\[GeneratedRegex\((?:[^\]]|\][^\r\n])*?(?<limit>[\d_]+)\s*\)\]", RegexOptions.None, 10_000)]
    private static partial Regex Limits();
}
