using Shipworthy.Extractors.Deployables;
using Shipworthy.Extractors.Json;
using Shipworthy.Extractors.Reading;
using Shipworthy.Extractors.Yaml;

namespace Shipworthy.Extractors.Infrastructure.Templates;

/// <summary>
/// What CloudFormation templates, SAM templates and the files of the Serverless Framework declare. Shapes by the resource reference of AWS, by the SAM specification and by
/// the reference of <c>serverless.yml</c>.
/// </summary>
public sealed class ResourcesInCloudFormation : IExtractor
{
    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(InfraResource)];

    /// <inheritdoc/>
    public void Extract(Sources sources, Learner learn)
    {
        foreach (var file in sources.Tree.Files.Where(file => Folders.Counts(file.Role)))
            if (IsServerless(file))
                Serverless(file, learn);
            else if (MayBeTemplate(file))
            {
                var yaml = file.Name.EndsWith(".json", StringComparison.OrdinalIgnoreCase) ? null : YamlFile.Read(file);
                var root = yaml?.Root ?? JsonFile.Read(file);
                if (yaml?.Unreadable is { } unreadable)
                    learn.CannotSee<InfraResource>(Location.File(file.Path), unreadable);
                else if (root["AWSTemplateFormatVersion"].Exists || root["Transform"].Exists || root["Resources"].Entries.Any(IsOfAws))
                    Take(root, file, InfraStageNames.OfPath(file.Path), learn);
            }
    }

    static bool IsOfAws(YamlEntry entry) => entry.Value["Type"].Text.StartsWith("AWS::", StringComparison.Ordinal);

    static bool IsServerless(SourceFile file) => file.Name.ToLowerInvariant() is "serverless.yml" or "serverless.yaml";

    static bool MayBeTemplate(SourceFile file) =>
        file.Name.EndsWith(".yml", StringComparison.OrdinalIgnoreCase)
            | file.Name.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase)
            | file.Name.EndsWith(".json", StringComparison.OrdinalIgnoreCase)
            | file.Name.EndsWith(".template", StringComparison.OrdinalIgnoreCase)
        && file.Text.Contains("AWS::", StringComparison.Ordinal)
        && file.Text.Contains("Resources", StringComparison.Ordinal);

    static void Take(YamlNode root, SourceFile file, InfraStage stage, Learner learn)
    {
        var values = new TemplateValues(root);
        stage = stage is InfraStage.Unknown ? InfraStage.Only : stage;
        foreach (var resource in root["Resources"].Entries.Where(IsOfAws))
        {
            var condition = resource.Value["Condition"] is { Exists: true } named ? values.Holds(named.Text) : true;
            learn.Add(
                new InfraResource(resource.At, InfraTool.CloudFormation, resource.Value["Type"].Text, resource.Key)
                {
                    Address = resource.Key,
                    Root = file.Path,
                    Kind = InfraKinds.Of(resource.Value["Type"].Text),
                    Provider = "aws",
                    Settings = Parsed(values.Of(resource.Value["Properties"])),
                    Stage = stage,
                    NotMade = condition is false ? $"is switched off by the condition {resource.Value["Condition"].Text}" : null,
                    IsConditional = condition is null,
                }
            );
        }
    }

    /// <summary>A policy may be a text of JSON in a template, too.</summary>
    static InfraValue Parsed(InfraValue settings) =>
        settings.Kind is InfraValueKind.Map
            ? InfraValue.MapAt(
                settings.At,
                [.. settings.Entries.Select(entry => (entry.Key, JsonTexts.Parsed(entry.Value)))],
                settings.IsOpen
            )
            : settings;

    static void Serverless(SourceFile file, Learner learn)
    {
        var yaml = YamlFile.Read(file);
        if (yaml.Unreadable is { } unreadable)
            learn.CannotSee<InfraResource>(Location.File(file.Path), unreadable);
        var root = yaml.Root;
        var stage = InfraStageNames.OfPath(file.Path) is not InfraStage.Unknown and var marked ? marked : InfraStage.Only;
        InfraResource Of(YamlNode node, Location at, string type, string name, InfraKind kind) =>
            new(at, InfraTool.CloudFormation, type, name)
            {
                Address = name,
                Root = file.Path,
                Kind = kind,
                Provider = root["provider"]["name"].Text is { Length: > 0 } provider ? provider : "aws",
                Settings = YamlValues.Of(node),
                Stage = stage,
            };
        if (root["provider"].Exists)
            learn.Add(Of(root["provider"], root["provider"].At, "serverless:provider", "provider", InfraKind.Access));
        foreach (var function in root["functions"].Each().SelectMany(map => map.Entries))
        {
            learn.Add(Of(function.Value, function.At, "serverless:function", function.Key, InfraKind.Runtime));
            foreach (var scheduled in function.Value["events"].Items.Where(one => one.Has("schedule")))
                learn.Add(Of(scheduled["schedule"], scheduled.At, "serverless:schedule", $"{function.Key}.schedule", InfraKind.Schedule));
        }
        foreach (var template in root["resources"].Each())
            Take(template, file, stage, learn);
    }
}
