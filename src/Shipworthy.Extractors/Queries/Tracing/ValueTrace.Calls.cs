using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Queries.Tracing;

/// <content>What calls give.</content>
sealed partial class ValueTrace
{
    Traced Call(Code node, CallFrame? frame)
    {
        if (sent.Of(node) is { } came)
            return came;
        var name = node.Callee.Name;
        if (node.Operator is "tag")
            return new(QueryValue.Bound, node);
        if (schemas.WholeOf(node) is { } admitted && admitted is not QueryValue.Sent)
            return new(admitted, node);
        if (code.Target(node) is { Kind: CodeKind.Function } function && Entered(node, function, frame) is { } inner)
            return Results(function).Aggregate(Traced.Constant, (sum, one) => sum | Of(one, inner).Through(one));
        if (stored.Of(node) is { } kind)
            return new(kind, node);
        if (ToTyped().IsMatch(name))
            return Typed(node);
        if (node.Arguments.Any() && (ToQuoted().IsMatch(name) || IsDriverEscape(node)))
            return new(QueryValue.Listed, node);
        return OfText(node, name, frame) ?? OfList(node, name, frame) ?? OfOutside(node, name, frame);
    }

    /// <summary>Whether a call quotes a value as its driver does: <c>pool.escape(name)</c> of mysql2.</summary>
    static bool IsDriverEscape(Code call) =>
        call.Callee is { Kind: CodeKind.Member, Name: "escape" } callee
        && callee.Receiver.Name
            is "mysql"
                or "mysql2"
                or "pool"
                or "db"
                or "connection"
                or "conn"
                or "sqlstring"
                or "SqlString"
                or "sequelize"
                or "sql";

    /// <summary>Functions that give their text in another form.</summary>
    Traced? OfText(Code node, string name, CallFrame? frame)
    {
        var arguments = node.Arguments.ToList();
        var isMethod = node.Callee.Kind is CodeKind.Member;
        switch (name)
        {
            case "replace" or "replaceAll" or "Replace" or "sub" when isMethod && arguments.Count >= 2:
                return Replaced(node, arguments, frame);
            case "addslashes" or "mysql_real_escape_string" or "escapeQuotes" or "escape_string" or "escapeSql" or "escapeSQL":
                return arguments.Aggregate(Traced.Constant, (sum, one) => sum | Of(one, frame)) is { Kind: QueryValue.Constant } constant
                    ? constant
                    : new(QueryValue.Escaped, node);
            case "format" when isMethod && IsText(node.Receiver):
                return Formatted(node.Receiver, [.. arguments.Select(Unnamed)], frame);
            case "Format" when node.Receiver.Name is "string" or "String" && arguments.Count > 0:
                return Formatted(arguments[0], arguments[1..], frame);
            case "format" or "withArray" when code.OriginOf(node.Callee).Package is "pg-format" or "@scaleleap/pg-format":
                return code.ValueOf(node.ArgumentAt(0)).AsText is { } pattern && !pattern.Contains("%s", StringComparison.Ordinal)
                    ? new(QueryValue.Listed, node)
                    : arguments.Aggregate(Traced.Constant, (sum, one) => sum | Of(one, frame));
            case "Concat" or "concat" or "URL" or "URLSearchParams" or "FormData" or "StringBuilder" or "Object" or "Array":
            case "String" or "str" or "stringify" or "dumps" or "Trim" or "unquote" or "decodeURIComponent" or "encodeURIComponent":
            case "Join" or "assign" or "bytes" or "encode" or "decode" or "repr" or "SQL" or "Composed" or "dict" or "cast" or "AsRaw":
                return (isMethod && !IsOfLanguage(node.Receiver) ? arguments.Prepend(node.Receiver) : arguments).Aggregate(
                    Traced.Constant,
                    (sum, one) => sum | Of(one, frame).AsText
                );
            case "trim" or "strip" or "lstrip" or "rstrip" or "toLowerCase" or "toUpperCase" or "lower" or "upper" or "toString" or "title":
            case "slice" or "substring" or "substr" or "Substring" or "split" or "Split" or "rsplit" or "splitlines" or "normalize":
            case "ToString" or "ToLower" or "ToUpper" or "ToLowerInvariant" or "ToUpperInvariant" or "TrimEnd" or "TrimStart" or "trimEnd":
            case "charAt" or "at" or "capitalize" or "trimStart" or "unwrap" or "valueOf" or "result" or "GetValueOrDefault" or "First":
                return isMethod ? (IsOfText(name) ? Of(node.Receiver, frame).AsText : Of(node.Receiver, frame)) : null;
            case "padStart" or "padEnd" or "ljust" or "rjust" or "repeat" or "PadLeft" or "PadRight" when isMethod:
                return Of(node.Receiver, frame).AsText;
            case "readFileSync" or "readFile" or "read_text" or "ReadAllText" or "ReadAllTextAsync" or "open" or "read" or "readTextFile":
                return Of(arguments.Count > 0 ? arguments[0] : node.Receiver, frame) is { Kind: QueryValue.Sent } uploaded
                    ? uploaded
                    : new(QueryValue.Settings, node);
            default:
                return null;
        }
    }

    /// <summary>Whether only texts have a method, so that it fails on an object before anything is asked.</summary>
    static bool IsOfText(string method) =>
        method is not ("slice" or "at" or "unwrap" or "valueOf" or "result" or "GetValueOrDefault" or "First");

    static bool IsOfLanguage(Code receiver) =>
        receiver.Name is "Object" or "JSON" or "json" or "string" or "String" or "Array" or "urllib" or "parse" or "psycopg2" or "sql";

    static Code Unnamed(Code argument) => argument.Kind is CodeKind.Argument ? argument[Part.Value] : argument;

    /// <summary>A replacement: one that doubles quotes escapes by hand, and one that keeps only letters and digits leaves nothing to inject.</summary>
    Traced Replaced(Code node, List<Code> arguments, CallFrame? frame)
    {
        // re.sub(pattern, replacement, text)
        var isFunction = node.Receiver.Name is "re" or "Regex" && arguments.Count >= 3;
        var (pattern, with, text) =
            isFunction && node.Callee.Name is "sub" ? (arguments[0], arguments[1], arguments[2])
            : isFunction ? (arguments[1], arguments[2], arguments[0])
            : (arguments[0], arguments[1], node.Receiver);
        var whole = Of(text, frame);
        if (whole.Kind is QueryValue.Constant or QueryValue.Typed or QueryValue.Listed or QueryValue.Settings)
            return whole | Of(with, frame);
        var written = code.ValueOf(pattern).AsText ?? pattern.Text;
        if (Keeping().IsMatch(written) && code.ValueOf(with).AsText is { } kept && !kept.Contains('\''))
            return new(QueryValue.Listed, node);
        return written.Contains('\'') ? new(QueryValue.Escaped, node)
            : written.Contains(',') && whole.Kind is QueryValue.Sent or QueryValue.Stored or QueryValue.Unknown
                ? whole with
                {
                    LacksCommas = true,
                }
            : whole | Of(with, frame);
    }

    /// <summary>Functions of lists.</summary>
    Traced? OfList(Code node, string name, CallFrame? frame)
    {
        var first = node.ArgumentAt(0);
        var isMethod = node.Callee.Kind is CodeKind.Member;
        switch (name)
        {
            case "join" when isMethod:
                return IsText(node.Receiver) && first.Exists
                    ? Of(node.Receiver, frame) | Of(first, frame)
                    : Of(node.Receiver, frame) | Given(first, frame);
            case "keys" or "getOwnPropertyNames" when node.Receiver.Name is "Object":
                return Keys(first, frame);
            case "keys" when isMethod:
                return Keys(node.Receiver, frame);
            case "entries" or "values" or "fromEntries" or "freeze" when node.Receiver.Name is "Object":
                return Of(first, frame);
            case "map" or "flatMap" or "Select" or "SelectMany" when isMethod && first.Exists:
                return Mapped(first, node.Receiver, frame);
            case "map" when !isMethod && first.Exists:
                return Mapped(first, node.ArgumentAt(1), frame);
            case "from" when node.Receiver.Name is "Array" && node.ArgumentAt(1) is { Exists: true } made:
                return Mapped(made, first, frame);
            case "fill" when first.Exists:
                return Of(first, frame);
            case "Repeat" when node.Receiver.Name is "Enumerable":
                return Of(first, frame);
            case "filter" or "slice" or "sort" or "reverse" or "flat" or "toSorted" or "values" or "items" or "entries" or "find" or "pop":
            case "Where" or "OrderBy" or "Distinct" or "ToList" or "ToArray" or "AsEnumerable" or "Take" or "Skip" or "shift" or "copy":
            case "FirstOrDefault"
            or "Single"
            or "Cast"
            or "OfType"
            or "getAll"
            or "getlist"
            or "Last"
            or "model_dump"
            or "to_dict"
            or "concat":
                return isMethod ? Of(node.Receiver, frame) | (name is "concat" ? Given(first, frame) : Traced.Constant) : null;
            case "list"
            or "tuple"
            or "sorted"
            or "set"
            or "reversed"
            or "enumerate"
            or "zip"
            or "Set"
            or "Map"
            or "List"
            or "next"
            or "dict":
                return node.Arguments.Aggregate(Traced.Constant, (sum, one) => sum | Of(one, frame));
            case "get" when isMethod && code.ObjectOf(node.Receiver) is { Exists: true } map:
                var entry = Of(map, frame) | Given(node.ArgumentAt(1), frame);
                return entry.Kind is QueryValue.Constant ? new(QueryValue.Listed, node) : entry;
            case "get"
            or "getOrThrow"
            or "GetValue"
            or "GetConnectionString"
            or "getenv" when sent.IsSetting(node.Callee) || name is "getenv":
                return new(QueryValue.Settings, node);
            case "get" or "GetValueOrDefault" or "getAll" or "pop" or "formData" or "json" or "text" when isMethod:
                var whole = Of(node.Receiver, frame);
                return (whole.Kind is QueryValue.Constant ? new(QueryValue.Listed, node) : whole) | Given(node.ArgumentAt(1), frame);
            default:
                return null;
        }
    }

    /// <summary>What a function makes of each element of a list.</summary>
    Traced Mapped(Code function, Code elements, CallFrame? frame)
    {
        var target = function.Kind is CodeKind.Function ? function : code.FunctionOf(function);
        if (!target.Exists)
            return ToTyped().IsMatch(function.Name) ? Typed(function) : Of(elements, frame);
        if (target.Kind is CodeKind.Function && target == function)
            return Results(target).Aggregate(Traced.Constant, (sum, one) => sum | Of(one, frame));
        var inner = new CallFrame(frame, (frame?.Depth ?? 0) + 1);
        var parameters = target.All(Part.Parameter).ToList();
        if (parameters.Count > 0)
            inner.Give(parameters[0], elements);
        return inner.Depth > MostCalls
            ? Traced.Unknown(function, $"goes through {Short(function)}, which is too far away to follow")
            : Results(target).Aggregate(Traced.Constant, (sum, one) => sum | Of(one, inner));
    }

    /// <summary>
    /// Functions outside the app: of what is harmless they make nothing harmful. What they make of what was sent is not known.
    /// </summary>
    Traced OfOutside(Code node, string name, CallFrame? frame)
    {
        var all = node.Arguments.Aggregate(Traced.Constant, (sum, one) => sum | Of(Unnamed(one), frame));
        if (node.Callee is { Kind: CodeKind.Member } callee && callee.Receiver.Kind is not CodeKind.Name)
            all |= Of(callee.Receiver, frame);
        else if (
            node.Callee is { Kind: CodeKind.Member } method
            && code.Definition(method.Receiver) is { Kind: CodeKind.Variable or CodeKind.Parameter }
        )
            all |= Of(method.Receiver, frame);
        if (node.Kind is CodeKind.New && code.Target(node) is { Kind: CodeKind.Class })
            return all;
        if (all.Kind is QueryValue.Constant or QueryValue.Typed or QueryValue.Listed or QueryValue.Settings or QueryValue.Bound)
            return code.OriginOf(node.Callee).Exists || node.Callee.Kind is CodeKind.Member || node.Kind is CodeKind.New
                ? new(all.Kind is QueryValue.Constant ? QueryValue.Settings : all.Kind, node)
                : Traced.Unknown(node, $"takes a part from {name}(), which could not be followed");
        return all.Kind is QueryValue.Sent or QueryValue.Stored
            ? Traced.Unknown(all.At, $"takes {Short(all.At)} through {Short(node.Callee)}(), which could not be followed")
            : all;
    }

    /// <summary>The call of a function of the app, with what it hands over; null when it is too deep to follow.</summary>
    static CallFrame? Entered(Code call, Code function, CallFrame? frame)
    {
        if ((frame?.Depth ?? 0) >= MostCalls || !function.Body.Exists)
            return null;
        var inner = new CallFrame(frame, (frame?.Depth ?? 0) + 1);
        foreach (var parameter in function.All(Part.Parameter))
            inner.Give(parameter, Callers.ArgumentFor(call, parameter));
        return inner;
    }

    Traced Returned(Code function, CallFrame? frame) => Results(function).Aggregate(Traced.Constant, (sum, one) => sum | Of(one, frame));

    /// <summary>What a function gives back.</summary>
    static IEnumerable<Code> Results(Code function) =>
        function.Body.Kind is not CodeKind.Block
            ? [function.Body]
            : function
                .Body.Descendants()
                .Where(one => one.Kind is CodeKind.Return or CodeKind.Yield && one.Enclosing(CodeKind.Function) == function)
                .Select(one => one[Part.Value])
                .Where(one => one.Exists)
                .Take(200);

    [GeneratedRegex(
        @"^(?:Number|parseInt|parseFloat|int|float|bool|len|abs|round|Boolean|BigInt|now|getTime|toISOString|toFixed|randomUUID|uuid\d?|uuidv\d|v4|v7|nanoid|isoformat|strftime|timestamp|NewGuid|CreateVersion7|ToInt\d+|ToDecimal|ToDouble|Parse(?:Exact)?|UUID|Guid|date|datetime|timedelta|Date|floor|ceil|max|min|trunc|count|indexOf|isInteger|hexdigest|digest|toLocaleDateString|getFullYear|getMonth|getDate|toordinal|Decimal|ObjectId|DateTime|AddDays|Count|Sum|Max|Min|hash|randomBytes|monotonic|time|today|utcnow|fromtimestamp)$",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex ToTyped();

    [GeneratedRegex(
        @"^(?:escapeId|escapeIdentifier|escapeLiteral|quote_?[iI]dent(?:ifier)?|quoteName|quote_name|quote_literal|ident|identifier|QuoteIdentifier|DelimitIdentifier|Identifier|Literal|Placeholder|quoteTable|quoteColumn)$",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex ToQuoted();

    [GeneratedRegex(
        @"^/?\[\^(?:\\[wds.-]|[a-zA-Z0-9_\s.:,@-])+\][+*]?/?[a-z]*$|^/?\\[DW][+*]?/?[a-z]*$",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Keeping();
}
