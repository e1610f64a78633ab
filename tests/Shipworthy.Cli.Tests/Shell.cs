using Shipworthy.Cli;

namespace Shipworthy.Cli.Tests;

/// <summary>
/// Runs commands in this process, cut off from its surroundings: own streams, no environment, a fixed day, a folder of its own.
/// </summary>
sealed class Shell : IDisposable
{
    /// <summary>The folder that commands run in.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("shipworthy-cli-").FullName;

    /// <summary>Environment variables of the command.</summary>
    public Dictionary<string, string> Variables { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether streams are terminals.</summary>
    public bool Terminal { get; init; }

    /// <summary>What somebody types when asked, a line each.</summary>
    public string Answers { get; init; } = "";

    /// <summary>Writes a file below the folder.</summary>
    public Shell With(string path, string text)
    {
        var full = Path.Combine(Folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
        return this;
    }

    /// <summary>Runs a command line, split at blanks.</summary>
    public (int Code, string Out, string Errors) Run(string arguments) => Run(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Runs a command line.</summary>
    public (int Code, string Out, string Errors) Run(params string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var errors = new StringWriter { NewLine = "\n" };
        using var bytes = new MemoryStream();
        var code = CommandLine.Run(arguments, Around(output, errors, Stream.Null, bytes));
        return ((int)code, output + System.Text.Encoding.UTF8.GetString(bytes.ToArray()), errors.ToString());
    }

    /// <summary>Runs a command line that speaks a protocol over streams; gives its exit code.</summary>
    public int Serve(Stream input, Stream output, params string[] arguments) =>
        (int)CommandLine.Run(arguments, Around(TextWriter.Null, TextWriter.Null, input, output));

    /// <summary>What a command of this shell is given, when nobody reads what it says.</summary>
    public Surroundings Surroundings => Around(TextWriter.Null, TextWriter.Null, Stream.Null, Stream.Null);

    Surroundings Around(TextWriter output, TextWriter errors, Stream input, Stream bytes) =>
        new()
        {
            Out = output,
            Errors = errors,
            In = new StringReader(Answers),
            InIsTerminal = Terminal,
            InStream = () => input,
            OutStream = () => bytes,
            OutIsTerminal = Terminal,
            ErrorsAreTerminal = Terminal,
            Columns = 100,
            Variable = name => Variables.GetValueOrDefault(name),
            Clock = new FixedClock(),
            Folder = Folder,
        };

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    sealed class FixedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2025, 6, 1, 12, 0, 0, TimeSpan.Zero);
    }
}
