using System.Text.RegularExpressions;

namespace Shipworthy.Conventions;

/// <summary>Documents lead where they say, and nothing in the repository belongs to one machine only.</summary>
public sealed partial class DocumentTests
{
    static IEnumerable<string> Documents =>
        Repository.Files.Where(path => path.EndsWith(".md", StringComparison.Ordinal) && !IsInputOfATest(path));

    [Fact]
    public void EveryLinkLeadsSomewhere() =>
        Documents
            .SelectMany(path =>
                Repository
                    .Lines(path)
                    .SelectMany(line => Link.Matches(line.Text).Select(match => (path, line.Number, Target: match.Groups["target"].Value)))
            )
            .Where(link =>
                !link.Target.Contains("://") && !link.Target.StartsWith('#') && !link.Target.StartsWith("mailto:", StringComparison.Ordinal)
            )
            .Where(link => !Exists(Path.GetDirectoryName(link.path)!, link.Target.Split('#')[0]))
            .Select(link => $"{link.path}:{link.Number} {link.Target}")
            .ShouldBeNone("A link to a file leads to a file that exists.");

    [Fact]
    public void DecisionsAreNumberedOnce() =>
        Repository
            .FilesIn("docs/decisions", ".md")
            .GroupBy(path => Path.GetFileName(path)[..4])
            .Where(group => group.Count() > 1 || !group.Key.All(char.IsAsciiDigit))
            .SelectMany(group => group)
            .ShouldBeNone("A decision record begins with its own four digits.");

    [Fact]
    public void NothingPointsIntoOneMachine() =>
        Repository
            .Files.Where(path => !IsInputOfATest(path) && path is not "tests/Shipworthy.Conventions/DocumentTests.cs")
            .SelectMany(path =>
                Repository.Lines(path).Where(line => MachinePath.IsMatch(line.Text)).Select(line => $"{path}:{line.Number}")
            )
            .ShouldBeNone("No file names a folder of somebody's machine.");

    [Fact]
    public void LockedPackagesComeFromThePublicRegistry() =>
        Repository
            .Files.Where(path => Path.GetFileName(path) is "package-lock.json" or ".npmrc" or "nuget.config" or "NuGet.Config")
            .SelectMany(path =>
                Repository
                    .Lines(path)
                    .Where(line =>
                        Address.Matches(line.Text).Any(match => match.Groups["host"].Value is not ("registry.npmjs.org" or "api.nuget.org"))
                    )
                    .Select(line => $"{path}:{line.Number}")
            )
            .ShouldBeNone("A lock file names no other host than the public registry.");

    static bool IsInputOfATest(string path) =>
        path.StartsWith("tests/apps/", StringComparison.Ordinal) || path.StartsWith("specs/", StringComparison.Ordinal);

    static bool Exists(string folder, string target)
    {
        var path = Path.Combine(Repository.Root, folder, Uri.UnescapeDataString(target));
        return File.Exists(path) || Directory.Exists(path);
    }

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Link { get; }

    [GeneratedRegex(@"/home/[a-z]+/|/Users/[A-Za-z]+/|[A-Z]:\\Users\\", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex MachinePath { get; }

    [GeneratedRegex(@"https?://(?<host>[^/""\s]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Address { get; }
}
