namespace Shipworthy.Extractors.Recovery.Products;

/// <summary>
/// Amazon Cognito with forms of the app's own, by Amplify, the identity SDK or the service's client: a code by mail, and the new password with the code (documentation "Amplify Auth, password
/// management"; "ForgotPassword", "ConfirmForgotPassword").
/// </summary>
sealed class RecoveryOfCognito : IRecoveryFinder
{
    /// <inheritdoc/>
    public IEnumerable<ResetFlow> Find(RecoverySources sources)
    {
        if (
            !sources.Code.Imports(
                "aws-amplify",
                "@aws-amplify/auth",
                "amazon-cognito-identity-js",
                "@aws-sdk/client-cognito-identity-provider"
            )
        )
            yield break;
        // The component of Amplify has all forms, the forgotten password among them.
        if (sources.Code.Imports("@aws-amplify/ui-react"))
            yield break;
        var signIn = sources
            .Calls("signIn", "authenticateUser", "InitiateAuthCommand", "AdminInitiateAuthCommand")
            .FirstOrDefault(call =>
                sources.Code.OriginOf(call.Callee).Package
                    is "aws-amplify"
                        or "@aws-amplify/auth"
                        or "amazon-cognito-identity-js"
                        or "@aws-sdk/client-cognito-identity-provider"
            );
        if (!signIn.Exists)
            yield break;
        var request = sources.Calls("resetPassword", "forgotPassword", "ForgotPasswordCommand").FirstOrDefault();
        var completion = sources
            .Calls("confirmResetPassword", "forgotPasswordSubmit", "confirmPassword", "ConfirmForgotPasswordCommand")
            .FirstOrDefault();
        yield return new(signIn.At, "Cognito")
        {
            Owner = ResetOwner.Shared,
            Way =
                request.Exists && completion.Exists ? ResetWay.Whole
                : request.Exists ? ResetWay.NoCompletion
                : ResetWay.NoRequest,
            WayBecause =
                request.Exists && completion.Exists ? "by a code and a form of the app"
                : request.Exists ? "has a code sent that no form takes"
                : "takes passwords, and nothing asks Cognito for a new one",
            RequestAt = request.Exists ? request.At : null,
            CompletionAt = completion.Exists ? completion.At : null,
            Mail = ResetMail.ByService,
        };
    }
}
