using System.Globalization;

namespace Shipworthy.Syntax.Linking;

/// <summary>Values of literals and of arithmetic with them.</summary>
static class Literals
{
    public static Value ValueOf(Code literal) =>
        literal.Operator switch
        {
            "string" => new Value.Text(literal.String ?? ""),
            "number" => Parse(literal.String ?? "") is { } number
                ? new Value.Number(number)
                : new Value.Unknown("it is no number that can be read"),
            "true" or "false" => new Value.Truth(literal.Operator == "true"),
            "null" or "undefined" or "hole" => new Value.Nothing(),
            var sort => new Value.Unknown($"it is a {sort}"),
        };

    public static Value Unary(string op, Value value) =>
        (op, value) switch
        {
            ("!" or "not", Value.Truth truth) => new Value.Truth(!truth.Holds),
            ("!" or "not", Value.Nothing) => new Value.Truth(true),
            ("-", Value.Number number) => new Value.Number(-number.Amount),
            ("+", Value.Number or Value.FromEnvironment) => value,
            ("+", Value.Text text) when Parse(text.Content) is { } number => new Value.Number(number),
            ("void", _) => new Value.Nothing(),
            _ => new Value.Unknown("it is computed at run time"),
        };

    /// <summary>The result of an operator on values that are known; null when it cannot be told.</summary>
    public static Value? Binary(string op, Value left, Value right) =>
        (op, left, right) switch
        {
            ("+", Value.Number a, Value.Number b) => new Value.Number(a.Amount + b.Amount),
            ("-", Value.Number a, Value.Number b) => new Value.Number(a.Amount - b.Amount),
            ("*", Value.Number a, Value.Number b) => new Value.Number(a.Amount * b.Amount),
            ("/", Value.Number a, Value.Number b) => new Value.Number(a.Amount / b.Amount),
            ("%", Value.Number a, Value.Number b) => new Value.Number(a.Amount % b.Amount),
            ("**", Value.Number a, Value.Number b) => new Value.Number(Math.Pow(a.Amount, b.Amount)),
            ("<<", Value.Number a, Value.Number b) => new Value.Number((int)a.Amount << (int)b.Amount),
            ("===" or "==", Value.Text a, Value.Text b) => new Value.Truth(a.Content == b.Content),
            ("!==" or "!=", Value.Text a, Value.Text b) => new Value.Truth(a.Content != b.Content),
            _ => null,
        };

    /// <summary>A number as its language writes it: separators, other bases, suffixes.</summary>
    public static double? Parse(string digits)
    {
        var plain = digits.Replace("_", "", StringComparison.Ordinal).ToLowerInvariant();
        var radix = plain switch
        {
            ['0', 'x', ..] => 16,
            ['0', 'o', ..] => 8,
            ['0', 'b', ..] => 2,
            _ => 10,
        };
        if (radix != 10)
            return Whole(plain.AsSpan(2).TrimEnd("nul"), radix);
        return double.TryParse(plain.AsSpan().TrimEnd("nlumfd"), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
    }

    /// <summary>A number as text, in the shortest form.</summary>
    public static string Digits(double number) => number.ToString("R", CultureInfo.InvariantCulture);

    static double? Whole(ReadOnlySpan<char> digits, int radix)
    {
        double number = 0;
        foreach (var digit in digits)
        {
            var amount = char.IsAsciiHexDigit(digit) ? Convert.ToInt32(digit.ToString(), 16) : radix;
            if (amount >= radix)
                return null;
            number = number * radix + amount;
        }
        return digits.IsEmpty ? null : number;
    }
}
