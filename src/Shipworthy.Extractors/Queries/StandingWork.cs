using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Queries;

/// <summary>
/// Functions that run without an endpoint that names them, and often: around every command of a mediator, before every call of Django REST framework that signs in by itself,
/// and in services that look again every few seconds.
/// </summary>
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
        foreach (var one in code.All(CodeKind.Class).Where(one => one.File.Language is Language.Python))
            if (
                one.All(Part.Base).Any(ancestor => ancestor.Name is "BaseAuthentication")
                && one.Property("authenticate") is { Kind: CodeKind.Function } proves
                && code.Files.Any(file =>
                    file != one.File
                    && file.Language is Language.Python
                    && InUse(one.Name).Any(word => file.Text.Contains(word, StringComparison.Ordinal))
                )
            )
                yield return proves;
    }

    /// <summary>How settings and views name a class by which callers sign in.</summary>
    static IEnumerable<string> InUse(string name) =>
        [$".{name}\"", $".{name}'", $"authentication_classes = [{name}", $"authentication_classes([{name}"];

    [GeneratedRegex(@"FromSeconds\(|FromMilliseconds\(|FromMinutes\(1\)|Delay\(\d{1,5}\b", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Seconds();
}
