using System.Collections.Concurrent;
using System.Text;
using Shipworthy.Checks;
using Shipworthy.Extractors;
using Shipworthy.Model;

namespace Shipworthy.Specs;

/// <summary>
/// An app thrown together from the apps of several specs, some of its files damaged. The number makes it: the same number, the same app.
/// </summary>
static class MangledApp
{
    /// <summary>Longer than this is a hang: an ordinary app of this size takes a tenth of a second.</summary>
    static readonly TimeSpan patience = TimeSpan.FromSeconds(60);

    /// <summary>Scans the app twice, with one hand and with four, and says in a line each what went wrong.</summary>
    public static ImmutableArray<string> Try(int number, ImmutableArray<SpecCase> specs) =>
        Try(number.ToString(System.Globalization.CultureInfo.InvariantCulture), folder => Make(folder, number, specs));

    /// <summary>The same of an app that is made in an empty folder.</summary>
    public static ImmutableArray<string> Try(string name, Action<string> make)
    {
        var folder = Directory.CreateTempSubdirectory("shipworthy-mangled-").FullName;
        try
        {
            make(folder);
            (ImmutableArray<string> Broken, string Text) one = default;
            (ImmutableArray<string> Broken, string Text) four = default;
            Exception? escaped = null;
            // A thread of its own, which can be given up.
            var scanning = new Thread(() =>
                escaped = Caught(() => (one, four) = (Scanned(folder, 1, onDemand: false), Scanned(folder, 4, onDemand: true)))
            )
            {
                IsBackground = true,
            };
            scanning.Start();
            if (!scanning.Join(patience))
                return [$"{name}: did not end within {patience.TotalSeconds} s"];
            if (escaped is not null)
                return [$"{name}: {escaped.GetType().Name} {Places(escaped)}"];
            IEnumerable<string> broken = one.Broken.Select(what => $"{name}: {what}");
            return
            [
                .. one.Text == four.Text
                    ? broken
                    : broken.Append($"{name}: says one thing with one hand and all learnt before, another with four and on demand"),
            ];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Who was at work when an error came up: a few names, since one of a circle may be any of them.</summary>
    static string Places(Exception error) =>
        string.Join(
            " <- ",
            (error.StackTrace ?? "")
                .Split('\n')
                .Select(line => line.Trim())
                .Where(line =>
                    line.StartsWith("at Shipworthy.", StringComparison.Ordinal) && !line.Contains(".CodeBase.", StringComparison.Ordinal)
                )
                .Select(line => line[..line.IndexOf('(', StringComparison.Ordinal)])
                .Distinct(StringComparer.Ordinal)
                .Take(6)
        );

    static Exception? Caught(Action action)
    {
        try
        {
            action();
            return null;
        }
#pragma warning disable CA1031 // That anything escapes is what is looked for.
        catch (Exception error)
#pragma warning restore CA1031
        {
            return error;
        }
    }

    /// <summary>Writes the app of a number into a folder.</summary>
    public static void Make(string folder, int number, ImmutableArray<SpecCase> specs)
    {
        var random = new Random(number);
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        for (var left = random.Next(1, 4); left > 0; left--)
            foreach (var step in specs[random.Next(specs.Length)].Steps.OfType<SpecStep.Write>())
                files[step.Path] = step.Body;
        var texts = files.Values.ToArray();
        foreach (var (path, text) in files)
        {
            var body = random.Next(3) == 0 ? text : Mangling.Of(text, texts[random.Next(texts.Length)], random);
            var full = Path.Combine(folder, path);
            // Of two apps one may have a folder where the other has a file.
            if (Directory.Exists(full) || Ancestors(path).Any(above => File.Exists(Path.Combine(folder, above))))
                continue;
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            File.WriteAllText(full, body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        }
    }

    static IEnumerable<string> Ancestors(string path)
    {
        for (var above = Path.GetDirectoryName(path); !string.IsNullOrEmpty(above); above = Path.GetDirectoryName(above))
            yield return above;
    }

    static (ImmutableArray<string> Broken, string Text) Scanned(string folder, int jobs, bool onDemand)
    {
        var scan = Scan.Of(folder, new() { Jobs = jobs, OnDemand = onDemand });
        var broken = new ConcurrentBag<string>();
        var results = Judging.Judge(scan.App, Checklist.Checks, (id, error) => broken.Add($"{id} {error.GetType().Name} {Places(error)}"));
        foreach (var (extractor, error) in scan.Broken)
            broken.Add($"{extractor} {error.GetType().Name} {Places(error)}");
        var text = new StringBuilder();
        foreach (var (check, verdict) in results)
        {
            text.Append(check.Id).Append(' ').Append(verdict.Kind).Append(' ').Append(verdict.Because).Append('\n');
            foreach (var finding in verdict.Findings)
                text.Append(finding.Outcome)
                    .Append(' ')
                    .Append(finding.At)
                    .Append(' ')
                    .Append(finding.Says)
                    .Append(' ')
                    .Append(finding.Fingerprint(check.Id))
                    .Append('\n');
        }
        return ([.. broken.Order(StringComparer.Ordinal)], text.ToString());
    }
}
