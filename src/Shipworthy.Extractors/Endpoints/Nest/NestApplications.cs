using Shipworthy.Extractors.Endpoints.Routers;

namespace Shipworthy.Extractors.Endpoints.Nest;

/// <summary>Finds the applications of NestJS: each root module that an entry starts, with what the entries set for all routes.</summary>
sealed class NestApplications
{
    readonly Sources sources;
    readonly CodeBase code;
    readonly RouterObjects objects;

    public NestApplications(Sources sources)
    {
        this.sources = sources;
        code = sources.Code;
        objects = new(code, Starts, new HashSet<string>());
    }

    /// <summary>The applications. Several entries of the same root module, such as a server and a function of a platform, are one.</summary>
    public IEnumerable<NestApplication> All()
    {
        var starts = code.Calls("create")
            .Where(call => Starts(call) && sources.IsDeployed(call.File) && sources.RunsInProduction(call))
            .ToList();
        var settings = code.Calls("setGlobalPrefix", "useGlobalGuards", "enableVersioning", "use")
            .Where(call => call.Callee.Kind is CodeKind.Member && sources.IsDeployed(call.File) && sources.RunsInProduction(call))
            .SelectMany(call => objects.Of(call.Receiver).Select(start => (Start: start, Call: call)))
            .ToLookup(pair => pair.Start, pair => pair.Call);
        foreach (var same in starts.GroupBy(start => code.Definition(start.ArgumentAt(0))))
        {
            var first = same.OrderBy(start => start.File.Path.Length).First();
            // What only some of the entries ask for is asked of nobody for sure.
            var guards = same.Select(start => Guards(settings[start]).ToList()).ToList();
            yield return new(code, first, same.Key, [.. settings[first]])
            {
                Guards = [.. guards[0].Where(one => guards.TrueForAll(others => others.Exists(other => other.Text == one.Text)))],
            };
        }
    }

    static IEnumerable<Code> Guards(IEnumerable<Code> settings) =>
        settings.Where(call => call.Callee.Name is "useGlobalGuards").SelectMany(call => call.Arguments);

    bool Starts(Code call) => code.OriginOf(call.Callee) is { Package: "@nestjs/core", Name: "NestFactory.create" };
}

/// <summary>An application: the modules that its root module loads, and what holds for all of them.</summary>
sealed class NestApplication
{
    const int Deepest = 10;

    readonly CodeBase code;
    readonly IReadOnlyList<Code> settings;
    readonly HashSet<Code> modules = [];
    readonly List<Code> controllers = [];
    readonly List<Code> guards = [];
    readonly List<Code> calls = [];
    readonly HashSet<Code> provided = [];

    public NestApplication(CodeBase code, Code start, Code root, IReadOnlyList<Code> settings)
    {
        this.code = code;
        this.settings = settings;
        Start = start;
        if (root.Kind is CodeKind.Class)
            Load(root);
        else
            IsWhole = false;
    }

    /// <summary>The call that starts it.</summary>
    public Code Start { get; }

    /// <summary>Guards that entries set for all routes.</summary>
    public ImmutableArray<Code> Guards { get; init; } = [];

    /// <summary>Guards that modules register for all routes.</summary>
    public IReadOnlyList<Code> ModuleGuards => guards;

    /// <summary>The classes of its modules.</summary>
    public IReadOnlyCollection<Code> Modules => modules;

    /// <summary>Its controllers, in the order in which modules name them.</summary>
    public IReadOnlyList<Code> Controllers => controllers;

    /// <summary>Calls that configure modules of libraries: <c>ThrottlerModule.forRoot(…)</c>.</summary>
    public IReadOnlyList<Code> Configured => calls;

    /// <summary>Whether a module of it provides a class.</summary>
    public bool Names(Code declared) => provided.Contains(declared);

    /// <summary>Whether all modules that it loads could be followed.</summary>
    public bool IsWhole { get; private set; } = true;

    /// <summary>Middleware that the entry puts before everything, with its path.</summary>
    public IEnumerable<(string Path, Code What)> Middleware =>
        settings
            .Where(call => call.Callee.Name is "use")
            .SelectMany(call =>
                code.ValueOf(call.ArgumentAt(0)).AsText is { } path
                    ? call.Arguments.Skip(1).Select(one => (path, one))
                    : call.Arguments.Select(one => ("", one))
            );

    /// <summary>The address of a path of a controller, below the application's prefix and the version.</summary>
    public string Address(string path, string? version)
    {
        var prefix = settings.FirstOrDefault(call => call.Callee.Name is "setGlobalPrefix");
        var leftOut = prefix.Exists && LeavesOut(code.Entry(code.ObjectOf(prefix.ArgumentAt(1)), "exclude"), path);
        var above = leftOut || !prefix.Exists ? "" : TextOf(prefix.ArgumentAt(0));
        return $"/{PathTemplates.Join(above, PathTemplates.Join(VersionOf(version), path)).TrimStart('/')}";
    }

    string VersionOf(string? version)
    {
        var versioning = settings.FirstOrDefault(call => call.Callee.Name is "enableVersioning");
        if (!versioning.Exists)
            return "";
        var options = code.ObjectOf(versioning.ArgumentAt(0));
        var type = code.Entry(options, "type");
        if (type.Exists && type.Name is not "URI")
            return "";
        version ??= code.ValueOf(code.Entry(options, "defaultVersion")).AsText;
        var mark = code.Entry(options, "prefix") is { Exists: true } own ? code.ValueOf(own).AsText ?? "" : "v";
        return version is null or "" ? "" : mark + version;
    }

    string TextOf(Code expression) =>
        code.ValueOf(expression) switch
        {
            Value.Text text => text.Content,
            Value.FromEnvironment { Default: Value.Text fallback } => fallback.Content,
            _ => "",
        };

    bool LeavesOut(Code list, string path) =>
        list.Kind is CodeKind.Array
        && list.Children.Any(one =>
            (one.Kind is CodeKind.Object ? code.ValueOf(code.Entry(one, "path")).AsText : code.ValueOf(one).AsText) is { } excluded
            && excluded.Trim('/') == path.Trim('/')
        );

    void Load(Code module)
    {
        if (modules.Count > 2000 || !modules.Add(module))
            return;
        foreach (var decorator in NestWords.DecoratorsOf(module).Where(one => one.Name is "Module"))
            Take(code.ObjectOf(decorator.ArgumentAt(0)));
    }

    /// <summary>What the description of a module names.</summary>
    void Take(Code description)
    {
        foreach (var one in Named(code.Entry(description, "imports"), Deepest))
            Load(one);
        controllers.AddRange(Named(code.Entry(description, "controllers"), Deepest).Where(one => !controllers.Contains(one)));
        var providers = code.Entry(description, "providers");
        foreach (var one in providers.Descendants())
            if (one.Kind is CodeKind.Name && code.Definition(one) is { Kind: CodeKind.Class } declared)
                provided.Add(declared);
        foreach (var provider in providers.Descendants(CodeKind.Object))
            if (
                code.Entry(provider, "provide") is { Kind: CodeKind.Name } token
                && code.OriginOf(token) is { Package: "@nestjs/core", Name: "APP_GUARD" }
            )
                guards.Add(GuardOf(provider));
    }

    Code GuardOf(Code provider)
    {
        foreach (var way in (ReadOnlySpan<string>)["useClass", "useExisting", "useValue", "useFactory"])
            if (code.Entry(provider, way) is { Exists: true } given)
                return way is not "useFactory" ? given
                    : given.Body.Kind is not CodeKind.Block ? given.Body
                    : given.Body.Descendants(CodeKind.Return).FirstOrDefault()[Part.Value];
        return provider;
    }

    /// <summary>The classes of the app that an expression names: in lists, behind variables, by calls of their static methods.</summary>
    IEnumerable<Code> Named(Code expression, int steps)
    {
        if (!expression.Exists || steps <= 0)
            return [];
        switch (expression.Kind)
        {
            case CodeKind.Array
            or CodeKind.Spread
            or CodeKind.Conditional
            or CodeKind.Binary
            or CodeKind.Await
            or CodeKind.Argument
            or CodeKind.Unary:
                return [.. expression.Children.SelectMany(one => Named(one, steps - 1))];
            case CodeKind.Name or CodeKind.Member:
                var found = code.Definition(expression);
                if (found.Kind is CodeKind.Class)
                    return [found];
                if (found.Kind is CodeKind.Variable or CodeKind.Property)
                    return Named(found[Part.Value], steps - 1);
                IsWhole &= code.OriginOf(expression).Exists || expression.Name is "process" or "undefined";
                return [];
            case CodeKind.Call:
                return OfCall(expression, steps);
            case CodeKind.Function:
                return expression.Body.Kind is CodeKind.Block
                    ? [.. expression.Body.Descendants(CodeKind.Return).SelectMany(one => Named(one[Part.Value], steps - 1))]
                    : Named(expression.Body, steps - 1);
            case CodeKind.Object:
                Take(expression);
                return Named(code.Entry(expression, "module"), steps - 1);
            default:
                return [];
        }
    }

    IEnumerable<Code> OfCall(Code call, int steps)
    {
        if (call.Callee.Name is "forwardRef")
            return Named(call.ArgumentAt(0), steps - 1);
        var target = code.Target(call);
        if (target.Kind is CodeKind.Function && target != call && !call.Contains(target))
            return
            [
                .. call.Receiver.Exists && code.Definition(call.Receiver) is { Kind: CodeKind.Class } own ? [own] : Array.Empty<Code>(),
                .. Named(target, steps - 1),
            ];
        calls.Add(call);
        if (code.Definition(call.Receiver) is { Kind: CodeKind.Class } declared)
            return [declared];
        // A filter or a map of a list still names what the list names.
        if (!code.OriginOf(call.Callee).Exists)
            return [.. Named(call.Receiver, steps - 1), .. call.Arguments.SelectMany(one => Named(one, steps - 1))];
        return [];
    }
}
