using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Migrations.Applying;

/// <summary>Tells whether the script of a build asks which environment it builds for, by the variables that hosts set.</summary>
static partial class BuildConditions
{
    /// <summary>Whether it asks.</summary>
    public static bool AreIn(string script) => Asks().IsMatch(script);

    /// <summary>Whether it asks for what only one host sets, so that this host is the one that runs it.</summary>
    public static bool NameHost(string script) => Hosts().IsMatch(script);

    [GeneratedRegex(
        @"\b(?:VERCEL_ENV|VERCEL_TARGET_ENV|VERCEL_GIT_COMMIT_REF|CF_PAGES_BRANCH|WORKERS_CI_BRANCH|RENDER_GIT_BRANCH|AWS_BRANCH)\b",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Hosts();

    [GeneratedRegex(
        @"\b(?:VERCEL_ENV|VERCEL_TARGET_ENV|VERCEL_GIT_COMMIT_REF|NEXT_PUBLIC_VERCEL_ENV|CONTEXT|PULL_REQUEST|CF_PAGES_BRANCH|WORKERS_CI_BRANCH|IS_PULL_REQUEST|RENDER_GIT_BRANCH|AWS_BRANCH|BRANCH|HEAD)\b",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Asks();
}
