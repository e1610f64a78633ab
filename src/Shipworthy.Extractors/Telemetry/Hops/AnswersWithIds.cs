using System.Text.RegularExpressions;
using Shipworthy.Extractors.Deployables;

namespace Shipworthy.Extractors.Telemetry.Hops;

/// <summary>Tells whether the answers of a service name the ID of the request, so that who reports an error can say which one it was.</summary>
static partial class AnswersWithIds
{
    /// <summary>What of a service's answers does.</summary>
    public static AnsweredId Of(Sources sources, Deployable part, ImmutableArray<CodeFile> files)
    {
        var hasClients =
            !sources.Clients.IsEmpty
            || sources.Tree.Named("package.json").Any(file => Folders.Counts(file.Role) && Browser().IsMatch(file.Text));
        if (ByLibrary(sources, files) is var (made, library, isHeader))
            return Found(
                part,
                made,
                $"has {library} name the request's ID in its answers",
                isHeader && hasClients ? HiddenBy(sources, files) : null,
                hasClients
            );
        var places = files.SelectMany(file => Places(file)).ToList();
        var areMade = part.Stack is Stack.DotNet || RequestIds.AreMade(files);
        var alone = places.FindAll(place => !place.IsHeader && IsMadeForAnswer(sources.Code, place.Node));
        var takes = places.FindAll(place => TakesOver(sources.Code, place.Node));
        if (takes.Count > 0 && MakesOne(files))
            takes.Clear();
        var kept = places.FindAll(place => IsCentral(place.Node) && !alone.Contains(place) && !takes.Contains(place));
        // Of several, one that the server is told to use is the one that runs.
        if (
            areMade
            && (kept.Find(place => IsUsed(sources, place.Node)) is { Node.Exists: true } used ? used : kept.FirstOrDefault())
                is { Node.Exists: true } central
        )
            return Found(
                part,
                central.Node.At,
                "names the request's ID in every answer that passes it",
                central.IsHeader && hasClients ? HiddenBy(sources, files) : null,
                hasClients
            );
        return places.Count > 0
            ? new(places[0].Node.At, part)
            {
                With = AnsweredWith.SomeIds,
                Because =
                    alone.Count == places.Count
                        ? "makes the ID that its errors name for the answer alone, so that no line of the log holds it"
                    : takes.Count == places.Count ? "names the ID that a caller sent along, and makes none where it sent none"
                    : areMade ? "names the request's ID in some answers only"
                    : "names an ID of the request that nothing here makes",
                HasClients = hasClients,
            }
            : new(ErrorAnswers.In(files) ?? part.At, part)
            {
                With = AnsweredWith.Nothing,
                Because = ErrorAnswers.In(files) is not null
                    ? $"answers errors of {part.Name} without an ID of the request, so that a customer's error cannot be found in the log"
                    : $"starts {part.Name}, whose answers name no ID of the request, so that a customer's error cannot be found in the log",
                HasClients = hasClients,
            };
    }

    static AnsweredId Found(Deployable part, Location at, string because, Location? hiddenBy, bool hasClients) =>
        new(hiddenBy ?? at, part)
        {
            With = hiddenBy is not null ? AnsweredWith.HiddenId : AnsweredWith.Id,
            Because = hiddenBy is not null ? "keeps pages at another address from reading the header that names the request's ID" : because,
            HasClients = hasClients,
        };

    static (Location At, string Library, bool IsHeader)? ByLibrary(Sources sources, ImmutableArray<CodeFile> files)
    {
        foreach (var file in files)
            if (Libraries().Match(file.Text) is { Success: true } match && sources.Tree.Find(file.Path) is { } source)
                return match.Value switch
                {
                    "CorrelationIdMiddleware" => (source.At(match.Index), "asgi-correlation-id", true),
                    "express-request-id" => (source.At(match.Index), "express-request-id", true),
                    "hono/request-id" => (source.At(match.Index), "Hono", true),
                    "AddProblemDetails" => (source.At(match.Index), "ASP.NET's problem details", false),
                    "UseCorrelationId" => (source.At(match.Index), "its middleware", true),
                    _ => (source.At(match.Index), "django-guid", true),
                };
        return null;
    }

    /// <summary>Where answers are opened to pages at other addresses without the header that names the ID; null where such pages may read it.</summary>
    static Location? HiddenBy(Sources sources, ImmutableArray<CodeFile> files) =>
        files.Any(file => Exposes().IsMatch(file.Text))
            ? null
            : files
                .Select(file =>
                    Opens().Match(file.Text) is { Success: true } match && sources.Tree.Find(file.Path) is { } source
                        ? source.At(match.Index)
                        : null
                )
                .FirstOrDefault(at => at is not null);

    /// <summary>Where code puts an ID into an answer: a header that is set, an entry of what is sent.</summary>
    static IEnumerable<(Code Node, bool IsHeader)> Places(CodeFile file)
    {
        foreach (var node in file.Root.Descendants())
            if (
                node.Kind is CodeKind.Call
                && node.Callee.Name is "setHeader" or "set" or "header" or "append" or "Append" or "Add" or "TryAdd" or "setdefault"
                && node.ArgumentAt(0).String is { } name
                && RequestIds.Is(name)
                && node.ArgumentAt(1).Exists
                && IsAnswer(node.Receiver)
            )
                yield return (node, true);
            else if (
                node.Kind is CodeKind.Assignment
                && node[Part.Target] is { Kind: CodeKind.Index } header
                && RequestIds.Is(header.Name)
                && IsAnswer(header.Receiver)
            )
                yield return (node, true);
            else if (
                node.Kind is CodeKind.Property
                && node.File.Language is Language.Python
                && RequestIds.Is(node.Name)
                && node.Enclosing(CodeKind.Function).Name.Contains("exception_handler", StringComparison.Ordinal)
            )
                yield return (node, false);
            else if (node.Kind is CodeKind.Call or CodeKind.New && Sends().IsMatch(node.Callee.Name))
                foreach (var property in node.Arguments.SelectMany(argument => argument.Descendants(CodeKind.Property)))
                    if (RequestIds.Is(property.Name) && !IsOfRow(property[Part.Value]))
                    {
                        yield return (node, property.Enclosing(CodeKind.Property).Name is "headers");
                        break;
                    }
    }

    /// <summary>Whether a value is the ID of something that the app keeps: a request of a customer has one too.</summary>
    static bool IsOfRow(Code value) => value is { Kind: CodeKind.Member, Name: "id" } && !Holder().IsMatch(value.Receiver.Text);

    [GeneratedRegex(@"^(?:\w+\.)*_?(?:req|request|ctx|context|c|reply|info|store|log(?:ger)?)\??$", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Holder();

    /// <summary>Whether the ID in an answer is made for it in the same function, and handed to nothing else: what nobody keeps leads nowhere.</summary>
    static bool IsMadeForAnswer(CodeBase code, Code node)
    {
        var named = node.Descendants(CodeKind.Property)
            .Prepend(node)
            .FirstOrDefault(one => one.Kind is CodeKind.Property && RequestIds.Is(one.Name));
        var value = named.Exists ? named[Part.Value] : default;
        var made = value.Kind is CodeKind.Name ? code.Definition(value)[Part.Value] : value;
        var function = node.Enclosing(CodeKind.Function);
        return made.Exists
            && function.Exists
            && (function.Contains(made) || made == value)
            && Fresh().IsMatch(made.Text)
            && !function
                .Descendants()
                .Any(other =>
                    other.Kind is CodeKind.Call or CodeKind.Assignment
                    && !other.Contains(node)
                    && !node.Contains(other)
                    && !other.Contains(made)
                    && !made.Contains(other)
                    && other != made
                    && !Sends().IsMatch(other.Callee.Name)
                    && IsHandedOn(other)
                );
    }

    /// <summary>Whether the ID in an answer is the one that the caller sent, or a fixed text where it sent none.</summary>
    static bool TakesOver(CodeBase code, Code node)
    {
        var named = node.Descendants(CodeKind.Property)
            .Prepend(node)
            .FirstOrDefault(one => one.Kind is CodeKind.Property && RequestIds.Is(one.Name));
        var value =
            named.Exists ? named[Part.Value]
            : node.Kind is CodeKind.Assignment ? node[Part.Value]
            : node.ArgumentAt(1);
        var told = value.Kind is CodeKind.Name ? code.Definition(value)[Part.Value] : value;
        return told.Exists && FromCaller().IsMatch(told.Text);
    }

    /// <summary>Whether a function makes an ID and speaks of requests: it may put one among the headers before they are read.</summary>
    static bool MakesOne(ImmutableArray<CodeFile> files) =>
        files.Any(file =>
            Making().IsMatch(file.Text)
            && file.Root.Descendants(CodeKind.Function).Any(function => Making().IsMatch(function.Text) && RequestIds.In(function))
        );

    static bool IsUsed(Sources sources, Code node) =>
        (
            node.Enclosing(CodeKind.Function).Name is { Length: > 0 } own
                ? own
                : node.Enclosing(CodeKind.Function).Enclosing(CodeKind.Variable).Name
        )
            is { Length: > 0 } name
        && sources.Code.Calls("use").Any(call => call.Arguments.Any(argument => argument.Text.Split('(')[0] == name));

    /// <summary>A header of the request as it came, with nothing but a text in its place.</summary>
    [GeneratedRegex(
        @"^(?:await\s+)?[\w.]*(?:\.headers(?:\.get)?|\.get|\.header)\s*[\[(]\s*[""'](?:x-request-id|x-correlation-id|request-id|correlation-id)[""']\s*(?:,\s*(?:[""'][^""']*[""']|None))?\s*[\])]\s*(?:as\s+string\s*)?(?:(?:\?\?|\|\||or)\s*[""'][^""']*[""'])?$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex FromCaller();

    [GeneratedRegex(
        @"uuid|random|nanoid|ulid|cuid|genReqId|NewGuid|token_(?:hex|urlsafe)|(?:generate|create|make|next|new)_?(?:\w*_?(?:id|ID|Id))\s*\(",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Making();

    /// <summary>Whether a call or an assignment takes the ID along: a line of a log, a field of the request.</summary>
    static bool IsHandedOn(Code other) =>
        other.Kind is CodeKind.Call
            ? other.Arguments.Any(one => RequestIds.Names(one) || RequestIds.In(one))
            : other[Part.Target] is { Kind: CodeKind.Member or CodeKind.Index } target && RequestIds.Names(target);

    [GeneratedRegex(@"uuid|randomUUID|nanoid|ulid|NewGuid", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Fresh();

    static bool IsAnswer(Code receiver) => Answer().IsMatch(receiver.Text);

    /// <summary>A middleware, a hook or the one handler of errors sees every request; a route sees its own.</summary>
    static bool IsCentral(Code node) => Central().IsMatch(node.File.Text) && !Route().IsMatch(node.File.Path);

    [GeneratedRegex(@"\b(?:res|resp|response|reply|ctx|c|headers|Response|outgoing)\b", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Answer();

    [GeneratedRegex(
        @"^(?:json|send|JSONResponse|Response|NextResponse|jsonify|status|problem|Problem|WriteAsJsonAsync|ErrorResponse|ProblemDetails)$",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Sends();

    [GeneratedRegex(
        @"\.use\(|addHook\(|setErrorHandler|exception_handler|@app\.middleware|BaseHTTPMiddleware|UseMiddleware|RequestDelegate|NestInterceptor|ExceptionFilter|NestMiddleware|onError\(|IExceptionHandler|middleware|MiddlewareMixin|process_response|next\(\)",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Central();

    [GeneratedRegex(@"/route\.[jt]s$|(?:^|/)pages/api/[\w./\[\]-]+\.[jt]s$", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Route();

    [GeneratedRegex(
        @"\bCorrelationIdMiddleware\b|\bexpress-request-id\b|hono/request-id|\bAddProblemDetails\b|django_guid\.middleware|\bUseCorrelationId\b",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Libraries();

    /// <summary>What opens the app to pages at other addresses; <c>cors()</c> bound to one path says nothing of the others.</summary>
    [GeneratedRegex(
        @"(?<!\buse\(\s*[""'`]/[\w-][^""'`]{0,80}[""'`]\s*,\s*)\bcors\(|CORSMiddleware|AddCors|enableCors|Access-Control-Allow-Origin",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Opens();

    [GeneratedRegex(
        @"expose[dD]?_?[hH]eaders|Expose-Headers|WithExposedHeaders|CORS_EXPOSE_HEADERS",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Exposes();

    [GeneratedRegex(@"""(?:react-dom|vue|svelte|@angular/core|expo|solid-js|preact)""\s*:", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Browser();
}
