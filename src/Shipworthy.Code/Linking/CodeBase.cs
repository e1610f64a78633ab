using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Runtime.CompilerServices;
using Shipworthy.Syntax.Linking;
using Shipworthy.Syntax.Linking.CSharp;
using Shipworthy.Syntax.Linking.Hcl;
using Shipworthy.Syntax.Linking.JavaScript;
using Shipworthy.Syntax.Linking.Python;

namespace Shipworthy.Syntax;

/// <summary>
/// All code of an app, linked: names lead to their declarations across files, calls to functions, expressions to packages and values. Answers are
/// worked out when they are asked for, and remembered. Safe to use from several threads.
/// </summary>
public sealed class CodeBase
{
    readonly FrozenDictionary<string, CodeFile> byPath;
    readonly FrozenSet<string> paths;
    readonly Func<string, string?> read;
    readonly ConcurrentDictionary<string, string?> texts = new(StringComparer.Ordinal);
    readonly NodeIndex nodes;
    readonly Lazy<Reach> reach;
    readonly LanguageLinks script;
    readonly LanguageLinks python;
    readonly LanguageLinks csharp;
    readonly LanguageLinks hcl;
    readonly LanguageLinks other;
    readonly Definitions definitions;
    readonly Origins origins;
    readonly Values values;

    /// <summary>Links files.</summary>
    /// <param name="files">All files of code.</param>
    /// <param name="read">Gives the text of any other file of the app, such as <c>tsconfig.json</c>; null when there is none.</param>
    /// <param name="paths">The paths of all files of the app, code or not.</param>
    public CodeBase(IEnumerable<CodeFile> files, Func<string, string?> read, IEnumerable<string> paths)
    {
        Files = [.. files.OrderBy(file => file.Path, StringComparer.Ordinal)];
        byPath = Files.ToFrozenDictionary(file => file.Path, StringComparer.Ordinal);
        this.paths = paths.Concat(byPath.Keys).ToFrozenSet(StringComparer.Ordinal);
        this.read = read;
        script = new JavaScriptLinks(this);
        python = new PythonLinks(this);
        csharp = new CSharpLinks(this);
        hcl = new HclLinks(this);
        other = new PlainLinks(this);
        definitions = new(this);
        origins = new(this);
        values = new(this);
        nodes = new(this);
        reach = new(() => new Reach(this));
    }

    /// <summary>A code base of a few files without anything beside them.</summary>
    public CodeBase(params IEnumerable<CodeFile> files)
        : this(files, _ => null, []) { }

    /// <summary>All files of code, by path.</summary>
    public ImmutableArray<CodeFile> Files { get; }

    /// <summary>The file of code at a path; null when there is none.</summary>
    public CodeFile? Find(string path) => byPath.GetValueOrDefault(path);

    /// <summary>Every call and construction whose callee's last name is the given one: <c>Calls("use")</c> finds <c>app.use(…)</c> and <c>use(…)</c>.</summary>
    public IEnumerable<Code> Calls(string lastName) => nodes.CallsOf(lastName);

    /// <summary>Every call and construction whose callee's last name is one of the given ones.</summary>
    public IEnumerable<Code> Calls(params IEnumerable<string> lastNames) => lastNames.SelectMany(nodes.CallsOf);

    /// <summary>Every node of a kind.</summary>
    public IEnumerable<Code> All(CodeKind kind) => nodes.Of(kind);

    /// <summary>Every plain use of a name; members and declarations of that name are not among them.</summary>
    public IEnumerable<Code> Names(string name) => nodes.UsesOf(name);

    /// <summary>
    /// Whether any file loads one of the packages, by import or call. Whoever looks at every call for one of them can ask this first, and mostly be done.
    /// </summary>
    public bool Imports(params ReadOnlySpan<string> packages)
    {
        foreach (var package in packages)
            if (nodes.Loads(package))
                return true;
        return false;
    }

    /// <summary>
    /// The declaration that a name, member or type refers to: a variable, parameter, function, class, property, or the module itself for an import of a whole
    /// file of the app. Imports are followed to the end; one that leaves the app ends at its <see cref="CodeKind.Imported"/> node. No node when it is unknown.
    /// </summary>
    public Code Definition(Code name) => EndingSomewhere(definitions).Of(name);

    /// <summary>The function that a call runs, or the class that a construction makes; no node when it is outside the app or unknown.</summary>
    public Code Target(Code call) => EndingSomewhere(definitions).TargetOf(call);

    /// <summary>The calls that run a function of the app, as far as they are known.</summary>
    public IEnumerable<Code> CallersOf(Code function) => EndingSomewhere(nodes).CallersOf(function);

    /// <summary>The function that an expression stands for: a lambda, a name of a function, a wrapper around one. No node when it is none of the app.</summary>
    public Code FunctionOf(Code expression) => EndingSomewhere(definitions).FunctionOf(expression);

    /// <summary>The package that an expression's value comes from, and the way to it; see <see cref="Origin"/>.</summary>
    public Origin OriginOf(Code expression) => EndingSomewhere(origins).Of(expression);

    /// <summary>What an expression is known to give at run time.</summary>
    public Value ValueOf(Code expression) => EndingSomewhere(values).Of(expression);

    /// <summary>
    /// Whether something starts or loads the file, from an entry point on. When no entry point of its language is known, every file counts as reachable.
    /// </summary>
    public bool IsReachable(CodeFile file) => reach.Value.Includes(file);

    /// <summary>The file of the app that a module name leads to from a file; null when it leads outside.</summary>
    public CodeFile? Module(CodeFile from, string name) => LinksOf(from).Resolve(from, name);

    /// <summary>
    /// Whoever follows values asks here at each step. One that follows a circle without counting its steps ends with an error, which costs what it would have
    /// learnt; without stack the whole scan would end, and nothing could be reported.
    /// </summary>
    static T EndingSomewhere<T>(T answering)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        return answering;
    }

    internal LanguageLinks LinksOf(CodeFile file) =>
        file.Language switch
        {
            Language.JavaScript or Language.TypeScript or Language.Tsx => script,
            Language.Python => python,
            Language.CSharp => csharp,
            Language.Hcl => hcl,
            Language.None => other,
        };

    internal IEnumerable<LanguageLinks> AllLinks => [script, python, csharp, hcl, other];

    /// <summary>Whether the app has a file at the path, code or not.</summary>
    internal bool Exists(string path) => paths.Contains(path);

    internal IEnumerable<string> Paths => paths;

    /// <summary>The text of a file that is not code; null when there is none.</summary>
    internal string? Read(string path) => texts.GetOrAdd(path, read);

    internal Definitions Definitions => definitions;
}
