using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Endpoints.Steps;

/// <summary>
/// Leads from a message that an endpoint of .NET sends to the class of the app that handles it, where a mediator stands between them (MediatR, Mediator, Wolverine): the class
/// whose base names the message, <c>IRequestHandler&lt;SignIn, Result&gt;</c>.
/// </summary>
sealed partial class Mediators(CodeBase code)
{
    readonly ConcurrentDictionary<string, Code> known = new(StringComparer.Ordinal);

    /// <summary>The function that handles what a call sends; no node when the call sends nothing, or nobody or several handle it.</summary>
    public Code HandlerOf(Code call) =>
        call.Kind is CodeKind.Call
        && call.File.Language is Language.CSharp
        && call.Callee.Name is "Send" or "SendAsync" or "InvokeAsync"
        && Sender().IsMatch(call.Receiver.Name)
        && MessageOf(call.ArgumentAt(0)) is { Length: > 0 } message
            ? known.GetOrAdd(message, Find)
            : default;

    /// <summary>The function that does all the work of a handler: it handles the one message that the handler sends. No node when there is none, or several.</summary>
    public Code OperationOf(Code handler)
    {
        var function = handler.Kind is CodeKind.Function ? handler : code.FunctionOf(handler);
        return
            function.Kind is CodeKind.Function
            && function.Descendants(CodeKind.Call).Select(HandlerOf).Where(one => one.Exists).Distinct().Take(2).ToList() is [var only]
            ? only
            : default;
    }

    /// <summary>The function that handles a message of a class, however it comes there; no node when nobody or several do.</summary>
    public Code HandlerOfMessage(string message) => known.GetOrAdd(message, Find);

    /// <summary>Whether a call of .NET sends a message, whoever handles it.</summary>
    public static bool Sends(Code call) =>
        call.File.Language is Language.CSharp
        && call.Callee is { Kind: CodeKind.Member, Name: "Send" or "SendAsync" or "InvokeAsync" or "Publish" }
        && Sender().IsMatch(call.Receiver.Name);

    /// <summary>The class of what is sent: of a parameter, of what a variable was made as.</summary>
    string MessageOf(Code sent) =>
        sent.Kind switch
        {
            CodeKind.New => sent.Callee.Name,
            CodeKind.Name => code.Definition(sent) switch
            {
                { Kind: CodeKind.Parameter } parameter => parameter[Part.Type].Name,
                { Kind: CodeKind.Variable } variable when variable[Part.Value] is { Kind: CodeKind.New } made => made.Callee.Name,
                // A mapping method says by its result what it makes: request.ToCommand().
                { Kind: CodeKind.Variable } variable
                    when variable[Part.Value] is { Kind: CodeKind.Call } mapped
                        && code.Target(mapped) is { Kind: CodeKind.Function } mapping => mapping[Part.Type].Exists
                    ? mapping[Part.Type].Name
                    : "",
                _ => "",
            },
            _ => "",
        };

    Code Find(string message)
    {
        var found = code.All(CodeKind.Class)
            .Where(one =>
                one.File.Language is Language.CSharp
                && one.All(Part.Base)
                    .Any(ancestor => Handles().Match(ancestor.Text) is { Success: true } match && match.Groups[1].Value == message)
            )
            .Select(one => one.Property("Handle") is { Exists: true } handle ? handle : one.Property("HandleAsync"))
            .Where(one => one.Kind is CodeKind.Function && one.Body.Exists)
            .Take(2)
            .ToList();
        return found is [var only] ? only : default;
    }

    [GeneratedRegex("mediat|sender|bus|dispatcher", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 10_000)]
    private static partial Regex Sender();

    [GeneratedRegex(@"Handler<\s*(?:\w+\.)*(\w+)\s*[,>]", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Handles();
}
