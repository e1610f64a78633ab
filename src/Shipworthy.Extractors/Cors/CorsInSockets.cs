using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Cors;

/// <summary>
/// Sockets of JavaScript: Socket.IO servers, gateways of NestJS, and <c>ws</c> servers that serve signed-in people by cookie. A socket carries cookies from
/// every page, so that the origin is the only thing that tells pages apart.
/// </summary>
public sealed partial class CorsInSockets : IExtractor
{
    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(CorsRule)];

    /// <inheritdoc/>
    public void Extract(Sources sources, Learner learn)
    {
        var options = new CorsOptions(sources, "socket.io") { Channel = Channel.Socket };
        foreach (
            var call in sources.Code.Calls("Server", "SocketServer", "SocketIOServer", "Socket", "socketIo", "socketio", "io", "ioServer")
        )
            if (
                sources.Code.OriginOf(call.Callee) is { Package: "socket.io", Name: "Server" or "default" or "*" }
                && sources.IsDeployed(call.File)
            )
                Add(call, sources.Code.ObjectOf(call.Arguments.LastOrDefault()));
        foreach (var gateway in sources.Code.All(CodeKind.Decorator))
            if (gateway.Name is "WebSocketGateway" && sources.IsDeployed(gateway.File))
                Add(gateway, sources.Code.ObjectOf(gateway.Arguments.LastOrDefault()));

        foreach (var call in sources.Code.Calls("WebSocketServer", "Server"))
            if (
                sources.Code.OriginOf(call.Callee).Package is "ws"
                && sources.IsDeployed(call.File)
                && ReadsCookie(call.File)
                && !OriginWord().IsMatch(call.File.Text)
            )
                learn.Add(
                    new CorsRule(call.At, "ws")
                    {
                        Admits = Admits.Echoed,
                        Channel = Channel.Socket,
                        SignIn = SignIn.Cookie,
                        AllowsCredentials = true,
                    }
                );

        void Add(Code use, Code settings)
        {
            if (sources.Code.Entry(settings, "cors") is { Exists: true } cors)
                learn.Add(options.Rule(use, cors) with { SignIn = SignInOf(use.File) });
        }
    }

    /// <summary>Whether the handshake's cookie tells who is there.</summary>
    static bool ReadsCookie(CodeFile file) =>
        file.Root.Descendants(CodeKind.Member).Any(node => node.DottedName.EndsWith("headers.cookie", StringComparison.Ordinal));

    /// <summary>A file that speaks of origins may well compare them; how, is not followed.</summary>
    [GeneratedRegex(@"origin|verifyClient", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex OriginWord();

    /// <summary>A token in the handshake tells who is there without a cookie.</summary>
    static SignIn SignInOf(CodeFile file) =>
        file
            .Root.Descendants(CodeKind.Member)
            .Any(node =>
                node.DottedName.EndsWith("handshake.auth", StringComparison.Ordinal)
                || node.DottedName.Contains("handshake.auth.", StringComparison.Ordinal)
            )
            ? file.Text.Contains("cookie", StringComparison.OrdinalIgnoreCase)
                ? SignIn.CookieAndBearer
                : SignIn.Bearer
            : SignIn.Unknown;
}
