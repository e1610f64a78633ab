namespace Shipworthy.Extractors.Endpoints.Django;

/// <summary>Decorators of views: which of them run before it, and which only say what the framework makes of it.</summary>
static class DjangoDecorators
{
    /// <summary>The steps for a function's decorators.</summary>
    public static IEnumerable<Step> Of(CodeBase code, Code declaration, string method) =>
        declaration
            .All(Part.Decorator)
            .Select(one => Unwrapped(one, method))
            .Where(one => one.Exists && Guards(code, one))
            .Select(one => new Step(one));

    /// <summary>Whether something that a view is wrapped with may decide about callers; what Django itself offers besides does not.</summary>
    public static bool Guards(CodeBase code, Code decorator)
    {
        var callee = decorator.Kind is CodeKind.Call or CodeKind.Decorator ? decorator.Callee : decorator;
        var package = code.OriginOf(callee).Package;
        return callee.Name
                is "login_required"
                    or "permission_required"
                    or "user_passes_test"
                    or "staff_member_required"
                    or "superuser_required"
                    or "ratelimit"
            || package is not ("django" or "rest_framework" or "drf_spectacular" or "drf_yasg" or "asgiref");
    }

    /// <summary>The decorator of a name; no node when there is none.</summary>
    public static Code Named(Code declaration, string name) =>
        declaration.All(Part.Decorator).FirstOrDefault(one => one.Callee.Name == name);

    /// <summary>
    /// What <c>@method_decorator(login_required, name="dispatch")</c> puts around a method; no node when it is another method's.
    /// </summary>
    static Code Unwrapped(Code decorator, string method)
    {
        if (decorator.Callee.Name is not "method_decorator")
            return decorator;
        var call = decorator[Part.Value];
        var name = call.ArgumentNamed("name").String;
        return name is null or "dispatch" || name.Equals(method, StringComparison.OrdinalIgnoreCase) ? call.ArgumentAt(0) : default;
    }
}
