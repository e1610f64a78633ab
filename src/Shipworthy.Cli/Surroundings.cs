namespace Shipworthy.Cli;

/// <summary>Everything outside the process that a command may use, so that tests can cut it off.</summary>
sealed record Surroundings
{
    /// <summary>Where results go.</summary>
    public required TextWriter Out { get; init; }

    /// <summary>Where progress and warnings go.</summary>
    public required TextWriter Errors { get; init; }

    /// <summary>Where answers come from.</summary>
    public required TextReader In { get; init; }

    /// <summary>Whether somebody sits before a terminal and can answer.</summary>
    public required bool InIsTerminal { get; init; }

    /// <summary>Raw standard input, for a protocol that is bytes.</summary>
    public required Func<Stream> InStream { get; init; }

    /// <summary>Raw standard output, for formats that are bytes.</summary>
    public required Func<Stream> OutStream { get; init; }

    /// <summary>Whether results go to a terminal.</summary>
    public required bool OutIsTerminal { get; init; }

    /// <summary>Whether progress goes to a terminal.</summary>
    public required bool ErrorsAreTerminal { get; init; }

    /// <summary>Columns of the terminal; 100 when there is none.</summary>
    public required int Columns { get; init; }

    /// <summary>Reads an environment variable.</summary>
    public required Func<string, string?> Variable { get; init; }

    /// <summary>The clock, for the day on which statements and waivers are valid.</summary>
    public required TimeProvider Clock { get; init; }

    /// <summary>The folder that relative paths start from.</summary>
    public required string Folder { get; init; }

    /// <summary>Today, in UTC.</summary>
    public DateOnly Today => DateOnly.FromDateTime(Clock.GetUtcNow().UtcDateTime);

    /// <summary>Whether the terminal shows UTF-8: judged by the locale, as other programs do. A file or a pipe takes UTF-8.</summary>
    public bool Unicode =>
        !OutIsTerminal
        || OperatingSystem.IsWindows()
        || (
            Locale is { } locale
            && (locale.Contains("UTF-8", StringComparison.OrdinalIgnoreCase) || locale.Contains("utf8", StringComparison.OrdinalIgnoreCase))
        );

    string? Locale => new[] { "LC_ALL", "LC_CTYPE", "LANG" }.Select(Variable).FirstOrDefault(value => !string.IsNullOrEmpty(value));

    /// <summary>Those of this process.</summary>
    public static Surroundings OfProcess()
    {
        var output = new StreamWriter(Console.OpenStandardOutput(), leaveOpen: true) { NewLine = "\n" };
        var errors = new StreamWriter(Console.OpenStandardError(), leaveOpen: true) { AutoFlush = true, NewLine = "\n" };
        return new()
        {
            Out = output,
            Errors = errors,
            In = Console.In,
            InIsTerminal = !Console.IsInputRedirected,
            InStream = Console.OpenStandardInput,
            OutStream = Console.OpenStandardOutput,
            OutIsTerminal = !Console.IsOutputRedirected,
            ErrorsAreTerminal = !Console.IsErrorRedirected,
            Columns = WidthOfTerminal(),
            Variable = Environment.GetEnvironmentVariable,
            Clock = TimeProvider.System,
            Folder = Environment.CurrentDirectory,
        };
    }

    static int WidthOfTerminal()
    {
        if (Console.IsOutputRedirected)
            return 100;
        try
        {
            return Console.WindowWidth > 0 ? Console.WindowWidth : 80;
        }
        catch (IOException)
        {
            return 80;
        }
    }
}
