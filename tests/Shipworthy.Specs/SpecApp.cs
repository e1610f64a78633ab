using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Shipworthy.Extractors.Dependencies.Advisories;

namespace Shipworthy.Specs;

/// <summary>An app on disk, made by the steps of a spec, with a real git history. Secrets are made here, and nowhere written down.</summary>
sealed partial class SpecApp : IDisposable
{
    readonly Dictionary<string, string> secrets = new(StringComparer.Ordinal);
    readonly Random random;

    SpecApp(string heading)
    {
        // The same heading gives the same secrets, so that masked output is the same on every run.
        random = new(heading.Aggregate(17, (hash, letter) => unchecked((hash * 31) + letter)));
        Root = Directory.CreateTempSubdirectory("shipworthy-spec-").FullName;
    }

    /// <summary>Folder of the app.</summary>
    public string Root { get; }

    /// <summary>The advisories on the machine that scans it; null when there are none.</summary>
    public string? Advisories { get; private init; }

    /// <summary>Every secret that was made for it.</summary>
    public IEnumerable<string> Secrets => secrets.Values;

    /// <summary>Makes the app of a case.</summary>
    public static SpecApp Make(SpecCase spec)
    {
        var app = new SpecApp(spec.Heading) { Advisories = Bring(spec.Steps) };
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var import = new StringBuilder();
        var branches = new HashSet<string>(StringComparer.Ordinal);
        var git = SpecFolder.TellsHistory(spec.Check) && !spec.Steps.Any(step => step is SpecStep.NoGit);
        foreach (var step in spec.Steps)
        {
            switch (step)
            {
                case SpecStep.Write(var path, ""):
                    files.Remove(path);
                    break;
                case SpecStep.Write(var path, var body):
                    files[path] = app.WithSecrets(body);
                    break;
                case SpecStep.Commit commit:
                    foreach (var path in commit.Deletes)
                        files.Remove(path);
                    app.Import(import, commit, files, branches);
                    break;
            }
        }
        if (import.Length == 0)
            app.Import(import, new("First version", "Ann <ann@example.com>", "2025-01-01", "main", null, []), files, branches);
        if (git)
            app.Record(import.ToString(), spec.Steps.OfType<SpecStep.Commit>().LastOrDefault()?.Branch ?? "main");
        foreach (var (path, body) in files)
        {
            var full = Path.Combine(app.Root, path);
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            File.WriteAllText(full, body);
        }
        return app;
    }

    public void Dispose()
    {
        Directory.Delete(Root, recursive: true);
        if (Advisories is not null)
            Directory.Delete(Path.GetDirectoryName(Advisories)!, recursive: true);
    }

    /// <summary>Brings the advisories of a spec to this machine as the command does; gives the store, null when there are none.</summary>
    static string? Bring(ImmutableArray<SpecStep> steps)
    {
        var advisories = steps.OfType<SpecStep.Advisory>().ToList();
        if (advisories.Count == 0)
            return null;
        var folder = Directory.CreateTempSubdirectory("shipworthy-advisories-").FullName;
        for (var i = 0; i < advisories.Count; i++)
            File.WriteAllText(Path.Combine(folder, $"{i}.json"), advisories[i].Body);
        var import = new AdvisoryImport();
        import.Add(folder);
        var store = Path.Combine(folder, "store");
        import.Write(store, new(2025, 6, 1));
        return store;
    }

    string WithSecrets(string body) =>
        Placeholder()
            .Replace(
                body,
                match =>
                {
                    var name = match.Groups["name"].Value;
                    if (!secrets.TryGetValue(name, out var secret))
                        secrets[name] = secret = SecretShapes.Make(match.Groups["kind"].Value, random);
                    return Form(secret, match.Groups["form"].Value);
                }
            );

    /// <summary>A secret as somebody wrote it who hid it: <c>{{secret:stripe-live|head}}</c> is its first piece, and <c>tail</c> the rest.</summary>
    static string Form(string secret, string form) =>
        form switch
        {
            "" => secret,
            "head" => secret[..(secret.Length / 4)],
            "tail" => secret[(secret.Length / 4)..],
            "base64" => Convert.ToBase64String(Encoding.UTF8.GetBytes(secret)),
            "hex" => Convert.ToHexStringLower(Encoding.UTF8.GetBytes(secret)),
            _ => throw new FormatException($"no form {form} of a secret"),
        };

    /// <summary>One commit in the language of <c>git fast-import</c>; the tree of a commit is exactly the files shown so far.</summary>
    void Import(StringBuilder import, SpecStep.Commit commit, SortedDictionary<string, string> files, HashSet<string> branches)
    {
        var when = DateTimeOffset
            .Parse(commit.Date + (commit.Date.Contains('T') ? "" : "T12:00:00Z"), CultureInfo.InvariantCulture)
            .ToUnixTimeSeconds();
        var message = WithSecrets(commit.Message);
        import.Append(
            CultureInfo.InvariantCulture,
            $"commit refs/heads/{commit.Branch}\nauthor {commit.Author} {when} +0000\ncommitter {commit.Author} {when} +0000\n"
        );
        import.Append(CultureInfo.InvariantCulture, $"data {Encoding.UTF8.GetByteCount(message)}\n{message}\n");
        if (branches.Add(commit.Branch) && branches.Count > 1)
            import.Append("from refs/heads/main\n");
        if (commit.Merge is not null)
            import.Append(CultureInfo.InvariantCulture, $"merge refs/heads/{commit.Merge}\n");
        import.Append("deleteall\n");
        foreach (var (path, body) in files)
            import.Append(CultureInfo.InvariantCulture, $"M 100644 inline \"{path}\"\ndata {Encoding.UTF8.GetByteCount(body)}\n{body}\n");
        import.Append('\n');
    }

    void Record(string import, string branch)
    {
        // A repository as `git init` makes it, and an index as a checkout makes it: written by hand, since starting git is most of what a spec costs.
        foreach (var folder in new[] { "objects", "refs/heads" })
            Directory.CreateDirectory(Path.Combine(Root, ".git", folder));
        File.WriteAllText(Path.Combine(Root, ".git", "HEAD"), $"ref: refs/heads/{branch}\n");
        File.WriteAllText(
            Path.Combine(Root, ".git", "config"),
            "[core]\n\trepositoryformatversion = 0\n\tfilemode = true\n\tbare = false\n"
        );
        Git(import, "fast-import", "--quiet", "--done", "--date-format=raw");
        Git("", "read-tree", "HEAD");
    }

    void Git(string input, params string[] arguments)
    {
        var start = new ProcessStartInfo("git", arguments)
        {
            WorkingDirectory = Root,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardError = true,
        };
        start.Environment["GIT_CONFIG_NOSYSTEM"] = "1";
        start.Environment["GIT_CONFIG_GLOBAL"] = "/dev/null";
        using var process = Process.Start(start)!;
        process.StandardInput.BaseStream.Write(Encoding.UTF8.GetBytes(input.Length > 0 ? input + "done\n" : ""));
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"git {arguments[0]}: {errors}");
    }

    [GeneratedRegex(@"\{\{secret:(?<name>(?<kind>[a-z0-9-]+)(?:#\w+)?)(?:\|(?<form>[a-z0-9]+))?\}\}", RegexOptions.None, 1000)]
    private static partial Regex Placeholder();
}
