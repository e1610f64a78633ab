using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Audit;

/// <content>Collections of the language itself, which keep nothing.</content>
sealed partial class DataWrites
{
    /// <summary>Whether a collection of the language itself is changed, and no data that stays.</summary>
    bool IsInMemory(Code call)
    {
        // createHash("sha256").update(text): a sum over bytes has no rows.
        if (call.Receiver is { Kind: CodeKind.Call } sum && Sums().IsMatch(sum.Callee.Name))
            return true;
        var root = call.Receiver;
        while (root.Kind is CodeKind.Member && root.Receiver.Exists && root.Receiver.Name is not ("this" or "self"))
            root = root.Receiver;
        if (root.Kind is not (CodeKind.Name or CodeKind.Member))
            return false;
        if (
            root.Name
            is "localStorage"
                or "sessionStorage"
                or "classList"
                or "searchParams"
                or "headers"
                or "cookies"
                or "cache"
                or "params"
        )
            return true;
        var made = code.Definition(root)[Part.Value];
        return made.Kind is CodeKind.Array
            || (made.Kind is CodeKind.Object && code.Definition(root).Kind is CodeKind.Variable)
            || (made.Kind is CodeKind.New or CodeKind.Call && InMemory().IsMatch(made.Callee.Name));
    }

    [GeneratedRegex("^create(?:Hash|Hmac|Sign|Verify|Cipheriv|Decipheriv)$", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Sums();

    [GeneratedRegex(
        "^(?:Map|Set|WeakMap|WeakSet|dict|set|list|defaultdict|URLSearchParams|FormData|Headers|List|HashSet|Dictionary|ConcurrentDictionary|LRUCache|NodeCache)$",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex InMemory();
}
