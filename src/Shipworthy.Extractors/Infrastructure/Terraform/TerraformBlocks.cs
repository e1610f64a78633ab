namespace Shipworthy.Extractors.Infrastructure.Terraform;

/// <summary>Turns the body of a block of Terraform into a map of settings.</summary>
static class TerraformBlocks
{
    const int MostRepeats = 100;

    /// <summary>What a block sets. Blocks in it are maps; several of one name are a list, and repeated ones (<c>dynamic</c>) are written out.</summary>
    public static InfraValue SettingsOf(Code block, TerraformValues values, TerraformModule module, TerraformScope scope)
    {
        var entries = ImmutableArray.CreateBuilder<(string, InfraValue)>();
        var blocks = new Dictionary<string, List<InfraValue>>(StringComparer.Ordinal);
        var at = new Dictionary<string, Location>(StringComparer.Ordinal);
        foreach (var child in block.Children)
            switch (child.Kind)
            {
                case CodeKind.Property when child.Name is not ("count" or "for_each" or "depends_on"):
                    entries.Add((child.Name, Moved(child, JsonTexts.Parsed(values.Of(child[Part.Value], module, scope)))));
                    break;
                case CodeKind.Block when child.Name is "dynamic" && TerraformFolder.Label(child, 0) is { Length: > 0 } name:
                    at.TryAdd(name, child.At);
                    Blocks(blocks, name).AddRange(Repeated(child, name, values, module, scope));
                    break;
                case CodeKind.Block:
                    at.TryAdd(child.Name, child.At);
                    Blocks(blocks, child.Name).Add(SettingsOf(child, values, module, scope));
                    break;
            }
        foreach (var (name, all) in blocks)
            if (all.Count > 0)
                entries.Add((name, all is [var only] ? only : InfraValue.ListAt(at[name], [.. all])));
        return InfraValue.MapAt(block.At, entries.ToImmutable());
    }

    /// <summary>A text or truth value is shown where the setting stands; what the value came from is not what has to change.</summary>
    static InfraValue Moved(Code setting, InfraValue value) =>
        value.Kind is InfraValueKind.Text ? InfraValue.TextAt(setting.At, value.Text) : value;

    static List<InfraValue> Blocks(Dictionary<string, List<InfraValue>> blocks, string name)
    {
        if (!blocks.TryGetValue(name, out var list))
            blocks[name] = list = [];
        return list;
    }

    static IEnumerable<InfraValue> Repeated(Code block, string name, TerraformValues values, TerraformModule module, TerraformScope scope)
    {
        var source = values.Of(block.Property("for_each")[Part.Value], module, scope);
        var content = block.Children.FirstOrDefault(child => child is { Kind: CodeKind.Block, Name: "content" });
        var iterator = block.Property("iterator")[Part.Value] is { Exists: true, Name: { Length: > 0 } own } ? own : name;
        if (TerraformValues.Pairs(source) is not { Count: <= MostRepeats } pairs)
            return [InfraValue.UnknownBecause(block.At, "repeats a block for a list that is not known")];
        return pairs.Select(pair =>
            SettingsOf(
                content,
                values,
                module,
                scope.With(iterator, InfraValue.MapAt(pair.Value.At, [("key", pair.Key), ("value", pair.Value)]))
            )
        );
    }
}
