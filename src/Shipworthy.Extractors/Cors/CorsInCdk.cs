namespace Shipworthy.Extractors.Cors;

/// <summary>
/// The AWS Cloud Development Kit in TypeScript: REST APIs (<c>defaultCorsPreflightOptions</c>, <c>addCorsPreflight</c>), HTTP APIs (<c>corsPreflight</c>) and
/// function addresses (<c>cors</c>).
/// </summary>
public sealed class CorsInCdk : IExtractor
{
    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(CorsRule)];

    /// <inheritdoc/>
    public void Extract(Sources sources, Learner learn)
    {
        var reader = new OriginReader(sources);
        foreach (var file in sources.Code.Files)
            if (sources.IsDeployed(file) && IsOfTheKit(file))
                foreach (var options in Options(file))
                    if (Rule(sources.Code, reader, options) is { } rule)
                        learn.Add(rule);
    }

    static bool IsOfTheKit(CodeFile file) =>
        file
            .Root.Descendants(CodeKind.Import)
            .Any(import =>
                import.Name.StartsWith("aws-cdk-lib", StringComparison.Ordinal)
                || import.Name.StartsWith("@aws-cdk/", StringComparison.Ordinal)
            );

    /// <summary>The expressions that hold the options.</summary>
    static IEnumerable<Code> Options(CodeFile file) =>
        file
            .Root.Descendants(CodeKind.Property)
            .Where(entry => entry.Name is "defaultCorsPreflightOptions" or "corsPreflight" || IsOfFunctionAddress(entry))
            .Select(entry => entry[Part.Value])
            .Concat(
                file.Root.Descendants(CodeKind.Call)
                    .Where(call => call.Callee.Name is "addCorsPreflight")
                    .Select(call => call.ArgumentAt(0))
            );

    static bool IsOfFunctionAddress(Code entry) =>
        entry.Name is "cors" && entry.Enclosing(CodeKind.Call) is { Exists: true, Callee.Name: "addFunctionUrl" };

    static CorsRule? Rule(CodeBase code, OriginReader reader, Code given)
    {
        var options = code.ObjectOf(given);
        var origins = code.Entry(options, "allowOrigins") is { Exists: true } named ? named : code.Entry(options, "allowedOrigins");
        return origins.Exists
            ? OriginsOf(reader, origins)
                .Into(
                    new(origins.At, "cdk")
                    {
                        Admits = Admits.Unknown,
                        AllowsCredentials = code.Entry(options, "allowCredentials").Operator is "true",
                    }
                )
            : null;
    }

    /// <summary><c>Cors.ALL_ORIGINS</c> of the kit is the list of <c>*</c>.</summary>
    static OriginList OriginsOf(OriginReader reader, Code origins) =>
        origins.DottedName.EndsWith("Cors.ALL_ORIGINS", StringComparison.Ordinal) ? OriginList.Anyone : reader.Read(origins);
}
