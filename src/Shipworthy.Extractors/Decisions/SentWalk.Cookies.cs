using System.Text.RegularExpressions;
using Shipworthy.Extractors.Endpoints.Rows;
using Shipworthy.Extractors.Endpoints.Steps;

namespace Shipworthy.Extractors.Decisions;

/// <content>Values that cookies name.</content>
sealed partial class SentWalk
{
    readonly TenantCookies cookies = new(sources.Code);

    /// <summary>Whether a function hands the caller and the cookie's value together to anything but a write, which may look whether the two belong together.</summary>
    bool IsLookedAt(Code cookie, Frame frame) =>
        frame
            .Function.Descendants(CodeKind.Call)
            .Any(call =>
                !call.Contains(cookie)
                && writes.Of(call) is null
                && frame.Of(call).HasFlag(Bearing.Caller)
                && call.Arguments.Any(argument =>
                    argument.Descendants().Prepend(argument).Any(one => one.Kind is CodeKind.Name && cookies.Of(one, 12) is not null)
                )
            );

    /// <summary>Whether a step before every handler speaks of a cookie, so that it may have looked.</summary>
    bool IsReadBefore(string cookie) =>
        sources.Code.Files.Any(file => Before().IsMatch(file.Path) && file.Text.Contains(cookie, StringComparison.Ordinal));

    [GeneratedRegex(@"(?:^|/)(?:middleware|proxy|hooks\.server)\.[jt]s$", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Before();
}
