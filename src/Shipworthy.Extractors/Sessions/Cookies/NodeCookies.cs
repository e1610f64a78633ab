namespace Shipworthy.Extractors.Sessions.Cookies;

/// <summary>
/// Cookies that servers of JavaScript set one by one: Express and Nest (<c>res.cookie</c>), Fastify, Hono, h3, Koa, Next.js, SvelteKit, Astro, and <c>serialize</c> of the package
/// cookie. Which ones carry a session is told by their names, and by values that are signed tokens.
/// </summary>
sealed class NodeCookies : ISessionFinder
{
    /// <summary>Koa and its package cookies: kept from scripts; Secure where the request is, as far as the server knows.</summary>
    static readonly CookieDefaults Koa = new(CookieFlag.Set, CookieFlag.ByRequest, CookieSite.Unset);

    /// <inheritdoc/>
    public void Find(SessionReading reading)
    {
        foreach (
            var call in reading.Code.Calls("cookie", "setCookie", "setSignedCookie", "set", "serialize", "setHeader", "append", "header")
        )
            if (SessionReading.IsScript(call) && Of(reading, call) is { } site && reading.Counts(call))
                site.Tell(reading);
    }

    static CookieSetting? Of(SessionReading reading, Code call)
    {
        var code = reading.Code;
        switch (call.Callee.Name)
        {
            case "cookie" when call.Receiver.Exists && call.ArgumentAt(1).Exists && IsAnswer(call.Receiver):
                return new(call, call.ArgumentAt(0), call.ArgumentAt(1), call.ArgumentAt(2), CookieDefaults.Plain, 0.001);
            case "setCookie" when call.Receiver.Exists && IsAnswer(call.Receiver):
                return new(call, call.ArgumentAt(0), call.ArgumentAt(1), call.ArgumentAt(2), CookieDefaults.Plain, 1);
            case "setCookie" when !call.Receiver.Exists && IsOfServer(code, call):
                return new(call, call.ArgumentAt(1), call.ArgumentAt(2), call.ArgumentAt(3), CookieDefaults.Plain, 1);
            case "setSignedCookie" when !call.Receiver.Exists:
                return new(call, call.ArgumentAt(1), call.ArgumentAt(2), call.ArgumentAt(4), CookieDefaults.Plain, 1);
            case "serialize" when code.OriginOf(call.Callee).Package is "cookie":
                return new(call, call.ArgumentAt(0), call.ArgumentAt(1), call.ArgumentAt(2), CookieDefaults.Plain, 1);
            case "set" when Jar(reading, call) is { } defaults:
                var first = call.ArgumentAt(0);
                return code.ObjectOf(first) is { Exists: true } whole && code.Entry(whole, "name").Exists
                    ? new(call, code.Entry(whole, "name"), code.Entry(whole, "value"), whole, defaults, 1)
                    : new(call, first, call.ArgumentAt(1), call.ArgumentAt(2), defaults, defaults == Koa ? 0.001 : 1);
            case "setHeader"
            or "append"
            or "set"
            or "header" when (call.ArgumentAt(0).String ?? "").Equals("set-cookie", StringComparison.OrdinalIgnoreCase):
                return Written(call);
            default:
                return null;
        }
    }

    /// <summary>A cookie that is written out as the text of its header.</summary>
    static CookieSetting? Written(Code call)
    {
        var text = call.ArgumentAt(1);
        return text.Kind is CodeKind.Template or CodeKind.Literal or CodeKind.Binary && text.Text.Contains('=', StringComparison.Ordinal)
            ? new(call, default, text, default, CookieDefaults.Plain, 1) { Header = text.Text.Trim('`', '\'', '"') }
            : null;
    }

    static bool IsAnswer(Code receiver) =>
        receiver.Name is "res" or "response" or "reply" or "resp" or "_res" or "status"
        || (receiver.Kind is CodeKind.Call && receiver.Receiver.Exists && IsAnswer(receiver.Receiver));

    /// <summary>Hono's and h3's function takes the request first; that of a hook or a library for pages does not.</summary>
    static bool IsOfServer(CodeBase code, Code call) =>
        code.OriginOf(call.Callee).Package is "hono" or "@hono/hono" or "h3" or "nuxt" or "#imports" or "vinxi"
        || (call.ArgumentAt(0).Name is "event" or "c" or "ctx" && call.ArgumentAt(2).Exists);

    /// <summary>The defaults of the jar whose method is called; null when it is no jar of a server.</summary>
    static CookieDefaults? Jar(SessionReading reading, Code call)
    {
        var receiver = call.Receiver;
        if (!receiver.Exists)
            return null;
        var way = receiver.Text;
        var origin = reading.Code.OriginOf(receiver);
        if (origin.Package is "js-cookie" or "universal-cookie" or "vue-cookies")
            return null;
        if (origin.Package is "next" || origin.Name.Contains("cookies()", StringComparison.Ordinal))
            return CookieDefaults.Plain;
        if (
            !way.EndsWith("ookies", StringComparison.Ordinal)
            && !way.EndsWith("ookieStore", StringComparison.Ordinal)
            && !way.EndsWith("cookies())", StringComparison.Ordinal)
            && !way.EndsWith("cookies()", StringComparison.Ordinal)
        )
            return null;
        if (
            call.File.Text.Contains("next/headers", StringComparison.Ordinal)
            || call.File.Text.Contains("next/server", StringComparison.Ordinal)
        )
            return CookieDefaults.Plain;
        if (way.StartsWith("Astro", StringComparison.Ordinal) || call.File.Text.Contains("astro", StringComparison.Ordinal))
            return CookieDefaults.Plain;
        if (IsOfSvelteKit(call.File))
            return CookieDefaults.Sound;
        if (
            way.StartsWith("ctx.", StringComparison.Ordinal)
            || way.StartsWith("context.", StringComparison.Ordinal)
            || reading.Code.Imports("koa")
        )
            return Koa;
        return way.StartsWith("res", StringComparison.Ordinal) || way.StartsWith("event", StringComparison.Ordinal)
            ? CookieDefaults.Plain
            : null;
    }

    static bool IsOfSvelteKit(CodeFile file) =>
        file.Text.Contains("@sveltejs/kit", StringComparison.Ordinal)
        || file.Text.Contains("./$types", StringComparison.Ordinal)
        || Path.GetFileName(file.Path).StartsWith('+');
}
