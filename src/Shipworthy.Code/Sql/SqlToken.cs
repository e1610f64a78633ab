namespace Shipworthy.Syntax.Sql;

/// <summary>What a token of SQL is.</summary>
public enum SqlTokenKind
{
    /// <summary>A keyword or a plain name; its value is in lower case, as PostgreSQL folds it.</summary>
    Word,

    /// <summary>A name in quotes, backticks or brackets; its value is what stands between them.</summary>
    QuotedName,

    /// <summary>A string; its value is what it says. A dollar-quoted one keeps its content as it stands.</summary>
    Text,

    /// <summary>A number as it is written.</summary>
    Number,

    /// <summary>An operator or a mark.</summary>
    Symbol,

    /// <summary>A place that a caller fills: <c>$1</c>, <c>?</c>, <c>:name</c>, <c>@name</c>.</summary>
    Parameter,
}

/// <summary>A token of SQL.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Value">What it says: names without quotes, strings without theirs.</param>
/// <param name="Start">Where it begins in the text.</param>
/// <param name="End">Where it ends, exclusive.</param>
/// <param name="Inner">Of a string: where its content begins; otherwise <paramref name="Start"/>.</param>
public readonly record struct SqlToken(SqlTokenKind Kind, string Value, int Start, int End, int Inner)
{
    /// <summary>Whether it can name something.</summary>
    public bool IsName => Kind is SqlTokenKind.Word or SqlTokenKind.QuotedName;

    /// <summary>Whether it is the keyword, which is given in lower case.</summary>
    public bool Is(string word) => Kind is SqlTokenKind.Word or SqlTokenKind.Symbol && Value == word;
}
