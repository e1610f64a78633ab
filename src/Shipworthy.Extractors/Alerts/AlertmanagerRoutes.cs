using Shipworthy.Extractors.Reading;
using Shipworthy.Extractors.Yaml;

namespace Shipworthy.Extractors.Alerts;

/// <summary>
/// One configuration that leads alerts to receivers: of Alertmanager, or the policies of Grafana, which have the same form. Shapes by the references of Alertmanager,
/// of its operator and of Grafana's provisioning.
/// </summary>
sealed class AlertmanagerRoutes(SourceFile file, YamlNode route, ImmutableDictionary<string, AlertEnd> receivers)
{
    const int Deepest = 12;

    /// <summary>The file.</summary>
    public SourceFile File => file;

    /// <summary>The first route.</summary>
    public YamlNode Route => route;

    /// <summary>A configuration of Alertmanager or of its operator.</summary>
    public static AlertmanagerRoutes Of(SourceFile file, YamlNode node) =>
        new(
            file,
            node["route"],
            node["receivers"].Items.DistinctBy(one => one["name"].Text).ToImmutableDictionary(one => one["name"].Text, EndOf)
        );

    /// <summary>Where an alert with the labels ends. A label that its rule does not set may come from what is measured.</summary>
    public AlertEnd EndOf(IReadOnlyDictionary<string, string> labels)
    {
        var names = new List<string>();
        Follow(route, labels, "", names, 0);
        var ends = names.Distinct(StringComparer.Ordinal).Select(Named).ToList();
        return ends is [var only] ? only
            : ends.Count == 0
                ? new(AlertReach.Nobody, route.At, $"route:{file.Path}", $"is led nowhere by {file.Name}: its route names no receiver")
            : ends.TrueForAll(end => end.Reach == ends[0].Reach) ? ends[0]
            : ends.Exists(end => end.Reach is AlertReach.Page) ? ends.Find(end => end.Reach is AlertReach.Page)!
            : new(
                AlertReach.Unknown,
                route.At,
                $"route:{file.Path}",
                "goes to one of several receivers; labels that are not known here decide"
            );
    }

    AlertEnd Named(string name) =>
        receivers.GetValueOrDefault(name)
        ?? new(AlertReach.Unknown, route.At, $"receiver:{file.Path}:{name}", $"goes to the receiver {name}, which is declared elsewhere");

    /// <summary>Collects the receivers that an alert may reach; true when the alert surely stays here.</summary>
    static bool? Follow(YamlNode at, IReadOnlyDictionary<string, string> labels, string inherited, List<string> found, int depth)
    {
        if (depth > Deepest)
            return null;
        var receiver = at["receiver"].Text is { Length: > 0 } own ? own : inherited;
        foreach (var child in at["routes"].Items)
        {
            var matches = Matches(child, labels);
            if (matches is false)
                continue;
            Follow(child, labels, receiver, found, depth + 1);
            if (matches is true && child["continue"].Truth is not true)
                return true;
        }
        if (receiver.Length > 0 && !(found.Count > 0 && at["routes"].Items.Any(child => Matches(child, labels) is true)))
            found.Add(receiver);
        return true;
    }

    static bool? Matches(YamlNode child, IReadOnlyDictionary<string, string> labels)
    {
        bool? all = true;
        foreach (var (label, sign, value) in MatchersOf(child))
        {
            var one =
                labels.TryGetValue(label, out var has) ? Holds(has, sign, value)
                : label is "severity" or "alertname" ? Holds("", sign, value)
                : null;
            if (one is false)
                return false;
            all = one is null ? null : all;
        }
        return all;
    }

    static IEnumerable<(string Label, string Sign, string Value)> MatchersOf(YamlNode child)
    {
        foreach (var entry in child["match"].Entries)
            yield return (entry.Key, "=", entry.Value.Text);
        foreach (var entry in child["match_re"].Entries)
            yield return (entry.Key, "=~", entry.Value.Text);
        foreach (var node in child["object_matchers"].Items)
            if (node.Texts is [var label, var sign, var value])
                yield return (label, sign, value);
        foreach (var node in child["matchers"].Items)
            if (node.Kind is YamlKind.Map)
                yield return (
                    node["name"].Text,
                    node["matchType"].Text is { Length: > 0 } type ? type
                    : node["regex"].Truth is true ? "=~"
                    : "=",
                    node["value"].Text
                );
            else
                foreach (var matcher in node.Text.Trim('{', '}', ' ').Split(','))
                    if (Split(matcher) is { } parts)
                        yield return parts;
    }

    static (string, string, string)? Split(string matcher)
    {
        foreach (var sign in new[] { "!=", "!~", "=~", "=" })
            if (matcher.IndexOf(sign, StringComparison.Ordinal) is > 0 and var at)
                return (matcher[..at].Trim(), sign, matcher[(at + sign.Length)..].Trim().Trim('"', '\''));
        return null;
    }

    /// <summary>Whether a label's value fits; null for a pattern that is more than a choice of words.</summary>
    static bool? Holds(string has, string sign, string value)
    {
        if (has.Contains("{{", StringComparison.Ordinal))
            return null;
        if (sign is "=")
            return has == value;
        if (sign is "!=")
            return has != value;
        var choices = value.Trim('^', '$').Trim('(', ')').Split('|');
        bool? fits =
            value is ".+" ? has.Length > 0
            : value is ".*" ? true
            : choices.All(choice => choice.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-'))
                ? choices.Contains(has, StringComparer.Ordinal)
            : null;
        return sign is "=~" ? fits : !fits;
    }

    /// <summary>Where a receiver ends: its kinds are the keys that end in <c>_configs</c>, or <c>Configs</c> for the operator.</summary>
    static AlertEnd EndOf(YamlNode receiver)
    {
        var name = receiver["name"].Text;
        var root = $"receiver:{receiver.At.Path}:{name}";
        var ends = receiver
            .Entries.Where(entry => entry.Key.EndsWith("onfigs", StringComparison.Ordinal))
            .SelectMany(entry =>
                entry.Value.Items.Select(item =>
                    (
                        Kind: entry.Key.Replace("_configs", "", StringComparison.Ordinal).Replace("Configs", "", StringComparison.Ordinal),
                        Item: item
                    )
                )
            )
            .Select(one => End(one.Kind, one.Item, name, root))
            .ToList();
        return ends.Count > 0
            ? AlertEnd.Loudest(ends)
            : new(AlertReach.Nobody, receiver.At, root, $"goes to the receiver {name}, which has nobody behind it");
    }

    static AlertEnd End(string kind, YamlNode item, string name, string root)
    {
        if (kind is "email")
        {
            var (mail, says) = Receivers.OfMail(item["to"].Text);
            return new(mail, item.At, root, says);
        }
        var reach = kind switch
        {
            "webhook" => Receivers.OfAddress($"{item["url"].Text}{item["url_file"].Text}"),
            "pushover" => item["priority"].Text is "2" ? AlertReach.Page : AlertReach.Unknown,
            "sns" => item.Has("phone_number") ? AlertReach.Page : AlertReach.Unknown,
            "telegram" => AlertReach.Unknown,
            _ => Receivers.OfKind(kind),
        };
        return new(reach, item.At, root, Receivers.Words(reach, $"the receiver {name} ({kind})"));
    }
}
