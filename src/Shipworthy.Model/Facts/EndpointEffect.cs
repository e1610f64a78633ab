namespace Shipworthy.Model;

/// <summary>What a call of an endpoint costs or leaves behind.</summary>
public enum EffectKind
{
    /// <summary>Something that is not told apart.</summary>
    Unknown,

    /// <summary>Reads the app's data.</summary>
    ReadsData,

    /// <summary>Changes the app's data.</summary>
    WritesData,

    /// <summary>Asks a language, image or speech model.</summary>
    AsksModel,

    /// <summary>Sends a mail.</summary>
    SendsMail,

    /// <summary>Sends a text message or calls a phone.</summary>
    SendsMessage,

    /// <summary>Starts or attempts a payment.</summary>
    Charges,

    /// <summary>Makes or converts a document, picture or video, or drives a browser.</summary>
    MakesDocument,

    /// <summary>Calls a program of others on the network.</summary>
    CallsOut,
}

/// <summary>An effect on the path of an endpoint.</summary>
/// <param name="Kind">What happens.</param>
/// <param name="At">The call that makes it happen.</param>
/// <param name="By">The library or host that does it: "Resend".</param>
public sealed record EndpointEffect(EffectKind Kind, Location At, string By)
{
    /// <summary>Whether it happens on the way to the handler only: a middleware that keeps a log of calls.</summary>
    public bool IsBefore { get; init; }

    /// <summary>Of changes of data: whether each is made with the rights of whoever calls, so that the policies of the database decide.</summary>
    public bool IsUnderPolicies { get; init; }
}

/// <summary>Questions to <see cref="EffectKind"/>.</summary>
public static class EffectKinds
{
    extension(EffectKind kind)
    {
        /// <summary>Whether each call costs money, or so much work that others wait.</summary>
        public bool IsCostly =>
            kind switch
            {
                EffectKind.AsksModel or EffectKind.SendsMail or EffectKind.SendsMessage or EffectKind.Charges or EffectKind.MakesDocument =>
                    true,
                EffectKind.Unknown or EffectKind.ReadsData or EffectKind.WritesData or EffectKind.CallsOut => false,
            };

        /// <summary>Whether it reads or changes the app's own data.</summary>
        public bool TouchesData => kind is EffectKind.ReadsData or EffectKind.WritesData;

        /// <summary>The effect as the rest of a sentence about an endpoint: "sends mail".</summary>
        public string Says =>
            kind switch
            {
                EffectKind.Unknown => "does something",
                EffectKind.ReadsData => "reads data",
                EffectKind.WritesData => "changes data",
                EffectKind.AsksModel => "asks a paid model",
                EffectKind.SendsMail => "sends mail",
                EffectKind.SendsMessage => "sends text messages",
                EffectKind.Charges => "starts payments",
                EffectKind.MakesDocument => "makes documents or pictures",
                EffectKind.CallsOut => "calls another service",
            };
    }
}
