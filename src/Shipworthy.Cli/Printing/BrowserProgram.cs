namespace Shipworthy.Cli.Printing;

/// <summary>Finds an installed browser of the Chromium family. No other prints a page to a file by its command line.</summary>
static class BrowserProgram
{
    /// <summary>The variable that names the browser to use: a full path, or a name on the search path.</summary>
    public const string Variable = "SHIPWORTHY_BROWSER";

    static readonly ImmutableArray<string> names =
    [
        "chromium",
        "chromium-browser",
        "google-chrome-stable",
        "google-chrome",
        "chrome",
        "microsoft-edge-stable",
        "microsoft-edge",
        "msedge",
        "chrome-headless-shell",
    ];

    /// <summary>Where installers put a browser without adding it to the search path.</summary>
    static readonly ImmutableArray<string> places =
    [
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
        "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
        "/opt/google/chrome/chrome",
        "/opt/microsoft/msedge/msedge",
    ];

    static readonly ImmutableArray<(string Folder, string Below)> placesOfWindows =
    [
        ("ProgramFiles", "Google/Chrome/Application/chrome.exe"),
        ("ProgramFiles(x86)", "Google/Chrome/Application/chrome.exe"),
        ("LOCALAPPDATA", "Google/Chrome/Application/chrome.exe"),
        ("ProgramFiles(x86)", "Microsoft/Edge/Application/msedge.exe"),
        ("ProgramFiles", "Microsoft/Edge/Application/msedge.exe"),
    ];

    /// <summary>The full path of a browser, or what is missing and where to get it.</summary>
    public static (string? Path, Problem? Problem) Find(Surroundings surroundings)
    {
        if (surroundings.Variable(Variable) is { Length: > 0 } given)
            return (Path.IsPathFullyQualified(given) ? Existing(given) : OnPath(given, surroundings)) is { } named
                ? (named, null)
                : (
                    null,
                    new(
                        $"no PDF was written: {Variable} names {given}, and there is no such program.",
                        "Try:    set it to the full path of Chromium, Chrome or Edge"
                    )
                );
        var found =
            names.Select(name => OnPath(name, surroundings)).FirstOrDefault(path => path is not null)
            ?? places.Concat(OfWindows(surroundings)).Select(Existing).FirstOrDefault(path => path is not null);
        return found is not null ? (found, null) : (null, None);
    }

    static Problem None =>
        new(
            "no PDF was written: it is printed by a browser, and this machine has neither Chromium nor Chrome nor Edge.",
            "Install: apt-get install chromium, or brew install --cask chromium, or https://www.google.com/chrome",
            $"Or:      set {Variable} to the full path of one",
            "Or:      write the page with --format html=report.html and print it from any browser"
        );

    static IEnumerable<string> OfWindows(Surroundings surroundings) =>
        placesOfWindows
            .Where(place => surroundings.Variable(place.Folder) is { Length: > 0 })
            .Select(place => Path.Combine(surroundings.Variable(place.Folder)!, place.Below));

    /// <summary>A program on the search path. Entries that depend on the current folder are passed over: that folder may be an app that nobody trusts.</summary>
    static string? OnPath(string name, Surroundings surroundings) =>
        name.Contains('/', StringComparison.Ordinal) || name.Contains('\\', StringComparison.Ordinal)
            ? null
            : (surroundings.Variable("PATH") ?? "")
                .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
                .Where(Path.IsPathFullyQualified)
                .Select(folder => Existing(Path.Combine(folder, OperatingSystem.IsWindows() ? name + ".exe" : name)))
                .FirstOrDefault(path => path is not null);

    static string? Existing(string path) =>
        File.Exists(path) && (OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & AnybodyRuns) != UnixFileMode.None) ? path : null;

    const UnixFileMode AnybodyRuns = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
}
