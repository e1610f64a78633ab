namespace Shipworthy.Reports;

/// <summary>Commands that a report tells its reader to type; they work from where the scan was started.</summary>
static class Commands
{
    /// <summary>The same scan again.</summary>
    public static string Scan(Report report, string options = "")
    {
        var path = report.Target.Path.Length == 0 ? "." : report.Target.Path;
        return string.Join(' ', new[] { "shipworthy scan", Quoted(path), options }.Where(part => part.Length > 0));
    }

    /// <summary>The explanation of a check.</summary>
    public static string Explain(Check check) => $"shipworthy explain {check.Id}";

    static string Quoted(string path) =>
        path.All(letter => char.IsLetterOrDigit(letter) || "/._-~:\\".Contains(letter, StringComparison.Ordinal)) ? path : $"\"{path}\"";
}
