namespace Shipworthy.Extractors.Infrastructure.Terraform;

/// <summary>A folder of Terraform files, which is a module: what it declares, by name.</summary>
sealed class TerraformFolder
{
    /// <summary>Sorts what the files of a folder declare.</summary>
    public TerraformFolder(string path, IEnumerable<CodeFile> files)
    {
        Path = path;
        var all = files.ToList();
        Files = [.. all.Where(file => !IsValues(file.Path))];
        Values = [.. all.Where(file => IsValues(file.Path))];
        foreach (var block in Files.SelectMany(file => file.Root.Children.Where(node => node.Kind is CodeKind.Block)))
            switch (block.Name)
            {
                case "resource":
                    Resources.Add(block);
                    break;
                case "data":
                    Data[(Label(block, 0), Label(block, 1))] = block;
                    break;
                case "variable":
                    Variables[Label(block, 0)] = block;
                    break;
                case "output":
                    Outputs[Label(block, 0)] = block[Part.Element].Exists ? block.Property("value")[Part.Value] : default;
                    break;
                case "module":
                    Calls[Label(block, 0)] = block;
                    break;
                case "locals":
                    foreach (var local in block.Children.Where(node => node.Kind is CodeKind.Property))
                        Locals[local.Name] = local[Part.Value];
                    break;
            }
    }

    /// <summary>Its path; empty for the root of the app.</summary>
    public string Path { get; }

    /// <summary>Its files of configuration.</summary>
    public ImmutableArray<CodeFile> Files { get; }

    /// <summary>Its files of values (<c>.tfvars</c>).</summary>
    public ImmutableArray<CodeFile> Values { get; }

    public List<Code> Resources { get; } = [];

    public Dictionary<(string Type, string Name), Code> Data { get; } = [];

    public Dictionary<string, Code> Variables { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, Code> Outputs { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, Code> Calls { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, Code> Locals { get; } = new(StringComparer.Ordinal);

    /// <summary>A label of a block; empty when it has none there.</summary>
    public static string Label(Code block, int position) => block.ArgumentAt(position).String ?? "";

    static bool IsValues(string path) => path.EndsWith(".tfvars", StringComparison.OrdinalIgnoreCase);
}
