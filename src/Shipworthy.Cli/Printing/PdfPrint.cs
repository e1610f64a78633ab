using System.ComponentModel;
using System.Diagnostics;
using Shipworthy.Reports;

namespace Shipworthy.Cli.Printing;

/// <summary>
/// Prints a page of ours with an installed browser: without a window, without the network, as nobody (a profile of its own that is deleted afterwards),
/// and for a limited time. Pages and PDFs have the same layout because there is one: the print layout of the page.
/// </summary>
/// <param name="surroundings">Tells where browsers are.</param>
/// <param name="patience">How long a browser may take; null for a minute and a half.</param>
sealed class PdfPrint(Surroundings surroundings, TimeSpan? patience = null)
{
    static readonly TimeSpan longest = TimeSpan.FromSeconds(90);

    const int WordsOfBrowser = 200;

    /// <summary>The page as a PDF, or why there is none.</summary>
    /// <param name="page">Writes the page for sheets of a size.</param>
    public (byte[]? Pdf, Problem? Problem) Of(Action<TextWriter, string> page)
    {
        var (browser, missing) = BrowserProgram.Find(surroundings);
        if (browser is null)
            return (null, missing);
        try
        {
            using var folder = new PrintFolder();
            using (var writer = new StreamWriter(folder.Page) { NewLine = "\n" })
                page(writer, Paper.Of(surroundings.Variable));
            var trouble = Run(browser, folder);
            if (
                trouble is null
                && File.Exists(folder.Print)
                && File.ReadAllBytes(folder.Print) is [(byte)'%', (byte)'P', (byte)'D', (byte)'F', ..] pdf
            )
                return (pdf, null);
            return (null, Failed(browser, trouble ?? "it ended without one"));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or Win32Exception)
        {
            return (null, Failed(browser, error.Message));
        }
    }

    static Problem Failed(string browser, string trouble) =>
        new(
            $"no PDF was written: {browser} could not print one: {trouble}.",
            $"Try:    another browser, named by {BrowserProgram.Variable}; one that comes as a snap cannot read temporary files",
            "Or:     write the page with --format html=report.html and print it from any browser"
        );

    /// <summary>Runs the browser to its end. Gives what went wrong, as a clause, or null.</summary>
    string? Run(string browser, PrintFolder folder)
    {
        var start = new ProcessStartInfo(browser)
        {
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder.Profile,
        };
        foreach (var argument in Arguments(folder))
            start.ArgumentList.Add(argument);
        foreach (var name in new[] { "HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "TMPDIR" })
            start.Environment[name] = folder.Profile;
        start.Environment.Remove("DBUS_SESSION_BUS_ADDRESS");
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var said = process.StandardError.ReadToEndAsync();
        var ignored = process.StandardOutput.ReadToEndAsync();
        var limit = patience ?? longest;
        if (!process.WaitForExit(limit))
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit(limit);
            return $"it did not end within {limit.TotalSeconds:0.#} seconds";
        }
        // A child that outlives the browser may hold its streams open.
        Task.WaitAll([said, ignored], TimeSpan.FromSeconds(2));
        return process.ExitCode == 0 ? null : $"it ended with {process.ExitCode}{(said.IsCompletedSuccessfully ? Last(said.Result) : "")}";
    }

    static string Last(string said)
    {
        var line = said.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault();
        return line is null ? "" : $" and said {SafeText.Of(line.Length > WordsOfBrowser ? line[..WordsOfBrowser] : line, unicode: true)}";
    }

    static IEnumerable<string> Arguments(PrintFolder folder) =>
        [
            "--headless",
            $"--user-data-dir={folder.Profile}",
            "--no-first-run",
            "--no-default-browser-check",
            "--disable-gpu",
            // The shared memory of a container is too small for it.
            "--disable-dev-shm-usage",
            "--disable-extensions",
            // The page asks for nothing, and its policy allows nothing; these keep the browser itself at home.
            "--host-resolver-rules=MAP * ~NOTFOUND",
            "--proxy-server=http://127.0.0.1:9",
            "--proxy-bypass-list=<-loopback>",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-default-apps",
            "--disable-domain-reliability",
            "--disable-breakpad",
            "--disable-sync",
            "--no-pings",
            // Chromium refuses to start for root with its sandbox; the page is ours and runs nothing but its own script.
            .. Environment.IsPrivilegedProcess && !OperatingSystem.IsWindows() ? new[] { "--no-sandbox" } : [],
            "--no-pdf-header-footer",
            $"--print-to-pdf={folder.Print}",
            new Uri(folder.Page).AbsoluteUri,
        ];
}
