using Shipworthy.Extractors.Endpoints.Routers;

namespace Shipworthy.Extractors.Endpoints.Frameworks;

/// <summary>
/// The <c>middleware.ts</c> (since version 16 <c>proxy.ts</c>) of apps of Next.js: what runs before an address, by the matcher of its configuration. Without a matcher it runs
/// before everything.
/// </summary>
sealed class NextMiddleware(Sources sources)
{
    readonly Dictionary<string, (Code What, ImmutableArray<string>? Matcher)?> known = new(StringComparer.Ordinal);

    /// <summary>What runs before an address of the app that a file belongs to.</summary>
    public ImmutableArray<Step> Before(string path, string address)
    {
        var folder = NextPaths.AppOf(path);
        if (!known.TryGetValue(folder, out var middleware))
            known[folder] = middleware = Find(folder);
        if (middleware is not var (what, matcher))
            return [];
        if (matcher is not { } patterns)
            return [new(what)];
        return patterns.Any(pattern => NextMatchers.Matches(pattern, address) is not false) ? [new(what)] : [];
    }

    (Code What, ImmutableArray<string>? Matcher)? Find(string folder)
    {
        foreach (var inner in new[] { "", "src/" })
        foreach (var name in new[] { "middleware", "proxy" })
        foreach (var ending in new[] { ".ts", ".js", ".mjs", ".tsx" })
            if (sources.Code.Find($"{(folder.Length > 0 ? folder + "/" : "")}{inner}{name}{ending}") is { } file)
            {
                var offered = ScriptExports.Of(sources.Code, file).ToList();
                var what = offered.Find(one => one.Name is "middleware" or "proxy") is { What.Exists: true } named
                    ? named.What
                    : offered.Find(one => one.Name is "default").What;
                return what.Exists ? (what, MatcherOf(offered.Find(one => one.Name is "config").What)) : null;
            }
        return null;
    }

    /// <summary>The matcher's patterns; those with conditions on headers or cookies count as if they had none. Null when there is no matcher.</summary>
    ImmutableArray<string>? MatcherOf(Code config)
    {
        if (!config.Exists || sources.Code.ValueOf(config) is not Value.ObjectOf { } options || options["matcher"] is not { } matcher)
            return null;
        return matcher switch
        {
            Value.Text text => [text.Content],
            Value.ListOf list =>
            [
                .. list.Items.Select(item => item.AsText ?? (item as Value.ObjectOf)?["source"]?.AsText).OfType<string>(),
            ],
            _ => null,
        };
    }
}
