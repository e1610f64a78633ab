namespace Shipworthy.Extractors.Sessions.Products;

/// <summary>Firebase in browsers keeps its tokens in IndexedDB unless another persistence is set; on React Native where the app tells it to.</summary>
sealed class FirebaseSessions : ISessionFinder
{
    /// <inheritdoc/>
    public void Find(SessionReading reading)
    {
        var code = reading.Code;
        if (!code.Imports("firebase", "@angular/fire", "@react-native-firebase/auth"))
            return;
        var told = new HashSet<string>(StringComparer.Ordinal);
        foreach (var call in code.Calls("getAuth", "initializeAuth", "auth"))
        {
            if (!SessionReading.IsScript(call) || !reading.Counts(call) || !reading.IsInClient(call.File))
                continue;
            var origin = code.OriginOf(call.Callee);
            if (origin.Package is "@react-native-firebase/auth" && told.Add("native"))
                reading.Add(
                    Of(
                        call,
                        CredentialStore.KeyStore,
                        CredentialWriter.Default,
                        "leaves the session to Firebase's library for devices, which keeps it in the key store"
                    )
                );
            if (origin.Package is not ("firebase" or "@angular/fire") || !SignsIn(code) || !told.Add(reading.PackageOf(call.File.Path)))
                continue;
            reading.Add(OfWeb(reading, call));
        }
    }

    static bool SignsIn(CodeBase code) =>
        code.Calls(
                "signInWithEmailAndPassword",
                "signInWithPopup",
                "signInWithRedirect",
                "createUserWithEmailAndPassword",
                "signInWithPhoneNumber",
                "signInWithCredential",
                "signInWithCustomToken",
                "signInWithEmailLink",
                "onAuthStateChanged"
            )
            .Any();

    static SessionCredential OfWeb(SessionReading reading, Code call)
    {
        var persistence = string.Concat(
            reading
                .Code.Calls("setPersistence", "initializeAuth")
                .Where(one => reading.Counts(one) && reading.PackageOf(one.File.Path) == reading.PackageOf(call.File.Path))
                .Select(one => one.Text)
        );
        return persistence switch
        {
            _ when persistence.Contains("inMemoryPersistence", StringComparison.Ordinal) => Of(
                call,
                CredentialStore.Memory,
                CredentialWriter.Configured,
                "keeps the session of Firebase in memory"
            ) with
            {
                Lifetime = 3600,
            },
            _ when persistence.Contains("ReactNativePersistence", StringComparison.Ordinal) => Of(
                call,
                CredentialStore.PlainFile,
                CredentialWriter.Configured,
                "keeps the session of Firebase in plain files of the device (AsyncStorage), as its documents have it"
            ),
            _ when persistence.Contains("browserSessionPersistence", StringComparison.Ordinal) => Of(
                call,
                CredentialStore.SessionStorage,
                CredentialWriter.Configured,
                "keeps the session of Firebase in sessionStorage"
            ),
            _ => Of(
                call,
                CredentialStore.IndexedDb,
                CredentialWriter.Default,
                "keeps the session of Firebase in IndexedDB, its default in browsers"
            ),
        };
    }

    static SessionCredential Of(Code call, CredentialStore store, CredentialWriter writer, string because) =>
        new(call.At, "Firebase")
        {
            Kind = CredentialKind.Access,
            Store = store,
            Writer = writer,
            By = "Firebase",
            Because = because,
        };
}
