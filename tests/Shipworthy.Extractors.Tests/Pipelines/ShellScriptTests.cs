using Shipworthy.Extractors.Pipelines.Shell;

namespace Shipworthy.Extractors.Tests.Pipelines;

public sealed class ShellScriptTests
{
    [Theory]
    [InlineData("npm test", "npm test")]
    [InlineData("echo 'a b' \"c d\"", "echo|a b|c d")]
    [InlineData("npm test # all of them", "npm test")]
    [InlineData("npm \\\n  test", "npm test")]
    [InlineData("CI=1 npm test", "npm test")]
    [InlineData("npm test > out.log 2>&1", "npm test")]
    [InlineData("cat <<EOF\nnpm test\nEOF\nnpm run b", "cat;npm run b")]
    [InlineData("(npm run a; npm run b)", "npm run a;npm run b")]
    [InlineData("if [ -f x ]; then npm test; else npm run y; fi", "[ -f x ];npm test;npm run y")]
    [InlineData("for s in a b; do npm run $s; done", "npm run a;npm run b")]
    [InlineData("go() { npm run \"$1\"; }\ngo x\ngo y", "npm run x;npm run y")]
    [InlineData("case $1 in\n a) npm test ;;\n *) npm run b ;;\nesac", "npm test;npm run b")]
    [InlineData("T=tests; pytest $T/${U:-unit}", "pytest tests/unit")]
    [InlineData("npm run ${{ matrix.script }}", "npm run|${{ matrix.script }}")]
    public void CommandsAreFound(string script, string expected) =>
        string.Join(';', Commands(script, ShellOptions.Strict).Select(command => string.Join('|', command.Words)))
            .ShouldBe(
                string.Join(
                    ';',
                    expected.Split(';').Select(line => line.Contains('|') ? line.Replace("npm run|", "npm|run|") : line.Replace(' ', '|'))
                )
            );

    [Theory]
    [InlineData("cd api && npm test", "api")]
    [InlineData("(cd api; npm ci)\nnpm test", "")]
    [InlineData("cd api/../web\nnpm test", "web")]
    [InlineData("cd \"$SOMEWHERE\"\nnpm test", null)]
    [InlineData("cd ../..\nnpm test", null)]
    public void FoldersAreFollowed(string script, string? folder) => Commands(script, ShellOptions.Strict)[^1].Directory.ShouldBe(folder);

    [Theory]
    [InlineData("npm test", false)]
    [InlineData("npm test\nnpm run b", false)]
    [InlineData("npm test || true", true)]
    [InlineData("npm test || exit 1", false)]
    [InlineData("npm test || { echo no; exit 1; }", false)]
    [InlineData("npm test || { echo no; }", true)]
    [InlineData("npm test | tee log", true)]
    [InlineData("set -o pipefail\nnpm test | tee log", false)]
    [InlineData("npm test | tee log\nexit ${PIPESTATUS[0]}", false)]
    [InlineData("set +e\nnpm test\necho done", true)]
    [InlineData("set +e\nnpm test\ncode=$?\nexit $code", false)]
    [InlineData("if npm test; then echo yes; fi", true)]
    [InlineData("if ! npm test; then exit 1; fi", false)]
    [InlineData("npm test && npm run b", false)]
    [InlineData("npm test && npm run b\necho done", true)]
    [InlineData("npm test & wait", true)]
    [InlineData("! npm test", true)]
    [InlineData("while true; do npm test; done", false)]
    public void AStrictScriptKeepsFailuresUnlessItLetsThemPass(string script, bool swallowed) =>
        (Commands(script, ShellOptions.Strict).First(command => command.Words[0] == "npm").Swallowed is not null).ShouldBe(swallowed);

    [Theory]
    [InlineData("npm test\necho done", true)]
    [InlineData("npm test; exit 0", true)]
    [InlineData("echo start\nnpm test", false)]
    [InlineData("set -e\nnpm test\necho done", false)]
    [InlineData("for s in a b; do npm run $s; done", true)]
    public void APlainScriptKeepsTheLastFailureAlone(string script, bool swallowed) =>
        (Commands(script, ShellOptions.Plain).First(command => command.Words[0] == "npm").Swallowed is not null).ShouldBe(swallowed);

    [Theory]
    [InlineData("done")]
    [InlineData(")")]
    [InlineData("if")]
    [InlineData("for")]
    [InlineData("a ||")]
    [InlineData("case x in")]
    [InlineData("'")]
    [InlineData("$(")]
    [InlineData("| | | &&")]
    [InlineData("<<")]
    public void BrokenScriptsEnd(string script) => Should.NotThrow(() => Commands(script, ShellOptions.Strict));

    [Fact]
    public void DeepNestingEnds() => Should.NotThrow(() => Commands(string.Concat(Enumerable.Repeat("( ", 20_000)), ShellOptions.Strict));

    [Fact]
    public void FunctionsThatCallEachOtherEnd() =>
        Commands("a() { b; b; }\nb() { a; a; }\na\nnpm test", ShellOptions.Strict)[^1].Words.ShouldBe(["npm", "test"]);

    static IReadOnlyList<ShellCommand> Commands(string script, ShellOptions options) =>
        ShellScript.Commands(script, options, "", ImmutableDictionary<string, string>.Empty, (_, _) => []);
}
