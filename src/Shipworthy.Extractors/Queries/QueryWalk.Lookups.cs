using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Queries;

/// <content>Look-ups of libraries that were not read, in loops over rows: an embedded library may ask the app's own database each time.</content>
sealed partial class QueryWalk
{
    /// <summary>Why it is open whether functions ask once for each row, as a clause; null where nothing in a loop is unread.</summary>
    public string? LookupsInLoops(IEnumerable<Code> functions)
    {
        foreach (var function in functions.Distinct())
        foreach (var call in function.Descendants(CodeKind.Call))
            if (
                call.Parent.Kind is CodeKind.Await
                && loops.Around(call, function) is { Bound: not RepeatBound.Few, Remark: null } loop
                && Unread(call, 3) is { Exists: true } unread
            )
                return $"{unread.Callee.Name}, which was not read, runs for each of {Words(loop.Source)}, and whether it asks the database is not known";
        return null;
    }

    static string Words(Code source) => source.Text.Length is > 0 and <= 40 ? source.Text : "several";

    /// <summary>The look-up that a call leads to and that could not be read; no node where all of it was, or it asks another service.</summary>
    Code Unread(Code call, int depth)
    {
        if (depth == 0 || QueryAt(call) is not null)
            return default;
        var target = TargetOf(call);
        if (target.Kind is CodeKind.Function && target.Body.Exists)
            return target
                .Descendants(CodeKind.Call)
                .Where(one => one.Parent.Kind is CodeKind.Await)
                .Select(one => Unread(one, depth - 1))
                .FirstOrDefault(one => one.Exists);
        if (
            target.Exists
            || call.File.Language is Language.CSharp or Language.Python
            || call.Callee.Kind is not CodeKind.Member
            || !LooksUp().IsMatch(call.Callee.Name)
        )
            return default;
        var root = call.Receiver;
        for (var steps = 0; steps < 8 && root.Kind is CodeKind.Member; steps++)
            root = root.Receiver;
        if (root.Kind is not CodeKind.Name)
            return default;
        if (code.OriginOf(call.Callee) is { Exists: true } origin)
            return Elsewhere().IsMatch(origin.Package) ? default : call;
        var declared = code.Definition(root);
        var type = declared[Part.Type].Exists ? declared[Part.Type] : declared.Parent[Part.Type];
        return declared.Kind is CodeKind.Variable && type.Exists && !Elsewhere().IsMatch(type.Text) ? call : default;
    }

    [GeneratedRegex("^(?:get|find|list|load|search|lookup|query|exists|count|has)(?:[A-Z_]\\w*)$", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex LooksUp();

    /// <summary>Packages and types that ask another service, or nothing: each request of theirs is no query of the app.</summary>
    [GeneratedRegex(
        @"^(?:node:|next|react|@aws-sdk|aws-sdk|stripe|@stripe|axios|got|ky|openai|@anthropic|@google|google|@azure|@octokit|octokit|@slack|resend|nodemailer|twilio|@sendgrid|firebase|@firebase|@clerk|@auth0|@sentry|ioredis|redis|@upstash|bull|fs|path|crypto|zod|playwright|puppeteer|cheerio|i18n|next-intl|@vercel|graphql|svix)|(?:^|\b)(?:Map|Set|Array|Record|Headers|FormData|URLSearchParams|Cache|Redis|Stripe|S3Client|AxiosInstance|any|string)\b",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Elsewhere();
}
