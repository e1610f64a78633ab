using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Queries.Tracing;

/// <summary>Reads what schemas of validators (zod, valibot, yup) admit for an entry: a word of a list, a number, or any text.</summary>
sealed partial class Schemas(CodeBase code)
{
    /// <summary>What the entry of a parsed object is, of a call such as <c>schema.parse(body)</c>; null when the call parses nothing that can be read.</summary>
    public QueryValue? FieldOf(Code call, string name)
    {
        if (
            call.Callee
            is not {
                Kind: CodeKind.Member,
                Name: "parse" or "safeParse" or "parseAsync" or "safeParseAsync" or "validate" or "validateSync"
            } parse
        )
            return null;
        return name is "data" ? null : OfSchema(parse.Receiver, name, 6);
    }

    /// <summary>What a parsed value as a whole is: <c>z.enum([…]).parse(x)</c>; null when the call parses nothing, or an object.</summary>
    public QueryValue? WholeOf(Code call) =>
        call.Callee is { Kind: CodeKind.Member, Name: "parse" or "parseAsync" } parse && IsSchema(parse.Receiver)
            ? OfText(SchemaText(parse.Receiver, 4))
            : null;

    /// <summary>What a procedure of tRPC admits for an entry of its input; null when it declares none that can be read.</summary>
    public QueryValue? OfInput(Code handler, string name)
    {
        for (var (at, steps) = (handler.Parent, 0); at.Kind is CodeKind.Call && steps < 12; at = at.Receiver, steps++)
            if (at.Callee.Name is "input" or "inputSchema" or "schema" or "validator" && OfSchema(at.ArgumentAt(0), name, 6) is { } kind)
                return kind;
        return null;
    }

    /// <summary>What the validator of a route of Hono admits, where it stands beside its handler; null when it does not.</summary>
    public QueryValue? OfValidator(Code call)
    {
        var name = call.Parent.Kind is CodeKind.Member ? call.Parent.Name : "";
        var route = call.Enclosing(CodeKind.Function).Parent;
        return name.Length == 0 ? null
            : route.Kind is CodeKind.Call
                ? route
                    .Arguments.Where(one => one.Kind is CodeKind.Call)
                    .Select(one => OfSchema(one.ArgumentAt(1), name, 6))
                    .FirstOrDefault(kind => kind is not null)
            : null;
    }

    /// <summary>What the schema among the arguments of a call admits for an entry; null when there is none.</summary>
    public QueryValue? In(Code call, string name) =>
        call.Descendants()
            .Where(one =>
                one.Kind is CodeKind.Property && one.Name == name && one[Part.Value].Kind is CodeKind.Call && IsSchema(one[Part.Value])
            )
            .Select(one => (QueryValue?)OfText(SchemaText(one[Part.Value], 4)))
            .FirstOrDefault();

    QueryValue? OfSchema(Code schema, string name, int steps)
    {
        if (!schema.Exists || steps <= 0)
            return null;
        switch (schema.Kind)
        {
            case CodeKind.Name or CodeKind.Member:
                var found = code.Definition(schema);
                return found.Kind is CodeKind.Variable or CodeKind.Property ? OfSchema(found[Part.Value], name, steps - 1) : null;
            case CodeKind.Object:
                return schema.Property(name) is { Exists: true } entry ? OfText(SchemaText(entry[Part.Value], 4)) : null;
            case CodeKind.Call:
                foreach (var argument in schema.Arguments)
                    if (OfSchema(argument, name, steps - 1) is { } kind)
                        return kind;
                return schema.Callee.Kind is CodeKind.Member ? OfSchema(schema.Receiver, name, steps - 1) : null;
            default:
                return null;
        }
    }

    bool IsSchema(Code node) => Library().IsMatch(SchemaText(node, 4));

    string SchemaText(Code node, int steps) =>
        node.Kind is CodeKind.Name && steps > 0 && code.Definition(node) is { Kind: CodeKind.Variable } named
            ? SchemaText(named[Part.Value], steps - 1)
            : node.Text;

    static QueryValue OfText(string schema) =>
        Few().IsMatch(schema) ? QueryValue.Listed
        : NoText().IsMatch(schema) ? QueryValue.Typed
        : QueryValue.Sent;

    [GeneratedRegex(@"^(?:z|v|yup|Joi|t|s)\s*\.", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Library();

    [GeneratedRegex(
        @"\.(?:enum|nativeEnum|literal|picklist|oneOf|valid)\(|\.regex\(\s*/\^[\w\[\]\\+*|()-]+\$/",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Few();

    [GeneratedRegex(
        @"\.(?:number|int|bigint|boolean|date|uuid|cuid2?|ulid|nanoid|datetime|coerce\.(?:number|date|boolean|bigint)|guid)\(",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex NoText();
}
