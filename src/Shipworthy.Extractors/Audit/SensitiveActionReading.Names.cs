using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Audit;

/// <content>Actions that only the name of an endpoint tells: exports, and acting as somebody else.</content>
sealed partial class SensitiveActionReading
{
    SensitiveKind? OfName(Endpoint endpoint, Code function, List<PathNode> way)
    {
        var name = endpoint.Method is "ACTION" ? endpoint.Route[(endpoint.Route.LastIndexOf('#') + 1)..] : endpoint.Route;
        if (endpoint.Caller is not Caller.User)
            return null;
        if (Impersonates().IsMatch(name) && !Stops().IsMatch(name) && endpoint.Method is not ("GET" or "DELETE"))
            return SensitiveKind.Impersonation;
        var reads =
            endpoint.Effects.Any(effect => effect.Kind is EffectKind.ReadsData) || way.Exists(node => Many().IsMatch(node.At.Callee.Name));
        var text = function.Text.Length < 60_000 ? function.Text : "";
        var isTable = Sheets().IsMatch(text);
        return
            reads
            && endpoint.Method is "GET" or "POST" or "ACTION" or "ANY"
            && !NoExport().IsMatch(name)
            && ((Exports().IsMatch(name) && (isTable || !Pdf().IsMatch(text))) || (isTable && endpoint.Method is "GET"))
            ? SensitiveKind.Export
            : null;
    }

    [GeneratedRegex(
        @"impersonat|log_?-?in_?-?as(?:$|[/_A-Z-])|sign_?-?in_?-?as(?:$|[/_A-Z-])|switch_?-?user|masquerade",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Impersonates();

    [GeneratedRegex("stop|end|exit|leave|revert|clear|status", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 10_000)]
    private static partial Regex Stops();

    [GeneratedRegex(
        "^(?:findMany|find|findAll|all|ToListAsync|ToArrayAsync|select|query|fetchall|scalars|aggregate|values_list)$",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Many();

    [GeneratedRegex(
        @"text/csv|spreadsheetml|application/zip|\.csv['""`]|\.xlsx['""`]",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Sheets();

    [GeneratedRegex(
        "template|sample|preview|import|status|schedule|audit|logs?$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex NoExport();

    [GeneratedRegex(
        @"(?:^|[/_#\-])(?:data_?-?)?(?:exports?|backup|takeout|dump)(?:$|[/_\-A-Z])|(?:^|[/#])export[A-Z]|Export$",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Exports();

    [GeneratedRegex("pdf|docx|image/", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 10_000)]
    private static partial Regex Pdf();
}
