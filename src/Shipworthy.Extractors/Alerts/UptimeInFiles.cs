using System.Text.RegularExpressions;
using Shipworthy.Extractors.Deployables;
using Shipworthy.Extractors.Reading;
using Shipworthy.Extractors.Yaml;

namespace Shipworthy.Extractors.Alerts;

/// <summary>Checks that a file of their own sets up: of Upptime, OpenStatus and Gatus, probes of Prometheus' blackbox exporter, and jobs of the app that call themselves its monitor.</summary>
sealed partial class UptimeInFiles(SourceTree tree)
{
    /// <summary>The checks.</summary>
    public IEnumerable<UptimeCheck> All()
    {
        foreach (var file in tree.Files.Where(file => Folders.Counts(file.Role) || file.Role is FileRole.Ci))
        foreach (var check in Of(file))
            yield return check;
    }

    static IEnumerable<UptimeCheck> Of(SourceFile file) =>
        file.Name switch
        {
            ".upptimerc.yml" or ".upptimerc.yaml" => Sites(file, YamlFile.Read(file).Root["sites"], "Upptime", "url", 5),
            "openstatus.yaml" or "openstatus.yml" => OpenStatus(file),
            "vercel.json" => InApp(file),
            _ when IsYaml(file) && file.Text.Contains("metrics_path: /probe", StringComparison.Ordinal) => Probes(file),
            _ when IsYaml(file)
                    && file.Text.Contains("endpoints:", StringComparison.Ordinal)
                    && file.Text.Contains("conditions:", StringComparison.Ordinal) => Gatus(file),
            _ => [],
        };

    static bool IsYaml(SourceFile file) =>
        file.Name.EndsWith(".yml", StringComparison.OrdinalIgnoreCase) || file.Name.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase);

    static IEnumerable<UptimeCheck> Sites(SourceFile file, YamlNode sites, string system, string key, double? minutes) =>
        sites
            .Items.Where(site => site[key].Text.Length > 0)
            .Select(site =>
                Single(site.At, system, site["name"].Text is { Length: > 0 } name ? name : file.Name, site[key].Text) with
                {
                    Minutes = minutes,
                }
            );

    static IEnumerable<UptimeCheck> OpenStatus(SourceFile file) =>
        YamlFile
            .Read(file)
            .Root.Entries.Where(entry => entry.Value.Under("request", "url").Exists)
            .Select(entry =>
                Single(entry.At, "OpenStatus", entry.Key, entry.Value.Under("request", "url").Text) with
                {
                    IsOff = entry.Value["active"].Truth is false,
                }
            );

    static IEnumerable<UptimeCheck> Gatus(SourceFile file) =>
        YamlFile
            .Read(file)
            .Root["endpoints"]
            .Items.Where(one => one["conditions"].Items.Length > 0 && one["url"].Text.StartsWith("http", StringComparison.Ordinal))
            .Select(one =>
                Single(one.At, "Gatus", one["name"].Text, one["url"].Text) with
                {
                    IsOff = one["enabled"].Truth is false,
                    Notifies = one["alerts"].Items.Length > 0 ? true : null,
                }
            );

    static IEnumerable<UptimeCheck> Probes(SourceFile file) =>
        YamlFile
            .Read(file)
            .Root["scrape_configs"]
            .Items.Where(job => job["metrics_path"].Text is "/probe")
            .SelectMany(job => job["static_configs"].Items.SelectMany(set => set["targets"].Items))
            .Where(target => target.Text.Contains("://", StringComparison.Ordinal))
            .Select(target => Single(target.At, "Prometheus", target.Text, target.Text))
            .Where(check => check.Target is not CheckTarget.BeforeProduction);

    /// <summary>A job that the app's own host starts, and whose name presents it as the monitor.</summary>
    static IEnumerable<UptimeCheck> InApp(SourceFile file) =>
        Json
            .JsonFile.Read(file)["crons"]
            .Items.Where(cron => OwnMonitor().IsMatch(cron["path"].Text))
            .Select(cron => new UptimeCheck(cron.At, "the app", cron["path"].Text)
            {
                Asks = cron["path"].Text,
                Depth = CheckDepth.Unknown,
                IsInside = true,
                Target = CheckTarget.Production,
            });

    static UptimeCheck Single(Location at, string system, string name, string address) =>
        new(at, system, name)
        {
            Asks = address,
            Depth = UptimeScript.DepthOfAddress(address),
            Target = UptimeScript.TargetOf(address),
        };

    [GeneratedRegex(
        @"self-?(?:ping|check)|health-?(?:check|monitor|report)|monitor-?health|system-?health",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex OwnMonitor();
}
