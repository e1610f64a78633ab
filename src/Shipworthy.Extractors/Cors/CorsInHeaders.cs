using System.Text.RegularExpressions;
using Shipworthy.Extractors.Headers;

namespace Shipworthy.Extractors.Cors;

/// <summary>
/// The header set by hand, in any language: middlewares, route handlers of Next.js (and its <c>headers()</c>), answers of functions, the header objects of
/// Supabase Edge Functions and the one in <c>_shared</c> that many of them import.
/// </summary>
public sealed partial class CorsInHeaders : IExtractor
{
    static readonly HeaderWords Headers = new("access-control-allow-origin");

    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(CorsRule)];

    /// <inheritdoc/>
    public void Extract(Sources sources, Learner learn)
    {
        var reader = new OriginReader(sources);
        foreach (var file in sources.Code.Files)
            if (sources.IsDeployed(file))
                foreach (var site in HeaderSite.In(file, Headers))
                    if (Rule(sources, reader, site) is { } rule)
                        learn.Add(rule);
    }

    static CorsRule? Rule(Sources sources, OriginReader reader, HeaderSite site)
    {
        var code = sources.Code;
        var file = site.Name.File;
        var around = site.Name.Enclosing(CodeKind.Function);
        var callers = reader.Unchecked(OriginParameters(site.Name));
        var origins = reader.Read(site.Value, callers);
        if (around.Exists)
            origins = origins.Within(reader.PathTo(site.Name, around, callers));
        if (origins.IsNobody)
            return null;
        var functions = EdgeFunctions.ThatUse(sources, site.Name);
        var paths = PathsOf(code, site, file.Path);
        return origins.Into(
            new(site.Name.At, "header")
            {
                Admits = Admits.Unknown,
                Covers = paths,
                AllowsCredentials = AllowsCredentials(site, around),
                RunsIn = reader.Production.RunsIn(site.Name),
                PublicBecause = paths.Length == 0 ? null : PublicPaths.Reason(paths),
                ForgetsVary = origins.Entries.Length > 1 && IsKeptByCaches(around) && !SaysVary(around),
                Functions = functions ?? [],
                NotCountedBecause =
                    IsOfRequest(code, site) ? "is sent with a request, and grants nothing"
                    : functions is [] ? "is defined and never used"
                    : functions is null && IsNeverCalled(site.Name) ? "is sent by a function that nothing calls"
                    : null,
            }
        );
    }

    /// <summary>Parameters that hold the caller's origin by their name: <c>function headersFor(origin)</c>.</summary>
    static ImmutableHashSet<Code> OriginParameters(Code node)
    {
        var found = ImmutableHashSet.CreateBuilder<Code>();
        for (var function = node.Enclosing(CodeKind.Function); function.Exists; function = function.Enclosing(CodeKind.Function))
            foreach (var parameter in function.All(Part.Parameter))
                if (parameter.Name.EndsWith("origin", StringComparison.OrdinalIgnoreCase))
                    found.Add(parameter);
        return found.ToImmutable();
    }

    static bool AllowsCredentials(HeaderSite site, Code around)
    {
        var scope =
            site.Holder.Property("key").Exists ? site.Holder.Parent
            : site.Holder.Exists ? site.Holder
            : around.Exists ? around
            : site.Name.File.Root;
        return scope.Text.Contains("Allow-Credentials", StringComparison.OrdinalIgnoreCase)
            && scope.Descendants(CodeKind.Literal).Any(IsTrue);

        static bool IsTrue(Code value) =>
            (value.Operator is "true" || value.String?.Equals("true", StringComparison.OrdinalIgnoreCase) is true)
            && (value.Parent.Text + value.Parent.Parent.Property("key").Text).Contains("Credentials", StringComparison.OrdinalIgnoreCase);
    }

    static bool SaysVary(Code around) => around.Exists && Vary().IsMatch(around.Text);

    static bool IsKeptByCaches(Code around) => around.Exists && Cached().IsMatch(around.Text);

    /// <summary>The path of a route by its file, or the <c>source</c> beside the headers of Next.js' settings.</summary>
    static string PathsOf(CodeBase code, HeaderSite site, string path)
    {
        for (var at = site.Name; at.Exists; at = at.Parent)
            if (at.Kind is CodeKind.Object && at.Property("source") is { Exists: true } source && at.Property("headers").Exists)
                return code.ValueOf(source[Part.Value]).AsText ?? "";
        return RouteFile().Match(path) is { Success: true } route ? "/" + route.Groups[1].Value : "";
    }

    /// <summary>Headers that a client sends grant nothing, whatever their name.</summary>
    static bool IsOfRequest(CodeBase code, HeaderSite site)
    {
        if (!site.Holder.Exists)
            return site.Name.Parent.Callee.Name is "setRequestHeader" || Around(code, site.Name);
        if (Around(code, site.Holder))
            return true;
        var variable = site.Holder.Parent;
        if (variable.Kind is not CodeKind.Variable || variable.Parent.Kind is CodeKind.Export)
            return false;
        var uses = variable
            .File.Root.Descendants(CodeKind.Name)
            .Where(use => use.Name == variable.Name && code.Definition(use) == variable)
            .ToList();
        return uses.Count > 0 && uses.TrueForAll(use => Around(code, use));
    }

    /// <summary>Whether a node stands in a function of a script that stays in its file, and that nothing there names.</summary>
    static bool IsNeverCalled(Code node)
    {
        if (node.File.Language is not (Language.JavaScript or Language.TypeScript or Language.Tsx))
            return false;
        Code outermost = default;
        for (var at = node.Enclosing(CodeKind.Function); at.Exists; at = at.Enclosing(CodeKind.Function))
            outermost = at;
        // CloudFront calls a function of this name, which its file neither exports nor names again.
        if (!outermost.Exists || outermost.Name is "handler")
            return false;
        var declared = outermost.Parent.Kind is CodeKind.Variable ? outermost.Parent : outermost;
        return declared.Name.Length > 0
            && declared.Parent.Kind is CodeKind.Module
            && !declared.File.Root.Descendants().Any(one => one.Name == declared.Name && one != declared && !declared.Contains(one));
    }

    static bool Around(CodeBase code, Code node)
    {
        for (var at = node; at.Parent.Exists && at.Kind is not CodeKind.Function; at = at.Parent)
            if (at.Part is Part.Argument && at.Parent is { Kind: CodeKind.Call or CodeKind.New } call)
                return call.Callee.Name is "fetch" or "$fetch" or "ofetch"
                    || call.Callee.DottedName.StartsWith("axios", StringComparison.Ordinal)
                    || call.Callee.DottedName.StartsWith("requests.", StringComparison.Ordinal)
                    || code.OriginOf(call.Callee).Package
                        is "axios"
                            or "ky"
                            or "got"
                            or "node-fetch"
                            or "undici"
                            or "cross-fetch"
                            or "superagent"
                            or "ofetch"
                            or "httpx"
                            or "requests";
        return false;
    }

    [GeneratedRegex(
        @"['""]Vary['""]|\.Vary\b|\bvary\(|Append\(""Vary""",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 10_000
    )]
    private static partial Regex Vary();

    [GeneratedRegex(
        @"s-maxage=[1-9]|\bmax-age=[1-9]|['""]public,",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 10_000
    )]
    private static partial Regex Cached();

    [GeneratedRegex(
        @"(?:^|/)(?:app|pages)/(.+?)(?:/route)?\.(?:ts|js|tsx|jsx|mjs)$",
        RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 10_000
    )]
    private static partial Regex RouteFile();
}
