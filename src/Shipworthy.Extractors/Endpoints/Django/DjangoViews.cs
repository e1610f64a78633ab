using Shipworthy.Extractors.Endpoints.Routers;

namespace Shipworthy.Extractors.Endpoints.Django;

/// <summary>Makes routes of a project's addresses: of functions, classes, view sets, and what packages add.</summary>
sealed class DjangoViews(Sources sources, DjangoSettings settings)
{
    static readonly ImmutableArray<string> Verbs = ["GET", "POST", "PUT", "PATCH", "DELETE"];
    static readonly ImmutableArray<string> Hooks =
    [
        "dispatch",
        "initial",
        "setup",
        "form_valid",
        "perform_create",
        "perform_update",
        "perform_destroy",
        "get_queryset",
    ];

    readonly CodeBase code = sources.Code;
    readonly AnonymousCaller anonymous = new(sources.Code);
    readonly DjangoPermissions permissions = new(sources.Code, settings, new(sources.Code));
    readonly DjangoDemands demands = new(sources.Code, settings, new(sources.Code));
    readonly DjangoThrottles throttles = new(sources.Code, settings, new(sources.Code));
    readonly DjangoSurroundings around = new(sources, settings);

    /// <summary>The routes of an address.</summary>
    public IEnumerable<Route> Of(DjangoUrl url, RouteList found)
    {
        if (url.Package.Length > 0)
            return OfPackage(url, found);
        var view = url.View;
        if (code.ValueOf(view).AsText is { } dotted && Named(dotted) is { Exists: true } named)
            return OfFunction(url, named);
        if (view.Kind is CodeKind.Call && view.Callee.Name is "as_view")
            return PythonClass.Of(code, view.Receiver) is { } made ? OfClass(url, made, view) : Lost(url);
        if (url.OnRouter)
            return PythonClass.Of(code, view) is { } set ? OfSet(url, set) : Lost(url);
        var target = code.FunctionOf(view);
        if (target.Kind is CodeKind.Function)
            return OfFunction(url, target);
        return PythonClass.Of(code, view) is { } known && DjangoViewKinds.Of(known) is { } kind
            ? OfKind(url, known, kind, kind.Methods, true)
            : Lost(url);
    }

    Code Named(string path) =>
        path.LastIndexOf('.') is > 0 and var dot && DjangoFiles.Module(code, settings.Root.File, path[..dot]) is { } file
            ? file.Root.Children.FirstOrDefault(one => one.Kind is CodeKind.Function && one.Name == path[(dot + 1)..])
            : default;

    static IEnumerable<Route> Lost(DjangoUrl url) =>
        [new(url.At, "Django", "ANY", Path(url.Path)) { NotFollowed = "its view could not be followed" }];

    IEnumerable<Route> OfPackage(DjangoUrl url, RouteList found)
    {
        if (DjangoPackages.Of(url.Package) is not { } known)
        {
            found.CannotSee(url.At, $"the addresses that {url.Package} adds are not known");
            yield break;
        }
        foreach (var one in known)
        {
            var acts = new List<Step>();
            if (one.Step is not CredentialStep.Unknown)
                acts.Add(Takes(url.At, one.Step, one.NothingToGuess));
            if (one.AsksUser)
                acts.Add(new(url.At) { Known = new(ActKind.ProvesUser, url.At, url.Package) });
            if (one.SendsMail)
                acts.Add(new(url.At) { Known = new(ActKind.Does, url.At, url.Package) { Effect = EffectKind.SendsMail } });
            if (one.IsRest)
                acts.AddRange(
                    throttles.BySettings(
                        url.Package.StartsWith("dj_rest_auth", StringComparison.Ordinal) ? "dj_rest_auth" : "",
                        one.AsksUser
                    )
                );
            if (one.IsLimited)
                acts.Add(around.Allauth(url.At) ?? DjangoLockout.AllauthOff(url.At, settings));
            var path = Path(PathTemplates.Join(url.Path, one.Path));
            yield return new(url.At, "Django", one.Method, path) { Before = [.. around.Before(path, false, default, one.Step), .. acts] };
        }
    }

    IEnumerable<Route> OfFunction(DjangoUrl url, Code function)
    {
        var rest = DjangoDecorators.Named(function, "api_view");
        var own = DjangoDecorators.Named(function, "permission_classes").Arguments.FirstOrDefault();
        var limits = DjangoDecorators.Named(function, "throttle_classes").Arguments.FirstOrDefault();
        foreach (var verb in rest.Exists ? VerbsOf(rest, "GET") : Answered(function))
        {
            var call = new DjangoCall(verb, "");
            ImmutableArray<Step> guards = rest.Exists ? permissions.Steps(null, own, call, function) : [];
            yield return new(function, "Django", verb, Path(url.Path))
            {
                Handler = function,
                Before =
                [
                    .. around.Before(Path(url.Path), rest.Exists, function, CredentialStep.Unknown),
                    .. url.Around.Where(one => DjangoDecorators.Guards(code, one)).Select(one => new Step(one)),
                    .. DjangoDecorators.Of(code, function, verb),
                    .. guards,
                    .. rest.Exists ? throttles.Steps(null, limits, call, Proven(guards)) : [],
                ],
            };
        }
    }

    /// <summary>The methods that a plain function answers: those that a decorator names, or all when it reads what was sent.</summary>
    IEnumerable<string> Answered(Code function)
    {
        if (DjangoDecorators.Named(function, "require_POST").Exists)
            return ["POST"];
        if (DjangoDecorators.Named(function, "require_GET").Exists || DjangoDecorators.Named(function, "require_safe").Exists)
            return ["GET"];
        if (DjangoDecorators.Named(function, "require_http_methods") is { Exists: true } named)
            return VerbsOf(named, "ANY");
        return function
            .Descendants(CodeKind.Member)
            .Any(one => one.Name is "POST" or "FILES" or "body" or "data" or "method" && one.Receiver.Name is "request")
            ? ["ANY"]
            : ["GET"];
    }

    IEnumerable<string> VerbsOf(Code decorator, string otherwise)
    {
        var verbs = DjangoFiles
            .Items(code, decorator.Arguments.FirstOrDefault())
            .Select(one => code.ValueOf(one).AsText?.ToUpperInvariant())
            .OfType<string>()
            .ToList();
        return verbs.Count > 0 ? verbs : [otherwise];
    }

    IEnumerable<Route> OfClass(DjangoUrl url, PythonClass view, Code asView)
    {
        if (code.ObjectOf(asView.ArgumentAt(0)) is { Exists: true } actions)
            return actions
                .Children.Where(one => one.Kind is CodeKind.Property)
                .Select(one =>
                    Of(
                        url,
                        view,
                        one.Name.ToUpperInvariant(),
                        code.ValueOf(one[Part.Value]).AsText ?? "",
                        view.Method(code, code.ValueOf(one[Part.Value]).AsText ?? ""),
                        default
                    )
                );
        var lineage = view.Lineage(code).ToList();
        var kinds = lineage.Select(one => one.Declared.Exists ? null : DjangoViewKinds.Of(one)).OfType<ViewKind>().ToList();
        var verbs = Verbs
            .Where(verb => view.Method(code, verb.ToLowerInvariant()).Exists)
            .Concat(kinds.SelectMany(kind => kind.Methods))
            .Distinct()
            .Where(verb => Allows(view, verb))
            .ToImmutableArray();
        if (verbs.IsEmpty)
            return Lost(url);
        return OfKind(
            url,
            view,
            kinds.FirstOrDefault(new ViewKind([], CredentialStep.Unknown)),
            verbs,
            lineage.Exists(DjangoViewKinds.IsRest)
        );
    }

    IEnumerable<Route> OfKind(DjangoUrl url, PythonClass view, ViewKind kind, ImmutableArray<string> verbs, bool rest) =>
        verbs.Select(verb => Of(url, view, verb, "", view.Method(code, verb.ToLowerInvariant()), default, kind, rest));

    IEnumerable<Route> OfSet(DjangoUrl url, PythonClass view)
    {
        var lineage = view.Lineage(code).ToList();
        var given = lineage
            .Where(one => !one.Declared.Exists)
            .SelectMany(one => DjangoViewKinds.ActionsOf(one).AsEnumerable())
            .ToHashSet(StringComparer.Ordinal);
        var lookup =
            code.ValueOf(view.Attribute(code, "lookup_url_kwarg")).AsText
            ?? code.ValueOf(view.Attribute(code, "lookup_field")).AsText
            ?? "pk";
        var item = PathTemplates.Join(url.Path, $"{{{lookup}}}");
        foreach (var (action, verb, detail) in DjangoViewKinds.Actions)
        {
            var own = view.Method(code, action);
            if ((own.Exists || given.Contains(action)) && Allows(view, verb))
                yield return Of(url with { Path = detail ? item : url.Path }, view, verb, action, own, default);
        }
        foreach (var method in lineage.Where(one => one.Declared.Exists).SelectMany(one => one.Declared.All(Part.Element)))
        {
            if (method.Kind is not CodeKind.Function || DjangoDecorators.Named(method, "action") is not { Exists: true } extra)
                continue;
            var name = code.ValueOf(extra[Part.Value].ArgumentNamed("url_path")).AsText ?? method.Name;
            var path = PathTemplates.Join(extra[Part.Value].ArgumentNamed("detail") is { Operator: "true" } ? item : url.Path, name);
            var methods = DjangoFiles
                .Items(code, extra[Part.Value].ArgumentNamed("methods"))
                .Select(one => one.String?.ToUpperInvariant())
                .OfType<string>()
                .ToList();
            foreach (var verb in methods.Count > 0 ? methods : ["GET"])
                if (Allows(view, verb))
                    yield return Of(url with { Path = path }, view, verb, method.Name, method, extra[Part.Value]);
        }
    }

    bool Allows(PythonClass view, string verb) =>
        DjangoFiles.Items(code, view.Attribute(code, "http_method_names")).Select(one => one.String?.ToUpperInvariant()).ToList()
            is not { Count: > 0 } names
        || names.Contains(verb);

    /// <summary>A route of a class.</summary>
    /// <param name="extra">The call of <c>@action</c>, whose arguments win over the attributes of the class; no node elsewhere.</param>
    Route Of(DjangoUrl url, PythonClass view, string verb, string action, Code own, Code extra, ViewKind kind = default, bool rest = true)
    {
        var at =
            own.Exists ? own
            : view.Declared.Exists ? view.Declared
            : url.At;
        var call = new DjangoCall(verb, action);
        var lineage = view.Lineage(code).ToList();
        var settled =
            view.Attribute(code, "permission_classes").Exists
            || extra.ArgumentNamed("permission_classes").Exists
            || view.Method(code, "get_permissions").Exists;
        ImmutableArray<Step> guards =
            !rest ? [.. Mixins(lineage, call)]
            : kind.AsksUser && !settled ? DjangoPermissions.Step(false, at)
            : kind.IsOpen && !settled ? []
            : permissions.Steps(view, extra.ArgumentNamed("permission_classes"), call, at);
        var limits =
            !rest || (kind.LeavesThrottles && !view.Attribute(code, "throttle_classes").Exists)
                ? []
                : throttles.Steps(view, extra.ArgumentNamed("throttle_classes"), call, Proven(guards));
        return new(at, "Django", verb, Path(url.Path))
        {
            Handler = own,
            Answer =
                rest && view.Declared.Exists ? new(view, call, demands.Of(view, extra.ArgumentNamed("permission_classes"), call)) : null,
            Before =
            [
                .. around.Before(Path(url.Path), rest, view.Declared, kind.Step),
                .. url.Around.Where(one => DjangoDecorators.Guards(code, one)).Select(one => new Step(one)),
                .. lineage.Where(one => one.Declared.Exists).SelectMany(one => DjangoDecorators.Of(code, one.Declared, verb)),
                .. own.Exists ? DjangoDecorators.Of(code, own, verb) : [],
                .. guards,
                .. limits,
                .. kind.Step is CredentialStep.Unknown || verb is "GET" ? [] : new[] { Takes(at, kind.Step) },
                .. DjangoWork.MakesAccounts(code, view, call, own, guards) ? new[] { Takes(at, CredentialStep.SignUp) } : [],
                .. DjangoWork.Of(code, view, call, at, own, kind, Hooks),
            ],
        };
    }

    /// <summary>What the classes around a plain view ask: <c>LoginRequiredMixin</c>, and <c>test_func</c> of <c>UserPassesTestMixin</c>.</summary>
    IEnumerable<Step> Mixins(List<PythonClass> lineage, DjangoCall call)
    {
        foreach (var one in lineage)
        {
            var heir = lineage[0];
            if (one.Name is "LoginRequiredMixin" or "PermissionRequiredMixin" or "StaffuserRequiredMixin" or "SuperuserRequiredMixin")
                yield return new(heir.Declared) { Known = new(ActKind.ProvesUser, heir.Declared, "Django") };
            else if (one.Name is "UserPassesTestMixin" && heir.Method(code, "test_func") is { Exists: true } test)
                switch (anonymous.Gives(test, call, () => null))
                {
                    case false:
                        yield return new(test) { Known = new(ActKind.ProvesUser, test, "Django") };
                        break;
                    case null:
                        yield return new(test)
                        {
                            Known = new(ActKind.NotFollowed, test, "whether its test lets strangers pass could not be told"),
                        };
                        break;
                }
        }
    }

    static bool Proven(ImmutableArray<Step> guards) => guards.Any(one => one.Known is { Kind: ActKind.ProvesUser });

    static Step Takes(Code at, CredentialStep step, string? nothing = null) =>
        new(at)
        {
            Known = new(ActKind.HandlesCredential, at, "Django") { Credential = step, NothingToGuess = nothing },
        };

    static string Path(string path) => path.Length == 0 ? "/" : path;
}
