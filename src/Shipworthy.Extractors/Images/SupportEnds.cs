namespace Shipworthy.Extractors.Images;

/// <summary>
/// The days on which the makers of what images rest on stop mending a release: dated data, from the makers' own release pages. Distributions end with their
/// long-term support. A release that is not listed is not known to end.
/// </summary>
static class SupportEnds
{
    /// <summary>The day on which the table was last brought up to date. Without a history, ages end here.</summary>
    public static DateOnly AsOf { get; } = new(2026, 8, 31);

    /// <summary>The makers' own name of a product, and its releases with the last day of each.</summary>
    static readonly ImmutableDictionary<string, (string Name, string Releases)> table = new Dictionary<string, (string, string)>
    {
        ["node"] = (
            "Node.js",
            "8 2019-12-31, 10 2021-04-30, 11 2019-06-01, 12 2022-04-30, 13 2020-06-01, 14 2023-04-30, 15 2021-06-01, 16 2023-09-11, 17 2022-06-01, 18 2025-04-30, 19 2023-06-01, 20 2026-04-30, 21 2024-06-01, 22 2027-04-30, 23 2025-06-01, 24 2028-04-30, 25 2026-06-01"
        ),
        ["python"] = (
            "Python",
            "2.7 2020-01-01, 3.5 2020-09-30, 3.6 2021-12-23, 3.7 2023-06-27, 3.8 2024-10-07, 3.9 2025-10-31, 3.10 2026-10-31, 3.11 2027-10-31, 3.12 2028-10-31, 3.13 2029-10-31, 3.14 2030-10-31"
        ),
        ["dotnet"] = (
            ".NET",
            "2.1 2021-08-21, 2.2 2019-12-23, 3.0 2020-03-03, 3.1 2022-12-13, 5.0 2022-05-10, 6.0 2024-11-12, 7.0 2024-05-14, 8.0 2026-11-10, 9.0 2026-11-10, 10.0 2028-11-14"
        ),
        ["ruby"] = (
            "Ruby",
            "2.5 2021-04-05, 2.6 2022-04-12, 2.7 2023-03-31, 3.0 2024-04-23, 3.1 2025-03-26, 3.2 2026-03-31, 3.3 2027-03-31, 3.4 2028-03-31"
        ),
        ["php"] = (
            "PHP",
            "7.2 2020-11-30, 7.3 2021-12-06, 7.4 2022-11-28, 8.0 2023-11-26, 8.1 2025-12-31, 8.2 2026-12-31, 8.3 2027-12-31, 8.4 2028-12-31"
        ),
        ["go"] = (
            "Go",
            "1.18 2023-02-01, 1.19 2023-08-08, 1.20 2024-02-06, 1.21 2024-08-13, 1.22 2025-02-11, 1.23 2025-08-12, 1.24 2026-02-10"
        ),
        ["java"] = (
            "Java",
            "16 2021-09-14, 18 2022-09-20, 19 2023-03-21, 20 2023-09-19, 22 2024-09-17, 23 2025-03-18, 24 2025-09-16, 17 2027-10-31, 21 2029-12-31"
        ),
        ["debian"] = ("Debian", "8 2020-06-30, 9 2022-06-30, 10 2024-06-30, 11 2026-08-31, 12 2028-06-30, 13 2030-06-30"),
        ["ubuntu"] = (
            "Ubuntu",
            "16.04 2021-04-30, 18.04 2023-05-31, 20.04 2025-05-31, 22.04 2027-04-30, 22.10 2023-07-20, 23.04 2024-01-25, 23.10 2024-07-11, 24.04 2029-05-31, 24.10 2025-07-10, 25.04 2026-01-15"
        ),
        ["alpine"] = (
            "Alpine",
            "3.10 2021-05-01, 3.11 2021-11-01, 3.12 2022-05-01, 3.13 2022-11-01, 3.14 2023-05-01, 3.15 2023-11-01, 3.16 2024-05-23, 3.17 2024-11-22, 3.18 2025-05-09, 3.19 2025-11-01, 3.20 2026-04-01, 3.21 2026-11-01, 3.22 2027-05-01, 3.23 2027-11-01"
        ),
        ["centos"] = ("CentOS", "6 2020-11-30, 7 2024-06-30, 8 2021-12-31"),
        ["postgres"] = (
            "PostgreSQL",
            "9.5 2021-02-11, 9.6 2021-11-11, 10 2022-11-10, 11 2023-11-09, 12 2024-11-21, 13 2025-11-13, 14 2026-11-12, 15 2027-11-11, 16 2028-11-09, 17 2029-11-08, 18 2030-11-14"
        ),
        ["mysql"] = ("MySQL", "5.6 2021-02-05, 5.7 2023-10-25, 8.0 2026-04-30, 8.4 2032-04-30"),
        ["mariadb"] = (
            "MariaDB",
            "10.2 2022-05-23, 10.3 2023-05-25, 10.4 2024-06-18, 10.5 2025-06-24, 10.6 2026-07-06, 10.11 2028-02-16, 11.4 2029-05-29"
        ),
        ["mongo"] = (
            "MongoDB",
            "3.6 2021-04-30, 4.0 2022-04-30, 4.2 2023-04-30, 4.4 2024-02-29, 5.0 2024-10-31, 6.0 2025-07-31, 7.0 2027-08-31, 8.0 2029-10-31"
        ),
        ["redis"] = ("Redis", "3 2019-01-01, 4 2020-05-31, 5 2022-04-27, 6.0 2023-08-15, 7.0 2024-07-29"),
        ["nginx"] = (
            "nginx",
            "1.18 2021-04-20, 1.20 2022-05-24, 1.22 2023-04-11, 1.24 2024-04-23, 1.25 2024-05-29, 1.26 2025-04-23, 1.27 2025-06-24"
        ),
        ["rabbitmq"] = ("RabbitMQ", "3.7 2020-09-30, 3.8 2022-07-31, 3.9 2023-07-31, 3.10 2023-12-31"),
        ["elasticsearch"] = ("Elasticsearch", "6 2022-02-10, 7 2026-01-15"),
    }.ToImmutableDictionary();

    /// <summary>The last day of the release that a version belongs to, with the name of the release; null when it is not listed.</summary>
    /// <param name="product">The key of a product: <c>node</c>.</param>
    /// <param name="version">Numbers with dots: <c>18.20.4</c>.</param>
    public static (string Release, DateOnly On)? Of(string product, string version)
    {
        if (!table.TryGetValue(product, out var entry))
            return null;
        var releases = entry
            .Releases.Split(", ")
            .Select(text => text.Split(' '))
            .ToDictionary(parts => parts[0], parts => DateOnly.ParseExact(parts[1], "yyyy-MM-dd"), StringComparer.Ordinal);
        for (var at = version; at.Length > 0; at = at.LastIndexOf('.') is > 0 and var dot ? at[..dot] : "")
            if (releases.TryGetValue(at, out var on))
                return ($"{entry.Name} {at}", on);
        return null;
    }
}
