using System.Text.RegularExpressions;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Cors;

/// <summary>
/// Socket.IO servers of Python: <c>python-socketio</c> and <c>flask_socketio</c>. Both let in pages of their own address when they are told nothing, every
/// page by a star, and every page without asking by an empty list.
/// </summary>
/// <remarks>https://python-socketio.readthedocs.io/en/stable/server.html#cross-origin-controls.</remarks>
public sealed partial class CorsInPythonSockets : IExtractor
{
    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(CorsRule)];

    /// <inheritdoc/>
    public void Extract(Sources sources, Learner learn)
    {
        if (!sources.Code.Imports("socketio", "flask_socketio", "python-socketio", "flask-socketio"))
            return;
        var reader = new OriginReader(sources);
        foreach (var call in sources.Code.Calls("AsyncServer", "Server", "SocketIO", "init_app"))
            if (
                sources.Code.OriginOf(call.Callee).Package is "socketio" or "flask_socketio" or "python-socketio" or "flask-socketio"
                && sources.IsDeployed(call.File)
                && call.ArgumentNamed("cors_allowed_origins") is { Exists: true } given
            )
                learn.Add(Rule(sources, reader, call, given));
    }

    static CorsRule Rule(Sources sources, OriginReader reader, Code call, Code given)
    {
        var origins = given is { Kind: CodeKind.Array } && !given.Children.Any() ? OriginList.Echoed : reader.Read(given).StarAsEcho();
        var credentials = call.ArgumentNamed("cors_credentials");
        return origins.Into(
            new(given.At, "python socket.io")
            {
                Admits = Admits.Unknown,
                Channel = Channel.Socket,
                AllowsCredentials = !credentials.Exists || reader.Production.Holds(credentials) is not false,
                RunsIn = reader.Production.RunsIn(call),
                SignIn = SignInOf(sources.Code, call.File),
                NotCountedBecause = NotStarted(sources, call.File),
                Evidence = [call.At],
            }
        );
    }

    /// <summary>A handler of <c>connect</c> that takes what the client sends along knows it without a cookie.</summary>
    static SignIn SignInOf(CodeBase code, CodeFile file)
    {
        var takesToken = code
            .Files.Where(other => other == file || (other.Language == file.Language && Connects().IsMatch(other.Text)))
            .SelectMany(other => other.Root.Descendants(CodeKind.Function))
            .Any(function =>
                (function.Name is "connect" or "on_connect" or "handle_connect" || Connects().IsMatch(function.Text))
                && function.All(Part.Parameter).Any(parameter => parameter.Name is "auth" && Uses(function, parameter))
            );
        return !takesToken ? SignIn.Unknown
            : file.Text.Contains("HTTP_COOKIE", StringComparison.Ordinal) ? SignIn.CookieAndBearer
            : SignIn.Bearer;
    }

    static bool Uses(Code function, Code parameter) => function.Body.Descendants(CodeKind.Name).Any(name => name.Name == parameter.Name);

    /// <summary>
    /// Why a socket server is not served: every server that files of the deployment start loads a module, and none of these modules leads to the file.
    /// Null when one does, or when it cannot be told.
    /// </summary>
    static string? NotStarted(Sources sources, CodeFile file)
    {
        var commands = sources
            .Tree.Files.Where(one => one.Role is FileRole.Infra || one.Name is "Procfile" or "Dockerfile")
            .SelectMany(one => Command().Matches(one.Text))
            .ToList();
        foreach (var command in commands)
        {
            var path = command.Groups["module"].Value.Replace('.', '/') + ".py";
            var module = sources.Code.Files.FirstOrDefault(other =>
                other.Path == path || other.Path.EndsWith("/" + path, StringComparison.Ordinal)
            );
            if (module is null || Leads(sources.Code, module, file, []))
                return null;
        }
        return commands is [var first, ..]
            ? $"is not started: the deployment runs {first.Groups["module"].Value}, which does not load it"
            : null;
    }

    static bool Leads(CodeBase code, CodeFile from, CodeFile target, HashSet<CodeFile> seen) =>
        from == target
        || (
            seen.Add(from)
            && from.Root.Descendants(CodeKind.Import)
                .Any(import =>
                    import
                        .Descendants()
                        .Select(name => $"{import.Name}.{name.Name}")
                        .Prepend(import.Name)
                        .Any(name => code.Module(from, name) is { } module && Leads(code, module, target, seen))
                )
        );

    [GeneratedRegex(
        @"\b(?:gunicorn|uvicorn|hypercorn|daphne|granian)\b[^\r\n]*?[\s""'](?<module>[A-Za-z_][\w.]*)(?::[A-Za-z_]\w*|(?<=\.[wa]sgi)(?=[\s""']|$))",
        RegexOptions.CultureInvariant | RegexOptions.Multiline,
        matchTimeoutMilliseconds: 10_000
    )]
    private static partial Regex Command();

    [GeneratedRegex(@"\.on\(\s*[""']connect[""']|def\s+(?:on_)?connect\b", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Connects();
}
