using Shipworthy.Extractors.Json;
using Shipworthy.Extractors.Yaml;

namespace Shipworthy.Extractors.Cors;

/// <summary>What a switch in the settings makes of a line of code.</summary>
enum SettingArm
{
    /// <summary>No switch stands around it.</summary>
    None,

    /// <summary>It runs as the settings for production are.</summary>
    On,

    /// <summary>It does not run as the settings for production are.</summary>
    Off,

    /// <summary>The settings in the repository do not tell.</summary>
    Unknown,
}

/// <summary>
/// Follows switches of .NET's settings to their values: <c>if (settings.AllowAll)</c> by <c>"AllowAll": false</c> in <c>appsettings.json</c>, over which
/// <c>appsettings.Production.json</c> wins.
/// </summary>
sealed class SettingArms(Sources sources)
{
    /// <summary>What the switches between a line and the function that holds it make of it.</summary>
    public SettingArm ArmOf(Code step, Code holder)
    {
        var found = SettingArm.None;
        for (var (at, above) = (step, step.Parent); above.Exists && at != holder; (at, above) = (above, above.Parent))
            if (
                above.Kind is CodeKind.Branch
                && (above[Part.Then] == at || above[Part.Else] == at)
                && SwitchOf(above[Part.Condition]) is var (name, isTrue)
            )
                switch (ValueOf(name))
                {
                    case null:
                        found = SettingArm.Unknown;
                        break;
                    case { } value when value == isTrue == (above[Part.Then] == at):
                        found = found is SettingArm.Unknown ? found : SettingArm.On;
                        break;
                    default:
                        return SettingArm.Off;
                }
        return found;
    }

    /// <summary>The setting that a condition asks for, and what it must be; null where it asks something else.</summary>
    static (string Name, bool IsTrue)? SwitchOf(Code condition) =>
        condition.Kind is CodeKind.Member && char.IsUpper(condition.Name.FirstOrDefault('a')) ? (condition.Name, true)
        : condition is { Kind: CodeKind.Unary, Operator: "!" } && SwitchOf(condition[Part.Value]) is var (name, isTrue) ? (name, !isTrue)
        : null;

    /// <summary>The value of a setting in production; null when no file gives it, or several differ.</summary>
    bool? ValueOf(string name)
    {
        foreach (var file in new[] { "appsettings.Production.json", "appsettings.json" })
        {
            var values = sources.Tree.Named(file).SelectMany(one => Values(JsonFile.Read(one), name, 6)).Distinct().ToList();
            if (values.Count > 0)
                return values.Count == 1 ? values[0] : null;
        }
        return null;
    }

    static IEnumerable<bool> Values(YamlNode node, string name, int depth) =>
        depth == 0
            ? []
            : node.Entries.SelectMany(entry =>
                entry.Key.Equals(name, StringComparison.OrdinalIgnoreCase) && bool.TryParse(entry.Value.Text, out var value)
                    ? [value]
                    : Values(entry.Value, name, depth - 1)
            );
}
