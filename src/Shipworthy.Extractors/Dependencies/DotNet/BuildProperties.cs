using System.Text.RegularExpressions;
using System.Xml.Linq;
using Shipworthy.Extractors.Dependencies.Text;

namespace Shipworthy.Extractors.Dependencies.DotNet;

/// <summary>
/// The properties that MSBuild knows when it reads a project, as far as they are plain texts. Conditions are not decided: of several values the last one
/// stays, as it does where all conditions hold.
/// </summary>
sealed partial class BuildProperties
{
    const int MostRounds = 5;

    readonly Dictionary<string, string> values = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Takes the properties of a file; those of a later file win.</summary>
    public void Take(XElement root)
    {
        foreach (var group in root.All("PropertyGroup"))
        foreach (var property in group.Elements().Where(property => !property.HasElements))
            values[property.Name.LocalName] = property.Value.Trim();
    }

    /// <summary>The value of a property; empty when it is not known.</summary>
    public string this[string name] => Filled(values.GetValueOrDefault(name, ""));

    /// <summary>A text with its properties filled in; those that are not known stay.</summary>
    public string Filled(string text)
    {
        for (var round = 0; round < MostRounds && text.Contains("$(", StringComparison.Ordinal); round++)
            text = Placeholders.Filled(text, Reference(), values.GetValueOrDefault);
        return text;
    }

    [GeneratedRegex(@"\$\(([A-Za-z_][\w.-]*)\)", RegexOptions.None, 10_000)]
    private static partial Regex Reference();
}
