using System.IO.Compression;
using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Secrets.Containers;

/// <summary>
/// Saved Terraform plans. A plan is a zip that holds the state in clear, so this one kind of archive is opened: in memory, and never more of it than a
/// fixed number of bytes, whatever its directory claims.
/// </summary>
sealed partial class TerraformPlans : ContainerFamily
{
    /// <summary>The most bytes that are unpacked from one entry.</summary>
    const int Limit = 16 * 1024 * 1024;

    public override ImmutableArray<ContainerKind> Kinds =>
        [
            new(
                "terraform-plan",
                "a secret in a Terraform plan",
                ["*.tfplan", "*.plan", "tfplan", "plan.out", "*.plan.out", "plan", "*.tfplan.out"],
                In
            ),
        ];

    /// <summary>Whether a file of that name may be a plan.</summary>
    public static bool IsNamedLikeOne(string path) => PlanName().IsMatch(path);

    static IEnumerable<Sighting> In(SearchedBlob blob) => blob.Bytes.Span.StartsWith("PK\u0003\u0004"u8) ? Opened(blob) : [];

    static IEnumerable<Sighting> Opened(SearchedBlob blob)
    {
        var found = new Dictionary<string, Sighting>(StringComparer.Ordinal);
        try
        {
            using var archive = new ZipArchive(new MemoryStream(blob.Bytes.ToArray(), writable: false), ZipArchiveMode.Read);
            foreach (var entry in archive.Entries.Where(entry => entry.FullName is "tfstate" or "tfstate-prev" or "tfplan").Take(3))
            foreach (var sighting in InEntry(blob, Unpack(entry)))
                found.TryAdd(sighting.Value, sighting);
        }
        catch (InvalidDataException)
        {
            return [];
        }
        return found.Values;
    }

    static IEnumerable<Sighting> InEntry(SearchedBlob plan, byte[] bytes)
    {
        var inner = new SearchedBlob(plan.Path, plan.Role, bytes);
        return InText(inner, "terraform-plan", "a secret in a Terraform plan", Attribute())
            .Select(sighting => sighting with { Start = 0, Length = 0 });
    }

    static byte[] Unpack(ZipArchiveEntry entry)
    {
        using var stream = entry.Open();
        using var unpacked = new MemoryStream();
        var buffer = new byte[81920];
        for (int read; unpacked.Length < Limit && (read = stream.Read(buffer)) > 0; )
            unpacked.Write(buffer, 0, read);
        return unpacked.ToArray();
    }

    [GeneratedRegex(InfrastructureFiles.StateAttribute, RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Attribute();

    [GeneratedRegex(
        @"(?:^|/)(?:[^/]*\.tfplan(?:\.out)?|[^/]*\.plan(?:\.out)?|tfplan|plan(?:\.out)?)$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex PlanName();
}
