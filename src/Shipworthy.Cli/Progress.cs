namespace Shipworthy.Cli;

/// <summary>One line on the terminal that says what is being done, and disappears. Silent when nobody watches.</summary>
sealed class Progress(TextWriter errors, bool visible)
{
    readonly Lock writing = new();

    /// <summary>Says what is being done now.</summary>
    public void Report(string what)
    {
        if (!visible)
            return;
        lock (writing)
            errors.Write($"\r\e[K{what}");
    }

    /// <summary>Takes the line away.</summary>
    public void Done()
    {
        if (!visible)
            return;
        lock (writing)
            errors.Write("\r\e[K");
    }
}
