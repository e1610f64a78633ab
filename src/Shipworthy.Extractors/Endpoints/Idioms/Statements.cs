using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Endpoints.Idioms;

/// <summary>Statements of SQL as code writes them: the text that a call is given, or a template with a tag.</summary>
static partial class Statements
{
    /// <summary>Whether a call is given a statement that changes something.</summary>
    public static bool Change(CodeBase code, Code call) => Of(code, call) is { } statement && Changes().IsMatch(statement);

    /// <summary>How the statement begins that a call is given; null when it is given none that is known.</summary>
    static string? Of(CodeBase code, Code call)
    {
        if (call.ArgumentAt(0) is not { Exists: true } first)
            return null;
        // text("insert …") of SQLAlchemy, and sql`insert …` of many libraries.
        if (first.Kind is CodeKind.Call && first.Callee.Name is "text" or "sql" or "raw" or "SQL")
            return Of(code, first);
        if (first.Kind is CodeKind.Template)
            return first.Text.TrimStart('`', 'f', '"', '\'');
        return code.ValueOf(first) switch
        {
            Value.Text text => text.Content,
            Value.Joined joined => joined.Parts.FirstOrDefault()?.AsText,
            _ => null,
        };
    }

    [GeneratedRegex(
        @"^\s*(?:(?:insert|replace)\s+(?:or\s+\w+\s+)?into\b|update\s+\S+\s+(?:\S+\s+)?set\b|delete\s+from\b|truncate\b|merge\s+into\b|with\b[\s\S]{0,2000}\b(?:insert\s+into|delete\s+from|update\s+\S+\s+set)\b)",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Changes();
}
