using System.Globalization;
using System.Text.RegularExpressions;
using Shipworthy.Checks;
using Shipworthy.Extractors.History;
using Shipworthy.Model;
using YamlDotNet.RepresentationModel;

namespace Shipworthy.Cli.Settings;

/// <summary>Turns the nodes of a settings file into settings. Unknown keys are errors, with their line and the nearest known key.</summary>
sealed partial class SettingsReader(string file, string text)
{
    readonly string[] lines = text.Split('\n');

    /// <summary>The settings.</summary>
    /// <exception cref="SettingsException">Something in the file is wrong.</exception>
    public AppSettings Read(YamlNode root)
    {
        if (root is YamlScalarNode { Value: null or "" })
            return AppSettings.None;
        var map = Map(root, "the settings", "deployables", "environments", "exclude", "thresholds", "history", "attestations", "waivers");
        var thresholds = map.TryGetValue("thresholds", out var node) ? Map(node, "thresholds", "fail-on") : [];
        return new()
        {
            Deployables = [.. List(map, "deployables").Select(Text)],
            Environments = map.TryGetValue("environments", out var environments)
                ? Entries(environments, "environments")
                    .ToImmutableSortedDictionary(entry => Text(entry.Key), entry => Text(entry.Value), StringComparer.Ordinal)
                : ImmutableSortedDictionary<string, string>.Empty,
            Exclude = [.. List(map, "exclude").Select(Exclusion)],
            FailOn = thresholds.TryGetValue("fail-on", out var failOn) ? Level(failOn) : null,
            KeepsInside = map.TryGetValue("history", out var history) && IsInside(history),
            Attestations = [.. List(map, "attestations").Select(Statement)],
            Waivers = [.. List(map, "waivers").Select(Acceptance)],
        };
    }

    Skip Exclusion(YamlNode node)
    {
        var map = Map(node, "an entry of exclude", "path", "reason");
        return new(Required(map, node, "path"), $"left out by {file}: {Required(map, node, "reason")}");
    }

    /// <summary>One statement of a person.</summary>
    /// <exception cref="SettingsException">Something in it is wrong.</exception>
    public Attestation Statement(YamlNode node)
    {
        var map = Map(node, "an attestation", "check", "by", "confirmed-by", "statement", "evidence", "scope", "on", "until");
        var id = Required(map, node, "check");
        if (Checklist.Find(id) is not { } check)
            throw Fault(map["check"], $"names a check that does not exist: {id}");
        if (StatementTerm.Of(check) is not { } term)
            throw Fault(map["check"], $"states {id}, which no statement settles");
        var by = Person(map, node, "by");
        var on = Day(map, node, "on");
        var until = map.ContainsKey("until") ? Day(map, node, "until") : on.AddDays(term.Days);
        if (until < on || until.DayNumber - on.DayNumber > term.Days)
            throw Fault(map["until"], $"ends a statement about {id} later than {term.Days} days after its day, or before it");
        var second = map.ContainsKey("confirmed-by") ? Person(map, node, "confirmed-by") : null;
        if (term.TakesTwo && second is null)
            throw Fault(node, $"lacks confirmed-by: {id} takes a second person who says so too");
        if (second is not null && second.Equals(by, StringComparison.OrdinalIgnoreCase))
            throw Fault(map["confirmed-by"], "names the same person twice");
        return new(id, by, Required(map, node, "statement"), Required(map, node, "evidence"), on, until)
        {
            ConfirmedBy = second,
            Scope = [.. List(map, "scope").Select(Text)],
        };
    }

    /// <summary>One finding that a person accepts.</summary>
    /// <exception cref="SettingsException">Something in it is wrong.</exception>
    public Waiver Acceptance(YamlNode node)
    {
        var map = Map(node, "a waiver", "finding", "by", "reason", "until");
        var finding = Required(map, node, "finding");
        if (!Fingerprint().IsMatch(finding))
            throw Fault(map["finding"], $"is no finding, which looks like 1.7:0a1b2c3d4e5f: {finding}");
        return new(finding, Person(map, node, "by"), Required(map, node, "reason"), Day(map, node, "until")) { File = file };
    }

    string Person(Dictionary<string, YamlNode> map, YamlNode owner, string key)
    {
        var given = Required(map, owner, key);
        return Authors.IsProgram(given) ? throw Fault(map[key], $"names a program where a person speaks: {given}") : given;
    }

    /// <summary>How a report names a finding.</summary>
    [GeneratedRegex(@"^[1-9]\.[1-9]:[0-9a-f]{12}$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    public static partial Regex Fingerprint();

    bool IsInside(YamlNode node) =>
        Text(node) switch
        {
            "inside" => true,
            "outside" => false,
            _ => throw Fault(node, "takes one of inside, outside"),
        };

    string Level(YamlNode node) =>
        Thresholds.Named(Text(node)) is null ? throw Fault(node, $"takes one of {string.Join(", ", Thresholds.Names)}") : Text(node);

    string Required(Dictionary<string, YamlNode> map, YamlNode owner, string key) =>
        map.TryGetValue(key, out var node) && Text(node) is { Length: > 0 } value ? value : throw Fault(owner, $"lacks {key}");

    DateOnly Day(Dictionary<string, YamlNode> map, YamlNode owner, string key)
    {
        var given = Required(map, owner, key);
        return DateOnly.TryParseExact(given, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : throw Fault(map[key], $"is no day of the form 2025-12-31: {given}");
    }

    IEnumerable<YamlNode> List(Dictionary<string, YamlNode> map, string key) =>
        !map.TryGetValue(key, out var node) ? []
        : node is YamlSequenceNode list ? list
        : throw Fault(node, $"takes a list under {key}");

    string Text(YamlNode node) => node is YamlScalarNode { Value: { } value } ? value : throw Fault(node, "takes a text here");

    IEnumerable<KeyValuePair<YamlNode, YamlNode>> Entries(YamlNode node, string what) =>
        node is YamlMappingNode map ? map : throw Fault(node, $"takes keys with values under {what}");

    Dictionary<string, YamlNode> Map(YamlNode node, string what, params ImmutableArray<string> known)
    {
        var map = new Dictionary<string, YamlNode>(StringComparer.Ordinal);
        foreach (var (key, value) in Entries(node, what))
        {
            var name = Text(key);
            if (!known.Contains(name))
                throw new SettingsException(Unknown(key, name, known));
            map[name] = value;
        }
        return map;
    }

    Problem Unknown(YamlNode key, string name, ImmutableArray<string> known)
    {
        var nearest = Nearest.To(name, known);
        var hint = nearest is null ? "" : $" did you mean {nearest}?";
        var (line, column) = (key.Start.Line, (int)key.Start.Column);
        return new(
            $"{file} line {line} has a key that means nothing here: {name}",
            [.. Quotation(line, column, name.Length, hint), "Nothing was scanned.", $"Known keys: {string.Join(", ", known)}"]
        );
    }

    SettingsException Fault(YamlNode node, string what) =>
        new(Wrong(node.Start.Line, node.Start.Column, node.End.Line == node.Start.Line ? node.End.Column : node.Start.Column + 1, what));

    /// <summary>A message about a place of the file.</summary>
    public Problem Wrong(long line, long column, long end, string what) =>
        new($"{file} line {line} {what}", [.. Quotation(line, (int)column, (int)Math.Max(1, end - column), ""), "Nothing was scanned."]);

    /// <summary>The line before, the line, and a mark under the place.</summary>
    IEnumerable<string> Quotation(long line, int column, int length, string hint)
    {
        var width = line.ToString(CultureInfo.InvariantCulture).Length;
        for (var number = Math.Max(1, line - 1); number <= line && number <= lines.Length; number++)
            yield return $"  {number.ToString(CultureInfo.InvariantCulture).PadLeft(width)} | {lines[number - 1].TrimEnd('\r')}";
        yield return $"  {new string(' ', width)} | {new string(' ', Math.Max(0, column - 1))}{new string('^', length)}{hint}";
    }
}
