using System.Text.Json;
using Shipworthy.Extractors.Deployables;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Endpoints.AspNet;

/// <summary>
/// Routes of the reverse proxy YARP, as the settings of a project name them: address, methods, <c>AuthorizationPolicy</c> and <c>RateLimiterPolicy</c> (documentation of YARP 2,
/// "Configuration files"). Who may call a route that names no policy is up to the service behind it.
/// </summary>
sealed class RoutesInYarp : IRouteFinder
{
    /// <inheritdoc/>
    public ImmutableArray<string> Frameworks => ["ASP.NET Core"];

    /// <inheritdoc/>
    public void Find(Sources sources, RouteList found)
    {
        var code = sources.Code;
        var projects = new AspNetProjects(sources);
        var folders = new Folders(sources.Tree, ".csproj");
        foreach (var call in code.Calls("MapReverseProxy"))
        {
            if (call.File.Language is not Language.CSharp || !sources.IsDeployed(call.File) || !sources.RunsInProduction(call))
                continue;
            var (_, words) = AspNetBuilders.WordsOf(code, call).First();
            var any = false;
            foreach (var file in SettingsOf(sources, folders.Of(call.File.Path)))
            foreach (var route in RoutesOf(file.Text))
            {
                any = true;
                var steps = projects.Of(call.File).Steps([.. words, .. WordsOf(route, call)]);
                foreach (var method in MethodsOf(route))
                    found.Add(
                        new(call, "YARP", method, PathOf(route))
                        {
                            Before = steps,
                            NotFollowed = "the service behind the proxy decides that",
                        }
                    );
            }
            if (!any)
                found.CannotSee(call, "the routes of the proxy are not in its project's settings");
        }
    }

    static IEnumerable<SourceFile> SettingsOf(Sources sources, string folder) =>
        sources
            .Tree.Named("appsettings.json")
            .Concat(sources.Tree.Named("appsettings.Production.json"))
            .Where(file => file.Folder == folder);

    static List<JsonElement> RoutesOf(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text, new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            return [.. Proxies(document.RootElement, 3).SelectMany(routes => routes.EnumerateObject().Select(one => one.Value.Clone()))];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    /// <summary>The routes of every section that has routes and clusters; it may have any name.</summary>
    static IEnumerable<JsonElement> Proxies(JsonElement section, int steps)
    {
        if (section.ValueKind is not JsonValueKind.Object || steps <= 0)
            return [];
        return Holds(section, "Routes", out var routes) && Holds(section, "Clusters", out _) && routes.ValueKind is JsonValueKind.Object
            ? [routes]
            : section.EnumerateObject().SelectMany(one => Proxies(one.Value, steps - 1));
    }

    static IEnumerable<(string Name, Code At, string Text)> WordsOf(JsonElement route, Code call)
    {
        if (TextOf(route, "AuthorizationPolicy") is { Length: > 0 } policy)
            yield return (policy.Equals("Anonymous", StringComparison.OrdinalIgnoreCase) ? "AllowAnonymous" : "Authorize", call, "");
        var limit = TextOf(route, "RateLimiterPolicy");
        if (limit.Length > 0 && !limit.Equals("Default", StringComparison.OrdinalIgnoreCase))
            yield return limit.Equals("Disable", StringComparison.OrdinalIgnoreCase)
                ? ("DisableRateLimiting", call, "")
                : ("RequireRateLimiting", call, limit);
    }

    static string PathOf(JsonElement route) =>
        Holds(route, "Match", out var match) && TextOf(match, "Path") is { Length: > 0 } path ? path : "/{**any}";

    static List<string> MethodsOf(JsonElement route) =>
        Holds(route, "Match", out var match)
        && Holds(match, "Methods", out var methods)
        && methods.ValueKind is JsonValueKind.Array
        && methods.EnumerateArray().Select(one => one.ToString().ToUpperInvariant()).ToList() is { Count: > 0 } named
            ? named
            : ["ANY"];

    static string TextOf(JsonElement element, string name) =>
        Holds(element, name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() ?? "" : "";

    /// <summary>Settings of .NET are found whatever the case of their names.</summary>
    static bool Holds(JsonElement element, string name, out JsonElement value)
    {
        if (element.ValueKind is JsonValueKind.Object)
            foreach (var one in element.EnumerateObject())
                if (one.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                {
                    value = one.Value;
                    return true;
                }
        value = default;
        return false;
    }
}
