using System.Diagnostics;
using System.Text;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.History;

/// <summary>A command of git that runs. It is ended when it says nothing for too long while it is waited for.</summary>
sealed class RunningGit : IDisposable
{
    readonly Process process;
    readonly TimeSpan patience;
    readonly WatchedStream output;
    readonly Timer watch;
    readonly StringBuilder complaints = new();

    /// <param name="patience">How long it may say nothing while it is waited for.</param>
    public RunningGit(Process process, TimeSpan patience)
    {
        this.process = process;
        this.patience = patience;
        output = new(process.StandardOutput.BaseStream);
        watch = new(_ => EndIfHanging(), null, patience / 4, patience / 4);
        process.ErrorDataReceived += (_, line) => Note(line.Data);
        process.BeginErrorReadLine();
    }

    /// <summary>What the command reads.</summary>
    public Stream Input => process.StandardInput.BaseStream;

    /// <summary>What the command says.</summary>
    public Stream Output => output;

    /// <summary>Whether it was ended for saying nothing.</summary>
    public bool Hung { get; private set; }

    /// <summary>The beginning of what it complained about.</summary>
    public string Complaints
    {
        get
        {
            lock (complaints)
                return complaints.ToString();
        }
    }

    /// <summary>Waits for the end, and tells whether it ended well. Call it when the output is read.</summary>
    public bool Succeeded()
    {
        process.WaitForExit();
        return process.ExitCode == 0;
    }

    public void Dispose()
    {
        watch.Dispose();
        End();
        process.Dispose();
    }

    void Note(string? line)
    {
        if (line is null)
            return;
        lock (complaints)
            if (complaints.Length < 4000)
                complaints.Append(line).Append('\n');
    }

    void EndIfHanging()
    {
        if (!output.WaitsLongerThan(patience))
            return;
        Hung = true;
        GivenUp.Add();
        End();
    }

    void End()
    {
        try
        {
            if (!process.HasExited)
                process.Kill();
        }
        catch (InvalidOperationException)
        {
            // It ended between the question and the order.
        }
    }
}
