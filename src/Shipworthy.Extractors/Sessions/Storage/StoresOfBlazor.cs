namespace Shipworthy.Extractors.Sessions.Storage;

/// <summary>What pages of Blazor keep: Blazored, <c>ProtectedLocalStorage</c> (which only the server can read), and calls of the browser's storage from C#.</summary>
sealed class StoresOfBlazor : IStoreFinder
{
    /// <inheritdoc/>
    public IEnumerable<StoreWrite> Find(CodeBase code)
    {
        foreach (var call in code.Calls("SetItemAsync", "SetItemAsStringAsync", "SetItem", "SetItemAsString"))
            if (call.File.Language is Language.CSharp)
                yield return call.Receiver.Text.Contains("ession", StringComparison.Ordinal)
                    ? new(call, call.ArgumentAt(0), call.ArgumentAt(1), CredentialStore.SessionStorage, "sessionStorage")
                    : new(call, call.ArgumentAt(0), call.ArgumentAt(1), CredentialStore.LocalStorage, "localStorage");
        foreach (var call in code.Calls("InvokeVoidAsync", "InvokeAsync"))
            if (call.File.Language is Language.CSharp)
                switch (call.ArgumentAt(0).String)
                {
                    case "localStorage.setItem":
                        yield return new(call, call.ArgumentAt(1), call.ArgumentAt(2), CredentialStore.LocalStorage, "localStorage");
                        break;
                    case "sessionStorage.setItem":
                        yield return new(call, call.ArgumentAt(1), call.ArgumentAt(2), CredentialStore.SessionStorage, "sessionStorage");
                        break;
                }
    }
}
