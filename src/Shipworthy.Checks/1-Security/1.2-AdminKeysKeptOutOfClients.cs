namespace Shipworthy.Checks.Security;

/// <summary>Whether what is shipped to browsers, phones and desktops is free of keys that only servers may have.</summary>
public sealed class AdminKeysKeptOutOfClients() : Check("1.2", "No service-role or admin keys exposed in client bundles")
{
    /// <summary>A sentence that names more variables than this is not read to its end.</summary>
    const int MostNames = 3;

    static readonly Rule Written = new("1.2-F1", Blocker, Stranger)
    {
        Says = "ships a key that is for servers only",
        Title = "Copy an admin key out of the page",
        Consequence = "Whoever opens the developer tools has the key, and with it every customer's data, or your account at the vendor.",
        Fix = "Make a new key, revoke this one, and keep the new one on the server, behind an endpoint that checks who is calling.",
    };

    static readonly Rule BuiltIn = new("1.2-F2", Blocker, Stranger)
    {
        Says = "has the build write a secret into what every visitor gets",
        Title = "Read a secret that the build put into the page",
        Consequence = "The value stands in the script as plain text; whoever looks has what your servers have.",
        Fix = "Rename the variable without the public beginning, read it on the server only, and make a new value for it.",
    };

    static readonly Rule SignsIn = new("1.2-F3", Blocker, Stranger)
    {
        Says = "signs in at a paid API from client code",
        Title = "Use your paid account with the key from the page",
        Consequence = "Anybody takes the key out of the page and spends your budget, or acts in your name, until you notice the bill.",
        Fix = "Call the API from an endpoint of your own that checks who is calling, and make a new key.",
    };

    static readonly Rule OwnSecret = new("1.2-F5", Blocker, Stranger)
    {
        Says = "ships a secret of your own",
        Title = "Call your own API as its administrator",
        Consequence = "The secret that your API asks for is in the page, so that it keeps nobody out.",
        Fix = "Let people sign in, check who they are on the server, and replace the secret.",
    };

    static readonly Rule NamedPublic = new("1.2-F4", Major, BadLuck)
    {
        Says = "gives a secret a name that the build hands out",
        Title = "Publish a secret by one import",
        Consequence =
            "Today only the server reads it. The first page that mentions the name, or imports what does, ships the value to everybody.",
        Fix = "Rename the variable without the public beginning, in the code and at your host.",
    };

    static readonly Rule ServerLibrary = new("1.2-F6", Major, Stranger)
    {
        Says = "uses a library for servers in client code, with its key",
        Title = "Wait for the day when the key reaches the page",
        Consequence = "The code means to have the key in the page. As soon as somebody makes it work there, everybody has it.",
        Fix = "Move the call into a server function, and put `import \"server-only\"` at the head of its module.",
    };

    static readonly Rule Maps = new("1.2-F7", Minor, Stranger)
    {
        Says = "publishes maps with the source of server code",
        Title = "Read your server's source in the developer tools",
        Consequence = "Names of secrets, queries and checks of your server can be studied by whoever looks for a gap.",
        Fix = "Switch the maps off, or delete them after they were uploaded to your error tracker.",
    };

    /// <inheritdoc/>
    public override string Why =>
        """
            An admin key inside your web page or phone app hands every customer's data to anyone who opens the browser's
            developer tools. Whatever is shipped to a customer's device is public.
            """;

    /// <inheritdoc/>
    public override string Fix =>
        """
            Make a new key, revoke the old one, and keep the new one on the server, behind an endpoint that checks who is
            calling:

            - **Next.js**: `import "server-only"` as the first line of each module that reads a key, and no `NEXT_PUBLIC_` before its name
            - **Vite**: no `VITE_` before the name; let the page call your own endpoint instead of the paid API
            - **Supabase**: `createClient(url, publishableKey)` and row-level security in the page, `Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")` in Edge Functions only
            - **Firebase**: the web configuration in the page, `firebase-admin` in Cloud Functions only
            - **Expo, Flutter**: fetch a short-lived token after sign-in; bundle neither `EXPO_PUBLIC_` secrets nor an `.env` file
            - **Blazor WebAssembly**: no connection string in `wwwroot/appsettings.json`; call an endpoint that has it
            - **Rails, Laravel, Django**: render ids and publishable keys into the page, never a value from `credentials` or a secret from `.env`
            """;

    /// <inheritdoc/>
    public override string SettledBy =>
        """
            A probe fetches the pages and scripts that your site serves and looks for keys in them; it changes nothing. A
            build with a marked value in every variable shows the same without a site. For an app in a store, a search of
            the unpacked release: `shipworthy attest 1.2`, for 180 days.
            """;

    /// <inheritdoc/>
    public override string Counts =>
        "each secret that client code can reach counts once, and each page, app or extension once for being read completely";

    /// <inheritdoc/>
    public override string ProvedWhen => "ships public ids and publishable keys only, and every variable built into it was traced";

    /// <inheritdoc/>
    public override string UnprovenWhen =>
        "is built by settings that are computed at build time, imports what is not in the repository, or holds a key of which nothing shows what it opens";

    /// <inheritdoc/>
    public override string? NotApplicableWhen => "nothing is shipped to a browser, a phone or a desktop";

    /// <inheritdoc/>
    public override ImmutableArray<Rule> Rules => [Written, BuiltIn, SignsIn, OwnSecret, NamedPublic, ServerLibrary, Maps];

    /// <inheritdoc/>
    public override Verdict Judge(App app) => HoldNoSecrets(app) & AreKnown(app);

    static Verdict HoldNoSecrets(App app) =>
        app
            .ClientExposures.JudgeEach(exposure =>
                exposure.State switch
                {
                    ExposureState.Exposed when RuleOf(exposure.Way) is { } rule => exposure.Fails(rule, exposure.Because),
                    ExposureState.Exposed or ExposureState.Unknown => exposure.Unproven(exposure.Because),
                    ExposureState.Harmless => exposure.NotCounted(exposure.Because),
                }
            )
            .OrNotApplicable("nothing is shipped to a client");

    static Verdict AreKnown(App app) =>
        app
            .ClientArtifacts.JudgeEach(client =>
                client.NotComplete is { } reason
                    ? client.Unproven(reason) with
                    {
                        At = client.NotCompleteAt ?? client.At,
                    }
                    : client.Passes($"was followed to its end: {Inside(client)}")
            )
            .OrNotApplicable("nothing is shipped to a client");

    static string Inside(ClientArtifact client) =>
        client.BuiltIn switch
        {
            [] => $"{Files(client)}, and no variable is built in",
            { Length: <= MostNames } names => $"{Files(client)}, and {string.Join(", ", names)} built in",
            var names =>
                $"{Files(client)}, and {string.Join(", ", names.Take(MostNames - 1))} and {names.Length - MostNames + 1} other variables built in",
        };

    static string Files(ClientArtifact client) => client.Modules is 1 ? "one file" : $"{client.Modules} files";

    static Rule? RuleOf(ExposureWay way) =>
        way switch
        {
            ExposureWay.Written => Written,
            ExposureWay.BuiltIn => BuiltIn,
            ExposureWay.SignsIn => SignsIn,
            ExposureWay.OwnSecret => OwnSecret,
            ExposureWay.NamedPublic => NamedPublic,
            ExposureWay.ServerLibrary => ServerLibrary,
            ExposureWay.SourceMaps => Maps,
            ExposureWay.Unknown => null,
        };
}
