using Shipworthy.Extractors.Pipelines;
using Shipworthy.Syntax;

namespace Shipworthy.Extractors.Tests.Running;

/// <summary>
/// Scripts of the app that start its tests as other programs: <c>node tests/run.mjs</c>. Two ways are read: a command that is written out, and a list of the test
/// files that are handed to a program. A script that chooses while it runs, or of which it does not show that it fails with its tests, proves nothing.
/// </summary>
sealed class RunnerScripts(CodeBase code, IReadOnlyList<TestSuite> suites, SuiteMatching matching)
{
    static readonly ImmutableHashSet<string> Starts =
    [
        "spawn",
        "spawnSync",
        "exec",
        "execSync",
        "execFile",
        "execFileSync",
        "fork",
        "execa",
        "execaSync",
        "run",
        "call",
        "check_call",
        "check_output",
        "Popen",
        "system",
    ];

    static readonly ImmutableHashSet<string> Launchers = ["node", "tsx", "ts-node", "bun", "python", "python3"];

    static readonly ImmutableHashSet<string> Packages = ["child_process", "execa", "subprocess", "os", "cross-spawn"];

    /// <summary>The suites that a command runs through a script; none when it starts no script of the app, or one that starts no tests.</summary>
    public IEnumerable<MatchedSuite> Of(PipelineCommand command)
    {
        if (ScriptOf(command) is not { } script)
            return [];
        var started = script.Root.Descendants(CodeKind.Call).Where(Begins).ToList();
        if (started.Count == 0)
            return [];
        var unsure = Unsure(script, started);
        return started
            .Select(call => Written(call))
            .Where(words => words.Length > 0)
            .SelectMany(words => TestInvocations.Of(command with { Words = words }))
            .SelectMany(matching.Of)
            .Concat(Listed(script, command))
            .Select(one => one.Unsure.Length > 0 ? one : one with { Unsure = unsure });
    }

    CodeFile? ScriptOf(PipelineCommand command) =>
        command is { Words: [var program, .. var rest], Directory: { } folder }
        && Launchers.Contains(program)
        && rest.FirstOrDefault(word => !word.StartsWith('-')) is { } file
        && Paths.Within(folder, file) is { } path
            ? code.Find(path)
            : null;

    bool Begins(Code call) =>
        Starts.Contains(call.Callee.Name)
        && Packages.Contains(code.OriginOf(call.Callee).Package.Replace("node:", "", StringComparison.Ordinal));

    /// <summary>The command that a call writes out, as words; none when parts of it are known only when it runs.</summary>
    ImmutableArray<string> Written(Code call)
    {
        var program = code.ValueOf(call.ArgumentAt(0));
        if (program is Value.ListOf all)
            return Words(all);
        if (program.AsText is not { } text)
            return [];
        return code.ValueOf(call.ArgumentAt(1)) is Value.ListOf arguments
            ? Words(arguments) is { IsEmpty: false } more
                ? [text, .. more]
                : []
            : [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries)];
    }

    static ImmutableArray<string> Words(Value.ListOf list) =>
        list.Items.All(item => item.AsText is not null) ? [.. list.Items.Select(item => item.AsText!)] : [];

    /// <summary>Suites of which a script names files, as seen from where it is started or from its own folder.</summary>
    IEnumerable<MatchedSuite> Listed(CodeFile script, PipelineCommand command)
    {
        var named = script
            .Root.Descendants(CodeKind.Literal)
            .Select(literal => literal.String)
            .OfType<string>()
            .SelectMany(text => new[] { Paths.Within(command.Directory!, text), Paths.Within(Paths.FolderOf(script.Path), text) })
            .OfType<string>()
            .ToHashSet(StringComparer.Ordinal);
        foreach (var suite in suites)
            if (suite.Files.Where(named.Contains).ToImmutableHashSet(StringComparer.Ordinal) is { IsEmpty: false } files)
                yield return new(suite, files, "", "");
    }

    static string Unsure(CodeFile script, List<Code> started) =>
        script.Root.Descendants(CodeKind.Call).Any(call => call.Callee is { Kind: CodeKind.Member, Name: "filter" })
            ? "runs a script that chooses among the tests while it runs"
        : started.TrueForAll(call => FailsByItself(call) && !call.Enclosing(CodeKind.Try).Exists) || HandsOn(script) ? ""
        : "runs a script that starts the tests, and does not show that it fails with them";

    static bool FailsByItself(Code call) =>
        call.Callee.Name is "execSync" or "execFileSync" or "execaSync" or "check_call" or "check_output"
        || (call.Callee.Name is "execa" && call.Parent.Kind is CodeKind.Await)
        || (call.Callee.Name is "run" && call.ArgumentNamed("check").Operator is "true");

    /// <summary>Whether a script ends with a result that it worked out: <c>process.exit(result.status)</c>.</summary>
    static bool HandsOn(CodeFile script) =>
        script
            .Root.Descendants(CodeKind.Call)
            .Any(call => call.DottedName is "process.exit" or "sys.exit" && IsWorkedOut(call.ArgumentAt(0)))
        || script
            .Root.Descendants(CodeKind.Assignment)
            .Any(one => one[Part.Target].DottedName is "process.exitCode" && IsWorkedOut(one[Part.Value]));

    static bool IsWorkedOut(Code result) => result.Exists && result.Kind is not CodeKind.Literal;
}
