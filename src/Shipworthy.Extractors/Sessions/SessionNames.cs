namespace Shipworthy.Extractors.Sessions;

/// <summary>
/// Sign-ins of express-session that write the person into the session that a visitor had before, without making a new one. Passport makes one by itself since version 0.6.
/// </summary>
sealed class SessionNames : ISessionFinder
{
    /// <inheritdoc/>
    public void Find(SessionReading reading)
    {
        var code = reading.Code;
        if (!code.Imports("express-session") || code.Calls("regenerate").Any(SessionReading.IsScript))
            return;
        foreach (var assignment in code.All(CodeKind.Assignment))
        {
            var target = assignment[Part.Target];
            if (
                SessionReading.IsScript(assignment)
                && target
                    is {
                        Kind: CodeKind.Member,
                        Name: "user"
                            or "userId"
                            or "user_id"
                            or "uid"
                            or "username"
                            or "loggedIn"
                            or "isLoggedIn"
                            or "loggedin"
                            or "authenticated"
                            or "isAuthenticated"
                            or "account"
                    }
                && target.Receiver is { Kind: CodeKind.Member, Name: "session" }
                && !CredentialIsTakenAway(code, assignment)
                && reading.Counts(assignment)
            )
            {
                reading.AddFlaw(
                    new SessionKeeping(
                        assignment.At,
                        KeepingFlaw.SameNameAfterSignIn,
                        "signs a person into the session that was there before"
                    )
                );
                return;
            }
        }
    }

    static bool CredentialIsTakenAway(CodeBase code, Code assignment) =>
        code.ValueOf(assignment[Part.Value]) is Value.Nothing or Value.Truth { Holds: false };
}
