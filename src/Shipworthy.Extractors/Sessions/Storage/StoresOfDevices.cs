namespace Shipworthy.Extractors.Sessions.Storage;

/// <summary>What apps on devices keep: expo-secure-store, react-native-keychain, MMKV, electron-store; <c>SecureStorage</c> and <c>Preferences</c> of .NET MAUI.</summary>
sealed class StoresOfDevices : IStoreFinder
{
    /// <inheritdoc/>
    public IEnumerable<StoreWrite> Find(CodeBase code)
    {
        foreach (
            var call in code.Calls("setItemAsync", "setGenericPassword", "setInternetCredentials", "set", "multiSet", "SetAsync", "Set")
        )
            if ((call.File.Language is Language.CSharp ? OfMaui(call) : OfScript(code, call)) is { } write)
                yield return write;
    }

    static StoreWrite? OfScript(CodeBase code, Code call) =>
        (call.Callee.Name, code.OriginOf(call.Callee).Package) switch
        {
            ("setItemAsync", "expo-secure-store") => new(
                call,
                call.ArgumentAt(0),
                call.ArgumentAt(1),
                CredentialStore.KeyStore,
                "the device's key store"
            ),
            ("setGenericPassword", "react-native-keychain") => new(
                call,
                default,
                call.ArgumentAt(1),
                CredentialStore.KeyStore,
                "the device's key store"
            )
            {
                KeyText = "token",
            },
            ("setInternetCredentials", "react-native-keychain") => new(
                call,
                default,
                call.ArgumentAt(2),
                CredentialStore.KeyStore,
                "the device's key store"
            )
            {
                KeyText = "token",
            },
            ("set", "react-native-mmkv") => new(call, call.ArgumentAt(0), call.ArgumentAt(1), CredentialStore.PlainFile, "MMKV"),
            ("set", "electron-store") => new(
                call,
                call.ArgumentAt(0),
                call.ArgumentAt(1),
                CredentialStore.PlainFile,
                "a file of electron-store"
            ),
            ("multiSet", "@react-native-async-storage/async-storage") => OfPairs(call),
            _ => null,
        };

    /// <summary>The first pair that names a token.</summary>
    static StoreWrite? OfPairs(Code call)
    {
        foreach (var pair in call.ArgumentAt(0).Children.Where(one => one.Kind is CodeKind.Array))
            if (pair.Children.ToImmutableArray() is [var key, var value, ..] && TokenName.Of(key.String ?? key.Name) is not null)
                return new(call, key, value, CredentialStore.PlainFile, "AsyncStorage");
        return null;
    }

    static StoreWrite? OfMaui(Code call) =>
        call.Receiver.DottedName switch
        {
            "SecureStorage" or "SecureStorage.Default" => new(
                call,
                call.ArgumentAt(0),
                call.ArgumentAt(1),
                CredentialStore.KeyStore,
                "the device's key store"
            ),
            "Preferences" or "Preferences.Default" => new(
                call,
                call.ArgumentAt(0),
                call.ArgumentAt(1),
                CredentialStore.PlainFile,
                "the preferences of the device"
            ),
            _ => null,
        };
}
