using System.Text.RegularExpressions;
using Shipworthy.Extractors.Endpoints;
using Shipworthy.Extractors.Endpoints.Rows;
using Shipworthy.Extractors.Endpoints.Steps;

namespace Shipworthy.Extractors.Queries.Tracing;

/// <summary>Tells which expressions hold what a call sends, what a language model wrote, or what somebody typed who runs a command.</summary>
sealed partial class SentValues(Sources sources)
{
    readonly CodeBase code = sources.Code;
    readonly EntryParameters entries = new(sources.Code, new PathReader(sources));
    readonly Schemas schemas = new(sources.Code);
    readonly QueryStrings brackets = new(sources);
    readonly Dictionary<Code, Dictionary<Code, Bearing>> known = [];
    readonly Lazy<Dictionary<Code, (Route Route, bool IsWrapped)>> handlers = new(() => HandlersOf(sources));

    /// <summary>What comes in at an expression; null when nothing does that is known by its form.</summary>
    public Traced? Of(Code node) =>
        node.Kind switch
        {
            CodeKind.Member or CodeKind.Index => OfMember(node),
            CodeKind.Call => OfCall(node),
            CodeKind.Name when node.Name is "argv" && code.OriginOf(node).Package is "sys" => new(QueryValue.Operator, node),
            _ => null,
        };

    Traced? OfMember(Code member)
    {
        if (member.Text is "process.argv" or "sys.argv" || (member.Name is "argv" && member.Receiver.Name is "process" or "sys"))
            return new(QueryValue.Operator, member);
        if (member.Name is "validated_data" or "cleaned_data")
            return Traced.Unknown(member, $"takes a part from {member.Text}, and whether its field admits any text was not followed");
        var holder = member.Receiver.Kind is CodeKind.Name or CodeKind.Member ? member.Receiver : default;
        return
            holder.Exists
            && (RowWords.IsSent(member.Name) || OfPlatform().IsMatch(member.Name))
            && (RowWords.IsRequest(holder.Name) || holder.Name is "self")
            && IsHandedIn(holder)
            ? Came(member) with
            {
                MayBeObject = IsParsed(member),
            }
            : null;
    }

    /// <summary>Whether a holder is what a framework hands in, and nothing that the app made itself under the same name.</summary>
    bool IsHandedIn(Code holder) =>
        holder.Kind is CodeKind.Member
            ? holder.Name is "request" or "req" or "Request" or "HttpContext" or "ctx" or "context" or "event" or "info"
            : code.Definition(holder) switch
            {
                { Exists: false } => holder.Name is "Request" or "HttpContext" or "request" or "self",
                { Kind: CodeKind.Parameter or CodeKind.Imported or CodeKind.Property } => true,
                { Kind: CodeKind.Variable } variable => Bindings.ParameterAround(variable).Parameter.Exists
                    || variable[Part.Value].Callee.Name is "getRequest" or "useEvent" or "getEvent" or "getWebRequest",
                { Kind: CodeKind.Class } => holder.Name is "self",
                _ => false,
            };

    /// <summary>Whether what is sent there can be an object: a parsed body, or a query that is parsed with brackets.</summary>
    bool IsParsed(Code member) =>
        member.Name is "body" or "query" or "json" or "data" or "input" or "args"
        && (member.Name is not "query" || brackets.AreParsed(member.File))
        && member.File.Language is not Language.CSharp
        && !member.Text.Contains("searchParams", StringComparison.Ordinal);

    Traced? OfCall(Code call)
    {
        var name = call.Callee.Name;
        if (call.Callee.Kind is CodeKind.Member)
        {
            var holder = call.Receiver.Kind is CodeKind.Name or CodeKind.Member ? call.Receiver : default;
            // What a validator lets through is not known here.
            if (holder.Exists && name is "valid" && RowWords.IsRequest(holder.Name))
                return schemas.OfValidator(call) is { } kind && kind is not QueryValue.Sent
                    ? new(kind, call)
                    : Traced.Unknown(call, $"takes a part from {ValueTrace.Short(call)}, and what its validator admits was not followed");
            if (holder.Exists && RowWords.ReadsSent(name) && RowWords.IsRequest(holder.Name) && IsHandedIn(holder))
                return Came(call) with { MayBeObject = name is "json" or "get_json" or "parseBody" };
            if (IsModel(call))
                return new(QueryValue.Sent, call);
        }
        else if (name is "readBody" or "getRouterParam" or "getRouterParams" or "getQuery" or "readValidatedBody")
            return Came(call) with { MayBeObject = name is "readBody" };
        else if (name is "generateText" or "generateObject" or "streamText" && code.OriginOf(call.Callee).Package is "ai")
            return new(QueryValue.Sent, call);
        else if (name is "input" && call.File.Language is Language.Python && !code.Definition(call.Callee).Exists)
            return new(QueryValue.Operator, call);
        return name is "parse_args" or "parseArgs" ? new(QueryValue.Operator, call) : null;
    }

    /// <summary>Whether a call asks a language model: <c>openai.chat.completions.create()</c>.</summary>
    bool IsModel(Code call) =>
        call.Callee.Name is "create" or "generateContent" or "invoke" or "complete" or "generate_content" or "ainvoke"
        && (
            Model().IsMatch(call.Callee.Text)
            || code.OriginOf(call.Callee).Package
                is "openai"
                    or "@anthropic-ai/sdk"
                    or "anthropic"
                    or "@google/generative-ai"
                    or "@google/genai"
                    or "groq-sdk"
                    or "@mistralai/mistralai"
        );

    static Traced Came(Code at) => new(QueryValue.Sent, at);

    /// <summary>What a parameter of a function holds that a framework calls; null when none does.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="path">The way into it.</param>
    /// <param name="use">What is used of it.</param>
    public Traced? OfParameter(Code parameter, ImmutableArray<string> path, Code use)
    {
        var function = parameter.Parent;
        if (OfTool(function, parameter, path, use) is { } chosen)
            return chosen;
        if (!handlers.Value.TryGetValue(function, out var handled))
            return IsSocketHandler(function) && parameter == function.All(Part.Parameter).First()
                ? Came(use) with
                {
                    MayBeObject = true,
                }
                : null;
        if (handled.Route.Fields.Length > 0)
            return OfField(function, parameter, use);
        if (!known.TryGetValue(function, out var bearings))
            known[function] = bearings = entries.Of(function, handled.Route.Method is "ACTION", handled.IsWrapped);
        var leaf = parameter[Part.Target].Exists
            ? parameter[Part.Target]
                .Descendants(CodeKind.Variable)
                .FirstOrDefault(one => one == use || (path.Length > 0 && one.Name == path[0]))
            : parameter;
        var bearing = bearings.GetValueOrDefault(leaf.Exists ? leaf : parameter);
        if (!bearing.HasFlag(Bearing.Sent))
            return bearing is Bearing.Caller ? OfCaller(parameter, path, use)
                : RowWords.IsRequest(parameter.Name) && path is [var part, ..] && RowWords.IsSent(part)
                    ? Came(use) with
                    {
                        MayBeObject = part is "body" or "input" or "data" || (part is "query" && brackets.AreParsed(use.File)),
                    }
                : null;
        if (parameter.All(Part.Decorator).Any(one => one.Text.Contains("Parse", StringComparison.Ordinal)))
            return Typed(use);
        var admitted = path is [.., var last] ? schemas.OfInput(function, last) : null;
        if (admitted is { } kind && kind is not QueryValue.Sent)
            return new(kind, use);
        return Came(use) with
        {
            MayBeObject =
                admitted is null
                && function.File.Language is not (Language.CSharp or Language.Python)
                && !IsAddress(parameter, path)
                && (path is not ["query", ..] || brackets.AreParsed(function.File)),
        };
    }

    /// <summary>Of who is calling: a key was given out by the app, and all else was written by that person once.</summary>
    static Traced? OfCaller(Code parameter, ImmutableArray<string> path, Code use)
    {
        var name = path is [.., var last] ? last : parameter.Name;
        return TypedValues.IsKey(name) || name is "sub" or "uid" ? Typed(use)
            : path.IsEmpty ? null
            : new(QueryValue.Stored, use);
    }

    static bool IsAddress(Code parameter, ImmutableArray<string> path) =>
        parameter.Name is "params" or "slug" or "searchParams"
        || path is ["params" or "searchParams", ..]
        || parameter.All(Part.Decorator).Any(one => one.Name is "Param" or "Headers");

    static Traced Typed(Code at) => new(QueryValue.Typed, at);

    /// <summary>The arguments of a field of GraphQL: the second parameter of a resolver in JavaScript, the named ones in Python.</summary>
    static Traced? OfField(Code function, Code parameter, Code use)
    {
        var all = function.All(Part.Parameter).ToList();
        var at = all.IndexOf(parameter);
        return function.File.Language is Language.Python
            ? parameter.Name is "self" or "info" or "root" or "_"
                ? null
                : Came(use)
            : at == 1 || (at == 0 && all.Count == 1)
                ? Came(use)
                : null;
    }

    /// <summary>What a language model chooses when it calls a tool of the app.</summary>
    Traced? OfTool(Code function, Code parameter, ImmutableArray<string> path, Code use)
    {
        if (parameter != function.All(Part.Parameter).FirstOrDefault())
            return null;
        var options = function.Parent.Kind is CodeKind.Object ? function.Parent : function.Parent.Parent;
        var isTool =
            (
                (function.Name is "execute" || function.Parent is { Kind: CodeKind.Property, Name: "execute" })
                && options.Kind is CodeKind.Object
                && options.Parent.Callee.Name is "tool" or "createTool" or "dynamicTool"
            ) || (function.Part is Part.Argument && function.Parent.Callee is { Kind: CodeKind.Member, Name: "tool" or "registerTool" });
        if (!isTool)
            return null;
        return
            path is [.., var last]
            && schemas.In(function.Parent.Part is Part.Argument ? function.Parent : options.Parent, last) is { } kind
            && kind is not QueryValue.Sent
            ? new(kind, use)
            : Came(use) with
            {
                MayBeObject = false,
            };
    }

    static bool IsSocketHandler(Code function) =>
        function.Part is Part.Argument
        && function.Parent.Callee is { Kind: CodeKind.Member, Name: "on" } callee
        && callee.Receiver.Name is "socket" or "ws" or "client" or "conn"
        && function.Parent.ArgumentAt(0).String is not (null or "error" or "connect" or "close" or "end" or "open" or "drain");

    /// <summary>What a field of a class holds that a framework fills: <c>[BindProperty]</c> of Razor Pages.</summary>
    public Traced? OfField(Code field) =>
        field.All(Part.Decorator).Any(one => one.Name is "BindProperty" or "FromQuery" or "FromRoute" or "SupplyParameterFromQuery")
            ? Came(field)
            : null;

    /// <summary>Whether an expression reads a setting, by its name and because nothing else is known of it.</summary>
    public bool IsSetting(Code node) =>
        node.Kind is CodeKind.Member or CodeKind.Index or CodeKind.Name
        && Setting()
            .IsMatch(
                node.Kind is CodeKind.Name ? node.Name
                : node.Receiver.Kind is CodeKind.Name or CodeKind.Member ? node.Receiver.Name
                : ""
            );

    /// <summary>Whether a name belongs to the language and is the same for everybody.</summary>
    public static bool IsGlobal(string name) =>
        name
            is "undefined"
                or "NaN"
                or "__dirname"
                or "__filename"
                or "__name__"
                or "__file__"
                or "None"
                or "string"
                or "String"
                or "Environment";

    [GeneratedRegex(
        "^(?:queryStringParameters|pathParameters|multiValueQueryStringParameters|rawQueryString|postData|RouteValues|QueryString)$",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex OfPlatform();

    [GeneratedRegex(
        @"(?:completions|responses|messages)\.create$|\bmodel\.generate_?[cC]ontent|\b(?:llm|chain|agent|chat_?model)\.a?invoke$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Model();

    [GeneratedRegex(
        @"^_?(?:settings|config|configuration|conf|env|environ|configService|appConfig|cfg)$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Setting();
}
