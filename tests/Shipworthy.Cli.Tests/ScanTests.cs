using System.Text.Json;

namespace Shipworthy.Cli.Tests;

public sealed class ScanTests
{
    const string OpenToAll = """
        import express from "express";
        import cors from "cors";
        const app = express();
        app.use(cors());
        app.listen(3000);
        """;

    [Fact]
    public void JsonOnStandardOutputIsNothingButJson()
    {
        using var shell = Express();
        var (_, output, _) = shell.Run("scan . --format json --no-cache");
        using var report = JsonDocument.Parse(output);
        report.RootElement.GetProperty("checks").GetArrayLength().ShouldBe(58);
        report.RootElement.GetProperty("summary").GetProperty("checks").GetInt32().ShouldBe(58);
    }

    [Fact]
    public void FindingsMakeTheExitCodeOneUnlessTheThresholdIsHigher()
    {
        using var shell = Express();
        shell.Run("scan . --only 1.7 --no-cache").Code.ShouldBe(1);
        shell.Run("scan . --only 1.7 --no-cache --fail-on blocker").Code.ShouldBe(0);
        shell.Run("scan . --only 1.7 --no-cache --fail-on never").Code.ShouldBe(0);
    }

    [Fact]
    public void FindingsOfTheBaselineDoNotCount()
    {
        using var shell = Express();
        shell.Run("scan . --only 1.7 --no-cache --format json=baseline.json").Code.ShouldBe(1);
        shell.Run("scan . --only 1.7 --no-cache --baseline baseline.json").Code.ShouldBe(0);
    }

    [Fact]
    public void AWaivedFindingStillFailsAndDoesNotCount()
    {
        using var shell = Express();
        using var report = JsonDocument.Parse(shell.Run("scan . --only 1.7 --no-cache --format json").Out);
        var finding = report.RootElement.GetProperty("checks")[0].GetProperty("findings")[0].GetProperty("fingerprint").GetString();
        shell.With(
            "shipworthy.yaml",
            $"waivers:\n  - finding: '{finding}'\n    by: ann@example.com\n    reason: no cookies yet\n    until: 2025-12-31\n"
        );
        var (code, output, _) = shell.Run("scan . --only 1.7 --no-cache --format json");
        code.ShouldBe(0);
        using var waived = JsonDocument.Parse(output);
        waived.RootElement.GetProperty("checks")[0].GetProperty("verdict").GetString().ShouldBe("fail");
    }

    [Fact]
    public void SeveralFormatsAreWrittenInOneScan()
    {
        using var shell = Express();
        var (_, output, _) = shell.Run("scan . --no-cache --format json=a.json --format html=a.html --format terminal");
        output.ShouldContain("is not ready for production");
        File.Exists(Path.Combine(shell.Folder, "a.json")).ShouldBeTrue();
        File.ReadAllText(Path.Combine(shell.Folder, "a.html")).ShouldStartWith("<!doctype html>", Case.Insensitive);
    }

    [Fact]
    public void AReportThatCannotBeWrittenIsSaidSo()
    {
        using var shell = Express();
        var (code, _, errors) = shell.Run("scan . --no-cache --format json=missing/folder/report.json");
        code.ShouldBe(3);
        errors.ShouldContain("shipworthy: the report could not be written to missing/folder/report.json");
    }

    [Fact]
    public void NothingIsWrittenIntoTheApp()
    {
        using var shell = Express();
        var before = Directory.GetFileSystemEntries(shell.Folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToList();
        shell.Run("scan . --no-cache");
        Directory.GetFileSystemEntries(shell.Folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ShouldBe(before);
    }

    [Fact]
    public void ColoursAndProgressAreForTerminals()
    {
        using var plain = Express();
        var (_, output, errors) = plain.Run("scan . --no-cache");
        output.ShouldNotContain("\e[");
        errors.ShouldNotContain("\e[");
        using var terminal = new Shell { Terminal = true }
            .With("server.js", OpenToAll)
            .With("package.json", Manifest);
        terminal.Variables["LANG"] = "C.UTF-8";
        terminal.Run("scan . --no-cache").Out.ShouldContain("\e[");
        terminal.Run("scan . --no-cache --no-color").Out.ShouldNotContain("\e[");
        terminal.Variables["NO_COLOR"] = "1";
        terminal.Run("scan . --no-cache").Out.ShouldNotContain("\e[");
    }

    [Fact]
    public void ATerminalWithoutUnicodeGetsAscii()
    {
        using var terminal = new Shell { Terminal = true }
            .With("server.js", OpenToAll)
            .With("package.json", Manifest);
        terminal.Variables["LANG"] = "C";
        terminal.Run("scan . --no-cache --no-color --quiet").Out.ShouldAllBe(letter => letter < 128);
    }

    [Fact]
    public void TheVersionIsOneLine()
    {
        using var shell = new Shell();
        shell.Run("--version").Out.ShouldMatch(@"^shipworthy \d+\.\d+\.\d+\S*\n$");
    }

    const string Manifest = """{ "name": "api", "main": "server.js", "dependencies": { "express": "^5.0.0", "cors": "^2.8.5" } }""";

    static Shell Express() => new Shell().With("server.js", OpenToAll).With("package.json", Manifest);
}
