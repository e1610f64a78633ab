using System.Collections.Frozen;

namespace Shipworthy.Syntax.Linking.CSharp;

/// <summary>
/// Links of C#. There are no modules to follow: a name that no scope declares is a member of a class around it, or a type of the app; of several types of that name,
/// the one in the file's own namespace or in one that it uses counts, and without that the only one.
/// </summary>
sealed partial class CSharpLinks : LanguageLinks
{
    public CSharpLinks(CodeBase code)
        : base(code)
    {
        types = new(() => Grouped(CSharpFiles(code).SelectMany(file => file.Root.Descendants(CodeKind.Class))));
        extensions = new(() =>
            Grouped(
                CSharpFiles(code)
                    .SelectMany(file => file.Root.Descendants(CodeKind.Function))
                    .Where(function => function.Operator == "method" && function[Part.Parameter].Operator == "this")
            )
        );
        bound = new(Bindings);
        filled = new(() =>
            bound
                .Value.Keys.SelectMany(one => one.Children)
                .Where(one => one.Kind is CodeKind.Property)
                .Select(one => one.Name)
                .ToFrozenSet(StringComparer.Ordinal)
        );
        validated = new(() => code.Calls("ValidateDataAnnotations").Any());
        programs = new(Programs);
    }

    readonly Lazy<FrozenDictionary<string, ImmutableArray<Code>>> types;
    readonly Lazy<FrozenDictionary<string, ImmutableArray<Code>>> extensions;

    public override bool IsScope(Code node) =>
        node.Kind switch
        {
            CodeKind.Block => node.Operator.Length == 0,
            CodeKind.Module or CodeKind.Function or CodeKind.Class or CodeKind.Loop or CodeKind.Catch or CodeKind.With => true,
            _ => false,
        };

    public override CodeFile? Resolve(CodeFile from, string module) => null;

    public override string PackageOf(CodeFile from, string module) => module;

    public override Code Beyond(Code name)
    {
        if (name.Kind is not (CodeKind.Name or CodeKind.Type))
            return default;
        for (var around = name.Enclosing(CodeKind.Class); around.Exists; around = around.Enclosing(CodeKind.Class))
            if (MemberOf(around, name.Name) is { Exists: true } member)
                return member;
        return Type(name);
    }

    public override Code BeyondMember(Code member) =>
        extensions.Value.GetValueOrDefault(member.Name) is { IsDefaultOrEmpty: false, Length: 1 } only ? only[0] : default;

    /// <summary>A member of a class, of another part of it, or of a class of the app that it derives from.</summary>
    Code MemberOf(Code declared, string name)
    {
        var seen = new HashSet<Code>();
        var open = new Queue<Code>([declared]);
        while (open.TryDequeue(out var one) && seen.Count < 16)
        {
            if (!seen.Add(one))
                continue;
            if (one.Property(name) is { Exists: true } member)
                return member;
            foreach (var parameter in one.All(Part.Parameter))
                if (parameter.Name == name)
                    return parameter;
            if (one.Is(Modifiers.Partial))
                foreach (var part in types.Value.GetValueOrDefault(one.Name, []))
                    open.Enqueue(part);
            foreach (var ancestor in one.All(Part.Base))
                if (Type(ancestor.Kind == CodeKind.Call ? ancestor.Callee : ancestor) is { Exists: true } found)
                    open.Enqueue(found);
        }
        return default;
    }

    Code Type(Code name)
    {
        var candidates = types.Value.GetValueOrDefault(name.Name, []);
        if (candidates.Length <= 1)
            return candidates.FirstOrDefault();
        var visible = NamespacesSeenFrom(name.File);
        var near = candidates.Where(candidate => visible.Contains(NamespaceOf(candidate))).ToList();
        return near is [var only] || near.Count > 1 && near.TrueForAll(one => one.Is(Modifiers.Partial)) ? near[0] : default;
    }

    static HashSet<string> NamespacesSeenFrom(CodeFile file)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal) { "" };
        foreach (var node in file.Root.Descendants())
        {
            if (node.Kind == CodeKind.Import)
                seen.Add(node.Name);
            else if (node is { Kind: CodeKind.Module, Name.Length: > 0 })
                for (var name = node.Name; name.Length > 0; name = name.LastIndexOf('.') is > 0 and var dot ? name[..dot] : "")
                    seen.Add(name);
        }
        return seen;
    }

    static string NamespaceOf(Code declared)
    {
        var around = declared.Enclosing(CodeKind.Module);
        if (around.Name.Length > 0)
            return around.Name;
        foreach (var node in declared.File.Root.Children)
            if (node is { Kind: CodeKind.Module, Operator: "file" })
                return node.Name;
        return "";
    }

    static IEnumerable<CodeFile> CSharpFiles(CodeBase code) => code.Files.Where(file => file.Language == Language.CSharp);

    static FrozenDictionary<string, ImmutableArray<Code>> Grouped(IEnumerable<Code> nodes) =>
        nodes
            .GroupBy(node => node.Name, StringComparer.Ordinal)
            .ToFrozenDictionary(group => group.Key, group => group.ToImmutableArray(), StringComparer.Ordinal);
}
