using Shipworthy.Extractors.Endpoints.Routers;

namespace Shipworthy.Extractors.Endpoints.Frameworks;

/// <summary>Applications of Hono that a route of Next.js holds: <c>export const GET = handle(app)</c>. Their routes stand behind the middleware of the outer app.</summary>
sealed class HonoInOthers : IInnerRoutes
{
    /// <inheritdoc/>
    public void Open(Sources sources, RouteList found)
    {
        var code = sources.Code;
        if (!code.Imports("hono", "@hono/zod-openapi"))
            return;
        var hosts = found.Routes.Where(one => one.Framework is not "Hono" && IsHandle(code, one.Handler)).ToList();
        // Of several apps with applications of Hono it is not known whose middleware stands before which.
        var isOneApp = hosts.Select(one => NextPaths.AppOf(one.At.File.Path)).Distinct(StringComparer.Ordinal).Count() == 1;
        foreach (var host in hosts)
        {
            found.Remove(host);
            if (!found.Routes.Any(one => one.Framework is "Hono"))
            {
                found.CannotSee(host.At, "an application of Hono answers here, and none of its routes could be read");
                continue;
            }
            var outer = string.Join('/', host.Path.Split('/').TakeWhile(segment => !PathTemplates.IsParameter(segment)));
            if (host.Before.Length > 0 && isOneApp)
                foreach (var inner in found.Routes.Where(one => one.Framework is "Hono" && PathTemplates.Covers(outer, one.Path)).ToList())
                    if (!inner.Before.Take(host.Before.Length).SequenceEqual(host.Before))
                    {
                        found.Remove(inner);
                        found.Add(inner with { Before = [.. host.Before, .. inner.Before] });
                    }
        }
    }

    static bool IsHandle(CodeBase code, Code handler) =>
        handler.Kind is CodeKind.Call && code.OriginOf(handler.Callee) is { Package: "hono", Name: "handle" };
}
