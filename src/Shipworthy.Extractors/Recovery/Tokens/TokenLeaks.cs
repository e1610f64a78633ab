using Shipworthy.Extractors.Recovery.Reading;

namespace Shipworthy.Extractors.Recovery.Tokens;

/// <summary>Where a token or the link with it gets to others than the owner of the mailbox: into the log, or into the answer to whoever asked.</summary>
static class TokenLeaks
{
    /// <summary>Places where production writes the token to its log.</summary>
    public static IEnumerable<ResetWeakness> Logged(RecoverySources sources, ImmutableArray<Code> functions) =>
        from function in functions
        from call in function.Descendants(CodeKind.Call)
        where LogCalls.Is(call) && sources.Sources.RunsInProduction(call)
        let token = call.Arguments.Select(one => TokenIn(sources, one, function)).FirstOrDefault(one => one.Exists)
        where token.Exists
        select new ResetWeakness(call.At, ResetGap.Logged, $"writes {token.Name} to the log, where whoever reads it can set the password");

    /// <summary>Places where whoever asks for a reset is given the token.</summary>
    public static IEnumerable<ResetWeakness> Returned(RecoverySources sources, Code handler)
    {
        if (!handler.Exists || handler.Text.Contains("verif", StringComparison.OrdinalIgnoreCase))
            yield break;
        foreach (var node in handler.Descendants())
        {
            if (AnswerOf(node) is not { Exists: true } answer || !sources.Sources.RunsInProduction(node))
                continue;
            var token = TokenIn(sources, answer, handler, inAnswer: true);
            if (token.Exists && InProduction(sources, token, node))
                yield return new(node.At, ResetGap.Returned, $"gives {token.Name} to whoever asks, without a look into the mailbox");
        }
    }

    static Code AnswerOf(Code node) =>
        node.Kind switch
        {
            CodeKind.Return => node[Part.Value]
                is { Kind: CodeKind.Object }
                    or { Kind: CodeKind.Call, Callee.Name: "json" or "jsonify" or "Ok" or "JsonResponse" or "Response" }
                ? node[Part.Value]
                : default,
            CodeKind.Call
                when node.Callee.Name is "json" or "send"
                    && node.Callee.Receiver.Text is var to
                    && (to is "res" or "response" or "reply" || to.StartsWith("res.status", StringComparison.Ordinal)) => node.ArgumentAt(
                0
            ),
            _ => default,
        };

    /// <summary>The first use of a token as a value in an expression; no node when none is used, or only asked about.</summary>
    static Code TokenIn(RecoverySources sources, Code expression, Code function, bool inAnswer = false) =>
        expression
            .Descendants()
            .Prepend(expression)
            .FirstOrDefault(one =>
                one.Kind is CodeKind.Name or CodeKind.Member
                && one.Part is not (Part.Callee or Part.Receiver or Part.Condition)
                && IsToken(sources, one, function, inAnswer)
                && IsWhole(one, expression)
            );

    static bool IsToken(RecoverySources sources, Code one, Code function, bool inAnswer) =>
        ResetWords.IsToken(one.Name)
            ? !inAnswer
                || (
                    one.Kind is CodeKind.Name && sources.Code.Definition(one) is { Kind: CodeKind.Variable } made && function.Contains(made)
                )
            : one.Kind is CodeKind.Name
                && one.Name is "url" or "link" or "code" or "html"
                && sources.Code.Definition(one) is { Exists: true } link
                && function.Contains(link)
                && (
                    link[Part.Value]
                        .Descendants()
                        .Any(part => part.Kind is CodeKind.Name or CodeKind.Member && ResetWords.IsToken(part.Name))
                    // What a library hands to the function that is to send the mail: sendResetPassword: ({ user, url }) => …
                    || (one.Name is "url" or "link" && !link[Part.Value].Exists && ResetWords.SpeakOfReset(NameOf(function)))
                );

    static string NameOf(Code function) => function.Name is { Length: > 0 } name ? name : function.Parent.Name;

    /// <summary>Whether all of it gets there, and not a part, a hash or whether it exists.</summary>
    static bool IsWhole(Code one, Code expression)
    {
        for (var at = one; at != expression && at.Exists; at = at.Parent)
        {
            if (at.Part is Part.Condition || (at.Kind is CodeKind.Unary && at.Operator is "!" or "!!" or "not" or "typeof"))
                return false;
            if (
                at.Parent is { Kind: CodeKind.Call } call
                && call != expression
                && call.Callee.Name is not ("stringify" or "str" or "String" or "format" or "toString" or "jsonify" or "json")
            )
                return false;
        }
        return true;
    }

    /// <summary>Whether production meets the place, as far as the conditions inside the expression tell; a condition that is not known counts as a refusal.</summary>
    static bool InProduction(RecoverySources sources, Code node, Code until)
    {
        for (var at = node; at != until && at.Exists; at = at.Parent)
            if (at.Parent.Kind is CodeKind.Conditional && at.Part is Part.Then or Part.Else)
            {
                if (sources.Sources.Production.Holds(at.Parent[Part.Condition]) != (at.Part is Part.Then))
                    return false;
            }
            else if (
                at.Parent is { Kind: CodeKind.Binary, Operator: "&&" or "and" } and
                && at.Part is Part.Right
                && sources.Sources.Production.Holds(and[Part.Left]) is not true
            )
                return false;
        return true;
    }
}
