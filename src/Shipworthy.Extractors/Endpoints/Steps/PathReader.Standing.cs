using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Endpoints.Steps;

/// <content>What a step means that could not be followed, by where it stands.</content>
sealed partial class PathReader
{
    /// <summary>Where an expression stands on the path of a call.</summary>
    enum Standing
    {
        /// <summary>Inside something that is read already.</summary>
        Within,

        /// <summary>Before the handler: it may refuse whoever it likes.</summary>
        BeforeHandler,

        /// <summary>It is the handler.</summary>
        Handler,
    }

    /// <summary>
    /// Libraries that surely decide nothing about callers need not be followed; others might. So might every function of the app itself that stands before the handler, while the
    /// handler does what nobody knows.
    /// </summary>
    IEnumerable<Act> NotFollowed(Code expression)
    {
        var origin = code.OriginOf(expression.Kind is CodeKind.Call or CodeKind.Decorator ? expression.Callee : expression);
        var name = expression.Kind is CodeKind.Call or CodeKind.Decorator ? expression.Callee.Name : expression.Name;
        var because = name.Length > 0 ? $"{name} could not be followed" : "it could not be followed";
        var isOwn = !origin.Exists && expression.Kind is CodeKind.Name or CodeKind.Member or CodeKind.Call;
        if (standing is Standing.Handler && isOwn)
        {
            if (expression.Kind is CodeKind.Call && CallerWords.MayDecide(name))
                yield return new(ActKind.NotFollowed, expression, because);
            yield return new(ActKind.NotRead, expression, because);
        }
        else if (
            CallerWords.MayDecide(origin.Exists ? origin.Package : "")
            || CallerWords.MayDecide(name)
            || (standing is Standing.BeforeHandler && isOwn && !Harmless().IsMatch(name))
        )
            yield return new(ActKind.NotFollowed, expression, because);
    }

    /// <summary>Names of what answers by itself or only looks: routers, pages, answers to failures, logs.</summary>
    [GeneratedRegex(
        @"(?:routers?|routes)$|error|notfound|logg|morgan|cors|helmet|compress|static|pars|upload|multer",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Harmless();
}
