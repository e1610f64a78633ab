using Shipworthy.Extractors.Endpoints.Rows;

namespace Shipworthy.Extractors.Endpoints.Django;

/// <summary>
/// What permissions of Django REST framework ask of a caller who signed in: a role, or that the object that a view looks up is the caller's
/// (<c>has_object_permission</c>).
/// </summary>
sealed class DjangoDemands(CodeBase code, DjangoSettings settings, AnonymousCaller anonymous)
{
    const int Deepest = 6;

    readonly DjangoChoices choices = new(code, anonymous);

    /// <summary>What the permissions of a view ask.</summary>
    /// <param name="view">The class of the view.</param>
    /// <param name="own">The list that a decorator gives for this call alone; no node when it gives none.</param>
    /// <param name="call">The call.</param>
    public Demand Of(PythonClass view, Code own, DjangoCall call)
    {
        var list = own.Exists ? own : view.Attribute(code, "permission_classes");
        ImmutableArray<Code>? named = list.Exists ? [.. DjangoFiles.Items(code, list)] : null;
        if (named is { IsEmpty: true } && list.Kind is not CodeKind.Array)
            return Demand.Unknown;
        if (view.Method(code, "get_permissions") is { Exists: true } chooses)
        {
            if (choices.Of(chooses, call, "permission_classes", named ?? []) is not { } lists)
                return Demand.Unknown;
            var all = lists.Select(one => one.IsEmpty && named is null ? OfSettings(call) : All(one, call)).Distinct().ToList();
            return all.Count == 1 ? all[0] : Demand.Unknown;
        }
        return named is { } classes ? All(classes, call) : OfSettings(call);
    }

    Demand OfSettings(DjangoCall call) =>
        settings.RestClasses("DEFAULT_PERMISSION_CLASSES") is { } classes
            ? All(classes.Select(one => one is { } known ? OfClass(known, call) : Demand.Unknown))
        : settings.RestSetting("DEFAULT_PERMISSION_CLASSES").Exists ? Demand.Unknown
        : Demand.Nothing;

    Demand All(IEnumerable<Code> classes, DjangoCall call) => All(classes.Select(one => Of(one, call, Deepest)));

    /// <summary>What several conditions ask that all have to hold.</summary>
    static Demand All(IEnumerable<Demand> demands)
    {
        var all = demands.ToList();
        return all.Contains(Demand.Staff) ? Demand.Staff
            : all.Contains(Demand.Role) ? Demand.Role
            : all.Contains(Demand.Owner) ? Demand.Owner
            : all.Contains(Demand.Unknown) ? Demand.Unknown
            : Demand.Nothing;
    }

    /// <summary>What several conditions ask one of which has to hold.</summary>
    static Demand Any(IEnumerable<Demand> demands)
    {
        var all = demands.Distinct().ToList();
        return all.Count == 1 ? all[0]
            : all.Contains(Demand.Nothing) ? Demand.Nothing
            : all.Count == 0 || all.Contains(Demand.Unknown) ? Demand.Unknown
            : all.Contains(Demand.Owner) ? Demand.Owner
            : Demand.Role;
    }

    Demand Of(Code expression, DjangoCall call, int steps) =>
        steps <= 0 ? Demand.Unknown
        : expression.Kind is CodeKind.Binary && expression.Operator is "&" or "|"
            ? new[] { Of(expression[Part.Left], call, steps - 1), Of(expression[Part.Right], call, steps - 1) } is var both
                && expression.Operator is "&"
                    ? All(both)
                : Any(both)
        : expression.Kind is CodeKind.Unary ? Demand.Unknown
        : PythonClass.Of(code, expression) is { } known ? OfClass(known, call)
        : Demand.Unknown;

    Demand OfClass(PythonClass permission, DjangoCall call)
    {
        if (!permission.Declared.Exists)
            return OfPackage(permission, call);
        var general = permission.Method(code, "has_permission") is { Exists: true } asks
            ? Answered(asks, default, call)
            : permission.Lineage(code).Where(one => !one.Declared.Exists).Select(one => OfPackage(one, call)).FirstOrDefault();
        var ofObject = permission.Method(code, "has_object_permission") is { Exists: true } about
            ? Answered(about, about.All(Part.Parameter).LastOrDefault(), call)
            : Demand.Nothing;
        return All([general, ofObject]);
    }

    static Demand OfPackage(PythonClass permission, DjangoCall call) =>
        permission.Name switch
        {
            "AllowAny" or "BasePermission" or "IsAuthenticated" or "IsAuthenticatedOrReadOnly" => Demand.Nothing,
            "IsAdminUser" => Demand.Staff,
            "DjangoModelPermissions" or "DjangoModelPermissionsOrAnonReadOnly" or "DjangoObjectPermissions" => call.IsSafe
                ? Demand.Nothing
                : Demand.Role,
            _ => Demand.Unknown,
        };

    /// <summary>What a method of a permission asks before it says yes.</summary>
    Demand Answered(Code method, Code about, DjangoCall call)
    {
        var returns = method.Descendants(CodeKind.Return).Where(one => one.Enclosing(CodeKind.Function) == method).ToList();
        if (returns.Find(IsForReading) is { Exists: true } reading)
        {
            if (call.IsSafe)
                return Yes(reading[Part.Value], about, call, Deepest) ?? Demand.Unknown;
            returns.RemoveAll(IsForReading);
        }
        var answers = returns.Select(one => Yes(one[Part.Value], about, call, Deepest)).OfType<Demand>().ToList();
        return Any(answers);
    }

    static bool IsForReading(Code answer) =>
        answer.Enclosing(CodeKind.Branch) is { Exists: true } branch
        && branch[Part.Then].Contains(answer)
        && branch[Part.Condition] is { Kind: CodeKind.Binary, Operator: "in" } condition
        && condition[Part.Right].Name is "SAFE_METHODS";

    /// <summary>What has to be true of the caller for an expression to hold; null where it never does.</summary>
    Demand? Yes(Code one, Code about, DjangoCall call, int steps)
    {
        if (!one.Exists || steps <= 0)
            return one.Exists ? Demand.Unknown : null;
        switch (one.Kind)
        {
            case CodeKind.Literal:
                return one.Operator is "true" ? Demand.Nothing
                    : one.Operator is "false" or "null" ? null
                    : Demand.Unknown;
            case CodeKind.Call when one.Callee.Name is "bool":
                return Yes(one.ArgumentAt(0), about, call, steps - 1);
            case CodeKind.Binary when one.Operator is "and" or "or":
                var (left, right) = (Yes(one[Part.Left], about, call, steps - 1), Yes(one[Part.Right], about, call, steps - 1));
                return one.Operator is "and"
                    ? left is { } first && right is { } second
                        ? All([first, second])
                        : null
                    : (left, right) is (null, null)
                        ? null
                        : Any(new[] { left, right }.OfType<Demand>());
            case CodeKind.Binary when one.Operator is "in" && one[Part.Right].Name is "SAFE_METHODS":
                return call.IsSafe ? Demand.Nothing : null;
            case CodeKind.Binary
            or CodeKind.Call when IsAbout(one, about) && IsOfCaller(one) && one.Operator is not ("!=" or "not in" or "is not"):
                return Demand.Owner;
        }
        if (!IsOfCaller(one) || one.Kind is CodeKind.Unary)
            return Demand.Unknown;
        return RowWords.IsOfWholeApp(one.Text) ? Demand.Staff
            : RowWords.AsksRole(one.Text) ? Demand.Role
            : one.Name is "is_authenticated" or "user" ? Demand.Nothing
            : Demand.Unknown;
    }

    static bool IsAbout(Code expression, Code about) =>
        about.Exists && expression.Descendants(CodeKind.Name).Any(one => one.Name == about.Name);

    bool IsOfCaller(Code expression) =>
        expression
            .Descendants()
            .Prepend(expression)
            .Any(one =>
                one is { Kind: CodeKind.Member, Name: "user" } && one.Receiver.Name is "request"
                || one.Kind is CodeKind.Name
                    && code.Definition(one) is { Kind: CodeKind.Variable } variable
                    && variable[Part.Value] is { Kind: CodeKind.Member, Name: "user" } user
                    && user.Receiver.Name is "request"
            );
}
