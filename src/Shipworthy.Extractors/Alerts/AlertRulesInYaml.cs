using System.Globalization;
using System.Text.RegularExpressions;
using Shipworthy.Extractors.Reading;
using Shipworthy.Extractors.Yaml;

namespace Shipworthy.Extractors.Alerts;

/// <summary>Rules of Prometheus, also those that an operator or a chart of Kubernetes takes, and of Grafana's provisioning.</summary>
sealed partial class AlertRulesInYaml(SourceTree tree, AlertFiles files)
{
    const double LongEnough = 5;

    readonly List<AlertmanagerRoutes> alertmanagers = [.. files.Alertmanagers.Select(part => AlertmanagerRoutes.Of(part.File, part.Node))];
    readonly GrafanaAlerts grafana = new(files);

    /// <summary>The rules, and for a configuration without any rule its first route.</summary>
    public IEnumerable<FoundAlert> All()
    {
        var rules = files
            .Groups.SelectMany(part =>
                part.Node["groups"].Items.SelectMany(group => group["rules"].Items.Select(rule => (part.File, part.IsBare, rule)))
            )
            .ToList();
        foreach (var (file, isBare, rule) in rules)
            if (rule["alert"].Text is { Length: > 0 } name)
                yield return OfPrometheus(file, isBare, rule, name);
            else if (rule["title"].Text is { Length: > 0 } title && rule.Has("data"))
                yield return grafana.Of(rule, title);
        if (!rules.Exists(one => one.rule.Has("alert")))
            foreach (var one in alertmanagers)
                yield return new(one.Route.At, "Alertmanager", $"the route of critical alerts in {one.File.Name}", one.EndOf(Critical));
    }

    static Dictionary<string, string> Critical => new(StringComparer.Ordinal) { ["severity"] = "critical" };

    FoundAlert OfPrometheus(SourceFile file, bool isBare, YamlNode rule, string name)
    {
        var labels = rule["labels"].Entries.ToDictionary(entry => entry.Key, entry => entry.Value.Text, StringComparer.Ordinal);
        labels["alertname"] = name;
        var expression = rule["expr"].Text;
        var notes = rule["annotations"];
        return new(rule.At, "Prometheus", name, Unloaded(file, isBare) ?? Led(file, labels))
        {
            Watches = AlertSubjects.Of(name) is not AlertSubject.Unknown and var subject ? subject : AlertSubjects.Of(expression),
            Urgency = AlertWords.UrgencyOf($"{labels.GetValueOrDefault("severity")} {labels.GetValueOrDefault("priority")}"),
            Momentary = AlertSubjects.IsRightAtOnce($"{name} {expression}") ? null : Momentary(rule["for"].Text, expression),
            SaysWhatToDo = notes.Entries.Any(entry =>
                entry.Key.Contains("runbook", StringComparison.OrdinalIgnoreCase) || AlertWords.SaysWhatToDo(entry.Value.Text)
            ),
        };
    }

    /// <summary>Why a rule goes off at one moment: it waits for nothing, and looks at no stretch of time that is long enough.</summary>
    internal static string? Momentary(string wait, string expression) =>
        Minutes(wait) > 0 ? null
        : AnySingle().IsMatch(expression) ? "goes off at a single event, since it has no `for`"
        : Stretch().Matches(expression).Any(match => Minutes(match.Groups["length"].Value) >= LongEnough) ? null
        : "goes off at one momentary value, since it has no `for`";

    /// <summary>A duration as Prometheus writes it, in minutes; 0 for none.</summary>
    internal static double Minutes(string duration) =>
        Unit()
            .Matches(duration)
            .Sum(match =>
                double.Parse(match.Groups["n"].Value, CultureInfo.InvariantCulture)
                * match.Groups["unit"].Value switch
                {
                    "ms" => 1.0 / 60_000,
                    "s" => 1.0 / 60,
                    "m" => 1,
                    "h" => 60,
                    "d" => 1440,
                    "w" => 10_080,
                    _ => 525_600,
                }
            );

    /// <summary>Why a rule in a file of its own is never looked at.</summary>
    AlertEnd? Unloaded(SourceFile file, bool isBare)
    {
        var servers = files.Prometheuses.ToList();
        if (!isBare || servers.Count == 0)
            return null;
        if (
            !servers.Exists(server =>
                server.Node["rule_files"].Texts.Any(pattern => Fits(file.Name, pattern[(pattern.LastIndexOf('/') + 1)..]))
            ) && !IsNamedElsewhere(file)
        )
            return new(
                AlertReach.Nobody,
                servers[0].Node.At,
                $"rule-files:{file.Path}",
                $"is loaded by no configuration: {servers[0].File.Path} does not name {file.Name}"
            );
        return alertmanagers.Count == 0 && servers.TrueForAll(server => SendsNowhere(server.Node))
            ? new(
                AlertReach.Nobody,
                servers[0].Node.At,
                $"alertmanagers:{servers[0].File.Path}",
                $"is read by {servers[0].File.Path}, which hands alerts to nobody"
            )
            : null;
    }

    static bool SendsNowhere(YamlNode server) =>
        !server
            .Under("alerting", "alertmanagers")
            .Items.Any(one => !one.Has("static_configs") || one["static_configs"].Items.Any(set => set["targets"].Texts.Length > 0));

    /// <summary>Whether another file brings it to a place of another name: a compose file, an image, a script.</summary>
    bool IsNamedElsewhere(SourceFile file) =>
        tree.Files.Any(other =>
            other != file
            && other.Role is not (FileRole.Docs or FileRole.Lock or FileRole.Vendored)
            && other.Text.Length < 300_000
            && other.Text.Contains(file.Name, StringComparison.Ordinal)
        );

    static bool Fits(string name, string pattern) =>
        pattern.Split('*') is var pieces && pieces.Length > 1
            ? name.StartsWith(pieces[0], StringComparison.Ordinal) && name.EndsWith(pieces[^1], StringComparison.Ordinal)
            : name == pattern;

    AlertEnd Led(SourceFile file, Dictionary<string, string> labels) =>
        alertmanagers.Count == 0
            ? new(
                AlertReach.Unknown,
                Location.File(file.Path),
                "no-alertmanager",
                "is a rule of Prometheus; where its alerts go is kept elsewhere"
            )
            : alertmanagers.MaxBy(one => Shared(one.File.Path, file.Path))!.EndOf(labels);

    static int Shared(string one, string other) => one.Zip(other).TakeWhile(pair => pair.First == pair.Second).Count();

    [GeneratedRegex(@"(?<n>\d+(?:\.\d+)?)(?<unit>ms|[smhdwy])", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Unit();

    [GeneratedRegex(@"\[(?<length>\d\w*)", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Stretch();

    [GeneratedRegex(
        @"\b(?:increase|rate|irate|delta|changes|count_over_time)\s*\([\s\S]*>=?\s*(?:0|1)\s*$",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex AnySingle();
}
