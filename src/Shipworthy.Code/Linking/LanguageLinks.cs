namespace Shipworthy.Syntax.Linking;

/// <summary>
/// What linking has to know about one language: which nodes hold names, how a module name leads to a file, what a file offers to others, how the
/// environment is read, where programs start. One class a language, one instance a code base; it must be safe to use from several threads.
/// </summary>
abstract class LanguageLinks(CodeBase code)
{
    /// <summary>The code base that is being linked.</summary>
    protected CodeBase Code { get; } = code;

    /// <summary>Whether names declared directly inside the node are visible only inside it.</summary>
    public abstract bool IsScope(Code node);

    /// <summary>Whether names of a scope are not seen from the functions inside it.</summary>
    public virtual bool IsHiddenInFunctions(Code scope) => false;

    /// <summary>The file that a module name stands for, seen from a file; null when it is outside the app, or not found.</summary>
    public abstract CodeFile? Resolve(CodeFile from, string module);

    /// <summary>The file that a name imported from a module stands for, when it is a module itself; null otherwise.</summary>
    public virtual CodeFile? ResolveMember(CodeFile from, string module, string name) => null;

    /// <summary>The package that a module name belongs to when it is outside the app; empty when it belongs to none.</summary>
    public abstract string PackageOf(CodeFile from, string module);

    /// <summary>
    /// What a file offers by name. A value is a declaration, an <see cref="CodeKind.Imported"/> node (which is followed on), or an expression. The name <c>*</c> may
    /// come several times: all that those modules offer. The default: every name declared at the top.
    /// </summary>
    public virtual IEnumerable<(string Name, Code What)> Exports(CodeFile file) =>
        file
            .Root.Children.Where(node => node.Name.Length > 0 && node.Kind is CodeKind.Function or CodeKind.Class or CodeKind.Variable)
            .Select(node => (node.Name, node));

    /// <summary>A declaration that scopes and imports do not lead to, such as one of the same namespace in another file; no node when there is none.</summary>
    public virtual Code Beyond(Code name) => default;

    /// <summary>The declaration of a member whose receiver does not lead to it, such as an extension method; no node when there is none.</summary>
    public virtual Code BeyondMember(Code member) => default;

    /// <summary>The value of an expression that only this language or its libraries give a meaning to, such as a read of the environment; null for all others.</summary>
    /// <param name="expression">Any expression.</param>
    /// <param name="valueOf">Gives the value of an argument or receiver, in the call that is being looked into.</param>
    public virtual Value? Special(Code expression, Func<Code, Value> valueOf) => null;

    /// <summary>The module that an expression loads, such as <c>require("x")</c>; null for other expressions.</summary>
    public virtual string? LoadedModule(Code expression) => null;

    /// <summary>Files that scripts, containers, platforms or frameworks start: what makes the difference between a server that runs and one that was left behind.</summary>
    public virtual IEnumerable<CodeFile> EntryPoints() => [];

    /// <summary>The part of the app that a file belongs to, such as its package. In a part without an entry point every file counts as reachable.</summary>
    public virtual string PartOf(CodeFile file) => "";

    /// <summary>Whether a tool or framework starts the file for its own sake, whatever else is known: tests, configuration.</summary>
    public virtual bool StartsAnyway(CodeFile file) => false;

    /// <summary>Files that a file reaches in ways beside imports.</summary>
    public virtual IEnumerable<CodeFile> AlsoReaches(CodeFile file) => [];
}
