using System.Text.RegularExpressions;
using Shipworthy.Extractors.Pipelines;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Access;

/// <summary>Libraries by which a part talks to a cloud that grants it rights. The list of what a part needs names them in every language, read or not.</summary>
static partial class CloudLibraries
{
    static readonly ImmutableArray<string> Lists =
    [
        "go.mod",
        "Gemfile",
        "pom.xml",
        "build.gradle",
        "build.gradle.kts",
        "Cargo.toml",
        "mix.exs",
    ];

    /// <summary>Whether a part lists what it needs, and none of it talks to a cloud.</summary>
    public static bool AreAbsent(SourceTree tree, Deployable part)
    {
        var lists = Lists.Select(name => tree.Find(Paths.Below(part.Folder, name))).OfType<SourceFile>().ToList();
        return lists.Count > 0 && !lists.Exists(list => Cloud().IsMatch(list.Text));
    }

    [GeneratedRegex(
        @"aws|amazon|google[-_.]?cloud|cloud\.google|googleapis|google-api|gcloud|azure|firebase|spring-cloud|kubernetes|k8s|minio|s3|fog|carrierwave|shrine|gocloud|supabase|ex_aws|goth|<modules>",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Cloud();
}
