using System.Globalization;
using Shipworthy.Extractors.Dependencies.Text;

namespace Shipworthy.Extractors.Dependencies.Advisories;

/// <summary>Reads CISA's catalogue of vulnerabilities that are used in attacks ("Known Exploited Vulnerabilities", JSON).</summary>
static class KevReader
{
    /// <summary>Whether a file may be the catalogue.</summary>
    public static bool MayBe(ReadOnlySpan<byte> bytes) => bytes[..Math.Min(bytes.Length, 4096)].IndexOf("catalogVersion"u8) >= 0;

    /// <summary>The CVE ids with the days on which they were listed; null when the file is no such catalogue.</summary>
    public static Dictionary<string, DateOnly>? Read(ReadOnlySpan<byte> bytes)
    {
        var listed = new Dictionary<string, DateOnly>(StringComparer.Ordinal);
        var unread = JsonWalk.Read(
            bytes,
            (ref JsonWalk walk) =>
            {
                while (walk.Property(out var name))
                    if (name is "vulnerabilities" && walk.List())
                        while (walk.Next(out var isObject))
                            if (isObject)
                                Take(ref walk, listed);
                            else
                                walk.Item();
                    else if (name is not "vulnerabilities")
                        walk.Pass();
            }
        );
        return unread is null && listed.Count > 0 ? listed : null;
    }

    static void Take(ref JsonWalk walk, Dictionary<string, DateOnly> listed)
    {
        var (id, day) = ("", "");
        foreach (var (field, value, _) in walk.RestOfTexts())
            if (field is "cveID")
                id = value;
            else if (field is "dateAdded")
                day = value;
        if (id.Length > 0 && DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var known))
            listed[id] = known;
    }
}
