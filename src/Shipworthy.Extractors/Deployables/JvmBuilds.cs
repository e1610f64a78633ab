using System.Text.RegularExpressions;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Deployables;

/// <summary>Tells which of two build files is used, where a folder of the JVM carries both that of Maven and that of Gradle.</summary>
static partial class JvmBuilds
{
    /// <summary>Whether a folder holds another build file beside this one, and images, pipelines and wrappers use the other.</summary>
    public static bool IsSecond(SourceTree tree, string folder, bool isMaven)
    {
        var below = folder.Length == 0 ? "" : $"{folder}/";
        if (!tree.Contains($"{below}pom.xml") || !tree.Contains($"{below}build.gradle") && !tree.Contains($"{below}build.gradle.kts"))
            return false;
        return isMaven == LeadsGradle(tree, folder, below);
    }

    static bool LeadsGradle(SourceTree tree, string folder, string below)
    {
        var texts = tree
            .Files.Where(file =>
                file.Role is FileRole.Ci || file.Folder == folder && file.Name.StartsWith("Dockerfile", StringComparison.Ordinal)
            )
            .Select(file => file.Text)
            .ToList();
        var gradle = texts.Exists(text => Gradle().IsMatch(text));
        var maven = texts.Exists(text => Maven().IsMatch(text));
        return gradle == maven ? tree.Contains($"{below}gradlew") && !tree.Contains($"{below}mvnw") : gradle;
    }

    [GeneratedRegex(@"\bgradlew?\b", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Gradle();

    [GeneratedRegex(@"\b(?:mvnw?|maven)\b", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Maven();
}
