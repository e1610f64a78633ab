using System.Text.RegularExpressions;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Images.Files;

/// <summary>Tells what is for developers and tests from what runs in production (rubric D1).</summary>
static partial class ContainerPurposes
{
    /// <summary>Why a file by its path is not about production, as a clause; null when nothing in the path says so.</summary>
    public static string? OfPath(string path)
    {
        if (ProductionScope.LeavesOut(path) || path.StartsWith(".github/", StringComparison.Ordinal))
            return "is a test, an example or a tool by its place";
        if (Production().IsMatch(path))
            return null;
        return Other().Match(path) is { Success: true } found
            ? $"is for {found.Groups["word"].Value.ToLowerInvariant()} by its name"
            : null;
    }

    /// <summary>Whether a command starts a server that reloads its source, as developers use it.</summary>
    public static bool IsDevelopmentCommand(string command) => Development().IsMatch(command);

    /// <summary>Whether a command only keeps a container open, as developers do who work inside of it.</summary>
    public static bool IsIdleCommand(string command) => Idle().IsMatch(command);

    /// <summary>Whether a command does nothing but run tests.</summary>
    public static bool IsTestCommand(string command) => Test().IsMatch(command);

    [GeneratedRegex(
        @"^\s*(?:\S*sh\s+-c\s+)?(?:exec\s+)?(?:(?:poetry|uv|pipenv)\s+run\s+)?(?:dotnet\s+test|(?:python3?\s+-m\s+)?pytest|(?:npm|pnpm|yarn)(?:\s+run)?\s+test|go\s+test)(?:\s[^&|;]*)?$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Test();

    [GeneratedRegex(
        @"^\W*(?:\S*sh\W+-c\W+)?(?:exec\s+)?(?:sleep\W+infinity|tail\W+-[fF]\W+/dev/null)\W*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Idle();

    [GeneratedRegex(
        @"(?:^|[/._-])(?:prod|production|live|prd)(?:[/._-]|$)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Production();

    [GeneratedRegex(
        @"(?:^|[/._-])(?<word>dev|development|devcontainer|local|test|tests|testing|ci|e2e|playwright|cypress|lint|debug|staging|stage|stg|preprod|uat|qa|preview|sandbox|loadtest|k6)(?:[/._-]|$)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Other();

    [GeneratedRegex(
        @"--reload\b|--watch\b|--hot\b|\b(?:npm|pnpm|yarn|bun|turbo)(?:\s+run)?\s+(?:dev|start:dev|develop)\b|\bnext\s+dev\b|\bvite(?:\s+--|\s+dev|\s*$)|\bnodemon\b|\bts-node-dev\b|\btsx\s+watch\b|\bdotnet\s+watch\b|\bfastapi\s+dev\b|\bflask\b.*--debug|(?:^|\s)air(?:\s|$)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Development();
}
