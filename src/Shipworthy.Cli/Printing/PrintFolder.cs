using System.Runtime.InteropServices;

namespace Shipworthy.Cli.Printing;

/// <summary>A temporary folder that holds a page, the browser's profile and the print; it goes away at the end and when the program is interrupted.</summary>
sealed class PrintFolder : IDisposable
{
    const int Tries = 20;

    static readonly TimeSpan pause = TimeSpan.FromMilliseconds(100);

    readonly string path = Directory.CreateTempSubdirectory("shipworthy-print-").FullName;
    readonly List<PosixSignalRegistration> signals = [];

    public PrintFolder()
    {
        foreach (var signal in new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP })
            signals.Add(PosixSignalRegistration.Create(signal, _ => Delete()));
        Directory.CreateDirectory(Profile);
    }

    /// <summary>The page to print.</summary>
    public string Page => Path.Combine(path, "page.html");

    /// <summary>The folder that the browser may take for its own and for its user's.</summary>
    public string Profile => Path.Combine(path, "profile");

    /// <summary>What it prints.</summary>
    public string Print => Path.Combine(path, "page.pdf");

    /// <summary>Deletes the folder.</summary>
    public void Dispose()
    {
        foreach (var signal in signals)
            signal.Dispose();
        Delete();
    }

    /// <summary>A browser's processes end one after the other, and the last may still write.</summary>
    void Delete()
    {
        for (var i = 0; i < Tries && Directory.Exists(path); i++)
            try
            {
                Directory.Delete(path, recursive: true);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
#pragma warning disable RS0030 // Nothing tells that a folder can be deleted now.
                Thread.Sleep(pause);
#pragma warning restore RS0030
            }
    }
}
