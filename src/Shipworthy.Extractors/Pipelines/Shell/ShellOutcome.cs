namespace Shipworthy.Extractors.Pipelines.Shell;

/// <summary>What a piece of a script does to the exit code, as far as its text shows it.</summary>
static class ShellOutcome
{
    static readonly ImmutableHashSet<string> alwaysSucceed =
    [
        "true",
        ":",
        "echo",
        "printf",
        "exit 0",
        "return 0",
        "cat",
        "continue",
        "break",
        "Write-Host",
        "Write-Output",
    ];

    /// <summary>Whether it always succeeds: <c>true</c>, <c>echo …</c>, <c>exit 0</c>, or a group that ends in one of them.</summary>
    public static bool Succeeds(ShellNode node) =>
        node switch
        {
            ShellNode.Simple { Words: [] } => true,
            ShellNode.Simple { Words: [var name] } => alwaysSucceed.Contains(name) || IsAssignment(name) || name is "exit",
            ShellNode.Simple { Words: [var name, ..] words } => alwaysSucceed.Contains(name)
                || alwaysSucceed.Contains(string.Join(' ', words)),
            ShellNode.Sequence { Items: [.. var before, var last] } => Succeeds(last) && !before.Any(Fails),
            ShellNode.Subshell subshell => Succeeds(subshell.Body),
            ShellNode.AndOr { And: true } both => Succeeds(both.Left) && Succeeds(both.Right),
            _ => false,
        };

    /// <summary>Whether it holds an <c>exit</c> or <c>return</c> that is not zero, or <c>false</c>.</summary>
    public static bool Fails(ShellNode node) =>
        Simples(node).Any(simple => simple.Words is ["exit" or "return", not "0", ..] or ["false"] or ["throw", ..]);

    /// <summary>
    /// Whether the line after it keeps its exit code, and a later one ends the script with it; or whether it is itself a test that ends the script.
    /// </summary>
    public static bool IsKept(ImmutableArray<ShellNode> items, int index) =>
        items[index] is ShellNode.Choice { Tests.Length: > 0 } choice && choice.Branches.Any(Fails)
        || index + 1 < items.Length
            && Simples(items[index + 1]).Any(simple => simple.Words.Any(IsExitCode))
            && items.Skip(index + 1).Any(Fails);

    /// <summary>The name of the program that it starts first.</summary>
    public static string NameOf(ShellNode node) => Simples(node).FirstOrDefault() is { Words: [var name, ..] } ? name : "another program";

    /// <summary>The beginning of its text.</summary>
    public static string TextOf(ShellNode node) =>
        node is ShellNode.Simple { Words: [var name, ..] words }
            ? words.Length > 1 && name is "exit"
                ? string.Join(' ', words)
                : name
            : Simples(node).LastOrDefault(simple => !simple.Words.IsEmpty) is { } simple
                ? TextOf(simple)
                : "true";

    static bool IsExitCode(string word) => word.Contains("$?") || word.Contains("PIPESTATUS") || word.Contains("LASTEXITCODE");

    static bool IsAssignment(string word) => word.IndexOf('=') > 0;

    static IEnumerable<ShellNode.Simple> Simples(ShellNode node) =>
        node switch
        {
            ShellNode.Simple simple => [simple],
            ShellNode.Pipe pipe => pipe.Parts.SelectMany(Simples),
            ShellNode.AndOr either => Simples(either.Left).Concat(Simples(either.Right)),
            ShellNode.Sequence sequence => sequence.Items.SelectMany(Simples),
            ShellNode.Subshell subshell => Simples(subshell.Body),
            ShellNode.Choice choice => choice.Tests.Concat(choice.Branches).SelectMany(Simples),
            ShellNode.For loop => Simples(loop.Body),
            ShellNode.While loop => Simples(loop.Test).Concat(Simples(loop.Body)),
            ShellNode.Function function => Simples(function.Body),
            _ => [],
        };
}
