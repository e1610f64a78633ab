namespace Shipworthy.Extractors.Headers;

/// <summary>
/// What ASP.NET Core sends: <c>UseHsts</c> (30 days unless <c>MaxAge</c> says more), the packages NWebsec and NetEscapades, and Blazor's own <c>frame-ancestors 'self'</c> (since .NET 8,
/// with interactive server rendering).
/// </summary>
sealed class HeadersOfDotNetLibraries : IHeaderFinder
{
    /// <inheritdoc/>
    public IEnumerable<HeaderSetting> Find(Sources sources)
    {
        var code = sources.Code;
        foreach (
            var call in code.Calls(
                "UseHsts",
                "UseSecurityHeaders",
                "UseCsp",
                "UseXfo",
                "UseReferrerPolicy",
                "AddInteractiveServerRenderMode"
            )
        )
        {
            if (call.File.Language is not Language.CSharp || !sources.IsDeployed(call.File))
                continue;
            foreach (var setting in Of(sources, call))
                yield return setting with
                {
                    RunsIn = sources.Production.RunsIn(call),
                };
        }
    }

    static IEnumerable<HeaderSetting> Of(Sources sources, Code call) =>
        call.Callee.Name switch
        {
            "UseHsts" => [new(HeaderNames.Https, $"max-age={MaxAge(sources, call)}", call.At)],
            "UseSecurityHeaders" => call.Text.Contains("AddContentSecurityPolicy", StringComparison.Ordinal)
                ? [.. NetEscapades(call), new(HeaderNames.Policy, "script-src 'self'", call.At)]
                : NetEscapades(call),
            "UseCsp" =>
            [
                new(
                    HeaderNames.Policy,
                    call.Text.Contains("ScriptSources", StringComparison.Ordinal)
                    || call.Text.Contains("DefaultSources", StringComparison.Ordinal)
                        ? "script-src 'self'"
                        : "frame-ancestors 'self'",
                    call.At
                ),
            ],
            "UseXfo" => [new(HeaderNames.Framing, "SAMEORIGIN", call.At)],
            "UseReferrerPolicy" =>
            [
                new(
                    HeaderNames.Referrer,
                    call.Text.Contains("NoReferrerWhenDowngrade", StringComparison.Ordinal)
                        ? "no-referrer-when-downgrade"
                        : "strict-origin-when-cross-origin",
                    call.At
                ),
            ],
            _ => [new(HeaderNames.Policy, "frame-ancestors 'self'", call.At)],
        };

    /// <summary>The headers that <c>AddDefaultSecurityHeaders</c> has, which is also what the call without a collection sends.</summary>
    static IEnumerable<HeaderSetting> NetEscapades(Code call) =>
        [
            new(HeaderNames.Framing, "DENY", call.At),
            new(HeaderNames.Https, "max-age=31536000", call.At),
            new(HeaderNames.Referrer, "strict-origin-when-cross-origin", call.At),
        ];

    static long MaxAge(Sources sources, Code call)
    {
        foreach (var assignment in sources.Code.All(CodeKind.Assignment))
            if (
                assignment[Syntax.Part.Target].Name is "MaxAge"
                && assignment.File.Language is Language.CSharp
                && SameFolder(assignment.File.Path, call.File.Path)
                && assignment.Enclosing(CodeKind.Call).Callee.Name is "AddHsts" or "Configure"
            )
            {
                var span = assignment[Syntax.Part.Value];
                var amount = sources.Code.ValueOf(span.ArgumentAt(0)).AsNumber ?? 0;
                return (long)(
                    span.Callee.Name switch
                    {
                        "FromDays" => amount * 86_400,
                        "FromHours" => amount * 3600,
                        "FromSeconds" => amount,
                        _ => 2_592_000,
                    }
                );
            }
        return 2_592_000;
    }

    static bool SameFolder(string a, string b) =>
        a.Split('/')[..^1].Zip(b.Split('/')[..^1]).TakeWhile(pair => pair.First == pair.Second).Count()
        >= Math.Min(a.Split('/').Length, b.Split('/').Length) - 2;
}
