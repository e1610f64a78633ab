using Shipworthy.Extractors.Audit;
using Shipworthy.Extractors.Endpoints.Rows;
using Shipworthy.Extractors.Endpoints.Steps;

namespace Shipworthy.Extractors.Endpoints.Unearned;

/// <summary>
/// Sessions that an endpoint gives without seeing what would earn them: to whoever names an account that it then looks up, and to whoever brings a token that was made for any
/// other app. A handler that may verify anything, by any word in it or in the functions that it calls, gives none so.
/// </summary>
sealed class UnearnedSessions
{
    const int Deepest = 5;
    const int MostFunctions = 80;

    readonly CodeBase code;
    readonly PathReader reader;
    readonly RowsOfEndpoints handlers;
    readonly RowWalk walk;
    readonly EntryParameters parameters;
    readonly Implementations implementations;
    readonly SessionsGiven given;
    readonly SignsOfProof proof;
    readonly TokensOfAnyApp tokens;

    /// <summary>A reader of such sessions.</summary>
    public UnearnedSessions(Sources sources, PathReader reader, RowsOfEndpoints handlers)
    {
        (code, this.reader, this.handlers) = (sources.Code, reader, handlers);
        walk = new(sources, reader);
        parameters = new(code, reader);
        implementations = new(code);
        given = new(code);
        tokens = new(code);
        proof = new(walk.TargetOf, callee => code.OriginOf(callee).Package, reader);
    }

    /// <summary>The session; null where none is given so, or where that was not seen.</summary>
    public UnearnedSession? Of(Route route, Endpoint endpoint)
    {
        if (route.IsPlatformSurface || !route.Handler.Exists || endpoint.Caller is Caller.Machine)
            return null;
        foreach (var (handler, isWrapped) in handlers.FunctionsOf(route.Handler, 4))
        {
            var bearings = parameters.Of(handler, route.Method is "ACTION", isWrapped);
            if (route.Framework is "NextAuth")
                foreach (var parameter in handler.All(Part.Parameter).Take(1))
                    bearings[parameter] = Bearing.Sent;
            var functions = Reached(handler);
            if (
                (reader.GivesToken(handler) is true || given.In(handler, takesTokens: true).Exists)
                && tokens.In(functions, handler, new Frame(code, reader, handler, bearings)) is { } token
            )
                return token;
            if (OfNamed(route, endpoint, handler, bearings, functions) is { } named)
                return named;
        }
        return null;
    }

    UnearnedSession? OfNamed(Route route, Endpoint endpoint, Code handler, Dictionary<Code, Bearing> bearings, List<Code> functions)
    {
        if (
            endpoint.Caller is not (Caller.Anonymous or Caller.Credential)
            || endpoint.Credential is not (CredentialStep.SignIn or CredentialStep.Unknown)
            || route.Method is "GET" or "HEAD" or "DELETE"
            || functions.Count >= MostFunctions
            || route.Before.Any(step =>
                step.What.Exists && step.What.Kind is not CodeKind.Decorator && SignsOfProof.IsNamedAt(step.What.Text)
            )
        )
            return null;
        var isSignIn = endpoint.Credential is CredentialStep.SignIn;
        var session = route.Framework is "NextAuth"
            ? SessionsGiven.AnswerOf(handler)
            : given.In(handler, isSignIn && reader.GivesToken(handler) is true, isSignIn);
        return
            session.Exists
            && !functions.Exists(proof.MayStandIn)
            && walk.Of(handler, bearings).Uses.Any(use => use is { Verb: null, Tie: Tie.Sent } && IsOfPeople(use))
            ? new(session.At, "signs in whoever the call names, and verifies nothing that only that person has")
            : null;
    }

    /// <summary>Whether an access is to accounts: by its model, or by what a repository is called, <c>this.userRepository.findOne(…)</c>.</summary>
    static bool IsOfPeople(RowUse use) =>
        Words.IsAccounts(
            use.Model.Length > 0 ? use.Model
            : use.At.Kind is CodeKind.Call ? Words.Table(use.At.Receiver.Name)
            : ""
        );

    /// <summary>The functions of the app that run when a handler does, itself first.</summary>
    List<Code> Reached(Code handler)
    {
        var all = new List<Code> { handler };
        var seen = new HashSet<Code> { handler };
        for (var (at, depth, next) = (0, 0, 1); at < all.Count && depth < Deepest && all.Count < MostFunctions; at++)
        {
            if (at == next)
                (depth, next) = (depth + 1, all.Count);
            foreach (
                var call in all[at]
                    .Descendants()
                    .Where(one => one.Kind is CodeKind.Call or CodeKind.New && one.Parent.Kind is not CodeKind.Decorator)
            )
                if (
                    walk.TargetOf(call) is { Kind: CodeKind.Function } target
                    && (target.Body.Exists ? target : implementations.Of(target)) is { Exists: true } body
                    && !handler.Contains(body)
                    && seen.Add(body)
                )
                    all.Add(body);
        }
        return all;
    }
}
