using Shipworthy.Extractors.Pipelines;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Images.Building;

/// <summary>Finds the steps of pipelines that build images: actions, tasks and commands.</summary>
sealed class ImageBuilds(SourceTree tree, App known)
{
    readonly BuildCommands commands = new(tree, known);

    /// <summary>All builds.</summary>
    public ImmutableArray<ImageBuild> All() => [.. StepOfPipeline.All(known).SelectMany(In)];

    IEnumerable<ImageBuild> In(StepOfPipeline run)
    {
        if (OfAction(run) is { } build)
            yield return build;
        foreach (var command in run.Step.Commands.SelectMany(command => RemoteCommands.Unwrap(command)))
        foreach (var found in commands.Of(run, command))
            yield return Named(run, found);
        foreach (var command in RemoteCommands.InScript(run))
        foreach (var found in commands.Of(run, command))
            yield return found;
    }

    static ImageBuild? OfAction(StepOfPipeline run)
    {
        string With(string name) => run.Step.With.GetValueOrDefault(name, "");
        switch (run.Step.Uses.Split('@')[0].ToLowerInvariant())
        {
            case "docker/build-push-action"
            or "int128/kaniko-action"
            or "redhat-actions/buildah-build"
            or "useblacksmith/build-push-action"
            or "depot/build-push-action":
                var context =
                    With("context") is { Length: > 0 } given && !given.Contains("://", StringComparison.Ordinal) && !given.StartsWith('{')
                        ? given
                        : ".";
                var file =
                    new[] { "file", "containerfiles", "dockerfiles" }.Select(With).FirstOrDefault(text => text.Length > 0)
                    ?? $"{context.TrimEnd('/')}/Dockerfile";
                var tags = Lines(run.Expanded(With("tags")));
                return new(run, run.Step.At, Paths.Within("", run.Pattern(file)))
                {
                    Target = With("target"),
                    Tags = tags,
                    Ships =
                        With("push") is not ("" or "false")
                        || With("outputs").Contains("push=true", StringComparison.Ordinal)
                        || tags.Any(tag => IsPushed(run, tag)),
                    Cached = With("cache-from").Length > 0,
                    Refreshes = With("pull") is not ("" or "false") || With("no-cache") is not ("" or "false"),
                };
            case "docker/bake-action":
                return new(run, run.Step.At, null)
                {
                    Ships = With("push") is not ("" or "false"),
                    Refreshes = With("pull") is not ("" or "false") || With("no-cache") is not ("" or "false"),
                };
            case "docker":
                // The task of Azure Pipelines.
                var command = With("command");
                return
                    command.Equals("buildAndPush", StringComparison.OrdinalIgnoreCase)
                    || command.Equals("build", StringComparison.OrdinalIgnoreCase)
                    ? new(
                        run,
                        run.Step.At,
                        Paths.Within(
                            "",
                            With("Dockerfile").Replace("**/", "", StringComparison.Ordinal) is { Length: > 0 } path ? path : "Dockerfile"
                        )
                    )
                    {
                        Tags = [With("repository")],
                        Ships = command.Equals("buildAndPush", StringComparison.OrdinalIgnoreCase),
                    }
                    : null;
            case "akhileshns/heroku-deploy" when With("usedocker") is "true":
                return new(run, run.Step.At, Paths.Within("", $"{(With("appdir") is { Length: > 0 } folder ? folder : ".")}/Dockerfile"))
                {
                    Ships = true,
                    Deploys = true,
                };
            default:
                return null;
        }
    }

    /// <summary>A build under all names that its job gives to the image, and whether one of them is pushed.</summary>
    static ImageBuild Named(StepOfPipeline run, ImageBuild build)
    {
        var names = build.Tags.AddRange(
            run.Job.Steps.SelectMany(step => step.Commands)
                .Select(command => command.Words)
                .Where(words => words is ["docker" or "podman", "tag", _, _] && build.Tags.Any(tag => SameRepository(tag, words[2])))
                .Select(words => words[3])
        );
        return build with { Tags = names, Ships = build.Ships || names.Any(tag => IsPushed(run, tag)) };
    }

    static ImmutableArray<string> Lines(string text) =>
        [.. text.Split(['\n', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];

    /// <summary>Whether a later command of the same job brings an image to a registry; of the same name where both are written out.</summary>
    static bool IsPushed(StepOfPipeline run, string tag) =>
        run
            .Job.Steps.SelectMany(step => step.Commands)
            .Select(command => command.Words)
            .Where(words => words is ["docker" or "podman" or "buildah" or "nerdctl", "push", ..] or ["docker", "image", "push", ..])
            .Select(words => words.Skip(2).FirstOrDefault(word => word is not "push" && !word.StartsWith('-')))
            .OfType<string>()
            .Any(pushed => SameRepository(pushed, tag) || (ImageReference.IsVariable(pushed) && ImageReference.IsVariable(tag)));

    static bool SameRepository(string one, string other) =>
        ImageReference.Parse(one)?.Repository == ImageReference.Parse(other)?.Repository;
}
