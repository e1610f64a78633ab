using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Audit;

/// <content>Writes in statements of SQL.</content>
sealed partial class DataWrites
{
    DataWrite? OfStatement(Code call)
    {
        if (
            call.Callee.Name
            is not (
                "query"
                or "execute"
                or "run"
                or "exec"
                or "ExecuteAsync"
                or "Execute"
                or "unsafe"
                or "prepare"
                or "$executeRaw"
                or "$executeRawUnsafe"
                or "none"
                or "one"
                or "raw"
                or "executemany"
                or "fetchrow"
                or "fetchval"
                or "sql"
                or "text"
            )
        )
            return null;
        var first = call.ArgumentAt(0);
        var text =
            first.Kind is CodeKind.Template ? first.Text.TrimStart('`', 'f', '"', '\'')
            : first.Kind is CodeKind.Literal ? first.String ?? ""
            : first.Exists && first.Kind is CodeKind.Name ? code.ValueOf(first).AsText ?? ""
            : "";
        if (text.Length is 0 or > 4000 || Statement().Match(text) is not { Success: true } match)
            return null;
        var verb =
            match.Groups["into"].Success ? WriteVerb.Insert
            : match.Groups["update"].Success ? WriteVerb.Update
            : WriteVerb.Delete;
        var table = match.Groups["into"].Value + match.Groups["update"].Value + match.Groups["from"].Value;
        var found = new WrittenFields();
        if (verb is WriteVerb.Insert && match.Groups["columns"].Success)
            foreach (var column in match.Groups["columns"].Value.Split(','))
                found.Add(column.Trim(' ', '\n', '\r', '\t', '"', '`', '[', ']'), default);
        else if (verb is WriteVerb.Update)
            foreach (
                Match column in Columns().Matches(text[match.Index..].Split("where", 2, StringSplitOptions.None)[0].Split("WHERE", 2)[0])
            )
                found.Add(column.Groups[1].Value, default);
        found.HasMore = text.Contains("${", StringComparison.Ordinal) && verb is WriteVerb.Update && !found.Names.Any();
        return new DataWrite(call, verb, Words.Table(table), found);
    }

    [GeneratedRegex(
        @"^\s*(?:with\b[\s\S]{0,800}?\)\s*)?(?:(?:insert\s+(?:or\s+\w+\s+|ignore\s+)?into|replace\s+into)\s+[""`\[]?(?:\w+[""`\]]?\.[""`\[]?)?(?<into>\w+)[""`\]]?\s*(?:\((?<columns>[^()]*)\))?|update\s+[""`\[]?(?:\w+[""`\]]?\.[""`\[]?)?(?<update>\w+)[""`\]]?\s+(?:as\s+)?(?:\w+\s+)?set\b|delete\s+from\s+[""`\[]?(?:\w+[""`\]]?\.[""`\[]?)?(?<from>\w+))",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Statement();

    [GeneratedRegex(@"(?:\bset|,)\s*[""`\[]?(\w+)[""`\]]?\s*=", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 10_000)]
    private static partial Regex Columns();
}
