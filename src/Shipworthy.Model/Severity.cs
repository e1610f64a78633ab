namespace Shipworthy.Model;

/// <summary>How much a failing finding costs. It ranks gaps and feeds the exit code; every severity makes the verdict <c>fail</c>.</summary>
public enum Severity
{
    /// <summary>Worth mending, and nobody is hurt tomorrow.</summary>
    Minor,

    /// <summary>Hurts users, data or money under ordinary circumstances.</summary>
    Major,

    /// <summary>The app must not face users before this is mended.</summary>
    Blocker,
}
