using System.CommandLine;
using System.Globalization;
using Shipworthy.Extractors;
using Shipworthy.Extractors.Dependencies.Advisories;
using Shipworthy.Extractors.History;
using Shipworthy.Reports;

namespace Shipworthy.Cli.Records;

/// <summary><c>shipworthy review</c>: the files that AI tools wrote and nobody is recorded to have read, the riskiest first, and the record of who reads them.</summary>
static class ReviewCommand
{
    const int Shown = 25;

    /// <summary>Longer files are read in an editor.</summary>
    const int MostLines = 5000;

    public static Command Create(Surroundings surroundings)
    {
        var by = new Option<string>("--by") { Description = "Who reads: a person's name or address.", HelpName = "PERSON" };
        var read = new Option<string[]>("--read")
        {
            Description = "A file that this person has read as it stands now; may be repeated.",
            HelpName = "PATH",
            AllowMultipleArgumentsPerToken = true,
        };
        var all = new Option<bool>("--all") { Description = "Also the files of which no commit says whether an AI tool wrote them." };
        var app = new Option<string>("--app") { Description = "Folder of the app. Left out: this folder.", HelpName = "PATH" };
        var command = new Command(
            "review",
            "List the AI-written files that nobody has read, the riskiest first, and record who reads them."
        )
        {
            by,
            read,
            all,
            app,
        };
        command.SetAction(parsed =>
        {
            var problem = Run(
                parsed.GetValue(by)?.Trim() ?? "",
                [.. parsed.GetValue(read) ?? []],
                parsed.GetValue(all),
                Path.GetFullPath(parsed.GetValue(app) ?? ".", surroundings.Folder),
                surroundings
            );
            problem?.Write(surroundings.Errors);
            return (int)(problem is null ? ExitCode.Fine : ExitCode.Usage);
        });
        return command;
    }

    static Problem? Run(string by, ImmutableArray<string> read, bool all, string app, Surroundings surroundings)
    {
        if (!Directory.Exists(app))
            return new($"there is no folder {app}.", "Try:    --app PATH, with the folder of your app");
        if (by.Length == 0 && !read.IsEmpty)
            return new("--read needs --by: who has read it.", "Nothing was recorded.");
        if (by.Length > 0 && Authors.IsProgram(by))
            return new(
                $"{by} is the name of a program, and reading is a person's.",
                "Give a full name or an address.",
                "Nothing was recorded."
            );
        var options = new ScanOptions { Advisories = AdvisoryStore.PlaceOf(surroundings.Variable) };
        var input = Scan.Read(app, options);
        var scan = Scan.Of(input, options);
        var unread = UnreadFiles.Of(input, scan, all || !read.IsEmpty);
        return !read.IsEmpty ? Record(app, by, read, unread, surroundings)
            : by.Length > 0 && surroundings.InIsTerminal && surroundings.OutIsTerminal ? OneByOne(app, by, unread, surroundings)
            : List(unread, scan, surroundings);
    }

    static Problem? List(ImmutableArray<UnreadFile> unread, ScanResult scan, Surroundings surroundings)
    {
        var output = surroundings.Out;
        if (scan.App.FileOrigins.BlindSpots is [var spot, ..])
            output.WriteLine($"The app {spot.Because}.");
        if (unread.IsEmpty)
        {
            output.WriteLine("No file is left that nobody is recorded to have read.");
            return null;
        }
        output.WriteLine(Total(unread, scan));
        foreach (var file in unread.Take(Shown))
            output.WriteLine($"  {SafeText.Of(file.Path, surroundings.Unicode)}\n      {string.Join(", ", file.Why)}");
        if (unread.Length > Shown)
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  and {unread.Length - Shown} more"));
        output.WriteLine("Read one after the other:  shipworthy review --by \"Your Name\"");
        output.WriteLine($"Record what you have read: shipworthy review --by \"Your Name\" --read {unread[0].Path}");
        return null;
    }

    static string Total(ImmutableArray<UnreadFile> unread, ScanResult scan)
    {
        var written = scan.App.FileOrigins.Count;
        var open = scan.App.FileOrigins.Where(file => file.ReadBy.Length == 0).Count;
        return written == 0
            ? $"No commit names an AI tool. Nobody is recorded to have read these {Digits(unread.Length)} files, the riskiest first:"
            : $"Nobody is recorded to have read {Digits(open)} of {Digits(written)} files that AI tools wrote, the riskiest first:";
    }

    static string Digits(int number) => number.ToString(CultureInfo.InvariantCulture);

    static Problem? Record(string app, string by, ImmutableArray<string> read, ImmutableArray<UnreadFile> unread, Surroundings surroundings)
    {
        var files = new List<UnreadFile>();
        foreach (var given in read)
        {
            var path = Path.GetRelativePath(app, Path.GetFullPath(given, app)).Replace('\\', '/');
            if (unread.FirstOrDefault(one => one.Path == path) is not { } file)
                return new(
                    $"{given} is no file that waits to be read.",
                    "It is read already, was not written for this app, or git does not know it.",
                    "Nothing was recorded."
                );
            files.Add(file);
        }
        var (list, problem) = ReadList.Enter(app, by, files, surroundings.Today);
        if (list is not null)
            surroundings.Out.WriteLine(
                $"{list} says that {by} has read {string.Join(", ", files.Select(file => file.Path))}. Commit it yourself: a list that an AI tool committed does not count."
            );
        return problem;
    }

    static Problem? OneByOne(string app, string by, ImmutableArray<UnreadFile> unread, Surroundings surroundings)
    {
        foreach (var (index, file) in unread.Index())
        {
            surroundings.Out.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"\n{index + 1} of {unread.Length}  {SafeText.Of(file.Path, surroundings.Unicode)}  ({string.Join(", ", file.Why)})"
                )
            );
            foreach (var finding in file.Findings)
                surroundings.Out.WriteLine(SafeText.Of($"  {finding.At}  {finding.Says}", surroundings.Unicode));
            for (var answered = false; !answered; )
            {
                surroundings.Out.Write("  show it (s), it is read (r), next (n), end (q): ");
                surroundings.Out.Flush();
                switch (surroundings.In.ReadLine()?.Trim().ToLowerInvariant())
                {
                    case "s":
                        Show(Path.Combine(app, file.Path), surroundings);
                        break;
                    case "r" when ReadList.Enter(app, by, [file], surroundings.Today).Problem is { } problem:
                        return problem;
                    case "r" or "n":
                        answered = true;
                        break;
                    case "q" or null:
                        return null;
                }
            }
        }
        return null;
    }

    /// <summary>Shows a file with the numbers of its lines. What would steer the terminal is shown as what it is.</summary>
    static void Show(string file, Surroundings surroundings)
    {
        try
        {
            foreach (var (index, line) in File.ReadLines(file).Take(MostLines).Index())
                surroundings.Out.WriteLine(
                    $"  {Digits(index + 1), 5}  {SafeText.Of(line.Replace("\t", "    ", StringComparison.Ordinal), surroundings.Unicode)}"
                );
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            surroundings.Out.WriteLine($"  {file} cannot be read: {error.Message}");
        }
    }
}
