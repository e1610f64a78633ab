namespace Shipworthy.Extractors.Endpoints.Nest;

/// <summary>A decorator as NestJS sees it.</summary>
/// <param name="Name">Its name in its package: <c>UseGuards</c>, <c>SetMetadata</c>, <c>createDecorator</c> for one that <c>Reflector</c> made.</param>
/// <param name="Package">The package that it comes from.</param>
/// <param name="Call">What holds its arguments: the decorator, or the call inside a decorator of the app.</param>
/// <param name="Declared">Of one that <c>Reflector</c> made, the variable that holds it.</param>
/// <param name="OnMethod">Whether it stands on the method; on its class otherwise.</param>
readonly record struct NestWord(string Name, string Package, Code Call, Code Declared, bool OnMethod)
{
    /// <summary>Whether it is one of the framework's own with this name.</summary>
    public bool Is(string name) => Name == name && Package.StartsWith("@nestjs/", StringComparison.Ordinal);
}

/// <summary>
/// Reads the decorators of a class or method. Those that the app composed of others (<c>applyDecorators</c>, <c>const Public = () => SetMetadata("isPublic", true)</c>) are
/// taken apart; those of a base class hold for the classes below it.
/// </summary>
sealed class NestWords(CodeBase code)
{
    const int Deepest = 3;

    /// <summary>The words on a method and on its class, those of the method first, as NestJS lets them win.</summary>
    public ImmutableArray<NestWord> Of(Code method, Code declared) => [.. On(method, true), .. OnClass(declared, Deepest)];

    /// <summary>The words on a class and its base classes.</summary>
    public ImmutableArray<NestWord> Of(Code declared) => [.. OnClass(declared, Deepest)];

    /// <summary>The decorators of a declaration; those before <c>export</c> are the export's.</summary>
    public static IEnumerable<Code> DecoratorsOf(Code declaration) =>
        declaration.Parent.Kind is CodeKind.Export
            ? declaration.Parent.All(Part.Decorator).Concat(declaration.All(Part.Decorator))
            : declaration.All(Part.Decorator);

    IEnumerable<NestWord> OnClass(Code declared, int steps) =>
        steps <= 0
            ? []
            : On(declared, false)
                .Concat(
                    declared
                        .All(Part.Base)
                        .Select(one => code.Definition(one))
                        .Where(one => one.Kind is CodeKind.Class && one != declared)
                        .SelectMany(one => OnClass(one, steps - 1))
                );

    IEnumerable<NestWord> On(Code declaration, bool onMethod) => DecoratorsOf(declaration).SelectMany(one => Of(one, onMethod, Deepest));

    IEnumerable<NestWord> Of(Code call, bool onMethod, int steps)
    {
        var origin = code.OriginOf(call.Callee);
        if (origin.Exists)
            return [Word(call, origin, onMethod)];
        if (steps <= 0 || code.Target(call) is not { Kind: CodeKind.Function } composed)
            return [];
        return composed
            .Descendants(CodeKind.Call)
            .Where(inner => inner.Callee.Name is not "applyDecorators")
            .SelectMany(inner => Of(inner, onMethod, steps - 1));
    }

    NestWord Word(Code call, Origin origin, bool onMethod)
    {
        var name = origin.Name[(origin.Name.LastIndexOf('.') + 1)..];
        if (name is "createDecorator()")
            return new("createDecorator", origin.Package, call, code.Definition(call.Callee), onMethod);
        // A variable that holds a finished decorator: const Public = SetMetadata("isPublic", true).
        if (name is "SetMetadata()" && code.Definition(call.Callee) is { Kind: CodeKind.Variable } held)
            return new("SetMetadata", origin.Package, held[Part.Value], default, onMethod);
        return new(name is "default" or "*" ? call.Callee.Name : name, origin.Package, call, default, onMethod);
    }
}
