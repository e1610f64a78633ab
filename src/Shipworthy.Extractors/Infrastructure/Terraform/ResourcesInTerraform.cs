namespace Shipworthy.Extractors.Infrastructure.Terraform;

/// <summary>What Terraform and OpenTofu declare: resources, data sources, and modules from elsewhere, for each root module that is applied.</summary>
public sealed class ResourcesInTerraform : IExtractor
{
    /// <summary>Far above what an app of two founders declares; a guard against modules that call each other many times.</summary>
    const int MostResources = 5_000;

    const int MostCopies = 50;

    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(InfraResource)];

    /// <inheritdoc/>
    public void Extract(Sources sources, Learner learn)
    {
        if (!sources.Code.Files.Any(file => file.Language is Language.Hcl))
            return;
        var left = MostResources;
        foreach (var (module, stage, notMade) in new TerraformProject(sources).Roots())
        foreach (var resource in In(module, new(sources.Tree), notMade, isConditional: false, []))
        {
            if (left-- == 0)
            {
                learn.CannotSee<InfraResource>(resource.At, $"declares more than {MostResources} resources");
                return;
            }
            learn.Add(resource with { Stage = stage, Root = module.Folder.Path });
        }
    }

    static IEnumerable<InfraResource> In(
        TerraformModule module,
        TerraformValues values,
        string? notMade,
        bool isConditional,
        ImmutableArray<TerraformFolder> callers
    )
    {
        if (callers.Contains(module.Folder))
            yield break;
        foreach (var block in module.Folder.Resources.Concat(module.Folder.Data.Values))
        foreach (var resource in Copies(block, module, values))
            yield return notMade is null
                ? resource with
                {
                    IsConditional = resource.IsConditional || isConditional,
                }
                : resource with
                {
                    NotMade = notMade,
                };
        foreach (var (name, call) in module.Folder.Calls)
        {
            var made = MadeOf(call, module, values);
            if (module.Called(name) is { } child)
                foreach (
                    var resource in In(
                        child,
                        values,
                        notMade ?? made.NotMade,
                        isConditional || made.IsConditional,
                        [.. callers, module.Folder]
                    )
                )
                    yield return resource;
            else if (call.Property("source")[Part.Value].String is { } source)
                yield return Of(call, $"module:{source}", name, $"{module.Prefix}module.{name}", module, values, TerraformScope.None) with
                {
                    NotMade = notMade ?? made.NotMade,
                    IsConditional = isConditional || made.IsConditional,
                };
        }
    }

    static IEnumerable<InfraResource> Copies(Code block, TerraformModule module, TerraformValues values)
    {
        var (type, name) = (TerraformFolder.Label(block, 0), TerraformFolder.Label(block, 1));
        var isLookup = block.Name is "data";
        var address = $"{module.Prefix}{(isLookup ? "data." : "")}{type}.{name}";
        var made = MadeOf(block, module, values);
        InfraResource Copy(TerraformScope scope, string key) =>
            Of(block, type, name, address, module, values, scope) with
            {
                Key = key,
                NotMade = made.NotMade,
                IsConditional = made.IsConditional,
                IsLookup = isLookup,
            };
        if (made.Each is { } each)
            return each.Select(pair => Copy(TerraformScope.None.WithEach(pair.Key, pair.Value), pair.Key));
        return [Copy(TerraformScope.None, "")];
    }

    static InfraResource Of(
        Code block,
        string type,
        string name,
        string address,
        TerraformModule module,
        TerraformValues values,
        TerraformScope scope
    ) =>
        new(block.At, InfraTool.Terraform, type, name)
        {
            Address = address,
            Kind = InfraKinds.Of(type),
            Provider = InfraKinds.ProviderOf(type),
            Settings = TerraformBlocks.SettingsOf(block, values, module, scope),
        };

    /// <summary>What <c>count</c> and <c>for_each</c> make of a block.</summary>
    static (string? NotMade, bool IsConditional, IEnumerable<(string Key, InfraValue Value)>? Each) MadeOf(
        Code block,
        TerraformModule module,
        TerraformValues values
    )
    {
        if (block.Property("count")[Part.Value] is { Exists: true } count)
        {
            var number = values.Of(count, module, TerraformScope.None);
            return number.Number is { } known
                ? (known == 0 ? $"is switched off by {Short(count.Text)}" : null, false, null)
                : (null, true, null);
        }
        if (block.Property("for_each")[Part.Value] is not { Exists: true } forEach)
            return (null, false, null);
        var source = values.Of(forEach, module, TerraformScope.None);
        if (source is { Kind: InfraValueKind.Reference, Attribute: "" })
            return Chained(source, module, values);
        return TerraformValues.Pairs(source) switch
        {
            null => (null, true, null),
            [] => ($"is made for each of {Short(forEach.Text)}, which is empty", false, null),
            { Count: > MostCopies } => (null, false, null),
            var pairs => (
                null,
                false,
                pairs.Select(pair => (source.Kind is InfraValueKind.List ? pair.Value.Shown : pair.Key.Text, pair.Value))
            ),
        };
    }

    /// <summary>A resource for each one of another resource, <c>for_each = aws_s3_bucket.files</c>: there are as many, under the same keys.</summary>
    static (string? NotMade, bool IsConditional, IEnumerable<(string Key, InfraValue Value)>? Each) Chained(
        InfraValue other,
        TerraformModule module,
        TerraformValues values
    )
    {
        var block = module.Folder.Resources.Find(one =>
            $"{module.Prefix}{TerraformFolder.Label(one, 0)}.{TerraformFolder.Label(one, 1)}" == other.Text
        );
        var made =
            block.Exists && block.Property("for_each")[Part.Value].Kind is not CodeKind.Name ? MadeOf(block, module, values) : default;
        return made with { Each = made.Each?.Select(pair => (pair.Key, other)) ?? [("", other)] };
    }

    static string Short(string text) => text.Length > 60 ? $"{text[..57]}..." : text;
}
