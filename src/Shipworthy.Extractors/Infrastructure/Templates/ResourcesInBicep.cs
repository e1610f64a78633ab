using System.Text.RegularExpressions;
using Shipworthy.Extractors.Deployables;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Infrastructure.Templates;

/// <summary>What Bicep files declare to Azure. Parameters count with their defaults; what modules hand over is not followed.</summary>
public sealed partial class ResourcesInBicep : IExtractor
{
    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(InfraResource)];

    /// <inheritdoc/>
    public void Extract(Sources sources, Learner learn)
    {
        foreach (var file in sources.Tree.Files)
            if (file.Name.EndsWith(".bicep", StringComparison.OrdinalIgnoreCase) && Folders.Counts(file.Role))
                Take(file, learn);
    }

    static void Take(SourceFile file, Learner learn)
    {
        var known = new Dictionary<string, InfraValue>(StringComparer.Ordinal);
        var reader = new BicepReader(file, known.GetValueOrDefault);
        foreach (Match given in Given().Matches(file.Text))
            known.TryAdd(given.Groups["name"].Value, reader.ValueAt(given.Index + given.Length));
        foreach (Match resource in Resources().Matches(file.Text))
        {
            var type = resource.Groups["type"].Value;
            var settings =
                file.Text[resource.Index + resource.Length - 1] == '{'
                    ? reader.ValueAt(resource.Index + resource.Length - 1)
                    : InfraValue.UnknownBecause(file.At(resource.Index), "is made from a list");
            learn.Add(
                new InfraResource(file.At(resource.Index), InfraTool.Bicep, type, resource.Groups["name"].Value)
                {
                    Address = resource.Groups["name"].Value,
                    Root = file.Path,
                    Kind = InfraKinds.Of(type),
                    Provider = "azure",
                    Settings = settings,
                    Stage = InfraStageNames.OfPath(file.Path) is not InfraStage.Unknown and var stage ? stage : InfraStage.Only,
                    IsConditional = resource.Groups["if"].Success,
                    IsLookup = resource.Groups["existing"].Success,
                }
            );
        }
    }

    [GeneratedRegex(
        @"^[ \t]*(?:param[ \t]+(?<name>\w+)[ \t]+[\w\[\]|' ?]+?[ \t]*=|var[ \t]+(?<name>\w+)[ \t]*=)",
        RegexOptions.Multiline | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Given();

    [GeneratedRegex(
        @"^[ \t]*resource[ \t]+(?<name>\w+)[ \t]+'(?<type>[\w.]+/[\w./]+)@[^']*'[ \t]*(?<existing>existing)?[ \t]*=[ \t]*(?<if>if[ \t]*\([^\n]*?\)[ \t]*)?[{\[]",
        RegexOptions.Multiline | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Resources();
}
