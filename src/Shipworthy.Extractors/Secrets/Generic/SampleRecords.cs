using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Secrets.Generic;

/// <summary>
/// Tells a record that an interface answers or sends, printed in its documents, from settings: a token there stands among ids, dates and states. A settings file
/// has none of them.
/// </summary>
static partial class SampleRecords
{
    /// <summary>With fewer kinds of fields it may be anything.</summary>
    const int FewestFields = 3;

    /// <summary>Whether a value is a field of such a record.</summary>
    /// <param name="around">The lines around it.</param>
    public static bool Hold(NamedValue found, string around) =>
        found.Quoted
        && FieldName().IsMatch(found.Name)
        && Fields().Matches(around).Select(match => match.Groups["name"].Value).Distinct(StringComparer.Ordinal).Count() >= FewestFields;

    [GeneratedRegex(@"^(?:\w{0,20}[tT]oken|secret)$", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex FieldName();

    [GeneratedRegex(
        """"
            "(?<name>id|\w{1,30}Id|\w{1,30}_id|\w{1,30}At|\w{1,30}_at|status|\w{1,30}Status|\w{1,30}_status|event|type|role|object|createdAt|created)"\s{0,4}:\s{0,4}(?:"|\d|null|true|false)
            """",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Fields();
}
