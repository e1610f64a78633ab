using Shipworthy.Extractors.Endpoints.Steps;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Tests.Cases;

/// <summary>Leads from calls in tests to the functions of the app that they run.</summary>
sealed class ProductionCalls
{
    /// <summary>A name that so many functions have tells nothing.</summary>
    const int MostOfOneName = 3;

    readonly Sources sources;
    readonly CodeBase code;
    readonly Mediators mediators;
    readonly Lazy<ILookup<string, Code>> classes;
    readonly Lazy<HashSet<string>> extensions;
    readonly Lazy<HashSet<string>> folders;
    readonly Lazy<HashSet<string>> fixtures;
    readonly Dictionary<CodeFile, ILookup<string, Code>> byName = [];

    public ProductionCalls(Sources sources)
    {
        this.sources = sources;
        code = sources.Code;
        mediators = new(code);
        folders = new(() =>
            sources
                .Tree.Files.Where(file => file.Language is Language.Python && file.Role is not FileRole.Test)
                .SelectMany(file => file.Path.Split('/'))
                .Select(part => part.EndsWith(".py", StringComparison.Ordinal) ? part[..^3] : part)
                .ToHashSet(StringComparer.Ordinal)
        );
        fixtures = new(Fixtures);
        classes = new(() =>
            code.All(CodeKind.Class)
                .Where(one => one.File.Language is Language.CSharp && IsApp(one.File))
                .ToLookup(one => one.Name, StringComparer.Ordinal)
        );
        extensions = new(() =>
            classes
                .Value.SelectMany(one => one)
                .SelectMany(one => one.All(Part.Element))
                .Where(one => one is { Kind: CodeKind.Function, Operator: "method" } && one[Part.Parameter].Operator == "this")
                .Select(one => one.Name)
                .ToHashSet(StringComparer.Ordinal)
        );
    }

    /// <summary>Whether a file is code of the app, and no test of it.</summary>
    public bool IsApp(CodeFile file) =>
        sources.Tree.Find(file.Path) is { Role: not (FileRole.Test or FileRole.Example or FileRole.Docs or FileRole.Paste) };

    /// <summary>The functions of the app that a call in a test runs.</summary>
    public IEnumerable<Code> Of(Code call)
    {
        if (mediators.HandlerOf(call) is { Exists: true } handler)
            return [handler];
        var target = code.Target(call);
        if (target.Kind is CodeKind.Function && target.Body.Exists)
            return IsApp(target.File) ? [target] : [];
        if (call.Kind is CodeKind.New)
            return [];
        // A client may name the class that answers: client.POSTAsync<SignIn, Request, Response>(…).
        if (call.Callee.All(Part.Type).Concat(call.All(Part.Type)).FirstOrDefault() is { Exists: true } type)
            foreach (var answering in classes.Value[type.Name])
                if (
                    answering
                        .All(Part.Element)
                        .FirstOrDefault(one => one.Kind is CodeKind.Function && one.Name is "HandleAsync" or "ExecuteAsync") is
                    { Exists: true } handles
                )
                    return [handles];
        if (call.Callee.Kind is not CodeKind.Member || call.Callee.Name is "" or "ToString" or "Equals" or "GetHashCode" or "get" or "set")
            return [];
        if (!byName.TryGetValue(call.File, out var known))
            byName[call.File] = known = FunctionsSeenFrom(call.File).ToLookup(one => one.Name, StringComparer.Ordinal);
        var found = known[call.Callee.Name].Take(MostOfOneName + 1).ToList();
        return found.Count > MostOfOneName ? [] : found;
    }

    /// <summary>Whether a test file comes to the code of the app by an import, or by the name of one of its classes. An import that leads nowhere may be one.</summary>
    public bool Reaches(CodeFile file)
    {
        if (file.Language is Language.CSharp)
            return file.Root.Descendants()
                    .Any(one => one.Kind is CodeKind.New or CodeKind.Type or CodeKind.Name && classes.Value[NameOf(one)].Any())
                || Reflects(file)
                || RenamesClass(file)
                || CallsExtension(file)
                || TypesNamedIn(file).Any(name => fixtures.Value.Contains(name));
        return ModulesOf(file).Any()
            || file.Root.Descendants(CodeKind.Import).Any(one => IsOwn(file, one.Name) && code.Module(file, one.Name) is null)
            || file.Root.Descendants(CodeKind.Call)
                .Any(call =>
                    call.Callee.Name is "require" or "import" or "importActual" or "requireActual" or "import_module"
                    && call.ArgumentAt(0).String is { } module
                    && (code.Module(file, module) is { } other ? IsApp(other) : IsOwn(file, module))
                );
    }

    /// <summary>Whether a file gives a class of the app another name: <c>using Answer = Shop.Answers.Visit</c>.</summary>
    bool RenamesClass(CodeFile file) =>
        file
            .Root.Descendants(CodeKind.Import)
            .Any(one =>
                one.All(Part.Element).Any(alias => alias.Kind is CodeKind.Imported)
                && classes.Value[one.Name[(one.Name.LastIndexOf('.') + 1)..]].Any()
            );

    /// <summary>Whether a file calls a function by a name that an extension of the app has. On what it is called needs no class of the app by name.</summary>
    bool CallsExtension(CodeFile file) =>
        file
            .Root.Descendants(CodeKind.Call)
            .Any(call => call.Callee.Kind is CodeKind.Member && call.Callee.Name.Length > 0 && extensions.Value.Contains(call.Callee.Name));

    /// <summary>Whether a file looks through the types of an assembly: rules of architecture are asked of all of the app's.</summary>
    static bool Reflects(CodeFile file) =>
        file
            .Root.Descendants(CodeKind.Call)
            .Any(call =>
                call.Callee.Name is "GetTypes" or "GetExportedTypes"
                || (call.Callee.Name.StartsWith("InAssembl", StringComparison.Ordinal) && call.Receiver.Name is "Types")
                || (call.Callee.Name is "LoadAssemblies" or "LoadAssembly" && call.File.Text.Contains("ArchUnit", StringComparison.Ordinal))
            );

    /// <summary>Classes of the tests that boot the app: those that derive from the factory of ASP.NET Core or of Aspire, and those that hold one.</summary>
    HashSet<string> Fixtures()
    {
        var found = new HashSet<string>(
            ["WebApplicationFactory", "DistributedApplicationTestingBuilder", "AppFixture"],
            StringComparer.Ordinal
        );
        var tests = code.All(CodeKind.Class).Where(one => one.File.Language is Language.CSharp && !IsApp(one.File)).ToList();
        for (var deep = 0; deep < 3; deep++)
            foreach (var one in tests)
                if (
                    one.All(Part.Base).Any(ancestor => found.Contains(ancestor.Name))
                    || one.Descendants(CodeKind.New).Any(made => found.Contains(made.Callee.Name))
                )
                    found.Add(one.Name);
        return found;
    }

    /// <summary>Whether the name of a module is one of the app by its form: a relative one, an alias, a folder of the repository.</summary>
    bool IsOwn(CodeFile file, string module)
    {
        if (module.Length == 0)
            return false;
        if (file.Language is not Language.Python)
            return module[0] is '.' or '~' or '#' or '$' or '/' || module.StartsWith("@/", StringComparison.Ordinal);
        var first = module.TrimStart('.').Split('.')[0];
        return module[0] is '.' || folders.Value.Contains(first);
    }

    static string NameOf(Code node) => node.Kind is CodeKind.New ? node.Callee.Name : node.Name;

    IEnumerable<Code> FunctionsSeenFrom(CodeFile file)
    {
        if (file.Language is Language.CSharp)
            return TypesNamedIn(file)
                .SelectMany(name => classes.Value[name])
                .SelectMany(one => one.All(Part.Element))
                .Where(one => one.Kind is CodeKind.Function && one.Body.Exists);
        return ModulesOf(file).SelectMany(module => module.Root.Descendants(CodeKind.Function)).Where(one => one.Name.Length > 0);
    }

    IEnumerable<CodeFile> ModulesOf(CodeFile file) =>
        file
            .Root.Descendants(CodeKind.Import)
            .Where(one => !one.Is(Modifiers.TypeOnly))
            .SelectMany(one => Named(file, one))
            .Distinct()
            .Where(IsApp);

    /// <summary>The module of an import, and those that its names are themselves: <c>from app import crud</c>.</summary>
    IEnumerable<CodeFile> Named(CodeFile file, Code import)
    {
        if (code.Module(file, import.Name) is { } module)
            yield return module;
        foreach (var one in import.Children)
            if (one.Kind is CodeKind.Imported && code.Definition(one) is { Exists: true } found && found.File != file)
                yield return found.File;
    }

    static IEnumerable<string> TypesNamedIn(CodeFile file) =>
        file.Root.Descendants().Where(one => one.Kind is CodeKind.New or CodeKind.Type).Select(NameOf).Distinct(StringComparer.Ordinal);
}
