using System.Text.RegularExpressions;
using Shipworthy.Extractors.Endpoints.Routers;

namespace Shipworthy.Extractors.Endpoints.Django;

/// <summary>An address of a project with the expression of its view.</summary>
/// <param name="At">The call that registers it.</param>
/// <param name="Path">The whole address.</param>
/// <param name="View">The view: a function, a call of <c>as_view</c>, a class of a view set.</param>
readonly record struct DjangoUrl(Code At, string Path, Code View)
{
    /// <summary>Whether the view is a class of a view set that a router takes apart into its actions.</summary>
    public bool OnRouter { get; init; }

    /// <summary>The module of a package whose addresses are included here; empty when it is a view.</summary>
    public string Package { get; init; } = "";

    /// <summary>What runs before the view because it is wrapped where it is registered.</summary>
    public ImmutableArray<Code> Around { get; init; } = [];
}

/// <summary>Walks <c>urlpatterns</c> from the root through what they include, and through routers.</summary>
sealed partial class DjangoUrls(Sources sources, RouteList found)
{
    const int Deepest = 14;

    readonly CodeBase code = sources.Code;

    /// <summary>All addresses of a module and of those that it includes.</summary>
    public IEnumerable<DjangoUrl> Of(CodeFile file, string prefix = "", int steps = Deepest)
    {
        if (steps <= 0)
            yield break;
        foreach (var statement in file.Root.Descendants())
        {
            var value =
                statement is { Kind: CodeKind.Variable, Name: "urlpatterns" } ? statement[Part.Value]
                : statement.Kind is CodeKind.Assignment && statement[Part.Target] is { Kind: CodeKind.Name, Name: "urlpatterns" }
                    ? statement[Part.Value]
                : statement is { Kind: CodeKind.Call }
                && statement.Receiver.Name is "urlpatterns"
                && statement.Callee.Name is "append" or "extend"
                    ? statement.ArgumentAt(0)
                : default;
            if (!value.Exists || statement.Enclosing(CodeKind.Function).Exists || !sources.RunsInProduction(statement))
                continue;
            foreach (var url in In(value, file, prefix, steps - 1))
                yield return url;
        }
    }

    IEnumerable<DjangoUrl> In(Code list, CodeFile file, string prefix, int steps)
    {
        if (steps <= 0 || !list.Exists)
            return [];
        switch (list.Kind)
        {
            case CodeKind.Array when list.Operator is not ("comprehension" or "generator"):
                return list.Children.SelectMany(one => In(one, file, prefix, steps - 1));
            case CodeKind.Spread or CodeKind.Argument:
                return In(list[Part.Value], file, prefix, steps - 1);
            case CodeKind.Binary when list.Operator is "+":
                return In(list[Part.Left], file, prefix, steps - 1).Concat(In(list[Part.Right], file, prefix, steps - 1));
            case CodeKind.Literal:
                return [];
            case CodeKind.Call:
                return Called(list, file, prefix, steps - 1);
            case CodeKind.Member when list.Name is "urls":
                return Router(list, prefix, steps - 1);
            case CodeKind.Name or CodeKind.Member when code.Definition(list) is { Kind: CodeKind.Variable } variable:
                return variable.Name is "urlpatterns" && variable.File != file
                    ? Of(variable.File, prefix, steps - 1)
                    : In(variable[Part.Value], variable.File, prefix, steps - 1);
            default:
                return Unseen(list);
        }
    }

    IEnumerable<DjangoUrl> Called(Code call, CodeFile file, string prefix, int steps)
    {
        switch (call.Callee.Name)
        {
            case "path" or "re_path" or "url":
                var path = PathTemplates.Join(prefix, Template(call));
                var view = call.ArgumentAt(1) is { Exists: true } given ? given : call.ArgumentNamed("view");
                if (view.Kind is CodeKind.Call && view.Callee.Name is "include")
                    return Included(view, file, path, steps);
                if (view is { Kind: CodeKind.Member, Name: "urls" })
                    return In(view, file, path, steps);
                return [Wrapped(call, path, view)];
            case "patterns":
                return call.Arguments.Skip(1).SelectMany(one => In(one, file, prefix, steps));
            case "i18n_patterns":
                return call.Arguments.Where(one => one.Kind is not CodeKind.Argument).SelectMany(one => In(one, file, prefix, steps));
            case "format_suffix_patterns" or "list" or "tuple":
                return In(call.ArgumentAt(0), file, prefix, steps);
            // What Django serves for development only.
            case "static" or "staticfiles_urlpatterns" or "debug_toolbar_urls":
                return [];
            default:
                return Unseen(call);
        }
    }

    IEnumerable<DjangoUrl> Included(Code include, CodeFile file, string prefix, int steps)
    {
        var what = include.ArgumentAt(0);
        // include((patterns, "name")) gives the patterns a name.
        if (what is { Kind: CodeKind.Array } pair && pair.Children.Count() == 2 && pair.Children.Last().String is not null)
            what = pair.Children.First();
        if (code.ValueOf(what).AsText is not { } module)
            return what.Kind is CodeKind.Name or CodeKind.Member && what.Name is not "urls" && ModuleOf(what) is { } named
                ? Of(named, prefix, steps)
                : In(what, file, prefix, steps);
        return DjangoFiles.Module(code, file, module) is { } inner
            ? Of(inner, prefix, steps)
            : [new(include, prefix, default) { Package = module }];
    }

    /// <summary>The module that a name was imported as: <c>from app import urls as app_urls</c>.</summary>
    CodeFile? ModuleOf(Code name) => code.Definition(name) is { Kind: CodeKind.Module } module ? module.File : null;

    /// <summary>A view without the functions that it is wrapped with where it is registered: <c>login_required(view)</c>.</summary>
    static DjangoUrl Wrapped(Code at, string path, Code view)
    {
        var around = ImmutableArray.CreateBuilder<Code>();
        while (view.Kind is CodeKind.Call && view.Callee.Name is not "as_view" && view.ArgumentAt(0) is { Exists: true } inner)
        {
            around.Add(view.Callee);
            view = inner;
        }
        return new(at, path, view) { Around = around.ToImmutable() };
    }

    IEnumerable<DjangoUrl> Router(Code urls, string prefix, int steps)
    {
        var receiver = urls.Receiver;
        if (
            receiver.DottedName.EndsWith("site", StringComparison.Ordinal)
            && code.OriginOf(receiver).Package is "django" or "unfold" or "jazzmin"
        )
            return [new(urls, prefix, default) { Package = "django.contrib.admin" }];
        var router = code.Definition(receiver);
        var made = router is { Kind: CodeKind.Variable } ? router[Part.Value] : default;
        if (made.Kind is not CodeKind.Call || !made.Callee.Name.EndsWith("Router", StringComparison.Ordinal))
            return Unseen(urls);
        return Registered(router, made, prefix, steps);
    }

    IEnumerable<DjangoUrl> Registered(Code router, Code made, string prefix, int steps)
    {
        if (steps <= 0)
            yield break;
        prefix = PathTemplates.Join(prefix, Parent(made, Deepest));
        foreach (var call in code.Calls("register", "extend"))
        {
            if (call.File.Language is not Language.Python || !sources.RunsInProduction(call))
                continue;
            var on = call.Callee.Name is "extend" ? call.Receiver.Receiver : call.Receiver;
            if (!on.Exists || code.Definition(on) != router)
                continue;
            if (call.Callee.Name is "register")
            {
                var view = call.ArgumentAt(1) is { Exists: true } second ? second : call.ArgumentNamed("viewset");
                var path =
                    code.ValueOf(call.ArgumentAt(0) is { Exists: true } first ? first : call.ArgumentNamed("prefix")).AsText ?? "{…}";
                yield return new(call, PathTemplates.Join(prefix, Plain(path)), view) { OnRouter = true };
            }
            else if (
                call.ArgumentAt(0) is { Kind: CodeKind.Member, Name: "registry" } registry
                && code.Definition(registry.Receiver) is { Kind: CodeKind.Variable } other
                && other != router
            )
                foreach (var url in Registered(other, other[Part.Value], prefix, steps - 1))
                    yield return url;
        }
    }

    /// <summary>The address above a nested router: <c>NestedDefaultRouter(parent, "posts", lookup="post")</c> lies below <c>posts/{post_pk}</c>.</summary>
    string Parent(Code made, int steps)
    {
        if (steps <= 0 || made.ArgumentAt(1) is not { Exists: true } above || code.ValueOf(above).AsText is not { } path)
            return "";
        var lookup = code.ValueOf(made.ArgumentNamed("lookup")).AsText ?? "parent";
        var outer = code.Definition(made.ArgumentAt(0)) is { Kind: CodeKind.Variable } parent ? Parent(parent[Part.Value], steps - 1) : "";
        return PathTemplates.Join(outer, $"{Plain(path)}/{{{lookup}_pk}}");
    }

    IEnumerable<DjangoUrl> Unseen(Code what)
    {
        found.CannotSee(what, "these addresses are put together in a way that could not be followed");
        return [];
    }

    string Template(Code call)
    {
        var first = call.ArgumentAt(0) is { Exists: true } given ? given : call.ArgumentNamed("route");
        var text = code.ValueOf(first).AsText ?? "{…}";
        return call.Callee.Name is "path" ? text : Plain(text.TrimStart('^').TrimEnd('$'));
    }

    /// <summary>An address without the marks of a regular expression; groups stand as parameters.</summary>
    static string Plain(string regex) =>
        Group()
            .Replace(regex, match => $"{{{(match.Groups["name"].Success ? match.Groups["name"].Value : "…")}}}")
            .Replace("\\", "", StringComparison.Ordinal);

    [GeneratedRegex(@"\((?:\?P<(?<name>\w+)>)?(?:[^()\[\]]|\[[^\]]*\])*\)", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Group();
}
