using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Telemetry.Hops;

/// <summary>Tells addresses of the app itself from those of others: by its routes, by the functions of its platform, by the names of its services.</summary>
sealed partial class OwnAddresses
{
    /// <summary>What stands for a part of an address that is not known.</summary>
    const string Hole = "{}";

    static readonly HashSet<string> General = new(StringComparer.OrdinalIgnoreCase) { "api", "v1", "v2", "v3", "rest", Hole };

    readonly Sources sources;
    readonly Lazy<ImmutableArray<(string[] Path, string File)>> routes;

    public OwnAddresses(Sources sources)
    {
        this.sources = sources;
        routes = new(() =>
            [
                .. sources
                    .Routes.Routes.Where(route => route.Path.StartsWith('/'))
                    .Select(route => (Path: route.Path, File: route.At.File.Path))
                    .Distinct()
                    .Select(route => (route.Path.Split('/', StringSplitOptions.RemoveEmptyEntries), route.File)),
            ]
        );
    }

    /// <summary>The part of the app that an address leads to, as people call it, with the way; null when it leads elsewhere or cannot be told.</summary>
    public (HopKind Kind, string To)? Of(Code address)
    {
        var text = TextOf(address, 4);
        if (Function().Match(text) is { Success: true } function)
            return (HopKind.Function, function.Groups["name"].Value is { Length: > 0 } name ? name : "a function");
        if (Service().Match(text) is { Success: true } service)
            return (HopKind.Call, service.Groups["name"].Value);
        var path =
            text.StartsWith(Hole + "/", StringComparison.Ordinal) ? text[Hole.Length..]
            : Local().Match(text) is { Success: true } local ? text[local.Length..]
            : "";
        path = path.Split('?', '#')[0].TrimEnd('/');
        return path.Length > 1 && IsRoute(path.Split('/', StringSplitOptions.RemoveEmptyEntries), address.File.Path)
            ? (HopKind.Call, path.Replace(Hole, "…", StringComparison.Ordinal))
            : null;
    }

    /// <summary>
    /// What an address begins with where all the rest of it is handed in, as the setting or the text that holds it; null where something of the rest is written, or the beginning
    /// cannot be told.
    /// </summary>
    public string? BaseOf(Code address)
    {
        if (address.Kind is CodeKind.Name && sources.Code.Definition(address) is { Kind: CodeKind.Variable } held)
            address = held[Part.Value];
        return
            address.Kind is CodeKind.Template
            && address.Children.ToList() is [{ Kind: not CodeKind.Literal } first, .. var rest]
            && rest.Count > 0
            && rest.TrueForAll(one => one.Kind is not CodeKind.Literal)
            ? KeyOf(first)
            : null;
    }

    /// <summary>What an address of the app begins with, as the setting or the text that holds it.</summary>
    public string? BeginningOf(Code address)
    {
        if (address.Kind is CodeKind.Name && sources.Code.Definition(address) is { Kind: CodeKind.Variable } held)
            address = held[Part.Value];
        return address.Kind is CodeKind.Template && address.Children.FirstOrDefault() is { Exists: true, Kind: not CodeKind.Literal } first
            ? KeyOf(first)
            : null;
    }

    /// <summary>The setting of the environment that a value comes from, also over files.</summary>
    string? KeyOf(Code value)
    {
        var text = value.Text;
        if (sources.Code.Definition(value) is { Kind: CodeKind.Variable } held && held[Part.Value].Exists)
            text = held[Part.Value].Text;
        return Environment().Match(text) is { Success: true } match ? match.Groups["name"].Value : null;
    }

    /// <summary>Whether the app answers at a way. A route does not call itself: where only the calling file answers there, the host is another.</summary>
    bool IsRoute(string[] path, string caller) =>
        path.Any(segment => !General.Contains(segment))
        && routes.Value.Any(route =>
            route.Path.Length == path.Length
            && route.File != caller
            && route
                .Path.Zip(path)
                .All(pair =>
                    pair.First == pair.Second
                    || pair.First[0] is ':' or '{' or '[' or '<'
                    || pair.Second.Contains(Hole, StringComparison.Ordinal)
                )
            && route.Path.Zip(path).Any(pair => pair.First == pair.Second && !General.Contains(pair.First))
        );

    /// <summary>An address as far as it is known.</summary>
    string TextOf(Code address, int steps)
    {
        if (steps <= 0 || !address.Exists)
            return Hole;
        return address.Kind switch
        {
            CodeKind.Literal => address.String ?? Hole,
            CodeKind.Template => string.Concat(address.Children.Select(piece => TextOf(piece, steps - 1))),
            CodeKind.Binary when address.Operator is "+" => TextOf(address[Part.Left], steps - 1) + TextOf(address[Part.Right], steps - 1),
            CodeKind.New when address.Callee.Name is "URL" or "Uri" => (address.ArgumentAt(1).Exists ? Hole : "")
                + TextOf(address.ArgumentAt(0), steps - 1),
            CodeKind.Await or CodeKind.Argument => TextOf(address[Part.Value], steps - 1),
            CodeKind.Name
                when sources.Code.Definition(address) is { Kind: CodeKind.Variable } held
                    && held[Part.Value]
                        is { Exists: true, Kind: CodeKind.Literal or CodeKind.Template or CodeKind.Binary or CodeKind.New } value => TextOf(
                value,
                steps - 1
            )
                is var text
            && text.Contains('/', StringComparison.Ordinal)
                ? text
                : Hole,
            _ => Hole,
        };
    }

    [GeneratedRegex(@"\bprocess\.env\.(?<name>\w+)|\bprocess\.env\[[""'](?<name>\w+)[""']\]", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Environment();

    [GeneratedRegex(@"/functions/v1/(?<name>[\w-]*)", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Function();

    /// <summary>A name without a dot is one that only the deployment knows.</summary>
    [GeneratedRegex(@"^https?(?:\+http)?://(?!localhost\b)(?<name>[a-z][\w-]*)(?::\d+)?(?:/|$)", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Service();

    [GeneratedRegex(@"^https?://(?:localhost|127\.0\.0\.1)(?::\d+|:\{\})?(?=/)", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Local();
}
