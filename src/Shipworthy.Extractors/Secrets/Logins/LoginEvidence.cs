using System.Text;
using System.Text.RegularExpressions;
using Shipworthy.Extractors.Environments;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Secrets.Logins;

/// <summary>
/// Decides what no single file can: whether the code knows a password that a document prints, and whether an account's seed runs in production or only
/// when somebody starts it by hand.
/// </summary>
sealed partial class LoginEvidence(Sources sources)
{
    readonly SourceTree tree = sources.Tree;
    readonly Production production = new(sources.Code, new(sources.Tree));
    readonly SeedsInOldCode old = new(sources.History);

    /// <summary>The sighting as the rest of the app shows it.</summary>
    /// <param name="commit">The commit that held it, when no file of the working tree does.</param>
    public Sighting Judge(Sighting sighting, string path, string? commit = null)
    {
        if (sighting.ConfirmedBy.Length > 0 && !sighting.ConfirmedBy.Any(text => StandsInCode(text)))
            return sighting with { Class = SecretClass.Example, Because = "belongs to an address that is reserved for examples" };
        if (sighting.RunsWith.Length == 0)
            return sighting;
        return RunsIn(path, commit) switch
        {
            Model.RunsIn.OutsideProduction => sighting with { Class = SecretClass.Local, Because = "is set in development only" },
            Model.RunsIn.Everywhere or Model.RunsIn.Production => sighting,
            Model.RunsIn.Unknown when IsStarted(sighting.RunsWith, path) => sighting,
            Model.RunsIn.Unknown => sighting with
            {
                Class = SecretClass.Aimless,
                Because = "is set only when somebody starts this file by hand",
            },
        };
    }

    /// <summary>Where the functions of a file run by those who call them; unknown when no call is known. Of a file that is gone its own time is asked.</summary>
    RunsIn RunsIn(string path, string? commit) =>
        sources.Code.Find(path) is { } file
            ? CallsOfSeeds.RunsIn(sources.Code, production, file, caller => tree.Find(caller.Path)?.Role is FileRole.Prod)
        : commit is not null && tree.Find(path) is null ? old.Of(path, commit)
        : Model.RunsIn.Unknown;

    bool StandsInCode(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return tree.Files.Any(file =>
            file.Role is FileRole.Prod or FileRole.Script or FileRole.Migration
            && !ForTrying().IsMatch(file.Name)
            && StandsAlone(file.Bytes.Span, bytes)
        );
    }

    /// <summary>Whether a text stands between quotes or blanks, and not inside a longer word.</summary>
    static bool StandsAlone(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> text)
    {
        for (var at = bytes.IndexOf(text); at >= 0; )
        {
            var end = at + text.Length;
            if ((at == 0 || !IsWord(bytes[at - 1])) && (end == bytes.Length || !IsWord(bytes[end])))
                return true;
            var next = bytes[end..].IndexOf(text);
            at = next < 0 ? -1 : end + next;
        }
        return false;
    }

    static bool IsWord(byte letter) => char.IsAsciiLetterOrDigit((char)letter) || letter is (byte)'_' or (byte)'-';

    /// <summary>
    /// Whether something that runs in production names the file: code beside it, a start or build script, an image, a pipeline. A file of a server's own
    /// functions and routes needs nobody to name it.
    /// </summary>
    bool IsStarted(string stem, string path)
    {
        if (Entry().IsMatch(path))
            return true;
        // Of a file that is gone nobody knows any more who called it; compiled into the program, it was there to run.
        if (tree.Find(path) is null && path.EndsWith(".cs", StringComparison.OrdinalIgnoreCase))
            return !ByHand().IsMatch(path);
        var word = Regex.Escape(stem);
        var name = new Regex($@"\b{word}\b", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
        // Code names another file as a module; elsewhere the same word may be anything.
        var module = new Regex(
            $"""(?:\bfrom|\bimport|\brequire)\s*\(?\s*["'][^"'\n]*\b{word}(?:\.\w+)?["']|["'][^"'\n ]*/{word}\.[cm]?[jt]sx?["']""",
            RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
        );
        return tree.Files.Any(file =>
            file.Path != path
            && file.Role is FileRole.Prod or FileRole.Infra or FileRole.Ci
            && file.Bytes.Span.IndexOf(Encoding.UTF8.GetBytes(stem)) >= 0
            && !Declares(file.Path, stem)
            && (
                file.Name is "package.json" or "composer.json"
                    ? StartsIt(file.Text, stem)
                    : (file.Language is Language.JavaScript or Language.TypeScript or Language.Tsx ? module : name).IsMatch(file.Text)
                        && !ByHand().IsMatch(file.Path)
            )
        );
    }

    /// <summary>A file that has a function of the same name means its own.</summary>
    bool Declares(string path, string stem) =>
        sources.Code.Find(path) is { } file && file.Root.Descendants(CodeKind.Function).Any(function => function.Name == stem);

    /// <summary>In a list of scripts only those count that a host runs by itself.</summary>
    static bool StartsIt(string manifest, string stem) =>
        manifest.Split('\n').Any(line => RunByHosts().IsMatch(line) && line.Contains(stem, StringComparison.Ordinal));

    /// <summary>Scripts that try an interface send what a caller would.</summary>
    [GeneratedRegex(@"^(?:test|tests|debug|check|try|verify|smoke)[-_.]", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 10_000)]
    private static partial Regex ForTrying();

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
