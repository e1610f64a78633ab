namespace Shipworthy.Extractors.Sessions.Storage;

/// <summary>
/// States that a library writes down by itself: <c>persist</c> of Zustand (into <c>localStorage</c> unless another storage is given). A state is written whole, unless <c>partialize</c> leaves
/// the token out.
/// </summary>
sealed class PersistedStates : IStoreFinder
{
    /// <inheritdoc/>
    public IEnumerable<StoreWrite> Find(CodeBase code)
    {
        foreach (var call in code.Calls("persist"))
            if (code.OriginOf(call.Callee).Package is "zustand" && Token(call.ArgumentAt(0)) is { Exists: true } token)
            {
                var options = code.ObjectOf(call.ArgumentAt(1));
                if (options.Property("partialize") is { Exists: true } part && !part.Text.Contains(token.Name, StringComparison.Ordinal))
                    continue;
                var storage = options.Property("storage").Text;
                var (store, place) =
                    storage.Contains("SecureStore", StringComparison.OrdinalIgnoreCase)
                        ? (CredentialStore.KeyStore, "the device's key store")
                    : storage.Contains("AsyncStorage", StringComparison.Ordinal)
                    || storage.Contains("mmkv", StringComparison.OrdinalIgnoreCase)
                        ? (CredentialStore.PlainFile, "AsyncStorage")
                    : storage.Contains("sessionStorage", StringComparison.Ordinal) ? (CredentialStore.SessionStorage, "sessionStorage")
                    : (CredentialStore.LocalStorage, "localStorage");
                yield return new(call, default, token, store, place) { KeyText = token.Name, By = "Zustand" };
            }
    }

    /// <summary>The field of the state that holds a token: one that is empty at first.</summary>
    static Code Token(Code creator)
    {
        foreach (var entry in creator.Descendants(CodeKind.Property))
            if (
                TokenName.Of(entry.Name) is { Kind: CredentialKind.Access or CredentialKind.Refresh }
                && entry[Part.Value] is { Kind: CodeKind.Literal, Operator: "null" or "undefined" or "string" }
                && entry.Parent.Parent.Kind is not CodeKind.Call
            )
                return entry;
        return default;
    }
}
