namespace Shipworthy.Extractors.Endpoints.Django;

/// <summary>
/// Permissions of Django REST framework: which classes hold for a call, and whether a caller who did not sign in gets past all of them. Without any setting everybody does
/// (<c>DEFAULT_PERMISSION_CLASSES</c> is <c>AllowAny</c>).
/// </summary>
sealed class DjangoPermissions(CodeBase code, DjangoSettings settings, AnonymousCaller anonymous)
{
    readonly DjangoChoices choices = new(code, anonymous);

    /// <summary>What permissions do before a view: nothing, a proof, or a check that could not be followed.</summary>
    /// <param name="view">The class of the view; null for a function.</param>
    /// <param name="own">The list that a decorator gives for this call alone; no node when it gives none.</param>
    /// <param name="call">The call.</param>
    /// <param name="at">Where the view is, for permissions that settings name.</param>
    public ImmutableArray<Step> Steps(PythonClass? view, Code own, DjangoCall call, Code at)
    {
        ImmutableArray<Code>? named =
            own.Exists ? [.. DjangoFiles.Items(code, own)]
            : view?.Attribute(code, "permission_classes") is { Exists: true } list ? [.. DjangoFiles.Items(code, list)]
            : null;
        if (view?.Method(code, "get_permissions") is { Exists: true } chooses)
        {
            var ways = choices.Of(chooses, call, "permission_classes", named ?? []);
            if (ways is not { } lists)
                return [Lost(at, "the permissions that get_permissions chooses could not be followed")];
            var answers = lists.Select(one => one.IsEmpty && named is null ? OfSettings(call) : All(one, call)).ToList();
            return Step(
                answers.TrueForAll(one => one is false) ? false
                    : answers.TrueForAll(one => one is true) ? true
                    : null,
                at
            );
        }
        return Step(named is { } classes ? All(classes, call) : OfSettings(call), named is { IsEmpty: false } some ? some[0] : at);
    }

    /// <summary>Whether a stranger gets past a package's view that keeps to the settings.</summary>
    public ImmutableArray<Step> BySettings(DjangoCall call, Code at) => Step(OfSettings(call), at);

    /// <summary>A step for what a stranger meets: true when the stranger gets past.</summary>
    public static ImmutableArray<Step> Step(bool? passes, Code at) =>
        passes switch
        {
            true => [],
            false => [new(at) { Known = new(ActKind.ProvesUser, at, "Django REST framework's permissions") }],
            null => [Lost(at, "whether its permissions let strangers pass could not be told")],
        };

    static Step Lost(Code at, string because) => new(at) { Known = new(ActKind.NotFollowed, at, because) };

    bool? OfSettings(DjangoCall call) =>
        settings.RestClasses("DEFAULT_PERMISSION_CLASSES") is { } classes
            ? And(classes.Select(one => one is { } known ? Admits(known, call) : null))
        : settings.RestSetting("DEFAULT_PERMISSION_CLASSES").Exists ? null
        : true;

    bool? All(ImmutableArray<Code> classes, DjangoCall call) => And(classes.Select(one => Admits(one, call)));

    bool? Admits(Code expression, DjangoCall call) =>
        expression.Kind switch
        {
            CodeKind.Binary when expression.Operator is "&" => And([
                Admits(expression[Part.Left], call),
                Admits(expression[Part.Right], call),
            ]),
            CodeKind.Binary when expression.Operator is "|" => !And([
                !Admits(expression[Part.Left], call),
                !Admits(expression[Part.Right], call),
            ]),
            CodeKind.Unary when expression.Operator is "~" => !Admits(expression[Part.Value], call),
            _ => PythonClass.Of(code, expression) is { } known ? Admits(known, call) : null,
        };

    bool? Admits(PythonClass permission, DjangoCall call)
    {
        foreach (var one in permission.Lineage(code))
        {
            if (!one.Declared.Exists)
                return OfPackage(one, call) is true ? OfObject(permission, call) : OfPackage(one, call);
            var heirs = one;
            if (one.Declared.Property("has_permission") is { Kind: CodeKind.Function } asks)
                return anonymous.Gives(asks, call, () => Inherited(heirs, call));
        }
        return null;
    }

    /// <summary>
    /// What a permission that lets everybody come to the view says of one object, where the view looks for that first: <c>get_object</c> of a view set asks for it.
    /// </summary>
    bool? OfObject(PythonClass permission, DjangoCall call) =>
        call.Action is not ("retrieve" or "update" or "partial_update" or "destroy") ? true
        : permission.Lineage(code).FirstOrDefault(one => one.Declared.Exists && one.Declared.Property("has_object_permission").Exists)
            is { Declared.Exists: true } asked
            ? anonymous.Gives(asked.Declared.Property("has_object_permission"), call, static () => null)
        : true;

    bool? Inherited(PythonClass heir, DjangoCall call)
    {
        foreach (var ancestor in heir.Declared.All(Part.Base))
            if (PythonClass.Of(code, ancestor) is { } known && known.Declared != heir.Declared)
                return Admits(known, call);
        return null;
    }

    /// <summary>Permissions of packages; <c>BasePermission</c> admits everybody unless a method says otherwise.</summary>
    static bool? OfPackage(PythonClass permission, DjangoCall call) =>
        permission.Name switch
        {
            "AllowAny" or "BasePermission" => true,
            "IsAuthenticated" or "IsAdminUser" or "DjangoModelPermissions" or "DjangoObjectPermissions" => false,
            "IsAuthenticatedOrReadOnly" or "DjangoModelPermissionsOrAnonReadOnly" => call.IsSafe,
            "TokenHasScope"
            or "TokenHasReadWriteScope"
            or "TokenMatchesOASRequirements"
            or "IsAuthenticatedOrTokenHasScope"
            or "HasAPIKey"
            or "CurrentUserOrAdmin"
            or "CurrentUserOrAdminOrReadOnly" => false,
            _ => null,
        };

    static bool? And(IEnumerable<bool?> all)
    {
        var answers = all.ToList();
        return answers.Contains(false) ? false
            : answers.Contains(null) ? null
            : true;
    }
}
