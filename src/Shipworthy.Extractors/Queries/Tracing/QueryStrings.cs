using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Shipworthy.Extractors.Pipelines.Following;

namespace Shipworthy.Extractors.Queries.Tracing;

/// <summary>
/// Tells whether a framework makes objects of brackets in the query of an address: <c>?name[$ne]=x</c>. Express does up to version 4, and NestJS on it up to 10; since then
/// both give texts and lists alone, as Fastify, Koa and Next.js always did (documentation of Express 5, "query parser").
/// </summary>
sealed partial class QueryStrings(Sources sources)
{
    readonly Packages packages = new(sources.Tree);
    readonly ConcurrentDictionary<string, bool> known = new(StringComparer.Ordinal);

    readonly Lazy<bool> isAsked = new(() =>
        sources.Code.Calls("set").Any(call => call.ArgumentAt(0).String is "query parser")
        || sources.Code.Files.Any(file => Parser().IsMatch(file.Text))
    );

    /// <summary>Whether the code of a file may be handed an object there; also where the framework or its version is not known.</summary>
    public bool AreParsed(CodeFile file) => known.GetOrAdd(file.Path[..Math.Max(0, file.Path.LastIndexOf('/'))], _ => Find(file));

    bool Find(CodeFile file)
    {
        if (packages.Nearest(file.Path[..Math.Max(0, file.Path.LastIndexOf('/'))]) is not { } package || isAsked.Value)
            return true;
        if (file.Path.Contains("pages/api/", StringComparison.Ordinal) && package.Dependencies.Contains("next"))
            return false;
        if (Major(package, "express") is { } express)
            return express < 5;
        if (Major(package, "@nestjs/platform-express") is { } nest)
            return nest < 11;
        return package.Dependencies.Contains("express")
            || package.Dependencies.Contains("@nestjs/platform-express")
            || !(package.Dependencies.Contains("fastify") || package.Dependencies.Contains("koa"));
    }

    /// <summary>The major version that a package asks for at least; null when it does not say.</summary>
    static int? Major(Package package, string name)
    {
        foreach (var section in new[] { "dependencies", "devDependencies" })
            if (
                package.Root.ValueKind is JsonValueKind.Object
                && package.Root.TryGetProperty(section, out var all)
                && all.ValueKind is JsonValueKind.Object
                && all.TryGetProperty(name, out var version)
                && version.ValueKind is JsonValueKind.String
                && Version().Match(version.GetString()!) is { Success: true } match
            )
                return int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture);
        return null;
    }

    [GeneratedRegex(@"^[\^~=v>]{0,3}\s*(\d{1,4})(?:\.|$)", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Version();

    /// <summary>Settings and packages by which brackets are read after all.</summary>
    [GeneratedRegex(@"querystringParser|koa-qs|[""']qs[""']", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Parser();
}
