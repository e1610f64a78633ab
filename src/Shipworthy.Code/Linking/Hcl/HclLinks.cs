namespace Shipworthy.Syntax.Linking.Hcl;

/// <summary>
/// Links of Terraform's and OpenTofu's configuration. A folder is a module; <c>var.x</c> is what calls of the module give, or a variable from outside with its
/// default; <c>local.x</c> is an attribute of a <c>locals</c> block.
/// </summary>
sealed class HclLinks : LanguageLinks
{
    readonly Lazy<ILookup<string, CodeFile>> folders;
    readonly Lazy<ILookup<string, Code>> calls;

    public HclLinks(CodeBase code)
        : base(code)
    {
        folders = new(() =>
            code.Files.Where(file => file.Language == Language.Hcl).ToLookup(file => Paths.FolderOf(file.Path), StringComparer.Ordinal)
        );
        calls = new(() =>
            folders
                .Value.SelectMany(folder => folder)
                .SelectMany(file => Blocks(file, "module"))
                .Select(block => (Folder: FolderOf(block), Block: block))
                .Where(call => call.Folder is not null)
                .ToLookup(call => call.Folder!, call => call.Block, StringComparer.Ordinal)
        );
    }

    public override bool IsScope(Code node) => node.Kind is CodeKind.Module or CodeKind.Loop;

    public override CodeFile? Resolve(CodeFile from, string module) => null;

    public override string PackageOf(CodeFile from, string module) => "";

    public override string PartOf(CodeFile file) => Paths.FolderOf(file.Path);

    public override Value? Special(Code expression, Func<Code, Value> valueOf) =>
        expression.Kind != CodeKind.Member || expression[Part.Receiver].Kind != CodeKind.Name
            ? null
            : expression[Part.Receiver].Name switch
            {
                "var" => Variable(expression, valueOf),
                "local" => Attributes(expression.File, "locals", expression.Name).Select(valueOf).FirstOrDefault(),
                _ => null,
            };

    Value Variable(Code use, Func<Code, Value> valueOf)
    {
        var declaration = InModule(use.File)
            .SelectMany(file => Blocks(file, "variable"))
            .FirstOrDefault(block => block.ArgumentAt(0).String == use.Name);
        var fallback = declaration.Property("default")[Part.Value] is { Exists: true } given ? valueOf(given) : null;
        var values = calls
            .Value[Paths.FolderOf(use.File.Path)]
            .Select(call => call.Property(use.Name)[Part.Value] is { Exists: true } argument ? valueOf(argument) : fallback)
            .OfType<Value>()
            .Distinct()
            .ToImmutableArray();
        return values switch
        {
            [] => new Value.FromEnvironment("TF_VAR_" + use.Name, fallback),
            [var only] => only,
            _ => new Value.EitherOf(values),
        };
    }

    IEnumerable<CodeFile> InModule(CodeFile file) => folders.Value[Paths.FolderOf(file.Path)];

    IEnumerable<Code> Attributes(CodeFile from, string block, string name) =>
        InModule(from).SelectMany(file => Blocks(file, block)).Select(one => one.Property(name)[Part.Value]).Where(value => value.Exists);

    static IEnumerable<Code> Blocks(CodeFile file, string type) =>
        file.Root.Children.Where(node => node.Kind == CodeKind.Block && node.Name == type);

    /// <summary>The folder of the module that a block calls; null when it lies outside the app.</summary>
    static string? FolderOf(Code module) =>
        module.Property("source")[Part.Value].String is { } source && source.StartsWith('.')
            ? Paths.Join(Paths.FolderOf(module.File.Path), source)
            : null;
}
