namespace Shipworthy.Extractors.Telemetry.Logs;

/// <summary>A call that writes to a log.</summary>
/// <param name="At">The call.</param>
/// <param name="Format">What becomes of it.</param>
/// <param name="HasId">Whether the record carries the ID of the request.</param>
readonly record struct LogCall(Code At, LogFormat Format, bool HasId);

/// <summary>What a logger makes of what it is given, in production.</summary>
/// <param name="Format">The format.</param>
/// <param name="At">Where it is set.</param>
/// <param name="Library">What writes, as a noun.</param>
/// <param name="Because">What tells it, as a clause about the service.</param>
sealed record LogSetting(LogFormat Format, Location At, string Library, string Because)
{
    /// <summary>What brings the ID of the request into every record, as a noun; null when nothing does.</summary>
    public string? BoundBy { get; init; }

    /// <summary>Whether it writes a record for each request by itself.</summary>
    public bool LogsRequests { get; init; }
}

/// <summary>The log of a service as its code shows it.</summary>
/// <param name="Calls">The calls that write.</param>
/// <param name="Main">What most of them go through; null when it is bare output.</param>
sealed record LogReading(ImmutableArray<LogCall> Calls, LogSetting? Main)
{
    /// <summary>Why an ID may reach the records in a way that was not followed, as a clause; null when there is no sign of that.</summary>
    public string? BindingUnseen { get; init; }
}

/// <summary>Reads the logs of services of some stacks. One file a stack; its file is its registration.</summary>
interface ILogReader
{
    /// <summary>Whether it reads the code of a stack.</summary>
    bool Reads(Stack stack);

    /// <summary>The log of a service.</summary>
    /// <param name="sources">The app.</param>
    /// <param name="part">The service.</param>
    /// <param name="files">Its code.</param>
    LogReading Read(Sources sources, Deployable part, ImmutableArray<CodeFile> files);
}
