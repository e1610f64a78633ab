using Shipworthy.Extractors.Endpoints.Routers;

namespace Shipworthy.Extractors.Endpoints.AspNet;

/// <summary>Controllers of ASP.NET Core: public methods of classes that are controllers, by attributes or by convention, and pages of Razor Pages with their handlers.</summary>
sealed class RoutesInControllers : IRouteFinder
{
    /// <inheritdoc/>
    public ImmutableArray<string> Frameworks => ["ASP.NET Core"];

    /// <inheritdoc/>
    public void Find(Sources sources, RouteList found)
    {
        var code = sources.Code;
        var projects = new AspNetProjects(sources);
        foreach (var declared in code.All(CodeKind.Class))
        {
            if (
                declared.File.Language is not Language.CSharp
                || declared.Operator is not "class"
                || declared.Is(Modifiers.Abstract)
                || !sources.IsDeployed(declared.File)
            )
                continue;
            if (IsController(code, declared))
                foreach (var method in declared.Children.Where(IsAction))
                foreach (var route in RoutesOf(code, projects, declared, method))
                    found.Add(route);
            else if (declared.All(Part.Base).Any(one => one.Name is "PageModel"))
                foreach (var method in declared.Children.Where(IsPageHandler))
                    found.Add(PageOf(code, projects, declared, method));
        }
    }

    static bool IsController(CodeBase code, Code declared, int steps = 4) =>
        declared.All(Part.Decorator).Any(one => one.Name is "ApiController" or "ApiControllerAttribute")
        || declared
            .All(Part.Base)
            .Any(one =>
                one.Name is "ControllerBase" or "Controller"
                || (
                    steps > 0
                    && code.Definition(one) is { Kind: CodeKind.Class } known
                    && known != declared
                    && IsController(code, known, steps - 1)
                )
            );

    static bool IsAction(Code method) =>
        method is { Kind: CodeKind.Function, Operator: "method" or "" or "function" }
        && method.Is(Modifiers.Public)
        && !method.Is(Modifiers.Static)
        && !method.All(Part.Decorator).Any(one => one.Name is "NonAction" or "NonActionAttribute");

    static bool IsPageHandler(Code method) =>
        method.Kind is CodeKind.Function
        && method.Is(Modifiers.Public)
        && (method.Name.StartsWith("OnPost", StringComparison.Ordinal) || method.Name.StartsWith("OnGet", StringComparison.Ordinal));

    static readonly ImmutableArray<(string Name, Code At, string Text)> NoWords = [];

    static IEnumerable<Route> RoutesOf(CodeBase code, AspNetProjects projects, Code declared, Code method)
    {
        var ofClass = AspNetWords.Attributes(code, declared).ToList();
        var ofMethod = AspNetWords.Attributes(code, method).ToList();
        var verbs = ofMethod.Where(word => VerbOf(word.Name) is not null).ToList();
        var prefix = ofClass.LastOrDefault(word => word.Name is "Route").Text ?? "";
        var own = ofMethod.FirstOrDefault(word => word.Name is "Route").Text ?? "";
        var project = projects.ProjectOf(method.File);
        var limited = project.ControllersLimited;
        var steps = projects
            .Of(method.File)
            .Steps([
                .. limited.Exists ? [("RequireRateLimiting", limited, code.ValueOf(limited.ArgumentAt(0)).AsText ?? "")] : NoWords,
                .. ofClass,
                .. ofMethod,
            ]);
        if (project.ControllersAsk is { Exists: true } all)
            steps = [new Step(all) { Known = new(ActKind.ProvesUser, all, "ASP.NET Core's authorization") }, .. steps];
        foreach (
            var (verb, template) in verbs.Count > 0
                ? verbs.Select(word => (VerbOf(word.Name)!, word.Text.Length > 0 ? word.Text : own))
                : [("ANY", own)]
        )
            yield return new(method, "ASP.NET Core", verb, Address(declared, method, prefix, template))
            {
                Handler = method,
                Before = [.. Filters(code, declared, method), .. steps],
            };
    }

    static string? VerbOf(string attribute) => attribute is "AcceptVerbs" ? "ANY" : AspNetWords.VerbOf(attribute);

    /// <summary>Attributes that are classes of the app: filters of its own.</summary>
    static IEnumerable<Step> Filters(CodeBase code, Code declared, Code method) =>
        declared
            .All(Part.Decorator)
            .Concat(method.All(Part.Decorator))
            .Where(one => code.Target(one) is { Kind: CodeKind.Class })
            .Select(one => new Step(one));

    static string Address(Code declared, Code method, string prefix, string template)
    {
        var controller = declared.Name.EndsWith("Controller", StringComparison.Ordinal)
            ? declared.Name[..^"Controller".Length]
            : declared.Name;
        if (prefix.Length == 0 && template.Length == 0)
            return $"/{controller}/{method.Name}";
        var path =
            template.StartsWith('/') || template.StartsWith("~/", StringComparison.Ordinal)
                ? template.TrimStart('~')
                : PathTemplates.Join(prefix, template);
        path = path.Replace("[controller]", controller, StringComparison.OrdinalIgnoreCase)
            .Replace("[action]", method.Name, StringComparison.OrdinalIgnoreCase);
        return path.StartsWith('/') ? path : $"/{path}";
    }

    static Route PageOf(CodeBase code, AspNetProjects projects, Code declared, Code method)
    {
        var path = declared.File.Path;
        var at = path.IndexOf("Pages/", StringComparison.Ordinal);
        var page = at < 0 ? declared.Name : path[(at + "Pages".Length)..];
        page = page.Replace(".cshtml.cs", "", StringComparison.OrdinalIgnoreCase);
        return new(
            method,
            "ASP.NET Core",
            method.Name.StartsWith("OnGet", StringComparison.Ordinal) ? "GET" : "POST",
            page.StartsWith('/') ? page : $"/{page}"
        )
        {
            Handler = method,
            Before = projects.Of(method.File).Steps([.. AspNetWords.Attributes(code, declared), .. AspNetWords.Attributes(code, method)]),
        };
    }
}
