using System.Reflection;

namespace Shipworthy.Reports.Html;

/// <summary>The style and the script of the page, embedded in the program.</summary>
static class Assets
{
    static readonly Lazy<string> style = new(() => string.Concat(Names.Where(name => name.Contains(".style.")).Select(Read)));
    static readonly Lazy<string> script = new(() => Read(Names.Single(name => name.EndsWith(".report.js", StringComparison.Ordinal))));
    static readonly Lazy<string> checklistStyle = new(() =>
        Read(Names.Single(name => name.EndsWith(".checklist.css", StringComparison.Ordinal)))
    );

    /// <summary>All style sheets of the report, in the order of their names.</summary>
    public static string Style => style.Value;

    /// <summary>The script.</summary>
    public static string Script => script.Value;

    /// <summary>The style of the blank checklist.</summary>
    public static string ChecklistStyle => checklistStyle.Value;

    /// <summary>The rule that sets the size of printed sheets; empty to leave it to whoever prints.</summary>
    public static string Sheet(string? paper) => paper is null ? "" : $"\n@page {{ size: {paper} }}\n";

    static Assembly Here => typeof(Assets).Assembly;

    static IEnumerable<string> Names => Here.GetManifestResourceNames().Order(StringComparer.Ordinal);

    static string Read(string name)
    {
        using var reader = new StreamReader(Here.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
