using System.Text.RegularExpressions;
using Shipworthy.Extractors.History;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Docs.Runbooks;

/// <summary>
/// Tells which pages have stood still for more than a year while the deployment that they describe moved. Ages are taken at the newest commit, so that
/// a scan can be repeated.
/// </summary>
static partial class Staleness
{
    const int FreshDays = 365;

    /// <summary>A commit that touches more files than this renames or formats; it rewrites no page.</summary>
    const int MostPaths = 200;

    /// <summary>Days since the last change of each stale page; fresh pages, and pages whose history is not known, are left out.</summary>
    public static Dictionary<string, int> Of(GitHistory history, HashSet<string> pages)
    {
        var stale = new Dictionary<string, int>(StringComparer.Ordinal);
        var open = new HashSet<string>(pages, StringComparer.Ordinal);
        DateTimeOffset? newest = null;
        var moved = false;
        foreach (var (commit, paths) in open.Count == 0 ? [] : history.ReadDefaultBranchWithPaths())
        {
            newest ??= commit.When;
            var age = (newest.Value - commit.When).Days;
            if (paths.Length <= MostPaths || commit.Parents.Length == 0)
                foreach (var page in paths)
                    if (open.Remove(page) && age > FreshDays && moved)
                        stale[page] = age;
            moved = moved || paths.Any(Deploys);
            if (open.Count == 0)
                break;
        }
        return stale;
    }

    static bool Deploys(string path) => FileRoles.Of(path, []) is FileRole.Infra || DeployPath().IsMatch(path);

    [GeneratedRegex(
        @"(^|/)(\.github/workflows/[^/]*(deploy|release|prod)|(docker-)?compose[\w.-]*\.ya?ml$|Dockerfile|fly[\w.-]*\.toml$|render\.ya?ml$|railway\.|vercel\.json$|netlify\.toml$|wrangler\.|heroku\.yml$|Procfile$|app\.yaml$|cloudbuild)",
        RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex DeployPath();
}
