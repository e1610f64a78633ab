namespace Shipworthy.Extractors.Endpoints.AspNet;

/// <summary>What attributes and calls on endpoints of ASP.NET Core say. <c>AllowAnonymous</c> wins over every demand, wherever it stands, so its step comes last.</summary>
sealed class AspNetWords(AspNetProject project)
{
    /// <summary>The method that an attribute of ASP.NET Core names; null when it names none.</summary>
    public static string? VerbOf(string attribute) =>
        attribute switch
        {
            "HttpGet" => "GET",
            "HttpPost" => "POST",
            "HttpPut" => "PUT",
            "HttpPatch" => "PATCH",
            "HttpDelete" => "DELETE",
            "HttpHead" => "HEAD",
            "HttpOptions" => "OPTIONS",
            _ => null,
        };

    /// <summary>The steps for words in the order in which they hold: the project's, then those of group, class and endpoint.</summary>
    /// <param name="words">Each word with its place and its first text argument.</param>
    /// <param name="global">Whether the project's own demands hold for the endpoint.</param>
    public ImmutableArray<Step> Steps(IReadOnlyList<(string Name, Code At, string Text)> words, bool global = true)
    {
        var steps = ImmutableArray.CreateBuilder<Step>();
        if (global && project.AsksEverybody is { Exists: true } everybody)
            steps.Add(Known(everybody, ActKind.ProvesUser, "ASP.NET Core's fallback policy"));
        foreach (var (name, at, _) in words)
            if (name is "Authorize" or "RequireAuthorization")
                steps.Add(Known(at, ActKind.ProvesUser, "ASP.NET Core's authorization"));
        if (
            words.LastOrDefault(word => word.Name is "EnableRateLimiting" or "DisableRateLimiting" or "RequireRateLimiting") is
            { Name.Length: > 0 } last
        )
        {
            if (last.Name is not "DisableRateLimiting")
                steps.Add(
                    Limit(
                        last.At,
                        project.Policy(last.Text)
                            ?? new RateLimit(last.At.At, "a policy of that name") { Idle = "no policy of its name was found" }
                    )
                );
        }
        if (!words.Any(word => word.Name is "DisableRateLimiting") && project.Global() is { } shared)
            steps.Add(Limit(words.Count > 0 ? words[^1].At : default, shared));
        if (words.FirstOrDefault(word => word.Name is "AllowAnonymous") is { Name.Length: > 0 } open)
            steps.Add(Known(open.At, ActKind.OpensToAll, "ASP.NET Core"));
        return steps.ToImmutable();
    }

    /// <summary>The attributes of a class or method as words, those of its base classes first.</summary>
    public static IEnumerable<(string Name, Code At, string Text)> Attributes(CodeBase code, Code declaration, int steps = 4)
    {
        if (steps > 0 && declaration.Kind is CodeKind.Class)
            foreach (var ancestor in declaration.All(Part.Base))
                if (code.Definition(ancestor) is { Kind: CodeKind.Class } known && known != declaration)
                    foreach (var word in Attributes(code, known, steps - 1))
                        yield return word;
        foreach (var attribute in declaration.All(Part.Decorator))
            yield return (
                NameOf(attribute),
                attribute,
                attribute.Arguments.FirstOrDefault() is { Exists: true } first ? code.ValueOf(first).AsText ?? "" : ""
            );
    }

    /// <summary>The name of an attribute, without the ending that C# lets people leave out.</summary>
    public static string NameOf(Code attribute) =>
        attribute.Name.EndsWith("Attribute", StringComparison.Ordinal) ? attribute.Name[..^"Attribute".Length] : attribute.Name;

    static Step Known(Code at, ActKind kind, string by) => new(at) { Known = new(kind, at, by) };

    static Step Limit(Code at, RateLimit limit) => new(at) { Known = new(ActKind.Limits, at, limit.By) { Limit = limit } };
}
