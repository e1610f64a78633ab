using Shipworthy.Extractors.Endpoints.Idioms;

namespace Shipworthy.Extractors.Headers;

/// <summary>
/// Libraries of JavaScript that send the headers by themselves: Helmet and its kin send all four (version 8: policy with <c>script-src 'self'</c>, framing SAMEORIGIN, a year of
/// HTTPS, no referrer), Hono's <c>secureHeaders</c> all but a policy.
/// </summary>
sealed class HeadersOfNodeLibraries : IHeaderFinder
{
    const string DefaultPolicy = "default-src 'self'; script-src 'self'; frame-ancestors 'self'";

    /// <inheritdoc/>
    public IEnumerable<HeaderSetting> Find(Sources sources)
    {
        var code = sources.Code;
        if (!code.Imports("helmet", "@fastify/helmet", "koa-helmet", "hono", "fastify-helmet"))
            yield break;
        foreach (var file in code.Files.Where(one => Speaks(one) && sources.IsDeployed(one)))
        foreach (var call in file.Root.Descendants(CodeKind.Call))
        {
            var found =
                call.Callee.Name is "register" && code.OriginOf(call.ArgumentAt(0)).Package is "@fastify/helmet" or "fastify-helmet"
                    ? Helmet(code, call, call.ArgumentAt(1), Since(code.OriginOf(call.ArgumentAt(0)).Package))
                : code.OriginOf(call.Callee) is { Package: "helmet" or "koa-helmet", Name: "default" or "*" or "helmet" } whole
                    ? Helmet(code, call, call.ArgumentAt(0), Since(whole.Package))
                : code.OriginOf(call.Callee) is { Package: "helmet" } part ? Single(code, call, part.Name)
                : code.OriginOf(call.Callee) is { Package: "hono", Name: "secureHeaders" } ? Hono(code, call)
                : [];
            foreach (var setting in found)
                yield return setting with
                {
                    RunsIn = sources.Production.RunsIn(call),
                };
        }
    }

    /// <summary>Files that name none of the libraries are most, and need no look at their calls.</summary>
    static bool Speaks(CodeFile file) =>
        file.Text.Contains("elmet", StringComparison.Ordinal) || file.Text.Contains("secureHeaders", StringComparison.Ordinal);

    /// <summary>
    /// The version from which on a policy and a rule for referrers are sent unasked: that of Helmet itself ("Helmet 4 upgrade guide"), and those of packages around it that
    /// brought it.
    /// </summary>
    static LibraryVersion? Since(string package) =>
        package switch
        {
            "helmet" => new(PackageEcosystem.Npm, package, "4.0.0"),
            "koa-helmet" => new(PackageEcosystem.Npm, package, "6.0.0"),
            "fastify-helmet" => new(PackageEcosystem.Npm, package, "5.0.0"),
            _ => null,
        };

    static IEnumerable<HeaderSetting> Helmet(CodeBase code, Code call, Code options, LibraryVersion? since)
    {
        yield return Setting(
            code,
            call,
            options,
            "contentSecurityPolicy",
            HeaderNames.Policy,
            inner => PolicyOf(code, inner, DefaultPolicy)
        ) with
        {
            Since = code.ObjectOf(code.Entry(options, "contentSecurityPolicy")).Exists ? null : since,
        };
        yield return code.ObjectEntry(options, "frameguard") is false || code.ObjectEntry(options, "xFrameOptions") is false
            ? Gone(call, HeaderNames.Framing)
            : new(HeaderNames.Framing, "SAMEORIGIN", call.At);
        var hsts = code.Entry(options, "strictTransportSecurity").Exists ? "strictTransportSecurity" : "hsts";
        yield return Setting(
            code,
            call,
            options,
            hsts,
            HeaderNames.Https,
            inner => $"max-age={code.NumberEntry(inner, "maxAge") ?? 31_536_000:0}"
        );
        yield return Setting(
            code,
            call,
            options,
            "referrerPolicy",
            HeaderNames.Referrer,
            inner => code.ValueOf(code.Entry(inner, "policy")).AsText ?? "no-referrer"
        ) with
        {
            Since = code.Entry(options, "referrerPolicy").Exists ? null : since,
        };
    }

    static HeaderSetting Setting(CodeBase code, Code call, Code options, string name, string header, Func<Code, string?> value)
    {
        if (code.ObjectEntry(options, name) is false)
            return Gone(call, header);
        var entry = code.Entry(options, name);
        var setting = new HeaderSetting(header, value(entry), entry.Exists ? entry.At : call.At);
        return entry.Exists && code.ObjectEntry(entry, "reportOnly") is true ? setting with { Name = HeaderNames.ReportOnly } : setting;
    }

    static HeaderSetting Gone(Code call, string header) => new(header, "", call.At) { Removes = true };

    static IEnumerable<HeaderSetting> Single(CodeBase code, Code call, string name) =>
        name.Replace("default.", "", StringComparison.Ordinal) switch
        {
            "contentSecurityPolicy" => [new(HeaderNames.Policy, PolicyOf(code, call.ArgumentAt(0), DefaultPolicy), call.At)],
            "frameguard" or "xFrameOptions" => [new(HeaderNames.Framing, "SAMEORIGIN", call.At)],
            "hsts" or "strictTransportSecurity" =>
            [
                new(HeaderNames.Https, $"max-age={code.NumberEntry(call.ArgumentAt(0), "maxAge") ?? 31_536_000:0}", call.At),
            ],
            "referrerPolicy" =>
            [
                new(HeaderNames.Referrer, code.ValueOf(code.Entry(call.ArgumentAt(0), "policy")).AsText ?? "no-referrer", call.At),
            ],
            _ => [],
        };

    static IEnumerable<HeaderSetting> Hono(CodeBase code, Code call)
    {
        var options = call.ArgumentAt(0);
        yield return new(HeaderNames.Framing, "SAMEORIGIN", call.At);
        yield return new(HeaderNames.Https, "max-age=15552000; includeSubDomains", call.At);
        yield return new(HeaderNames.Referrer, "no-referrer", call.At);
        if (code.Entry(options, "contentSecurityPolicy") is { Exists: true } policy)
            yield return new(HeaderNames.Policy, PolicyOf(code, policy, ""), policy.At);
    }

    /// <summary>The policy that directives in an object make: <c>{ directives: { scriptSrc: ["'self'"] } }</c>, with those of the library's own where it adds them.</summary>
    static string? PolicyOf(CodeBase code, Code options, string defaults)
    {
        if (!options.Exists || code.ObjectEntry(options, "useDefaults") is true)
            return defaults;
        var directives = code.ObjectOf(code.Entry(options, "directives") is { Exists: true } given ? given : options);
        if (!directives.Exists)
            return code.ValueOf(options).AsTruth is true ? defaults : null;
        var parts = new List<string>();
        foreach (var entry in directives.Children.Where(one => one.Kind is CodeKind.Property))
        {
            var name = Dashed(entry.Name);
            var values =
                entry[Part.Value].Kind is CodeKind.Array
                    ? entry[Part.Value]
                        .Children.Select(one =>
                            code.ValueOf(one).AsText ?? (one.Kind is CodeKind.Function ? "'nonce-computed'" : "computed")
                        )
                    : [code.ValueOf(entry[Part.Value]).AsText ?? "computed"];
            parts.Add($"{name} {string.Join(' ', values)}");
        }
        if (
            !parts.Exists(part => part.StartsWith("script-src ", StringComparison.Ordinal))
            && code.ObjectEntry(options, "useDefaults") is not false
            && defaults.Length > 0
        )
            parts.Add("script-src 'self'");
        return string.Join("; ", parts);
    }

    static string Dashed(string name) =>
        string.Concat(name.Select(letter => char.IsUpper(letter) ? $"-{char.ToLowerInvariant(letter)}" : letter.ToString()));
}
