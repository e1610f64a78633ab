namespace Shipworthy.Extractors.Sessions.Storage;

/// <summary>
/// What browsers keep: <c>localStorage</c> and <c>sessionStorage</c> by method, member and index, <c>document.cookie</c>, and libraries around them (js-cookie, cookies-next, nookies, react-cookie,
/// universal-cookie, localforage, idb-keyval, hooks, Jotai).
/// </summary>
sealed class StoresOfBrowsers : IStoreFinder
{
    /// <inheritdoc/>
    public IEnumerable<StoreWrite> Find(CodeBase code)
    {
        foreach (
            var call in code.Calls(
                "setItem",
                "set",
                "setCookie",
                "useLocalStorage",
                "useSessionStorage",
                "useStorage",
                "atomWithStorage",
                "useLocalStorageState"
            )
        )
            if (SessionReading.IsScript(call) && Of(code, call) is { } write)
                yield return write;
        foreach (var assignment in code.All(CodeKind.Assignment))
            if (SessionReading.IsScript(assignment) && Of(assignment) is { } write)
                yield return write;
    }

    static StoreWrite? Of(CodeBase code, Code call)
    {
        var (first, second) = (call.ArgumentAt(0), call.ArgumentAt(1));
        switch (call.Callee.Name)
        {
            case "setItem" when Store(code, call.Receiver) is var (store, place):
                return new(call, first, second, store, place);
            case "set"
                when code.OriginOf(call.Receiver).Package
                    is "js-cookie"
                        or "universal-cookie"
                        or "react-cookie"
                        or "vue-cookies"
                        or "es-cookie"
                        or "tiny-cookie":
            case "setCookie"
                when call.Receiver.Exists is false
                    && code.OriginOf(call.Callee).Package is "cookies-next" or "react-cookie" or "typescript-cookie" or "react-use-cookie":
                return new(call, first, second, CredentialStore.ScriptCookie, "a cookie that scripts set");
            case "setCookie" when code.OriginOf(call.Callee).Package is "nookies":
                return new(call, second, call.ArgumentAt(2), CredentialStore.ScriptCookie, "a cookie that scripts set");
            case "set" when code.OriginOf(call.Callee).Package is "idb-keyval":
                return new(call, first, second, CredentialStore.IndexedDb, "IndexedDB");
            case "set"
                when call.Receiver.DottedName
                    is "chrome.storage.local"
                        or "browser.storage.local"
                        or "chrome.storage.sync"
                        or "browser.storage.sync":
                return new(call, default, first, CredentialStore.LocalStorage, call.Receiver.DottedName);
            case "useLocalStorage"
            or "useLocalStorageState"
            or "atomWithStorage"
            or "useStorage" when code.OriginOf(call.Callee).Exists && first.Exists:
                return new(call, first, default, CredentialStore.LocalStorage, "localStorage");
            case "useSessionStorage" when code.OriginOf(call.Callee).Exists && first.Exists:
                return new(call, first, default, CredentialStore.SessionStorage, "sessionStorage");
            default:
                return null;
        }
    }

    static StoreWrite? Of(Code assignment)
    {
        var target = assignment[Part.Target];
        if (target is { Kind: CodeKind.Member, Name: "cookie" } && target.Receiver.DottedName is "document" or "window.document")
            return Cookie(assignment);
        if (target.Kind is not (CodeKind.Member or CodeKind.Index))
            return null;
        var (store, place) = target.Receiver.DottedName switch
        {
            "localStorage" or "window.localStorage" => (CredentialStore.LocalStorage, "localStorage"),
            "sessionStorage" or "window.sessionStorage" => (CredentialStore.SessionStorage, "sessionStorage"),
            _ => (CredentialStore.Unknown, ""),
        };
        return store is CredentialStore.Unknown
            ? null
            : new(assignment, target[Part.Key], assignment[Part.Value], store, place) { KeyText = target.Name };
    }

    /// <summary>A cookie as a script writes it: <c>`name=${value}; path=/`</c>, <c>"name=" + value</c>.</summary>
    static StoreWrite? Cookie(Code assignment)
    {
        var value = assignment[Part.Value];
        var text = value.Text.TrimStart('`', '\'', '"');
        var end = text.IndexOf('=', StringComparison.Ordinal);
        var holes = Holes(value).ToList();
        if (
            holes.Count == 0
            || text.Contains("1970", StringComparison.Ordinal)
            || text.Contains("ax-age=0", StringComparison.OrdinalIgnoreCase)
        )
            return null;
        var named = end > 0 && !text.StartsWith("${", StringComparison.Ordinal) && value.Kind is CodeKind.Template or CodeKind.Binary;
        return named
                ? new(assignment, default, holes[0], CredentialStore.ScriptCookie, "a cookie that scripts set") { KeyText = text[..end] }
            : holes.Count > 1 ? new(assignment, holes[0], holes[1], CredentialStore.ScriptCookie, "a cookie that scripts set")
            : null;
    }

    static IEnumerable<Code> Holes(Code value) =>
        value.Kind switch
        {
            CodeKind.Template => value.Children.Where(one => one.Kind is not CodeKind.Literal),
            CodeKind.Binary => Holes(value[Part.Left]).Concat(Holes(value[Part.Right])),
            CodeKind.Literal => [],
            _ => value.Exists ? [value] : [],
        };

    static (CredentialStore Store, string Place)? Store(CodeBase code, Code receiver)
    {
        if (!receiver.Exists)
            return null;
        var last = receiver.Name;
        return last switch
        {
            "localStorage" or "ls" => (CredentialStore.LocalStorage, "localStorage"),
            "sessionStorage" => (CredentialStore.SessionStorage, "sessionStorage"),
            _ => code.OriginOf(receiver).Package switch
            {
                "localforage" => (CredentialStore.IndexedDb, "IndexedDB"),
                "secure-ls" => (CredentialStore.LocalStorage, "localStorage"),
                "@react-native-async-storage/async-storage" => (CredentialStore.PlainFile, "AsyncStorage"),
                "react-native-encrypted-storage" => (CredentialStore.KeyStore, "the device's encrypted storage"),
                "react-native" when last is "AsyncStorage" => (CredentialStore.PlainFile, "AsyncStorage"),
                _ => last is "AsyncStorage" ? (CredentialStore.PlainFile, "AsyncStorage") : null,
            },
        };
    }
}
