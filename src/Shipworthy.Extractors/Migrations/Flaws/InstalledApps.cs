using System.Text.RegularExpressions;
using Shipworthy.Extractors.Pipelines;

namespace Shipworthy.Extractors.Migrations.Flaws;

/// <summary>Tells which packages Django loads: those that its settings name. The models of any other package are none.</summary>
sealed partial class InstalledApps
{
    readonly HashSet<string> named = new(StringComparer.Ordinal);
    readonly bool known;

    /// <summary>For an app.</summary>
    public InstalledApps(Sources sources)
    {
        foreach (var file in sources.Code.Files)
            if (file.Language is Language.Python && Settings().IsMatch(file.Path))
            {
                known |= file.Text.Contains("INSTALLED_APPS = [", StringComparison.Ordinal);
                foreach (Match name in Name().Matches(file.Text))
                    named.Add(name.Groups["name"].Value);
            }
    }

    /// <summary>Whether the settings may name a package around a file. Any name in them counts, since lists are put together in many ways.</summary>
    public bool MayHold(string path)
    {
        if (!known)
            return true;
        for (var folder = Paths.FolderOf(path); folder.Length > 0; folder = Paths.FolderOf(folder))
        {
            var parts = folder.Split('/');
            for (var from = 0; from < parts.Length; from++)
                if (
                    string.Join('.', parts[from..]) is var package
                    && named.Any(name => name == package || name.StartsWith($"{package}.apps.", StringComparison.Ordinal))
                )
                    return true;
        }
        return false;
    }

    [GeneratedRegex(@"(?:^|/)settings(?:/[^/]+|[^/]*)\.py$|(?:^|/)conf(?:ig)?/[^/]+\.py$", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Settings();

    [GeneratedRegex(@"[""'](?<name>[A-Za-z_]\w*(?:\.\w+)*)[""']", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Name();
}
