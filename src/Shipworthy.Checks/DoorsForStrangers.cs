namespace Shipworthy.Checks;

/// <summary>Judges what an endpoint does for callers who did not prove who they are (rubric 2.3, F1, and the ruling about sessions that nobody earned).</summary>
/// <param name="nobody">Fires where nobody is asked who is calling.</param>
/// <param name="rows">Judges whose rows are reached.</param>
sealed class DoorsForStrangers(Rule nobody, ReachOfRows rows)
{
    /// <summary>Fires where a session is given to whoever asks for it.</summary>
    public static Rule SignsInAnybody { get; } =
        new("2.3-F4-unearned", Severity.Blocker, Who.Stranger)
        {
            Says = "signs people in who proved nothing",
            Title = "Sign in as anybody, without their password",
            Consequence = "One request that names somebody else opens their account, with everything in it and everything that it can do.",
            Fix = """
                Verify what only the person can have before the session is given.

                - **Passwords**: `await bcrypt.compare(password, user.passwordHash)`, and 401 where it is false
                - **Google, Node.js**: `verifyIdToken({ idToken, audience: process.env.GOOGLE_CLIENT_ID })`
                - **Google, Python**: `id_token.verify_oauth2_token(token, request, audience=settings.GOOGLE_CLIENT_ID)`
                - **A door for tests**: mount its routes only where the environment is a test's.
                """,
        };

    /// <summary>The finding of an endpoint that gives a session which nobody earned. It stands where the session is given.</summary>
    public static Finding Judge(Endpoint endpoint, UnearnedSession given) =>
        endpoint.Fails(SignsInAnybody, $"{endpoint.Name} {given.Because}") with
        {
            At = given.At,
            Related = endpoint.At == given.At ? [] : [endpoint.At],
        };

    /// <summary>The finding of an endpoint that asks nobody who is calling.</summary>
    public Finding Judge(Endpoint endpoint) =>
        endpoint.Effects.FirstOrDefault(effect => effect is { Kind: EffectKind.WritesData, IsBefore: false }) is not { } write
            ? endpoint.Effects.Any(effect => effect is { Kind: EffectKind.ReadsData, IsBefore: false })
                ? endpoint.Rows.Reach is RowReach.Named or RowReach.Handed
                    ? rows.OfStranger(endpoint)
                    : PublicByIntent.IsProbe(endpoint)
                        ? endpoint.NotCounted($"{endpoint.Name} reads data for anybody, as probes do")
                        : endpoint.Unproven($"{endpoint.Name} reads data for anybody; whether that data is public could not be told")
                : endpoint.Unproven($"{endpoint.Name} asks nobody who is calling, and what it does is not known: {endpoint.NotRead}")
            : PublicByIntent.Says(endpoint) is { } intent
                ? endpoint.NotCounted($"{endpoint.Name} changes data for anybody, as {intent} do")
                : PublicByIntent.MayBeSignIn(endpoint)
                    ? endpoint.Unproven($"{endpoint.Name} changes data for anybody, as steps of signing in do; whether it is one is open")
                    : Changing(endpoint, write) with
                    {
                        Related = [.. endpoint.Related, write.At],
                    };

    Finding Changing(Endpoint endpoint, EndpointEffect write) =>
        write.IsUnderPolicies
            ? endpoint.Unproven(
                $"{endpoint.Name} changes data with the rights of whoever calls; what policies let them do was not followed"
            )
            : endpoint.Fails(nobody, $"{endpoint.Name} changes data and asks nobody who is calling");
}
