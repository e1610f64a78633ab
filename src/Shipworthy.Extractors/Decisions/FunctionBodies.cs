using Shipworthy.Extractors.Audit;
using Shipworthy.Extractors.Schema;
using Shipworthy.Extractors.Schema.Supabase;
using Shipworthy.Syntax.Sql;

namespace Shipworthy.Extractors.Decisions;

/// <summary>What the body of a function of the database does with what a client hands it.</summary>
static class FunctionBodies
{
    /// <summary>What the database says to a call of a function: the worst of those that have the name.</summary>
    public static TableAnswer AnswerOf(ImmutableArray<SupabaseProject> projects, List<FunctionState> found)
    {
        var answers = found.ConvertAll(one => AnswerOf(projects, one));
        return answers.Find(one => one.State is DecisionState.Believed) is { By: not null } believed ? believed
            : answers.Find(one => one.State is DecisionState.Unknown) is { By: not null } open ? open
            : answers[0];
    }

    static TableAnswer AnswerOf(ImmutableArray<SupabaseProject> projects, FunctionState function)
    {
        if (function.Grants.Of("authenticated", "execute") is false && function.Grants.Of("anon", "execute") is false)
            return new(DecisionState.Enforced, "no client may run it") { By = function.At };
        var body = function.Body;
        if (body.IsEmpty)
            return new(DecisionState.Unknown, "its body could not be read") { By = function.At };
        var writes = Writes(body);
        if (!writes && !CallsOther(projects, function))
            return new(DecisionState.Enforced, "it only reads") { By = function.At };
        if (function.IsDefiner && !Asks(projects, function, 3))
            return new(
                DecisionState.Unknown,
                "it acts with the rights of its owner and never asks who is calling, so whoever may run it decides for everybody (2.3)"
            )
            {
                By = function.At,
            };
        foreach (var parameter in function.Parameters)
            if (IsOfWorth(Bare(Words.Snake(parameter.Name))) && StoredAt(body, parameter.Name))
                return
                    Raises(body)
                    || CallsOther(projects, function)
                    || body.Any(one => one.Is("if") || one.Is("case") || one.Is("exists") || one.Is("select"))
                    || !function.IsDefiner
                    // What a person spends or asks for is theirs to say; what they may do is not.
                    || DecisionWords.IsPrice(Bare(Words.Snake(parameter.Name)))
                    ? new(
                        DecisionState.Unknown,
                        $"it stores {Words.Snake(parameter.Name)} from the client, and whether it admits only what is right was not followed"
                    )
                    {
                        By = function.At,
                    }
                    : new(
                        DecisionState.Believed,
                        $"it stores {Words.Snake(parameter.Name)} as the client sent it, and compares it with nothing"
                    )
                    {
                        By = function.At,
                    };
        return new(DecisionState.Enforced, "it runs in the database as one transaction") { By = function.At };
    }

    static bool IsOfWorth(string parameter) =>
        DecisionWords.IsPrice(parameter)
        || Words.IsRole(parameter)
        || Words.IsPlan(parameter)
        || parameter is "credits" or "balance" or "points";

    static string Bare(string parameter) =>
        parameter.StartsWith("p_", StringComparison.Ordinal) ? parameter[2..]
        : parameter.StartsWith("in_", StringComparison.Ordinal) ? parameter[3..]
        : parameter.StartsWith('_') ? parameter[1..]
        : parameter;

    static bool Writes(ImmutableArray<SqlToken> body) =>
        body.Any(one =>
            one.Is("insert") || one.Is("update") || one.Is("delete") || one.Is("execute") || one.Is("merge") || one.Is("truncate")
        );

    static bool Raises(ImmutableArray<SqlToken> body) => body.Any(one => one.Is("raise"));

    /// <summary>Whether a parameter stands anywhere but beside a comparison: what is only compared is not stored.</summary>
    static bool StoredAt(ImmutableArray<SqlToken> body, string parameter)
    {
        for (var at = 0; at < body.Length; at++)
            if (body[at].IsName && body[at].Value.Equals(parameter, StringComparison.OrdinalIgnoreCase) && !IsCompared(body, at))
                return true;
        return false;
    }

    static bool IsCompared(ImmutableArray<SqlToken> body, int at) =>
        at > 0 && IsComparison(body[at - 1])
        || at + 1 < body.Length && (IsComparison(body[at + 1]) || body[at + 1].Is("is") || body[at + 1].Is("between"))
        || at > 0 && (body[at - 1].Is("ilike") || body[at - 1].Is("like"));

    static bool IsComparison(SqlToken token) =>
        token.Is("<") || token.Is(">") || token.Is("<=") || token.Is(">=") || token.Is("<>") || token.Is("!=");

    /// <summary>Whether a body asks who is calling, itself or by a function of the app.</summary>
    static bool Asks(ImmutableArray<SupabaseProject> projects, FunctionState function, int steps)
    {
        var body = function.Body;
        for (var at = 0; at < body.Length; at++)
        {
            if (body[at].Is("auth") && at + 2 < body.Length && body[at + 1].Is(".") && body[at + 2].Value is "uid" or "jwt" or "email")
                return true;
            if (body[at].Is("current_setting"))
                return true;
        }
        return steps > 0 && Called(projects, function).Any(one => Asks(projects, one, steps - 1));
    }

    static bool CallsOther(ImmutableArray<SupabaseProject> projects, FunctionState function) =>
        Called(projects, function).Any(one => Writes(one.Body));

    static IEnumerable<FunctionState> Called(ImmutableArray<SupabaseProject> projects, FunctionState function)
    {
        var body = function.Body;
        for (var at = 0; at + 1 < body.Length; at++)
            if (body[at].IsName && body[at + 1].Is("("))
                foreach (var called in projects.SelectMany(one => one.State.FunctionsOf([body[at].Value])))
                    if (called != function)
                        yield return called;
    }
}
