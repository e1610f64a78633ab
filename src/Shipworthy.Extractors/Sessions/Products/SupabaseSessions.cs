namespace Shipworthy.Extractors.Sessions.Products;

/// <summary>
/// Supabase: <c>createClient</c> in a client keeps both tokens in <c>localStorage</c> unless told otherwise; <c>@supabase/ssr</c> and the helpers before it keep them in cookies that scripts
/// read, on the server too, unless the app sets them HttpOnly. On servers <c>createClient</c> keeps nothing.
/// </summary>
sealed class SupabaseSessions : ISessionFinder
{
    /// <inheritdoc/>
    public void Find(SessionReading reading)
    {
        var code = reading.Code;
        if (
            !code.Imports(
                "@supabase/supabase-js",
                "@supabase/ssr",
                "@supabase/auth-helpers-nextjs",
                "@supabase/auth-helpers-react",
                "@supabase/auth-helpers-sveltekit"
            ) || !SignsIn(reading)
        )
            return;
        foreach (
            var call in code.Calls(
                "createClient",
                "createBrowserClient",
                "createServerClient",
                "createClientComponentClient",
                "createPagesBrowserClient",
                "createBrowserSupabaseClient"
            )
        )
            if (SessionReading.IsScript(call) && reading.Counts(call))
                switch (code.OriginOf(call.Callee).Package)
                {
                    case "@supabase/supabase-js" when call.Callee.Name is "createClient" && reading.IsInClient(call.File):
                        reading.Add(OfClient(reading, call));
                        break;
                    case "@supabase/ssr" when call.Callee.Name is "createBrowserClient":
                    case "@supabase/auth-helpers-nextjs"
                    or "@supabase/auth-helpers-sveltekit"
                        when call.Callee.Name.Contains("lient", StringComparison.Ordinal) && call.Callee.Name is not "createServerClient":
                        reading.Add(
                            new(call.At, "Supabase")
                            {
                                Kind = CredentialKind.Access,
                                Store = CredentialStore.ScriptCookie,
                                Writer = CredentialWriter.Default,
                                By = code.OriginOf(call.Callee).Package,
                                Because =
                                    $"keeps the session of Supabase in cookies that scripts can read, the default of {code.OriginOf(call.Callee).Package}",
                            }
                        );
                        break;
                    case "@supabase/ssr" when call.Callee.Name is "createServerClient" && !HasBrowserClient(reading):
                        reading.Add(OfServer(call));
                        break;
                }
    }

    static bool HasBrowserClient(SessionReading reading) => reading.Code.Calls("createBrowserClient").Any(call => reading.Counts(call));

    /// <summary>Whether the app signs people in with it; a client that only reads public tables has no session.</summary>
    static bool SignsIn(SessionReading reading) =>
        reading
            .Code.Calls(
                "signInWithPassword",
                "signInWithOAuth",
                "signInWithOtp",
                "signUp",
                "signInWithIdToken",
                "exchangeCodeForSession",
                "verifyOtp",
                "signInWithSSO",
                "signInAnonymously",
                "onAuthStateChange",
                "setSession"
            )
            .Any(call => SessionReading.IsScript(call) && reading.Sources.IsDeployed(call.File))
        || reading.Code.Imports("@supabase/auth-ui-react", "@supabase/auth-ui-svelte");

    static SessionCredential OfServer(Code call)
    {
        var isKept = call.Text.Contains("httpOnly: true", StringComparison.Ordinal);
        return new(call.At, "Supabase")
        {
            Kind = CredentialKind.Access,
            Store = isKept ? CredentialStore.Product : CredentialStore.ScriptCookie,
            Writer = CredentialWriter.Default,
            By = "@supabase/ssr",
            Because = isKept
                ? "keeps the session of Supabase in cookies that only the server reads"
                : "keeps the session of Supabase in cookies that scripts can read, the default of @supabase/ssr",
        };
    }

    static SessionCredential OfClient(SessionReading reading, Code call)
    {
        var code = reading.Code;
        var auth = code.ObjectOf(code.Entry(code.ObjectOf(call.ArgumentAt(2)), "auth"));
        var isMobile = reading.ClientsOf(call.File).All(client => client.App.Kind is ClientKind.Mobile);
        if (code.Entry(auth, "persistSession") is { Exists: true } persists && code.ValueOf(persists).AsTruth is false)
            return Of(call, CredentialStore.Memory, CredentialWriter.Configured, "keeps the session of Supabase in memory") with
            {
                Lifetime = 3600,
            };
        var storage = code.Entry(auth, "storage");
        if (!storage.Exists)
            return isMobile
                ? Of(call, CredentialStore.Memory, CredentialWriter.Default, "keeps the session of Supabase in memory") with
                {
                    Lifetime = 3600,
                }
                : Of(
                    call,
                    CredentialStore.LocalStorage,
                    CredentialWriter.Default,
                    "keeps the session of Supabase in localStorage, the default of supabase-js"
                );
        var text = Written(code, storage);
        return text switch
        {
            _ when text.Contains("SecureStore", StringComparison.Ordinal)
                    || text.Contains("Keychain", StringComparison.Ordinal)
                    || text.Contains("EncryptedStorage", StringComparison.Ordinal) => Of(
                storage,
                CredentialStore.KeyStore,
                CredentialWriter.Configured,
                "keeps the session of Supabase in the device's key store"
            ),
            _ when text.Contains("AsyncStorage", StringComparison.Ordinal) || text.Contains("MMKV", StringComparison.OrdinalIgnoreCase) =>
                Of(
                    storage,
                    CredentialStore.PlainFile,
                    CredentialWriter.OwnCode,
                    "keeps the session of Supabase in plain files of the device (AsyncStorage)"
                ),
            _ when text.Contains("sessionStorage", StringComparison.Ordinal) => Of(
                storage,
                CredentialStore.SessionStorage,
                CredentialWriter.Configured,
                "keeps the session of Supabase in sessionStorage"
            ),
            _ when text.Contains("localStorage", StringComparison.Ordinal) => Of(
                storage,
                CredentialStore.LocalStorage,
                CredentialWriter.Configured,
                "keeps the session of Supabase in localStorage, as supabase-js does by default"
            ),
            _ => Of(
                storage,
                CredentialStore.Unknown,
                CredentialWriter.Configured,
                $"keeps the session of Supabase in {(storage.Text.Length < 40 ? storage.Text : "a storage of its own")}, which could not be followed"
            ),
        };
    }

    /// <summary>The storage as written, and what its name stands for.</summary>
    static string Written(CodeBase code, Code storage)
    {
        var declared = code.Definition(storage);
        return declared.Exists && declared.Kind is CodeKind.Variable or CodeKind.Class or CodeKind.Object or CodeKind.Function
            ? storage.Text + declared.Text
            : storage.Text
                + code.OriginOf(storage).Package switch
                {
                    "expo-secure-store" => "SecureStore",
                    "@react-native-async-storage/async-storage" => "AsyncStorage",
                    _ => "",
                };
    }

    static SessionCredential Of(Code call, CredentialStore store, CredentialWriter writer, string because) =>
        new(call.At, "Supabase")
        {
            Kind = CredentialKind.Access,
            Store = store,
            Writer = writer,
            By = "supabase-js",
            Because = because,
        };
}
