namespace Shipworthy.Extractors.Endpoints.Steps;

/// <summary>
/// What FastAPI runs before a function because of its parameters: <c>user = Depends(current_user)</c>, <c>Annotated[User, Depends(current_user)]</c>, and names that stand for
/// such a type.
/// </summary>
sealed class Dependencies(CodeBase code)
{
    /// <summary>The expressions that are run for the parameters of a function, in their order.</summary>
    public IEnumerable<Code> Of(Code function)
    {
        if (function.File.Language is not Language.Python)
            yield break;
        foreach (var parameter in function.All(Part.Parameter))
        foreach (var depends in OfParameter(parameter))
            yield return depends;
    }

    /// <summary>The expressions that are run for one parameter of a function of Python.</summary>
    public IEnumerable<Code> OfParameter(Code parameter)
    {
        foreach (var call in Declared(parameter))
        {
            var depends = call.ArgumentAt(0) is { Exists: true } given ? given : call.ArgumentNamed("dependency");
            if (depends.Exists)
                yield return depends;
            else if (parameter[Part.Type] is { Exists: true } type)
                yield return type;
        }
    }

    /// <summary>Whether a call declares a dependency.</summary>
    public bool Declares(Code call) =>
        call.Callee.Name is "Depends" or "Security" && code.OriginOf(call.Callee).Package is "fastapi" or "fastapi_injectable" or "";

    IEnumerable<Code> Declared(Code parameter)
    {
        if (parameter[Part.Default] is { Exists: true } given)
            foreach (var call in given.Descendants(CodeKind.Call).Prepend(given))
                if (call.Kind is CodeKind.Call && Declares(call))
                    yield return call;
        var type = parameter[Part.Type];
        if (!type.Exists)
            yield break;
        foreach (var call in type.Descendants(CodeKind.Call))
            if (Declares(call))
                yield return call;
        foreach (var name in type.Descendants(CodeKind.Type).Prepend(type))
            if (code.Definition(name) is { Kind: CodeKind.Variable } alias && alias[Part.Value].Exists)
                foreach (var call in alias[Part.Value].Descendants(CodeKind.Call))
                    if (Declares(call))
                        yield return call;
    }
}
