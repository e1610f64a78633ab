namespace Shipworthy.Extractors.Recovery.Products;

/// <summary>
/// Firebase Authentication: <c>sendPasswordResetEmail</c> sends Firebase's mail, and Firebase's own page sets the new password unless the app takes over with <c>confirmPasswordReset</c>
/// (documentation "Manage users in Firebase", "Custom email handlers").
/// </summary>
sealed class RecoveryOfFirebase : IRecoveryFinder
{
    /// <inheritdoc/>
    public IEnumerable<ResetFlow> Find(RecoverySources sources)
    {
        var signIn = sources
            .Calls("signInWithEmailAndPassword", "createUserWithEmailAndPassword")
            .FirstOrDefault(call => IsFirebase(sources.Code, call));
        if (!signIn.Exists)
            yield break;
        var request = sources.Calls("sendPasswordResetEmail", "generatePasswordResetLink").FirstOrDefault();
        var completion = sources.Calls("confirmPasswordReset").FirstOrDefault();
        yield return new(signIn.At, "Firebase")
        {
            Owner = ResetOwner.Shared,
            Way = request.Exists ? ResetWay.Whole : ResetWay.NoRequest,
            WayBecause =
                !request.Exists ? "takes passwords, and nothing calls sendPasswordResetEmail"
                : completion.Exists ? "by a page of the app"
                : "by Firebase's own page",
            RequestAt = request.Exists ? request.At : null,
            CompletionAt = completion.Exists ? completion.At : null,
            Mail = ResetMail.ByService,
        };
    }

    static bool IsFirebase(CodeBase code, Code call) =>
        code.OriginOf(call.Callee).Package is "firebase" or "@firebase/auth" or "@angular/fire" or "@react-native-firebase/auth"
        || (code.Imports("firebase", "@react-native-firebase/auth") && call.Callee.Kind is CodeKind.Member);
}
