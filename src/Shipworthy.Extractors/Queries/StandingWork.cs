using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Queries;

/// <summary>Functions that run without an endpoint that names them, and often: around every command of a mediator, and in services that look again every few seconds.</summary>
static partial class StandingWork
{
    /// <summary>The functions.</summary>
    public static IEnumerable<Code> Of(CodeBase code)
    {
        foreach (var one in code.All(CodeKind.Class).Where(one => one.File.Language is Language.CSharp))
            if (
                one.All(Part.Base).Any(ancestor => ancestor.Name is "IPipelineBehavior")
                && one.Property("Handle") is { Kind: CodeKind.Function } handle
            )
                yield return handle;
            else if (
                one.All(Part.Base).Any(ancestor => ancestor.Name is "BackgroundService" or "IHostedService")
                && one.Property("ExecuteAsync") is { Kind: CodeKind.Function } runs
                && Seconds().IsMatch(one.Text)
            )
                yield return runs;
    }

    [GeneratedRegex(@"FromSeconds\(|FromMilliseconds\(|FromMinutes\(1\)|Delay\(\d{1,5}\b", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Seconds();
}
