using Shipworthy.Extractors.Endpoints.Django;

namespace Shipworthy.Extractors.Headers;

/// <summary>
/// What Django's settings and Flask-Talisman send. Django's defaults: framing DENY by <c>XFrameOptionsMiddleware</c>, referrer <c>same-origin</c> by
/// <c>SecurityMiddleware</c>, no HTTPS header until <c>SECURE_HSTS_SECONDS</c> is set, a policy by django-csp or, since version 6, <c>SECURE_CSP</c>. Talisman sends all four.
/// </summary>
sealed class HeadersOfPythonLibraries : IHeaderFinder
{
    static readonly ImmutableArray<(string Setting, string Header)> OwnPolicies =
    [
        ("SECURE_CSP", HeaderNames.Policy),
        ("SECURE_CSP_REPORT_ONLY", HeaderNames.ReportOnly),
    ];

    /// <inheritdoc/>
    public IEnumerable<HeaderSetting> Find(Sources sources)
    {
        var code = sources.Code;
        foreach (var call in code.Calls("Talisman"))
            if (code.OriginOf(call.Callee).Package is "flask_talisman" && sources.IsDeployed(call.File))
            {
                var policy = call.ArgumentNamed("content_security_policy");
                if (policy is { Operator: "null" or "false" })
                    yield return new(HeaderNames.Policy, "", call.At) { Removes = true };
                else
                    yield return new(
                        HeaderNames.Policy,
                        policy.Exists
                            ? HeadersInCode.Text(code, code.ValueOf(policy), policy) ?? "default-src 'self'"
                            : "default-src 'self'",
                        call.At
                    );
                yield return new(HeaderNames.Framing, "SAMEORIGIN", call.At);
                yield return new(
                    HeaderNames.Https,
                    call.ArgumentNamed("force_https") is { Operator: "false" } ? "" : "max-age=31556926",
                    call.At
                );
                yield return new(HeaderNames.Referrer, "strict-origin-when-cross-origin", call.At);
            }
        foreach (var list in code.All(CodeKind.Variable))
            if (
                list is { Name: "MIDDLEWARE" or "MIDDLEWARE_CLASSES", File.Language: Language.Python }
                && sources.IsDeployed(list.File)
                && !DjangoFiles.IsShadowed(code, list.File.Path)
            )
                foreach (var setting in Django(sources, list))
                    yield return setting;
    }

    static IEnumerable<HeaderSetting> Django(Sources sources, Code list)
    {
        var code = sources.Code;
        var folder = AppOf(list.File.Path);
        bool Runs(string name) => list.Text.Contains(name, StringComparison.Ordinal);
        Code Setting(string name) =>
            code.All(CodeKind.Variable)
                .Where(one =>
                    one.Name == name
                    && one.File.Language is Language.Python
                    && sources.IsDeployed(one.File)
                    && sources.RunsInProduction(one)
                )
                .LastOrDefault();

        if (Runs("XFrameOptionsMiddleware"))
            yield return new(HeaderNames.Framing, code.ValueOf(Setting("X_FRAME_OPTIONS")).AsText ?? "DENY", list.At) { Folder = folder };
        if (Runs("SecurityMiddleware"))
        {
            var referrer = Setting("SECURE_REFERRER_POLICY");
            yield return new(HeaderNames.Referrer, code.ValueOf(referrer).AsText ?? "same-origin", list.At)
            {
                Folder = folder,
                // The setting came with version 3.0, its default with 3.1 (release notes).
                Since = new(PackageEcosystem.PyPi, "django", referrer.Exists ? "3.0" : "3.1"),
            };
            if (Setting("SECURE_HSTS_SECONDS") is { Exists: true } seconds)
                yield return new(
                    HeaderNames.Https,
                    code.ValueOf(seconds) switch
                    {
                        Value.Number number => $"max-age={number.Amount:0}",
                        Value.FromEnvironment { Default: Value.Number number } => $"max-age={number.Amount:0}",
                        _ => null,
                    },
                    seconds.At
                )
                {
                    Folder = folder,
                };
        }
        // Without a policy in the settings Django's own middleware sends none, and before version 6 there is no such middleware (release notes of 6.0).
        if (Runs("ContentSecurityPolicyMiddleware"))
            foreach (var (name, header) in OwnPolicies)
                if (Setting(name) is { Exists: true } own)
                    yield return new(header, PolicyOf(own), own.At)
                    {
                        Folder = folder,
                        Since = new(PackageEcosystem.PyPi, "django", "6.0"),
                    };
        if (Runs("csp.middleware.CSPMiddleware"))
        {
            var policy =
                Setting("CONTENT_SECURITY_POLICY") is { Exists: true } modern ? modern
                : Setting("CSP_SCRIPT_SRC") is { Exists: true } scripts ? scripts
                : Setting("CSP_DEFAULT_SRC");
            yield return new(
                HeaderNames.Policy,
                policy.Exists ? PolicyOf(policy) : "default-src 'self'",
                policy.Exists ? policy.At : list.At
            )
            {
                Folder = folder,
            };
        }
    }

    /// <summary>The sources that a dictionary or tuple of settings names, with the directive that they belong to as far as it stands there.</summary>
    static string PolicyOf(Code policy)
    {
        var sources = string.Join(
            ' ',
            policy
                .Descendants(CodeKind.Literal)
                .Select(one => one.String)
                .OfType<string>()
                .Where(text => !text.EndsWith("-src", StringComparison.Ordinal))
        );
        return policy.Text.Contains("script-src", StringComparison.Ordinal) || policy.Name is "CSP_SCRIPT_SRC"
            ? $"script-src {sources}"
            : $"default-src {sources}";
    }

    /// <summary>The folder of a project: that of its settings, or above a package of settings.</summary>
    static string AppOf(string path)
    {
        var folders = path.Split('/')[..^1];
        var keep = folders.Length > 0 && folders[^1] is "settings" ? folders.Length - 2 : folders.Length - 1;
        return string.Join('/', folders[..Math.Max(0, keep)]);
    }
}
