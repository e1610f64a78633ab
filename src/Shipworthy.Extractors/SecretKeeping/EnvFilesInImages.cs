using System.Text;
using System.Text.RegularExpressions;
using Shipworthy.Extractors.Images.Building;
using Shipworthy.Extractors.Images.Files;
using Shipworthy.Extractors.Pipelines;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.SecretKeeping;

/// <summary>Finds images that take a file of variables in: by its name, with their whole folder, or out of a stage that did (rubric 4.6, rule 4).</summary>
sealed partial class EnvFilesInImages(Sources sources, App known, ComposeInUse compose, ImmutableArray<SecretRead> reads)
{
    readonly SourceTree tree = sources.Tree;

    /// <summary>An instruction that copies, and whether what it copies is in the image that is pushed, or only in a stage before it.</summary>
    readonly record struct Copying(SourceFile Source, ContainerFile File, Instruction Instruction, int Stage, bool InImage);

    /// <summary>All of them.</summary>
    public IEnumerable<SecretLapse> Lapses() => Named().Concat(Along());

    /// <summary>Images that copy the file by its name.</summary>
    IEnumerable<SecretLapse> Named()
    {
        foreach (var copy in Copies().Where(copy => copy.InImage))
            if (copy.Instruction.Words is [.. var from, _])
                foreach (var name in from.Where(EnvFiles.IsSecretFile))
                    if (
                        copy.Instruction.Flag("--from") is { Length: > 0 } stage
                            ? IsWithin(copy, stage, name)
                            : Holds(copy.Source.Folder, name)
                    )
                        yield return new(
                            copy.Source.AtLine(copy.Instruction.Line),
                            LapseKind.InImage,
                            $"copies {Shown(copy, name)} into the image, where everybody who pulls it can read it"
                        );
    }

    /// <summary>Images that copy their whole folder, where the file is made there before they are built.</summary>
    IEnumerable<SecretLapse> Along()
    {
        foreach (var copy in Copies())
        {
            if (copy.Instruction.Flag("--from").Length > 0 || copy.Instruction.Words is not (["." or "./", _]))
                continue;
            if (copy.InImage && MadeBeforeBuild(copy.Source) is var (path, context, says) && !IsLeftOut(context, path, copy.Source))
                yield return new(
                    copy.Source.AtLine(copy.Instruction.Line),
                    LapseKind.InImage,
                    $"copies its whole folder into the image, with {path}, which {says}; .dockerignore does not leave it out"
                );
            else if (
                UsedInBuild(copy) is { } used
                && !IsLeftOut(copy.Source.Folder, Paths.Below(copy.Source.Folder, used), copy.Source)
                && (copy.InImage || IsCarried(copy, used))
            )
                yield return new(
                    copy.Source.AtLine(copy.Instruction.Line),
                    LapseKind.InImage,
                    $"copies its whole folder, with {used}, which the build then uses and the image takes along; .dockerignore does not leave it out"
                );
        }
    }

    /// <summary>Copying instructions of the images of production, with whether their stage is one that the last one rests on.</summary>
    IEnumerable<Copying> Copies()
    {
        foreach (var file in known.ContainerFiles.Where(file => file.NotForProduction is null))
        {
            if (tree.Find(file.At.Path) is not { } source)
                continue;
            var last = Chain(file);
            var stage = -1;
            foreach (var instruction in DockerfileSyntax.Read(source.Text))
                if (instruction.Keyword is "FROM")
                    stage++;
                else if (instruction.Keyword is "COPY" or "ADD")
                    yield return new(source, file, instruction, stage, last.Contains(stage));
        }
    }

    /// <summary>The stages that the last one rests on, itself included.</summary>
    static HashSet<int> Chain(ContainerFile file)
    {
        var last = new HashSet<int>();
        for (int? at = file.Stages.Length - 1; at is { } one && last.Add(one); at = file.Stages[one].Base.Stage) { }
        return last;
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
        return file is null || IsSecret(file);
    }

    bool IsSecret(SourceFile file) =>
        known.Secrets.Any(secret => secret is { Class: SecretClass.Live, AtHead: true } && secret.At.Path == file.Path);

    /// <summary>Whether a stage of the same file has the file of variables from the folder that it copies whole, and does not make it itself.</summary>
    bool IsWithin(Copying copy, string stage, string name)
    {
        var path = Shown(copy, name);
        return IndexOf(copy.File, stage) is { } index
            && Copies()
                .Any(one =>
                    one.File == copy.File
                    && one.Stage == index
                    && one.Instruction.Words is ["." or "./", _]
                    && one.Instruction.Flag("--from").Length == 0
                )
            && (tree.Find(path) is not { Tracked: true } file || IsSecret(file))
            && !Paths.UpFrom(copy.Source.Folder).Any(context => IsLeftOut(context, path, copy.Source))
            && !Runs(copy.Source, index).Any(run => Made().IsMatch(run));
    }

    static int? IndexOf(ContainerFile file, string stage)
    {
        for (var i = 0; i < file.Stages.Length; i++)
            if (file.Stages[i].Name.Equals(stage, StringComparison.OrdinalIgnoreCase) || stage == $"{i}")
                return i;
        return null;
    }

    /// <summary>A path within the image as one of the sources, where the working folder is the one that holds them.</summary>
    static string Shown(Copying copy, string name)
    {
        foreach (var instruction in DockerfileSyntax.Read(copy.Source.Text))
            if (
                instruction.Keyword is "WORKDIR"
                && instruction.Arguments.Trim('/') is { Length: > 0 } folder
                && name.Trim('/').StartsWith($"{folder}/", StringComparison.Ordinal)
            )
                return name.Trim('/')[(folder.Length + 1)..];
        return name.StartsWith("./", StringComparison.Ordinal) ? name[2..] : name.TrimStart('/');
    }

    static IEnumerable<string> Runs(SourceFile source, int stage)
    {
        var at = -1;
        foreach (var instruction in DockerfileSyntax.Read(source.Text))
            if (instruction.Keyword is "FROM")
                at++;
            else if (instruction.Keyword is "RUN" && at == stage)
                yield return instruction.Arguments;
    }

    /// <summary>
    /// The file of variables, kept out of git, that the commands of a stage take from the folder it copied; null when they take none, make it themselves, or the code
    /// there reads no secret.
    /// </summary>
    string? UsedInBuild(Copying copy)
    {
        if (!reads.Any(read => Paths.IsIn(copy.Source.Folder, read.At.Path)))
            return null;
        var runs = Runs(copy.Source, copy.Stage).ToList();
        foreach (var run in runs)
        foreach (Match use in Uses().Matches(run))
            if (
                use.Groups["path"].Value is var path
                && EnvFiles.IsSecretFile(path)
                && !runs.Exists(one => Made().IsMatch(one))
                && Paths.Below(copy.Source.Folder, path) is var lies
                && tree.Find(lies) is not { Tracked: true }
                && tree.Ignores(lies)
            )
                return path;
        return null;
    }

    /// <summary>
    /// Whether the last stage takes the file out of an earlier one: with the whole folder, or with what Next.js calls standalone, into which it copies its files of
    /// variables. A file that the earlier stage removes is not taken.
    /// </summary>
    static bool IsCarried(Copying copy, string used)
    {
        var last = Chain(copy.File);
        var stage = -1;
        foreach (var instruction in DockerfileSyntax.Read(copy.Source.Text))
            if (instruction.Keyword is "FROM")
                stage++;
            else if (
                instruction.Keyword is "COPY"
                && last.Contains(stage)
                && IndexOf(copy.File, instruction.Flag("--from")) == copy.Stage
                && instruction.Words is [.. var from, _]
                && from.Any(path => Whole().IsMatch(path))
            )
                return !Runs(copy.Source, copy.Stage)
                    .Any(run =>
                        Removes()
                            .Matches(run)
                            .Any(removed => removed.Value.Split(' ').Any(word => word.TrimStart('.', '/') == used.TrimStart('.', '/')))
                    );
        return false;
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

    /// <summary>Unlike git's list, Docker's says where a name lies: one without a slash is left out of the top folder only (docs.docker.com, "Build context").</summary>
    bool IsLeftOut(string context, string path, SourceFile image)
    {
        if ((tree.Find($"{image.Path}.dockerignore") ?? tree.Find(Paths.Below(context, ".dockerignore"))) is not { } list)
            return false;
        var anchored = string.Join('\n', list.Text.ReplaceLineEndings("\n").Split('\n').Select(Anchored));
        return IgnoreFile
            .Read(Encoding.UTF8.GetBytes(anchored), ignoreCase: false)
            .Ignores(
                Encoding.UTF8.GetBytes(
                    context.Length == 0 || !path.StartsWith(context + "/", StringComparison.Ordinal) ? path : path[(context.Length + 1)..]
                ),
                isFolder: false
            )
            is true;
    }

    static string Anchored(string line)
    {
        var text = line.Trim();
        if (text.Length == 0 || text[0] is '#')
            return "";
        var (not, pattern) = text[0] is '!' ? ("!", text[1..]) : ("", text);
        if (pattern.StartsWith("./", StringComparison.Ordinal))
            pattern = pattern[2..];
        return $"{not}{(pattern.StartsWith("**", StringComparison.Ordinal) ? "" : "/")}{pattern.TrimStart('/')}";
    }

    [GeneratedRegex(
        @">\s*(?<path>(?:\./)?[\w./-]*\.env(?:\.\w+)?)(?=\s|$)",
        RegexOptions.CultureInvariant | RegexOptions.Multiline,
        10_000
    )]
    private static partial Regex Makes();

    /// <summary>A command that writes a file of variables by itself.</summary>
    [GeneratedRegex(@">\s*""?(?:\./)?[\w./-]*\.env(?:\.\w+)?(?=[\s""]|$)|\btouch\s+\S*\.env\b", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Made();

    /// <summary>A command that needs a file of variables to be there.</summary>
    [GeneratedRegex(
        @"(?:\b(?:cp|mv|cat|source|export)\s+|\[\s+-[fes]\s+|(?<=[\s;&])\.\s+|--env-file[= ])""?(?:\./)?(?<path>\.env(?:\.\w+)?)(?=[\s""\];]|$)",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Uses();

    /// <summary>A folder that is taken whole, or Next.js's standalone one.</summary>
    [GeneratedRegex(
        @"^(?:\.|\./|/|/?(?:app|src|usr/src/app|code|build|workspace|srv|opt/app)/?\.?|.*/standalone/?)$",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Whole();

    [GeneratedRegex(@"\brm\s+[^;&|]*", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Removes();
}
