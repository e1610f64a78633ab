using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Queries.Tracing;

/// <summary>Tells which values can be nothing but a number, a date, an identifier or one of a few words, by what they are declared as.</summary>
static partial class TypedValues
{
    /// <summary>Whether a type of Python or .NET, which the framework or the compiler holds values to, admits no free text.</summary>
    public static bool IsTyped(CodeBase code, Code type) =>
        type.Exists
        && type.File.Language is Language.Python or Language.CSharp
        && (
            Enforced().IsMatch(type.Text)
            || code.Definition(type) is { Kind: CodeKind.Class } found
                && (found.Operator is "enum" || found.All(Part.Base).Any(one => one.Name is "Enum" or "StrEnum" or "IntEnum"))
        );

    /// <summary>Whether TypeScript declares a parameter, or the entry of it that a way leads to, as something that is no text.</summary>
    public static bool IsDeclaredTyped(Code parameter, ImmutableArray<string> path)
    {
        if (parameter.File.Language is not (Language.TypeScript or Language.Tsx) || !parameter[Part.Type].Exists)
            return false;
        var type = parameter[Part.Type].Text;
        return path.IsEmpty
            ? Declared().IsMatch(type)
            : Regex.IsMatch(
                type,
                $@"\b{Regex.Escape(path[^1])}\??\s*:\s*(?:number|boolean|Date|bigint)\b",
                RegexOptions.CultureInvariant,
                TimeSpan.FromSeconds(10)
            );
    }

    /// <summary>Whether a framework admits only values of a pattern or a list for a parameter: <c>Query(pattern="^(asc|desc)$")</c>.</summary>
    public static bool IsNarrowed(Code parameter) =>
        parameter.File.Language is Language.Python
        && (
            parameter[Part.Default] is { Kind: CodeKind.Call, Callee.Name: "Query" or "Path" or "Header" or "Body" or "Form" } query
                && (IsStrict(query.ArgumentNamed("pattern")) || IsStrict(query.ArgumentNamed("regex")))
            || parameter[Part.Type].Text is { Length: > 0 } type
                && (type.Contains("Literal[", StringComparison.Ordinal) || StrictPattern().IsMatch(type))
        );

    /// <summary>
    /// Whether a handler of NestJS gets a field of what was sent only as a number, a date or an identifier: <c>@IsInt() pageSize</c> in a class that the app's
    /// <c>ValidationPipe</c> holds every request to.
    /// </summary>
    public static bool IsValidated(CodeBase code, Code parameter, string field) =>
        parameter.File.Language is Language.TypeScript
        && parameter.All(Part.Decorator).Any(one => one.Name is "Query" or "Body" or "Param" && !one.Arguments.Any())
        && code.Definition(parameter[Part.Type]) is { Kind: CodeKind.Class } sent
        && sent.Property(field) is { Exists: true } declared
        && declared.All(Part.Decorator).Any(one => one.Name is "IsInt" or "IsNumber" or "IsUUID" or "IsBoolean" or "IsDate")
        && code.Calls("useGlobalPipes").Any(call => call.Text.Contains("new ValidationPipe", StringComparison.Ordinal));

    static bool IsStrict(Code pattern) => pattern.Exists && FixedLists.IsStrictPattern(pattern.String ?? "");

    /// <summary>Whether a column of that name holds a key that the database makes, or a count.</summary>
    public static bool IsKey(string name) => Key().IsMatch(name);

    [GeneratedRegex(
        @"^(?:Optional\[|Annotated\[\s*|System\.)?(?:int|float|bool|long|short|byte|uint|ulong|decimal|double|single|Guid|DateTime(?:Offset)?|DateOnly|TimeOnly|TimeSpan|datetime(?:\.\w+)?|date|Decimal|UUID|uuid\.UUID|UUID4|PositiveInt|NonNegativeInt|conint\(.*\))\b(?:\?|\]|\s*\|\s*None|,.*)?$",
        RegexOptions.CultureInvariant | RegexOptions.Singleline,
        10_000
    )]
    private static partial Regex Enforced();

    [GeneratedRegex(
        @"^(?:number|boolean|bigint|Date)(?:\s*\|\s*(?:number|boolean|bigint|Date|null|undefined))*$",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Declared();

    [GeneratedRegex(@"(?:pattern|regex)\s*=\s*r?[""']\^[\w()|]+\$[""']", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex StrictPattern();

    [GeneratedRegex("^(?:id|_id|uuid|guid|count|total|max|min|version|\\w*_id|\\w+Id|\\w+_?count)$", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Key();
}
