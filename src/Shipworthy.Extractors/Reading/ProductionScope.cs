using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Reading;

/// <summary>Tells by its path whether a file counts as production (rubric D1).</summary>
public static partial class ProductionScope
{
    /// <summary>Whether the path is no evidence for or against production: tests, examples, docs, vendored, generated, archived and agents' files.</summary>
    public static bool LeavesOut(string path)
    {
        var file = new PathWords(path);
        return file.HasFolder(".terraform", "cdk.out", ".next", ".devcontainer", ".claude", ".cursor", ".agents")
            || file.HasPlainFolder("archive", "archived", "old", "backup", "skills")
            || SampleName().IsMatch(file.Name)
            || FileRoles.Of(path, [])
                is FileRole.Vendored
                    or FileRole.Generated
                    or FileRole.Test
                    or FileRole.Example
                    or FileRole.Docs
                    or FileRole.Paste;
    }

    /// <summary>Whether the path is production source: in scope, and neither a lock file nor mere data or media.</summary>
    public static bool HoldsSource(string path) =>
        !LeavesOut(path) && FileRoles.Of(path, []) is not FileRole.Lock && !DataName().IsMatch(path);

    [GeneratedRegex(@"\.(example|sample|template|dist)$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex SampleName();

    [GeneratedRegex(
        @"\.(csv|tsv|geojson|parquet|xlsx?|png|jpe?g|gif|svg|ico|webp|avif|mp[34]|webm|wav|pdf|woff2?|ttf|otf|eot|zip|gz|po|pot|mo)$|(^|/)data/[^/]+\.(json|ya?ml|xml)$|(^|/)version(\.txt)?$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        matchTimeoutMilliseconds: 10_000
    )]
    private static partial Regex DataName();
}
