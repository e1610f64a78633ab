using System.Text.RegularExpressions;
using Shipworthy.Extractors.Pipelines;
using Shipworthy.Extractors.Reading;
using Shipworthy.Extractors.Secrets.Generic;

namespace Shipworthy.Extractors.SecretKeeping;

/// <summary>Finds what gives a file of variables away: images that take it in, deploys that copy it, lists of ignored files that forget it (rubric 4.6, rules 4, 5 and 7).</summary>
sealed partial class EnvFiles(Sources sources, App known, ComposeInUse compose, ImmutableArray<SecretRead> reads)
{
    readonly SourceTree tree = sources.Tree;

    /// <summary>All of them.</summary>
    public IEnumerable<SecretLapse> Lapses() =>
        new EnvFilesInImages(sources, known, compose, reads)
            .Lapses()
            .Concat(Copied())
            .Concat(NotIgnored())
            .Concat(new LoadedEnvFiles(sources, reads).NotIgnored())
            .DistinctBy(lapse => lapse.Identity);

    /// <summary>Scripts and documents by which a person copies the file to a server.</summary>
    IEnumerable<SecretLapse> Copied()
    {
        foreach (
            var file in tree.Files.Where(file =>
                file.Role is FileRole.Script or FileRole.Infra or FileRole.Prod && Script().IsMatch(file.Name)
            )
        )
        foreach (Match line in CopyLine().Matches(file.Text))
            if (Sent(line.Value, file.Text) is { } name)
                yield return Copying(file.At(line.Index + line.Value.Length - line.Value.TrimStart().Length), name);
        foreach (
            var document in known.Documents.Where(document =>
                document.OneOff is null && document.Kind is not (DocumentKind.Changes or DocumentKind.Legal or DocumentKind.Form)
            )
        )
        foreach (var command in document.Commands)
            if (CopyLine().IsMatch(command.Text) && Sent(command.Text, command.Text) is { } name)
                yield return Copying(document.Line(command.Line), name);
    }

    static SecretLapse Copying(Location at, string name) =>
        new(at, LapseKind.CopiedByDeploy, $"copies {name} from a person's machine to the server");

    /// <summary>
    /// The file of variables among what a command sends, or the one that it becomes on the server: a script that goes through many names none of them. What it leaves out
    /// is not sent.
    /// </summary>
    static string? Sent(string line, string script)
    {
        var words = line.Split([' ', '\t', '\\'], StringSplitOptions.RemoveEmptyEntries).Select(word => word.Trim('"', '\'')).ToList();
        var plain = new List<string>();
        for (var i = 1; i < words.Count; i++)
            if (words[i].StartsWith('-'))
                i += words[i]
                    is "--exclude"
                        or "--include"
                        or "--filter"
                        or "-e"
                        or "--rsh"
                        or "-i"
                        or "-P"
                        or "-p"
                        or "-o"
                        or "-F"
                        or "--exclude-from"
                        or "--files-from"
                    ? 1
                    : 0;
            else
                plain.Add(words[i]);
        return plain is [.. { Count: > 0 } sent, var target] && target.Contains(':', StringComparison.Ordinal)
            ? sent.Find(IsSecretFile)
                ?? sent.Select(word => Named(word, script)).FirstOrDefault(name => name is not null)
                ?? (IsSecretFile(target) && !sent.Exists(word => Suffix().IsMatch(word)) ? target[(target.LastIndexOf('/') + 1)..] : null)
            : null;
    }

    /// <summary>The file that a variable of the script stands for, if it is one of variables.</summary>
    static string? Named(string word, string script)
    {
        if (Variable().Match(word) is not { Success: true } variable)
            return null;
        var set = Regex.Match(
            script,
            $"""^[ \t]*(?:local |readonly |export )?{variable.Groups["name"].Value}=["']?[^\n"']*?(?<file>\.env(?:\.\w+)?)["']?\s*$""",
            RegexOptions.Multiline | RegexOptions.CultureInvariant,
            TimeSpan.FromSeconds(10)
        );
        return set.Success && IsSecretFile(set.Groups["file"].Value) ? set.Groups["file"].Value : null;
    }

    [GeneratedRegex(@"^\$\{?(?<name>\w+)\}?$", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Variable();

    /// <summary>Files that people make from a template on their own machine, and that nothing keeps out of git.</summary>
    IEnumerable<SecretLapse> NotIgnored()
    {
        if (tree.Repository is null && !tree.Named(".gitignore").Any())
            yield break;
        foreach (var template in tree.Files.Where(file => file.Role is FileRole.Example && Template().IsMatch(file.Name)))
        {
            var name = Suffix().Replace(template.Name, "");
            var target = Paths.Below(template.Folder, name is "env" ? ".env" : name);
            if (tree.Find(target) is not { Tracked: true } && !tree.Ignores(target) && HoldsSecrets(template))
                yield return new(
                    template.AtLine(1),
                    LapseKind.NotIgnored,
                    $"is the template of {target}, which .gitignore does not leave out: one git add puts its secrets into git"
                );
        }
    }

    static bool HoldsSecrets(SourceFile template) =>
        Key().Matches(template.Text).Any(key => BuildSecrets.SecretNames.IsReadAsSecret(key.Groups["name"].Value));

    /// <summary>Whether a file is one of variables that production runs with.</summary>
    public static bool IsSecretFile(string path) => SecretFile().IsMatch(path);

    [GeneratedRegex(@"(?:^|/)\.env(?:\.(?:prod(?:uction)?|live|local))?$", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex SecretFile();

    [GeneratedRegex(@"\.(?:sh|bash|zsh|ps1)$|^(?:Makefile|makefile|justfile|deploy)$", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Script();

    [GeneratedRegex(
        @"^[ \t]*(?:sudo )?(?:scp|rsync)\b(?:[^\n\\]|\\\r?\n|\\.)*",
        RegexOptions.Multiline | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex CopyLine();

    [GeneratedRegex(
        @"^\.?env(?:\.[\w-]+)*\.(?:example|sample|template|dist)$|^[\w.-]+\.tfvars\.(?:example|sample|template|dist)$|^appsettings[\w.]*\.json\.(?:example|sample|template)$",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Template();

    [GeneratedRegex(@"\.(?:example|sample|template|dist)$", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Suffix();

    [GeneratedRegex(
        @"^\s*(?:export\s+)?[""']?(?<name>[A-Za-z_][\w:]*)[""']?\s*[=:]",
        RegexOptions.Multiline | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Key();
}
