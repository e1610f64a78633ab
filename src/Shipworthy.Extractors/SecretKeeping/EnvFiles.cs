using System.Text;
using System.Text.RegularExpressions;
using Shipworthy.Extractors.Images.Building;
using Shipworthy.Extractors.Images.Files;
using Shipworthy.Extractors.Pipelines;
using Shipworthy.Extractors.Reading;
using Shipworthy.Extractors.Secrets.Generic;

namespace Shipworthy.Extractors.SecretKeeping;

/// <summary>Finds what gives a file of variables away: images that take it in, deploys that copy it, lists of ignored files that forget it (rubric 4.6, rules 4, 5 and 7).</summary>
sealed partial class EnvFiles(Sources sources, App known, ComposeInUse compose)
{
    readonly SourceTree tree = sources.Tree;

    /// <summary>All of them.</summary>
    public IEnumerable<SecretLapse> Lapses() =>
        Named().Concat(Along()).Concat(Copied()).Concat(NotIgnored()).DistinctBy(lapse => lapse.Identity);

    /// <summary>Images that copy the file by its name.</summary>
    IEnumerable<SecretLapse> Named()
    {
        foreach (var (source, instruction) in Copies())
            if (instruction.Words is [.. var from, _])
                foreach (var name in from.Where(name => IsSecretFile(name) && Holds(source.Folder, name)))
                    yield return new(
                        source.AtLine(instruction.Line),
                        LapseKind.InImage,
                        $"copies {name} into the image, where everybody who pulls it can read it"
                    );
    }

    /// <summary>Images that copy their whole folder, where the file is made there before they are built.</summary>
    IEnumerable<SecretLapse> Along()
    {
        foreach (var (source, instruction) in Copies())
            if (instruction.Words is ["." or "./", _] && MadeBeforeBuild(source) is var (path, context, says) && !IsLeftOut(context, path))
                yield return new(
                    source.AtLine(instruction.Line),
                    LapseKind.InImage,
                    $"copies its whole folder into the image, with {path}, which {says}; .dockerignore does not leave it out"
                );
    }

    /// <summary>Copying instructions of the images of production, in the stages that the last one rests on.</summary>
    IEnumerable<(SourceFile Source, Instruction Instruction)> Copies()
    {
        foreach (var file in known.ContainerFiles.Where(file => file.NotForProduction is null))
        {
            if (tree.Find(file.At.Path) is not { } source)
                continue;
            var last = new HashSet<int>();
            for (int? at = file.Stages.Length - 1; at is { } one && last.Add(one); at = file.Stages[one].Base.Stage) { }
            var stage = -1;
            foreach (var instruction in DockerfileSyntax.Read(source.Text))
                if (instruction.Keyword is "FROM")
                    stage++;
                else if (instruction.Keyword is "COPY" or "ADD" && last.Contains(stage) && instruction.Flag("--from").Length == 0)
                    yield return (source, instruction);
        }
    }

    /// <summary>A tracked file whose values the search for secrets calls harmless gives nothing away; one that is not tracked is somebody's own.</summary>
    bool Holds(string folder, string name)
    {
        var file = Paths
            .UpFrom(folder)
            .Select(one =>
                tree.Find(
                    Paths.Below(one, name.TrimStart('.', '/') is var rest && name.StartsWith("./", StringComparison.Ordinal) ? rest : name)
                )
            )
            .FirstOrDefault(one => one is { Tracked: true });
        return file is null
            || known.Secrets.Any(secret => secret is { Class: SecretClass.Live, AtHead: true } && secret.At.Path == file.Path);
    }

    /// <summary>The file that a pipeline or the server has beside the image's sources when it is built; null when nothing shows one.</summary>
    (string Path, string Context, string Says)? MadeBeforeBuild(SourceFile image)
    {
        foreach (var (file, root) in compose.Files)
        foreach (var service in root["services"].Entries)
        {
            var build = service.Value["build"];
            var context = Paths.Within(file.Folder, build["context"].Text is { Length: > 0 } named ? named : build.Text);
            if (!build.Exists || context is null || !IsBuiltFrom(image, context, build["dockerfile"].Text))
                continue;
            foreach (var given in service.Value["env_file"].Each())
                if (
                    Paths.Within(file.Folder, given.Kind is Yaml.YamlKind.Map ? given["path"].Text : given.Text) is { } path
                    && Paths.IsIn(context, path)
                    && tree.Find(path) is not { Tracked: true }
                )
                    return (path, context, $"{file.Name} reads on the same machine");
        }
        foreach (var build in new ImageBuilds(tree, known).All().Where(build => build.File == image.Path))
        foreach (var step in build.Run.Job.Steps.TakeWhile(step => step.At != build.Run.Step.At))
            if (Makes().Match(step.Run) is { Success: true } made && step.Secrets.Length > 0)
                return (made.Groups["path"].Value, image.Folder, $"{build.Run.Pipeline.At.Path} writes before the build");
        return null;
    }

    static bool IsBuiltFrom(SourceFile image, string context, string named) =>
        named.Length > 0 ? Paths.Within(context, named) == image.Path : image.Folder == context && image.Name is "Dockerfile";

    bool IsLeftOut(string context, string path) =>
        tree.Find(Paths.Below(context, ".dockerignore")) is { } list
        && IgnoreFile
            .Read(list.Bytes.Span, ignoreCase: false)
            .Ignores(
                Encoding.UTF8.GetBytes(
                    context.Length == 0 || !path.StartsWith(context + "/", StringComparison.Ordinal) ? path : path[(context.Length + 1)..]
                ),
                isFolder: false
            )
            is true;

    /// <summary>Scripts and documents by which a person copies the file to a server.</summary>
    IEnumerable<SecretLapse> Copied()
    {
        foreach (
            var file in tree.Files.Where(file =>
                file.Role is FileRole.Script or FileRole.Infra or FileRole.Prod && Script().IsMatch(file.Name)
            )
        )
        foreach (Match line in CopyLine().Matches(file.Text))
            if (Sent(line.Value) is { } name)
                yield return Copying(file.At(line.Index + line.Value.Length - line.Value.TrimStart().Length), name);
        foreach (
            var document in known.Documents.Where(document =>
                document.OneOff is null && document.Kind is not (DocumentKind.Changes or DocumentKind.Legal or DocumentKind.Form)
            )
        )
        foreach (var command in document.Commands)
            if (CopyLine().IsMatch(command.Text) && Sent(command.Text) is { } name)
                yield return Copying(document.Line(command.Line), name);
    }

    static SecretLapse Copying(Location at, string name) =>
        new(at, LapseKind.CopiedByDeploy, $"copies {name} from a person's machine to the server");

    /// <summary>The file of variables among what a command sends; what it leaves out is not sent.</summary>
    static string? Sent(string line)
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
            : null;
    }

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

    static bool IsSecretFile(string path) => SecretFile().IsMatch(path);

    [GeneratedRegex(@"(?:^|/)\.env(?:\.(?:prod(?:uction)?|live|local))?$", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex SecretFile();

    [GeneratedRegex(
        @">\s*(?<path>(?:\./)?[\w./-]*\.env(?:\.\w+)?)(?=\s|$)",
        RegexOptions.CultureInvariant | RegexOptions.Multiline,
        10_000
    )]
    private static partial Regex Makes();

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
