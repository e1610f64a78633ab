using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Telemetry.Hops;

/// <summary>Finds the one place that answers every error of a service: where an ID would go into the answer.</summary>
static partial class ErrorAnswers
{
    /// <summary>Where it answers; null when no such place was seen.</summary>
    public static Location? In(ImmutableArray<CodeFile> files)
    {
        foreach (var file in files)
            if (Mark().IsMatch(file.Text))
                foreach (var node in file.Root.Descendants(CodeKind.Function))
                    if (Answer(node) is { Exists: true } answer)
                        return answer.At;
        return null;
    }

    /// <summary>What a function answers an error with, where every error of the service comes to it; otherwise no node.</summary>
    static Code Answer(Code function)
    {
        if (function.File.Language is not Language.CSharp)
            return IsHandler(function) ? Last(function) : default;
        var ofClass = function.Enclosing(CodeKind.Class);
        return function.Name is "TryHandleAsync" && ofClass.All(Part.Base).Any(one => one.Name is "IExceptionHandler") ? Last(function)
            : function.Name is "InvokeAsync" or "Invoke"
            && function.Text.Contains("HttpContext", StringComparison.Ordinal)
            && function.Descendants(CodeKind.Catch).LastOrDefault() is { Exists: true } caught
                ? Last(caught)
            : default;
    }

    /// <summary>The last call that sends; an error that nothing special was said about comes there.</summary>
    static Code Last(Code within) => within.Descendants(CodeKind.Call).LastOrDefault(call => Sends().IsMatch(call.Callee.Name));

    /// <summary>A middleware of Express that takes an error, Fastify's and NestJS's handlers, and those that FastAPI is told of.</summary>
    static bool IsHandler(Code function) =>
        function.All(Part.Parameter).ToList() is [{ Name: "err" or "error" or "e" }, _, { Name: "res" or "response" }, _]
        || (
            function.Parent.Kind is CodeKind.Call or CodeKind.Argument && function.Enclosing(CodeKind.Call).Callee.Name is "setErrorHandler"
        )
        || (function.Name is "catch" && function.Enclosing(CodeKind.Class).All(Part.Decorator).Any(one => one.Name is "Catch"))
        || function
            .All(Part.Decorator)
            .Any(one =>
                one.Name is "exception_handler" && one.ArgumentAt(0).Name is "Exception" or "HTTPException" or "StarletteHTTPException"
            );

    [GeneratedRegex(
        @"\b(?:err|error|e)\s*(?::\s*[\w.<>| ]+)?,|setErrorHandler|@Catch\(|exception_handler|IExceptionHandler|\bInvoke(?:Async)?\s*\(",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Mark();

    [GeneratedRegex(
        @"^(?:json|send|JSONResponse|ORJSONResponse|PlainTextResponse|WriteAsJsonAsync|WriteAsync|TryWriteAsync)$",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Sends();
}
