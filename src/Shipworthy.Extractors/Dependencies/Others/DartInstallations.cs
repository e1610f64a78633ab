using Shipworthy.Extractors.Dependencies.Text;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Dependencies.Others;

/// <summary>Finds what Dart and Flutter install. <c>pubspec.lock</c> says for each package whether the app asks for it, and no graph.</summary>
sealed class DartInstallations : IInstallationFinder
{
    public IEnumerable<Installation> Find(SourceTree tree) =>
        new PlainInstallation(
            PackageEcosystem.Pub,
            "pub",
            ["pubspec.yaml"],
            ["pubspec.lock"],
            Read,
            file => RubyInstallations.LineOf(file.Text, "dependencies:")
        ).Find(tree);

    static LockReading Read(SourceFile file, SourceFile? manifest)
    {
        var packages = new List<LockedPackage>();
        var (section, isHosted) = ("", false);
        foreach (var line in IndentedLines.Of(file.Text))
            if (line.Indent == 0)
                section = line.Key;
            else if (section is not "packages")
                continue;
            else if (line.Indent == 2)
            {
                packages.Add(new(line.Key, "", line.Number));
                isHosted = false;
            }
            else if (line.Indent == 4 && packages.Count > 0)
                switch (line.Key)
                {
                    case "dependency":
                        packages[^1] = packages[^1] with
                        {
                            IsDirect = line.Value.StartsWith("direct", StringComparison.Ordinal),
                            Scope =
                                line.Value is "direct dev" ? DependencyScope.Development
                                : line.Value is "direct main" ? DependencyScope.Runtime
                                : DependencyScope.Unknown,
                        };
                        break;
                    case "source":
                        isHosted = line.Value is "hosted";
                        break;
                    case "version" when isHosted:
                        packages[^1] = packages[^1] with { Version = line.Value };
                        break;
                }
        return new([.. packages.Where(package => package.Version.Length > 0)]);
    }
}
