using System.Reflection;

namespace Shipworthy.Reports.Html;

/// <summary>The style and the script of the page, embedded in the program.</summary>
static class Assets
{
    static readonly Lazy<string> style = new(() => string.Concat(Named(".css").Select(Read)));
    static readonly Lazy<string> script = new(() => string.Concat(Named(".js").Select(Read)));

    /// <summary>All style sheets, in the order of their names.</summary>
    public static string Style => style.Value;

    /// <summary>The script.</summary>
    public static string Script => script.Value;

    static Assembly Here => typeof(Assets).Assembly;

    static IEnumerable<string> Named(string extension) =>
        Here.GetManifestResourceNames().Where(name => name.EndsWith(extension, StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    static string Read(string name)
    {
        using var reader = new StreamReader(Here.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
