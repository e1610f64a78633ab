namespace Shipworthy.Extractors.Clients.Words;

/// <summary>What bundlers ask the names of variables to begin with whose values they write into what browsers load.</summary>
static class PublicPrefixes
{
    static readonly ImmutableArray<string> all =
    [
        "NEXT_PUBLIC_",
        "NUXT_PUBLIC_",
        "EXPO_PUBLIC_",
        "VITE_",
        "REACT_APP_",
        "GATSBY_",
        "VUE_APP_",
        "NG_APP_",
        "PUBLIC_",
    ];

    /// <summary>The prefix of a name; null when its value stays on the server. <c>PUBLIC_KEY</c> is the whole name of a key.</summary>
    public static string? Of(string name) =>
        name is "PUBLIC_KEY" ? null : all.FirstOrDefault(prefix => name.StartsWith(prefix, StringComparison.Ordinal));
}
