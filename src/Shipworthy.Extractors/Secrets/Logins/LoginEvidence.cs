using System.Text;
using System.Text.RegularExpressions;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Secrets.Logins;

/// <summary>
/// Decides what no single file can: whether the code knows a password that a document prints, and whether an account's seed runs in production or only
/// when somebody starts it by hand.
/// </summary>
sealed partial class LoginEvidence(SourceTree tree)
{
    /// <summary>The sighting as the rest of the app shows it.</summary>
    public Sighting Judge(Sighting sighting, string path)
    {
        if (sighting.ConfirmedBy.Length > 0 && !sighting.ConfirmedBy.Any(text => StandsInCode(text)))
            return sighting with { Class = SecretClass.Example, Because = "belongs to an address that is reserved for examples" };
        return sighting.RunsWith.Length > 0 && !IsStarted(sighting.RunsWith, path)
            ? sighting with
            {
                Class = SecretClass.Aimless,
                Because = "is set only when somebody starts this file by hand",
            }
            : sighting;
    }

    bool StandsInCode(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return tree.Files.Any(file =>
            file.Role is FileRole.Prod or FileRole.Script or FileRole.Migration && file.Bytes.Span.IndexOf(bytes) >= 0
        );
    }

    /// <summary>
    /// Whether something that runs in production names the file: code beside it, a start or build script, an image, a pipeline. A file of a server's own
    /// functions and routes needs nobody to name it.
    /// </summary>
    bool IsStarted(string stem, string path)
    {
        if (Entry().IsMatch(path))
            return true;
        var name = new Regex($@"\b{Regex.Escape(stem)}\b", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
        return tree.Files.Any(file =>
            file.Path != path
            && file.Role is FileRole.Prod or FileRole.Infra or FileRole.Ci
            && file.Bytes.Span.IndexOf(Encoding.UTF8.GetBytes(stem)) >= 0
            && (
                file.Name is "package.json" or "composer.json"
                    ? StartsIt(file.Text, stem)
                    : name.IsMatch(file.Text) && !ByHand().IsMatch(file.Path)
            )
        );
    }

    /// <summary>In a list of scripts only those count that a host runs by itself.</summary>
    static bool StartsIt(string manifest, string stem) =>
        manifest.Split('\n').Any(line => RunByHosts().IsMatch(line) && line.Contains(stem, StringComparison.Ordinal));

    [GeneratedRegex(@"(?:^|/)(?:functions|api|routes|app)/", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Entry();

    [GeneratedRegex(
        @"(?:^|/)(?:seeds?|scripts?)(?:/|$)|Makefile$|\.sh$|README",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex ByHand();

    [GeneratedRegex(
        """^\s*"(?:start|build|prestart|postinstall|postbuild|prebuild|deploy|release|vercel-build|heroku-postbuild|railway|post-install-cmd)[^"]*"\s*:""",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex RunByHosts();
}
