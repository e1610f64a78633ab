using System.Collections.Frozen;
using System.Text.RegularExpressions;
using Shipworthy.Extractors.Images.Building;
using Shipworthy.Extractors.Images.Files;
using Shipworthy.Extractors.Pipelines;
using Shipworthy.Extractors.Pipelines.GitHub;
using Shipworthy.Extractors.Reading;
using Shipworthy.Extractors.Secrets;

namespace Shipworthy.Extractors.BuildSecrets;

/// <summary>
/// Secrets that image builds take as arguments (rubric 5.7, rule 2): arguments stand in the history of the image, and in the provenance that is pushed with it
/// (docs.docker.com, "Build secrets"; build check <c>SecretsUsedInArgOrEnv</c>).
/// </summary>
sealed partial class ImageSecrets(SourceTree tree, App known, bool inPublic, FrozenSet<string> projectKeys)
{
    /// <summary>An argument that a Dockerfile declares.</summary>
    sealed record Argument(Location At, string Name, bool InImage);

    IEnumerable<(SourceFile Source, ContainerFile File)> Files =>
        known
            .ContainerFiles.Where(file => file.NotForProduction is null)
            .Select(file => (tree.Find(file.At.Path)!, file))
            .Where(one => one.Item1 is not null);

    /// <summary>What images keep.</summary>
    public IEnumerable<SecretExposure> Exposures()
    {
        var passed = new HashSet<Location>();
        foreach (var build in new ImageBuilds(tree, known).All())
        foreach (var exposure in Passed(build, passed))
            yield return exposure;
        foreach (var (source, file) in Files)
        foreach (var argument in Arguments(source, file).Where(argument => !passed.Contains(argument.At)))
            yield return Exposure(argument.At, argument.Name, argument.InImage, []);
    }

    /// <summary>The commands of builds that mount their secrets, so that the image keeps nothing of them.</summary>
    public IEnumerable<SecretStep> Mounts() =>
        from one in Files
        from instruction in DockerfileSyntax.Read(one.Source.Text)
        where instruction.Keyword is "RUN"
        let mount = Mount().Match(instruction.Arguments)
        where mount.Success
        let id = mount.Groups["id"].Value
        select new SecretStep(one.Source.AtLine(instruction.Line), "", $"RUN --mount=type=secret {id}", [id]);

    SecretExposure Exposure(Location at, string name, bool inImage, ImmutableArray<Location> because) =>
        new(
            at,
            inImage ? ExposureKind.KeptInImage : ExposureKind.NearlyShown,
            inImage
                ? $"takes {name} as a build argument, which the history of the image keeps"
                : $"takes {name} as a build argument, which the record of the build keeps"
        )
        {
            InPublic = inPublic,
            Because = because,
        };

    /// <summary>The arguments of secrets that a Dockerfile declares.</summary>
    IEnumerable<Argument> Arguments(SourceFile source, ContainerFile file)
    {
        var final = Chain(file);
        var stage = -1;
        foreach (var instruction in DockerfileSyntax.Read(source.Text))
            if (instruction.Keyword is "FROM")
                stage++;
            else if (instruction.Keyword is "ARG" && stage >= 0)
                foreach (var word in instruction.Words)
                    if (Secret(word) is { } name)
                        yield return new(source.AtLine(instruction.Line), name, final.Contains(stage));
    }

    /// <summary>The name of an argument, if it is one of a secret and no stand-in is written behind it.</summary>
    string? Secret(string word)
    {
        var equals = word.IndexOf('=');
        var name = equals < 0 ? word : word[..equals];
        var written = equals < 0 ? "" : word[(equals + 1)..].Trim('"', '\'');
        return SecretNames.SoundsSecret(name) && !projectKeys.Contains(name) && (written.Length == 0 || Placeholders.IsReference(written))
            ? name
            : null;
    }

    /// <summary>The stages that the last one starts from, itself included.</summary>
    static HashSet<int> Chain(ContainerFile file)
    {
        var chain = new HashSet<int>();
        for (int? at = file.Stages.Length - 1; at is { } stage && chain.Add(stage); at = file.Stages[stage].Base.Stage) { }
        return chain;
    }

    /// <summary>The secrets that a build in a pipeline passes as arguments.</summary>
    IEnumerable<SecretExposure> Passed(ImageBuild build, HashSet<Location> passed)
    {
        var file = build.File is { } path ? known.ContainerFiles.FirstOrDefault(one => one.At.Path == path) : null;
        var source = file is null ? null : tree.Find(file.At.Path);
        var declared = file is not null && source is not null ? Declared(source, file) : [];
        foreach (var (argument, secret, at) in Given(build.Run))
        {
            if (SecretNames.IsPublic(argument) || projectKeys.Contains(argument))
                continue;
            var own = declared.FirstOrDefault(one => one.Name == argument);
            if (source is not null && own is null)
                continue;
            if (own is not null)
                passed.Add(own.At);
            yield return Exposure(at, secret, own?.InImage ?? true, own is null ? [build.Run.Step.At] : [build.Run.Step.At, own.At]) with
            {
                Job = build.Run.Job.Id,
            };
        }
    }

    static ImmutableArray<Argument> Declared(SourceFile source, ContainerFile file)
    {
        var final = Chain(file);
        var stage = -1;
        var found = ImmutableArray.CreateBuilder<Argument>();
        foreach (var instruction in DockerfileSyntax.Read(source.Text))
            if (instruction.Keyword is "FROM")
                stage++;
            else if (instruction.Keyword is "ARG" && stage >= 0)
                found.AddRange(
                    instruction.Words.Select(word => new Argument(
                        source.AtLine(instruction.Line),
                        word.Split('=')[0],
                        final.Contains(stage)
                    ))
                );
        // One that the image itself takes outweighs the same one in an earlier stage.
        return [.. found.OrderByDescending(argument => argument.InImage)];
    }

    /// <summary>Arguments with the secrets that they are given.</summary>
    static IEnumerable<(string Argument, string Secret, Location At)> Given(StepOfPipeline run)
    {
        var at = run.Step.Secrets.FirstOrDefault(use => use.As is "build-args")?.At ?? run.Step.At;
        foreach (var line in run.Step.With.GetValueOrDefault("build-args", "").Split('\n'))
            if (Pair(line) is { } pair)
                yield return (pair.Argument, pair.Secret, at);
        foreach (var command in run.Step.Commands)
        {
            for (var i = 1; i < command.Words.Length; i++)
                if (command.Words[i] is "--build-arg" && i + 1 < command.Words.Length && Pair(command.Words[i + 1]) is { } next)
                    yield return (next.Argument, next.Secret, command.At);
                else if (
                    command.Words[i].StartsWith("--build-arg=", StringComparison.Ordinal) && Pair(command.Words[i][12..]) is { } joined
                )
                    yield return (joined.Argument, joined.Secret, command.At);
        }
    }

    static (string Argument, string Secret)? Pair(string text)
    {
        var equals = text.IndexOf('=');
        if (equals < 1)
            return null;
        var secret = GitHubSecrets
            .In(text[(equals + 1)..], Location.WholeApp, SecretScope.Step, "")
            .FirstOrDefault(use => SecretNames.IsSecret(use.Name));
        return secret is null ? null : (text[..equals].Trim().Trim('"', '\''), secret.Name);
    }

    [GeneratedRegex(@"--mount=(?=\S*\btype=secret\b)(?:\S*?\bid=(?<id>[\w.-]+))?", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Mount();
}
