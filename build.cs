#:project src/Shipworthy.Checks/Shipworthy.Checks.csproj
#:project src/Shipworthy.Reports/Shipworthy.Reports.csproj
#:property PublishAot=false
#:property RestorePackagesWithLockFile=false
#:property RestoreLockedMode=false

// Does here what CI does there:
//
//   dotnet run build.cs            format check, build, generated pages, all tests
//   dotnet run build.cs docs       write the generated pages
//   dotnet run build.cs accept 1.7 write the verdicts that the specs of a check now get
//   dotnet run build.cs format     format the sources

using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Shipworthy.Checks;
using Shipworthy.Reports.Explain;

var since = Stopwatch.StartNew();
var root = Path.GetDirectoryName(Here())!;
Directory.SetCurrentDirectory(root);
return args switch
{
    [] or ["ci"] => Everything(),
    ["docs"] => Pages(write: true),
    ["format"] => Run("dotnet", "csharpier", "format", "."),
    ["accept", var check] => Run("dotnet", "run", "--project", "tests/Shipworthy.Specs", "--", "accept", check),
    _ => Usage(),
};

static string Here([CallerFilePath] string path = "") => path;

static int Usage()
{
    Console.Error.WriteLine("build.cs: known are: (nothing), docs, format, accept CHECK");
    return 2;
}

int Everything()
{
    // Fetched while the sources are built.
    var browser = Task.Run(() => Capture("eng/browser.sh"));
    Step("Format");
    if (Run("dotnet", "tool", "restore") != 0 || Run("dotnet", "csharpier", "check", ".") != 0)
        return Failed("Format the sources with: dotnet run build.cs format");
    Step("Build");
    if (Run("dotnet", "build", "Shipworthy.slnx", "-c", "Release", "--nologo", "-v", "quiet") != 0)
        return Failed("The build has errors or warnings.");
    Step("Pages");
    if (Pages(write: false) != 0)
        return Failed("Generated pages are stale. Write them with: dotnet run build.cs docs");
    Step("Tests");
    // The tests make many small apps and keep nothing of them: a larger first generation is collected less often.
    Environment.SetEnvironmentVariable("DOTNET_GCgen0size", "0x4000000");
    var (found, said) = browser.Result;
    var inBrowser = found == 0 ? Task.Run(() => InBrowser(said.Trim())) : null;
    if (inBrowser is null)
        Console.Write(said);
    // The native program is made meanwhile of what was built, behind the tests in line: most of them leave a processor idle.
    var native = Task.Run(() => Capture("env", "SHIPWORTHY_BUILT=1", "nice", "-n", "19", "./shipworthy", "--version"));
    var (passed, failed) = (0, 0);
    foreach (var project in Directory.GetDirectories("tests", "Shipworthy.*").Order(StringComparer.Ordinal))
    {
        var name = Path.GetFileName(project);
        // One test at a time: scans use all processors themselves, and start many processes.
        var (code, output) = Capture($".artifacts/bin/{name}/release/{name}", "-noColor", "-parallel", "none");
        var summary = Regex.Match(output, @"Total: (\d+), Errors: (\d+), Failed: (\d+)", RegexOptions.None, TimeSpan.FromSeconds(1));
        var broken = !summary.Success || (code != 0 && summary.Groups[2].Value == "0" && summary.Groups[3].Value == "0");
        var wrong = broken ? 1 : int.Parse(summary.Groups[2].Value) + int.Parse(summary.Groups[3].Value);
        var total = summary.Success ? int.Parse(summary.Groups[1].Value) : 1;
        passed += Math.Max(total - wrong, 0);
        failed += wrong;
        Console.WriteLine(wrong == 0 ? $"{name}: {total} (after {since.Elapsed.TotalSeconds:0} s)" : output);
    }
    if (inBrowser?.Result is { } shown)
    {
        passed += shown.Passed;
        failed += shown.Failed;
        Console.WriteLine(shown.Failed == 0 ? $"browser: {shown.Passed} (after {since.Elapsed.TotalSeconds:0} s)" : shown.Output);
    }
    Step("Native program");
    var (built, words) = native.Result;
    Console.Write(words);
    if (built != 0)
        return Failed("The native program could not be built.");
    Console.WriteLine($"{passed} passed, {failed} failed");
    return failed == 0 ? 0 : 1;
}

// The tests that open the report in a browser. They wait for pages and not for a processor, so they run beside the others.
static (int Passed, int Failed, string Output) InBrowser(string browser)
{
    var (code, output) = Capture("npm", "ci", "--prefix", "tests/browser", "--ignore-scripts", "--no-audit", "--no-fund");
    if (code != 0)
        return (0, 1, output);
    Environment.SetEnvironmentVariable("CHROMIUM", browser);
    (_, output) = Capture("node", "--test", "--test-reporter", "tap", "tests/browser/report.test.js");
    int Count(string what) =>
        Regex.Match(output, $@"^# {what} (\d+)$", RegexOptions.Multiline, TimeSpan.FromSeconds(1)) is { Success: true } line
            ? int.Parse(line.Groups[1].Value)
            : 0;
    var (passed, failed) = (Count("pass"), Count("fail") + Count("cancelled"));
    return (passed, passed == 0 && failed == 0 ? 1 : failed, output);
}

// The pages of all checks, written from the checks themselves. Without writing, gives how many differ.
static int Pages(bool write)
{
    var stale = 0;
    var wanted = Checklist.Checks.ToDictionary(CheckPage.FileName, CheckPage.Markdown, StringComparer.Ordinal);
    foreach (var orphan in Directory.GetFiles("docs/checks").Where(file => !wanted.ContainsKey(file)))
    {
        stale++;
        Console.WriteLine($"{orphan} belongs to no check");
        if (write)
            File.Delete(orphan);
    }
    foreach (var (path, text) in wanted)
    {
        if (File.Exists(path) && File.ReadAllText(path) == text)
            continue;
        stale++;
        Console.WriteLine($"{path} is stale");
        if (write)
            File.WriteAllText(path, text);
    }
    return write ? 0 : stale;
}

void Step(string name) => Console.WriteLine($"== {name} (after {since.Elapsed.TotalSeconds:0} s)");

static int Failed(string message)
{
    Console.WriteLine(message);
    Console.WriteLine("0 passed, 1 failed");
    return 1;
}

static int Run(string program, params string[] arguments)
{
    using var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false })!;
    process.WaitForExit();
    return process.ExitCode;
}

static (int Code, string Output) Capture(string program, params string[] arguments)
{
    using var process = Process.Start(
        new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        }
    )!;
    var errors = process.StandardError.ReadToEndAsync();
    var output = process.StandardOutput.ReadToEnd();
    process.WaitForExit();
    return (process.ExitCode, output + errors.Result);
}
