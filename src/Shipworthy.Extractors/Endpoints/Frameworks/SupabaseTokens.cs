using Shipworthy.Extractors.Toml;

namespace Shipworthy.Extractors.Endpoints.Frameworks;

/// <summary>
/// Whether the platform verifies the token of a call to an Edge Function before the function runs: it does unless <c>verify_jwt = false</c> stands in <c>supabase/config.toml</c>. The
/// public key passes too; but only a person's token has a <c>sub</c>, so a function that demands one has asked who is calling.
/// </summary>
sealed class SupabaseTokens(Sources sources)
{
    readonly Dictionary<string, bool> verified = new(StringComparer.Ordinal);

    /// <summary>Whether the signature of the token is verified before a file's code runs.</summary>
    public bool AreVerifiedFor(string path)
    {
        const string folder = "supabase/functions/";
        var at = path.IndexOf(folder, StringComparison.Ordinal);
        if (at < 0)
            return false;
        var name = path[(at + folder.Length)..].Split('/')[0];
        var key = path[..at] + name;
        if (!verified.TryGetValue(key, out var known))
            verified[key] = known =
                sources.Tree.Find($"{path[..at]}supabase/config.toml") is { } config
                && TomlFile.Read(config)["functions"][name]["verify_jwt"].Text is not "false";
        return known;
    }
}
