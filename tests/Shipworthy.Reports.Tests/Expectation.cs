using System.Runtime.CompilerServices;

namespace Shipworthy.Reports.Tests;

/// <summary>
/// Compares an output with the file that pins it, beside the tests. With <c>ACCEPT=1</c> in the environment the file is written instead: read the
/// difference before it is committed.
/// </summary>
static class Expectation
{
    public static void ShouldBeAsExpected(this string actual, string name, [CallerFilePath] string caller = "")
    {
        var path = Path.Combine(Path.GetDirectoryName(caller)!, "Expectations", name);
        if (Environment.GetEnvironmentVariable("ACCEPT") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, actual);
            return;
        }
        File.Exists(path).ShouldBeTrue($"{name} is missing; run the tests with ACCEPT=1 and read what they write");
        actual.ShouldBe(File.ReadAllText(path), $"{name} differs; if the new output is right, run the tests with ACCEPT=1");
    }
}
