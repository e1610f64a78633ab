using System.Text.RegularExpressions;
using Shipworthy.Extractors.Pipelines;
using Shipworthy.Extractors.Reading;
using Shipworthy.Extractors.Toml;

namespace Shipworthy.Extractors.Tests;

/// <summary>
/// By which names pytest takes classes and functions for tests: <c>python_classes</c> and <c>python_functions</c> of its configuration. A name without a
/// wildcard is a prefix.
/// </summary>
sealed partial class PytestNames
{
    static readonly PytestNames usual = new([], []);

    readonly Func<string, bool> isClass;
    readonly Func<string, bool> isFunction;

    PytestNames(ImmutableArray<string> classes, ImmutableArray<string> functions)
    {
        isClass = Matching(classes.IsEmpty ? ["Test"] : classes);
        isFunction = Matching(functions.IsEmpty ? ["test"] : functions);
    }

    /// <summary>Whether a class of this name holds tests.</summary>
    public bool IsClass(string name) => isClass(name);

    /// <summary>Whether a function or method of this name is a test.</summary>
    public bool IsFunction(string name) => isFunction(name);

    /// <summary>
    /// The names that may be in force in a folder: those of each configuration in it and above, because the folder that pytest is started in decides between
    /// them.
    /// </summary>
    public static ImmutableArray<PytestNames> In(SourceTree tree, string folder)
    {
        var found = Paths.UpFrom(folder).Select(at => Of(tree, at)).OfType<PytestNames>().ToImmutableArray();
        return found.IsEmpty ? [usual] : found;
    }

    /// <summary>The configuration of a folder, by the first file that has one, in the order in which pytest asks; null without one.</summary>
    static PytestNames? Of(SourceTree tree, string folder) =>
        InSection(tree, folder, "pytest.ini", "pytest")
        ?? InSection(tree, folder, ".pytest.ini", "pytest")
        ?? InToml(tree, folder)
        ?? InSection(tree, folder, "tox.ini", "pytest")
        ?? InSection(tree, folder, "setup.cfg", "tool:pytest");

    static PytestNames? InToml(SourceTree tree, string folder)
    {
        if (tree.Find(Paths.Below(folder, "pyproject.toml")) is not { } file || !file.Text.Contains("pytest", StringComparison.Ordinal))
            return null;
        var pytest = TomlFile.Read(file).Under("tool", "pytest");
        var options = pytest["ini_options"] is { Exists: true } old ? old : pytest;
        return options.Exists ? new(Words(options["python_classes"].Texts), Words(options["python_functions"].Texts)) : null;
    }

    static PytestNames? InSection(SourceTree tree, string folder, string name, string section)
    {
        if (tree.Find(Paths.Below(folder, name)) is not { } file)
            return null;
        var text = file.Text.ReplaceLineEndings("\n");
        var start = text.IndexOf($"[{section}]", StringComparison.Ordinal);
        if (start < 0)
            return null;
        var end = text.IndexOf("\n[", start, StringComparison.Ordinal);
        var own = end < 0 ? text[start..] : text[start..end];
        return new(Words(Setting(own, "python_classes")), Words(Setting(own, "python_functions")));
    }

    /// <summary>The value of a key, which may go on in indented lines.</summary>
    static ImmutableArray<string> Setting(string section, string key) =>
        [.. Entry().Matches(section).Where(entry => entry.Groups[1].Value == key).Select(entry => entry.Groups[2].Value)];

    static ImmutableArray<string> Words(ImmutableArray<string> texts) =>
        [.. texts.SelectMany(text => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))];

    static Func<string, bool> Matching(ImmutableArray<string> names)
    {
        var patterns = names.Where(NamePattern.IsPattern).Select(name => new NamePattern(name)).ToList();
        var prefixes = names.Where(name => !NamePattern.IsPattern(name)).ToList();
        return name =>
            prefixes.Exists(prefix => name.StartsWith(prefix, StringComparison.Ordinal))
            || patterns.Exists(pattern => pattern.Matches(name));
    }

    [GeneratedRegex(@"^(\w+)[ \t]*[=:][ \t]*(.*(?:\n[ \t]+.*)*)", RegexOptions.Multiline | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Entry();
}
