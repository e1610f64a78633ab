using System.Text.RegularExpressions;
using Shipworthy.Syntax;

namespace Shipworthy.Extractors.Sinks.Unset;

/// <summary>Tells what the exit of a function means for whoever called: a denial, a way in, or neither that can be told.</summary>
static partial class Answers
{
    /// <summary>The meaning of a return or throw.</summary>
    public static UnsetOutcome Of(Code exit)
    {
        if (exit.Kind == CodeKind.Throw)
            return UnsetOutcome.Refused;
        var value = exit[Part.Value];
        var said = Before(exit).Append(value).Where(node => node.Exists).SelectMany(Itself).ToList();
        if (said.Exists(Denies))
            return UnsetOutcome.Refused;
        if (said.Exists(GoesOn))
            return UnsetOutcome.LetIn;
        if (
            !value.Exists
            || value is { Kind: CodeKind.Literal, Operator: "null" or "undefined" } or { Kind: CodeKind.Name, Name: "undefined" }
        )
            return said.Exists(Answering) ? UnsetOutcome.Refused : OfNothing(exit);
        // An answer that is given before anything was done opens nothing; one that was worked out may.
        return
            said.TrueForAll(node => node.Kind is not (CodeKind.Call or CodeKind.New) || Answering(node) || IsLog(node))
            && said.Exists(Answering)
            ? UnsetOutcome.Refused
            : UnsetOutcome.Unclear;
    }

    /// <summary>Whether an exit says in so many words that it denies.</summary>
    public static bool IsDenial(Code exit) =>
        exit.Kind == CodeKind.Throw || Before(exit).Append(exit[Part.Value]).Where(node => node.Exists).SelectMany(Itself).Any(Denies);

    /// <summary>Whether a call ends the program or the request with an error.</summary>
    public static bool Aborts(Code call) =>
        call.Kind == CodeKind.Call
        && (
            call.Callee.DottedName
                is "process.exit"
                    or "process.abort"
                    or "sys.exit"
                    or "exit"
                    or "os._exit"
                    or "Environment.Exit"
                    or "Environment.FailFast"
                    or "Deno.exit"
            || call.Callee is { Kind: CodeKind.Name, Name: "abort" or "notFound" or "unauthorized" or "forbidden" }
        );

    /// <summary>
    /// A return of nothing: a denial where the function gives something to whoever is let in, a way in where it only stops those that it does not like.
    /// </summary>
    static UnsetOutcome OfNothing(Code exit)
    {
        var function = exit.Enclosing(CodeKind.Function);
        // A handler that gives no answer, and does not go on to the next one, has done nothing for the caller.
        if (function.All(Part.Parameter).Any(one => one.Name is "res" or "response" or "reply" or "next"))
            return UnsetOutcome.Refused;
        var exits = function
            .Descendants()
            .Where(node => node.Kind is CodeKind.Return or CodeKind.Throw && node != exit && node.Enclosing(CodeKind.Function) == function)
            .ToList();
        var denials = exits.Where(node => node.Kind == CodeKind.Throw || Itself(node[Part.Value]).Any(Denies)).ToList();
        var gives = exits.Exists(node =>
            node.Kind == CodeKind.Return && !denials.Contains(node) && node[Part.Value] is { Exists: true } value && !IsNothing(value)
        );
        return gives ? UnsetOutcome.Refused
            : denials.Count > 0 ? UnsetOutcome.LetIn
            : UnsetOutcome.Unclear;
    }

    static bool IsNothing(Code value) =>
        value is { Kind: CodeKind.Literal, Operator: "null" or "undefined" } or { Kind: CodeKind.Name, Name: "undefined" };

    /// <summary>The statements that stand before an exit in its own block.</summary>
    static IEnumerable<Code> Before(Code exit) =>
        exit.Parent is { Kind: CodeKind.Block, Part: Part.Then or Part.Else } block
            ? block.Children.ToArray().TakeWhile(one => one != exit)
            : [];

    static IEnumerable<Code> Itself(Code node) => node.Exists ? node.Descendants().Prepend(node) : [];

    static bool Denies(Code node) =>
        node.Kind switch
        {
            CodeKind.Literal => node.Operator == "false" && node.Part == Part.Value && node.Parent.Kind == CodeKind.Return
                || (node.Operator == "number" && node.String is { Length: 3 } digits && digits[0] is '4' or '5'),
            CodeKind.Property => node.Name is "error" or "errors"
                || (node.Name is "valid" or "ok" or "success" or "authorized" or "isValid" && node[Part.Value].Operator == "false"),
            // The page that the caller is sent to tells of an error.
            CodeKind.Call when node.Callee.Name is "set" && node.ArgumentAt(0).String is "error" => true,
            CodeKind.Call when node.Callee.Name == "next" => node.Arguments.Any(),
            CodeKind.Call or CodeKind.New => Aborts(node) || (!IsLog(node) && Denial().IsMatch(node.Callee.Name)),
            CodeKind.Member => Status().IsMatch(node.Name),
            _ => false,
        };

    static bool GoesOn(Code node) =>
        node.Kind switch
        {
            CodeKind.Literal => node.Operator == "true" && node.Part == Part.Value && node.Parent.Kind == CodeKind.Return,
            CodeKind.Property => node.Name is "valid" or "ok" or "success" or "authorized" or "isValid"
                && node[Part.Value].Operator == "true",
            CodeKind.Call => node.Callee.Name is "next" or "_next" or "parse" or "loads" or "json_decode" or "call_next"
                && !Answering(node),
            _ => false,
        };

    static bool Answering(Code node) =>
        node.Kind is CodeKind.Call or CodeKind.New
        && node.Callee.Name
            is "json"
                or "send"
                or "end"
                or "text"
                or "Response"
                or "JSONResponse"
                or "PlainTextResponse"
                or "JsonResponse"
                or "HttpResponse"
                or "jsonify"
                or "redirect"
                or "RedirectResponse"
                or "status"
                or "code"
                or "Ok"
                or "Json"
                or "Text"
                or "Redirect"
                or "stringify";

    static bool IsLog(Code node) =>
        node.Callee is var callee
        && (
            callee.Name is "warn" or "warning" or "info" or "debug" or "log" or "print" or "LogWarning" or "LogError" or "LogInformation"
            || (callee.Kind == CodeKind.Member && LogReceiver().IsMatch(callee[Part.Receiver].Name))
        );

    [GeneratedRegex("log|console", RegexOptions.IgnoreCase, 10_000)]
    private static partial Regex LogReceiver();

    [GeneratedRegex(
        "unauthori[sz]ed|forbid|badrequest|denied|deny|reject|error|fail|problem|notfound|serviceunavailable|internalserver",
        RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Denial();

    [GeneratedRegex(
        "^(HTTP_[45][0-9]{2}.*|Status[45][0-9]{2}.*|Unauthorized|UNAUTHORIZED|Forbidden|FORBIDDEN|BadRequest|BAD_REQUEST|NotFound|NOT_FOUND|InternalServerError|INTERNAL_SERVER_ERROR|ServiceUnavailable|SERVICE_UNAVAILABLE)$",
        RegexOptions.None,
        10_000
    )]
    private static partial Regex Status();
}
