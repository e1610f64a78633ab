using System.Text.RegularExpressions;
using Shipworthy.Extractors.Deployables;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Alerts;

/// <summary>Checks of Checkly in code: its constructs, and the scripts that its configuration takes by their names. Shapes by the reference of the Checkly CLI.</summary>
sealed partial class UptimeInCheckly(Sources sources)
{
    static readonly ImmutableArray<string> kinds = ["BrowserCheck", "MultiStepCheck", "ApiCheck", "UrlMonitor", "PlaywrightCheck"];

    /// <summary>The checks.</summary>
    public IEnumerable<UptimeCheck> All()
    {
        foreach (var file in sources.Code.Files.Where(IsOne))
        foreach (var made in file.Root.Descendants(CodeKind.New).Where(node => kinds.Contains(node.Callee.Name)))
            yield return Of(file, made);
        foreach (var config in sources.Tree.Files.Where(file => Config().IsMatch(file.Name)))
        foreach (var file in sources.Tree.Files.Where(file => Taken(config, file)))
            yield return Script(new(Location.File(file.Path), "Checkly", file.Name) { Asks = $"the steps of {file.Name}" }, file.Text) with
            {
                Target = TargetOf(config, file),
                Minutes = Frequency().Match(config.Text) is { Success: true } every ? Number(every) : null,
                Notifies = Channels().IsMatch(config.Text) ? true : null,
                IsOff = Off().IsMatch(config.Text),
            };
    }

    static bool IsOne(CodeFile file) => file.Text.Contains("checkly/constructs", StringComparison.Ordinal);

    /// <summary>Scripts that <c>testMatch</c> of the configuration takes: by habit, those beside the checks.</summary>
    static bool Taken(SourceFile config, SourceFile file) =>
        Match().Match(config.Text) is { Success: true } match
        && file.Path.StartsWith(config.Folder, StringComparison.Ordinal)
        && match.Groups["pattern"].Value is var pattern
        && file.Name.EndsWith(pattern[(pattern.LastIndexOf('*') + 1)..], StringComparison.Ordinal)
        && pattern
            .Split('/')
            .Where(part => part.Length > 0 && !part.Contains('*', StringComparison.Ordinal))
            .All(part => $"/{file.Path}".Contains($"/{part}/", StringComparison.Ordinal));

    /// <summary>Where a script looks: by its own addresses, or by the one that the configuration gives to all.</summary>
    static CheckTarget TargetOf(SourceFile config, SourceFile file) =>
        UptimeScript.TargetOf(file.Text) is not CheckTarget.Unknown and var own
            ? own
            : UptimeScript.TargetOf(
                string.Join('\n', config.Text.Split('\n').Where(line => !line.Contains("repoUrl", StringComparison.Ordinal)))
            );

    UptimeCheck Of(CodeFile file, Code made)
    {
        var options = made.ArgumentAt(1);
        var text = options.Text;
        var entry = options.Property("code")[Part.Value].Property("entrypoint")[Part.Value];
        var script = Entry(file, entry);
        var check = new UptimeCheck(made.At, "Checkly", made.ArgumentAt(0).String ?? "check")
        {
            Asks =
                script is not null ? $"the steps of {script.Name}"
                : made.Callee.Name is "ApiCheck" or "UrlMonitor" ? Url().Match(text).Groups["url"].Value
                : "the steps of its script",
            Minutes = Frequency().Match(text) is { Success: true } every ? Number(every) : null,
            IsOff = Off().IsMatch(text),
            Notifies = Channels().IsMatch(text) ? true : null,
        };
        return made.Callee.Name is "ApiCheck" or "UrlMonitor"
            ? check with
            {
                Depth = UptimeScript.DepthOfAddress(text),
                Target = UptimeScript.TargetOf(text),
            }
            : Script(check, script?.Text ?? options.Property("code").Text);
    }

    static UptimeCheck Script(UptimeCheck check, string text) =>
        check with
        {
            Depth = UptimeScript.DepthOf(text),
            LooksAtResult = text.Length > 0 ? UptimeScript.LooksAtResult(text) : null,
            Target = UptimeScript.TargetOf(text),
        };

    /// <summary>The script that an entry names: a path, or <c>path.join(__dirname, "sign-in.spec.ts")</c>.</summary>
    SourceFile? Entry(CodeFile file, Code entry)
    {
        var name = entry.String ?? entry.Arguments.Select(one => one.String).LastOrDefault(one => one is not null);
        if (name is not { Length: > 0 })
            return null;
        var folder = file.Path.LastIndexOf('/') is > 0 and var slash ? file.Path[..slash] : "";
        var plain = name.TrimStart('.', '/');
        return sources.Tree.Find(folder.Length > 0 ? $"{folder}/{plain}" : plain)
            ?? sources.Tree.Files.FirstOrDefault(one => one.Path.EndsWith($"/{plain}", StringComparison.Ordinal));
    }

    static double? Number(Match match) =>
        double.TryParse(match.Groups["n"].Value, System.Globalization.CultureInfo.InvariantCulture, out var number)
            ? match.Groups["unit"].Value switch
            {
                "S" => number / 60,
                "H" => number * 60,
                _ => number,
            }
            : null;

    const RegexOptions Plain = RegexOptions.CultureInvariant;

    [GeneratedRegex(@"^checkly\.config\.(?:[cm]?[jt]s)$", Plain, 10_000)]
    private static partial Regex Config();

    [GeneratedRegex(@"testMatch:\s*\[?\s*['""`](?<pattern>[^'""`]+)", Plain, 10_000)]
    private static partial Regex Match();

    [GeneratedRegex(@"frequency:\s*(?:Frequency\.EVERY_)?(?<n>\d+)(?<unit>[SMH])?", Plain, 10_000)]
    private static partial Regex Frequency();

    [GeneratedRegex(@"activated:\s*false|muted:\s*true", Plain, 10_000)]
    private static partial Regex Off();

    [GeneratedRegex(@"alertChannels(?::\s*(?!\[\s*\])|\s*[,}])", Plain, 10_000)]
    private static partial Regex Channels();

    [GeneratedRegex(@"url:\s*['""`](?<url>[^'""`]+)", Plain, 10_000)]
    private static partial Regex Url();
}
