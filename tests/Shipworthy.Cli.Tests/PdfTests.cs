using Shipworthy.Cli.Printing;

namespace Shipworthy.Cli.Tests;

/// <summary>A PDF is printed by a browser that somebody installed. Here it is a script, and the real one where there is one.</summary>
public sealed class PdfTests
{
    const string Prints = """
        #!/bin/sh
        printf '%s\n' "$@" HOME="$HOME" >"$(dirname "$0")/asked"
        for word in "$@"; do
          case $word in
            --print-to-pdf=*) printf '%%PDF-1.4 of ' >"${word#*=}"; out=${word#*=} ;;
            file://*) cat "${word#file://}" >>"$out" ;;
          esac
        done
        """;

    [Fact]
    public void ThePageIsPrintedAsNobodyAndWithoutTheNetwork()
    {
        using var shell = App().WithBrowser(Prints);
        shell.Run("scan app --only 1.7 --no-cache --fail-on never --quiet --format pdf=report.pdf").ShouldBe((0, "", ""), shell.Asked);
        File.ReadAllText(shell.Full("report.pdf")).ShouldStartWith("%PDF-1.4 of <!doctype html>");
        var asked = shell.Asked.Split('\n');
        asked.ShouldContain("--headless");
        asked.ShouldContain("--host-resolver-rules=MAP * ~NOTFOUND");
        var profile = asked.Single(word => word.StartsWith("--user-data-dir=", StringComparison.Ordinal)).Split('=')[1];
        asked.ShouldContain($"HOME={profile}");
        Directory.Exists(profile).ShouldBeFalse();
        Directory.Exists(Path.GetDirectoryName(profile)).ShouldBeFalse();
    }

    [Fact]
    public void TheBlankChecklistIsPrintedToo()
    {
        using var shell = new Shell().WithBrowser(Prints);
        shell.Run("checklist --pdf checklist.pdf").ShouldBe((0, "", ""));
        File.ReadAllText(shell.Full("checklist.pdf")).ShouldContain("AI MVP Production Readiness Checklist");
    }

    [Theory]
    [InlineData("--format pdf=report.pdf --format json=report.json")]
    [InlineData("--format json=report.json --format pdf=report.pdf")]
    public void WithoutABrowserTheOtherFormatsAreWritten(string formats)
    {
        using var shell = App();
        if (new[] { "/opt/google/chrome/chrome", "/opt/microsoft/msedge/msedge" }.Any(File.Exists))
            Assert.Skip("This machine has a browser at a place that needs no search path.");
        var (code, _, errors) = shell.Run($"scan app --only 1.7 --no-cache --quiet {formats}");
        code.ShouldBe(3);
        errors.ShouldStartWith("shipworthy: no PDF was written: it is printed by a browser, and this machine has neither");
        errors.ShouldContain("Install: apt-get install chromium");
        File.Exists(shell.Full("report.json")).ShouldBeTrue();
        File.Exists(shell.Full("report.pdf")).ShouldBeFalse();
    }

    [Fact]
    public void ABrowserThatFailsIsQuoted()
    {
        using var shell = new Shell().WithBrowser("#!/bin/sh\necho 'no usable sandbox' >&2\nexit 7\n");
        var (code, _, errors) = shell.Run("checklist --pdf checklist.pdf");
        code.ShouldBe(3);
        errors.ShouldContain("could not print one: it ended with 7 and said no usable sandbox.");
        File.Exists(shell.Full("checklist.pdf")).ShouldBeFalse();
    }

    [Fact]
    public void ABrowserThatWritesSomethingElseHasPrintedNothing()
    {
        using var shell = new Shell().WithBrowser(Prints.Replace("%%PDF", "oops", StringComparison.Ordinal));
        shell.Run("checklist --pdf checklist.pdf").Errors.ShouldContain("it ended without one");
    }

    [Fact]
    public void ABrowserThatHangsIsGivenUp()
    {
        using var shell = new Shell().WithBrowser("#!/bin/sh\nsleep 600\n");
        var (pdf, problem) = new PdfPrint(shell.Surroundings, TimeSpan.FromMilliseconds(300)).Of((page, _) => page.Write("<p>hello</p>"));
        pdf.ShouldBeNull();
        problem!.What.ShouldContain("it did not end within 0.3 seconds");
    }

    [Fact]
    public void ABrowserOfTheCurrentFolderIsNotTaken()
    {
        using var shell = App().WithBrowser(Prints);
        shell.Variables["PATH"] = ".:app";
        shell.Variables["SHIPWORTHY_BROWSER"] = "browser";
        shell.Run("checklist --pdf a.pdf").Errors.ShouldContain("SHIPWORTHY_BROWSER names browser, and there is no such program");
        shell.Variables["PATH"] = $".:{shell.Folder}";
        shell.Run("checklist --pdf a.pdf").Code.ShouldBe(0);
    }

    [Fact]
    public void APdfNeedsAFile()
    {
        using var shell = App();
        var (code, output, errors) = shell.Run("scan app --format pdf");
        (code, output).ShouldBe((2, ""));
        errors.ShouldContain("Try:    --format pdf=report.pdf");
    }

    [Theory]
    [InlineData("LANG", "en_US.UTF-8", "letter")]
    [InlineData("LC_PAPER", "de_DE.UTF-8", "A4")]
    [InlineData("LANG", "C.UTF-8", "A4")]
    [InlineData("LC_ALL", "es_MX", "letter")]
    public void SheetsAreThoseOfTheReadersCountry(string variable, string locale, string size)
    {
        using var shell = new Shell().WithBrowser(Prints);
        shell.Variables[variable] = locale;
        shell.Run("checklist --pdf checklist.pdf").Code.ShouldBe(0);
        File.ReadAllText(shell.Full("checklist.pdf")).ShouldContain($"@page {{ size: {size} }}");
    }

    /// <summary>Where a browser is installed, it prints; where there is none, that is what is said. Both are worth a test.</summary>
    [Fact]
    public void TheBrowserOfThisMachinePrintsOrItsAbsenceIsSaid()
    {
        using var shell = App();
        shell.Variables["PATH"] = Environment.GetEnvironmentVariable("PATH") ?? "";
        var (code, _, errors) = shell.Run("scan app --only 1.7 --no-cache --fail-on never --quiet --format pdf=report.pdf");
        if (BrowserProgram.Find(shell.Surroundings).Path is null)
        {
            code.ShouldBe(3);
            return;
        }
        (code, errors).ShouldBe((0, ""));
        var pdf = File.ReadAllText(shell.Full("report.pdf"), System.Text.Encoding.Latin1);
        pdf.ShouldStartWith("%PDF-");
        pdf.ShouldContain("/Type /Page");
    }

    static Shell App() => new Shell().With("app/server.js", "export const nothing = 1;\n");
}

static class ShellsWithBrowser
{
    extension(Shell shell)
    {
        public string Asked => File.Exists(shell.Full("asked")) ? File.ReadAllText(shell.Full("asked")) : "";

        public string Full(string path) => Path.Combine(shell.Folder, path);

        public Shell WithBrowser(string script)
        {
            shell.With("browser", script);
            File.SetUnixFileMode(shell.Full("browser"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
            shell.Variables["SHIPWORTHY_BROWSER"] = shell.Full("browser");
            return shell;
        }
    }
}
