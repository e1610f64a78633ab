namespace Shipworthy.Model;

/// <summary>Who can make an endpoint do something (rubric T7).</summary>
public enum Caller
{
    /// <summary>Something on the path could not be followed, so it may ask who is calling or not.</summary>
    Unknown,

    /// <summary>Anybody.</summary>
    Anonymous,

    /// <summary>Anybody, and it takes or gives what proves a person: sign-in, sign-up, reset, one-time codes.</summary>
    Credential,

    /// <summary>Somebody who proved who they are, on every path.</summary>
    User,

    /// <summary>A program that proved itself by a signature, or by a secret that has no default.</summary>
    Machine,
}

/// <summary>Which step of signing in or up an endpoint is.</summary>
public enum CredentialStep
{
    /// <summary>None that could be told.</summary>
    Unknown,

    /// <summary>Sign-in by something that can be guessed.</summary>
    SignIn,

    /// <summary>A new account.</summary>
    SignUp,

    /// <summary>Asks for a way to set a new password.</summary>
    ResetRequest,

    /// <summary>Sets the new password.</summary>
    ResetComplete,

    /// <summary>Sends a one-time code or link.</summary>
    CodeSend,

    /// <summary>Takes a one-time code.</summary>
    CodeVerify,

    /// <summary>Gives a new token for an old one.</summary>
    Refresh,
}

/// <summary>Questions to <see cref="CredentialStep"/>.</summary>
public static class CredentialSteps
{
    extension(CredentialStep step)
    {
        /// <summary>Whether a stranger can guess at it until it fits.</summary>
        public bool CanBeGuessed =>
            step switch
            {
                CredentialStep.SignIn or CredentialStep.ResetComplete or CredentialStep.CodeVerify => true,
                CredentialStep.Unknown
                or CredentialStep.SignUp
                or CredentialStep.ResetRequest
                or CredentialStep.CodeSend
                or CredentialStep.Refresh => false,
            };
    }
}
