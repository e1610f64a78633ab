using Shipworthy.Extractors.Endpoints.Steps;

namespace Shipworthy.Extractors.Endpoints.Doors;

/// <summary>
/// What Passport runs when a password comes in: the function that a local strategy is made with, or the method <c>validate</c> of a strategy in NestJS. It compares, and
/// whatever counts failures stands there.
/// </summary>
sealed class PassportStrategies(Sources sources)
{
    readonly Lazy<ImmutableArray<Code>> all = new(() => [.. Find(sources)]);

    /// <summary>What the strategies do, where a path leads to them.</summary>
    public IEnumerable<Act> Of(List<Act> acts, PathReader reader) =>
        acts.Exists(act => act is { Kind: ActKind.HandlesCredential, By: "Passport" })
            ? all.Value.SelectMany(function => reader.Handling(function))
            : [];

    static IEnumerable<Code> Find(Sources sources)
    {
        var code = sources.Code;
        if (!code.Imports("passport-local", "passport-ldapauth", "@fastify/passport"))
            yield break;
        foreach (var made in code.All(CodeKind.New))
            if (code.OriginOf(made.Callee).Package is "passport-local" && sources.IsDeployed(made.File))
                foreach (var argument in made.Arguments)
                    if (code.FunctionOf(argument) is { Kind: CodeKind.Function } function)
                        yield return function;
        foreach (var declared in code.All(CodeKind.Class))
            if (
                sources.IsDeployed(declared.File)
                && declared.All(Part.Base).Any(one => one.Text.Contains("PassportStrategy", StringComparison.Ordinal))
                && declared.File.Text.Contains("passport-local", StringComparison.Ordinal)
                && declared.Property("validate") is { Kind: CodeKind.Function } validate
            )
                yield return validate;
    }
}
