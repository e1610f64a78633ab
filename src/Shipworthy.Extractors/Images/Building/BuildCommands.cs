using Shipworthy.Extractors.Pipelines;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Images.Building;

/// <summary>Reads commands that build images: <c>docker build</c> and its kin, compose, builders of clouds and platforms.</summary>
sealed class BuildCommands(SourceTree tree, App known)
{
    /// <summary>The builds that a command does; a compose command may do several.</summary>
    public IEnumerable<ImageBuild> Of(StepOfPipeline run, PipelineCommand command) =>
        command.Words switch
        {
            ["docker" or "podman" or "nerdctl", "build", ..] => [Docker(run, command, 2)],
            ["docker", "buildx" or "image" or "builder", "build", ..] => [Docker(run, command, 3)],
            ["buildah", "bud" or "build", ..] => [Docker(run, command, 2)],
            ["docker" or "podman", "compose", ..] => Compose(run, command, 2),
            ["docker-compose" or "podman-compose", ..] => Compose(run, command, 1),
            ["docker", "buildx", "bake", ..] => [new(run, command.At, null) { Ships = command.Words.Contains("--push") }],
            [['/', 'k', 'a', 'n', 'i', 'k', 'o', ..] or "executor", ..] => [Kaniko(run, command)],
            ["gcloud", "builds", "submit", ..] when !command.Words.Any(word => word.StartsWith("--config", StringComparison.Ordinal)) =>
            [
                Folder(run, command, 3, deploys: false),
            ],
            ["gcloud", "run", "deploy", ..] when new CommandOptions(command.Words, 3).Of("--source") is { } source => HasDockerfile(
                command.Directory,
                source
            )
                ? [new(run, command.At, Within(command.Directory, source, "Dockerfile")) { Ships = true, Deploys = true }]
                : [],
            ["az", "acr", "build", ..] => [AzureRegistry(run, command)],
            ["heroku", "container:push", ..] or ["railway", "up", ..] => HasDockerfile(command.Directory, ".")
                ? [new(run, command.At, Within(command.Directory, ".", "Dockerfile")) { Ships = true, Deploys = true }]
                : [],
            ["fly" or "flyctl", "deploy", ..] => Fly(run, command),
            ["kamal" or "bin/kamal" or "./bin/kamal", "deploy" or "redeploy" or "setup" or "build", ..] => OfPlatform(
                run,
                command,
                "deploy.yml"
            ),
            _ => ToolBuilds.Of(run, command) is { } made ? [made] : [],
        };

    ImageBuild Docker(StepOfPipeline run, PipelineCommand command, int from)
    {
        var options = new CommandOptions(command.Words, from);
        var context = options.Operands is [.., var last] ? last : ".";
        var file = options.Of("-f", "--file");
        var path =
            file is not null ? Paths.Within(command.Directory, run.Pattern(file))
            : context is "-" || context.Contains("://", StringComparison.Ordinal) ? null
            : Within(command.Directory, run.Pattern(context), "Dockerfile");
        return new(run, command.At, path)
        {
            Target = options.Of("--target") ?? "",
            Tags = options.All("-t", "--tag"),
            Ships = options.Has("--push") || (options.Of("-o", "--output") ?? "").Contains("push=true", StringComparison.Ordinal),
            Cached = options.All("--cache-from").Length > 0,
            Refreshes = options.Has("--pull", "--no-cache"),
        };
    }

    static ImageBuild Kaniko(StepOfPipeline run, PipelineCommand command)
    {
        var options = new CommandOptions(command.Words, 1);
        var context = (options.Of("--context", "-c") ?? ".")
            .Replace("dir://", "", StringComparison.Ordinal)
            .Replace("$CI_PROJECT_DIR", ".", StringComparison.Ordinal);
        var file = (options.Of("--dockerfile", "-f") ?? $"{context.TrimEnd('/')}/Dockerfile").Replace(
            "$CI_PROJECT_DIR",
            "",
            StringComparison.Ordinal
        );
        return new(run, command.At, Paths.Within(command.Directory, file.TrimStart('/')))
        {
            Target = options.Of("--target") ?? "",
            Tags = options.All("--destination", "-d"),
            Ships = !options.Has("--no-push") && !options.Has("--noPush"),
            Cached = options.Has("--cache"),
        };
    }

    static ImageBuild AzureRegistry(StepOfPipeline run, PipelineCommand command)
    {
        var options = new CommandOptions(command.Words, 3);
        var context = options.Operands is [.., var last] ? last : ".";
        return new(
            run,
            command.At,
            options.Of("-f", "--file") is { } file
                ? Paths.Within(command.Directory, file)
                : Within(command.Directory, context, "Dockerfile")
        )
        {
            Target = options.Of("--target") ?? "",
            Tags = options.All("-t", "--image"),
            Ships = true,
        };
    }

    static ImageBuild Folder(StepOfPipeline run, PipelineCommand command, int from, bool deploys)
    {
        var options = new CommandOptions(command.Words, from);
        return new(run, command.At, Within(command.Directory, options.Operands is [.., var last] ? last : ".", "Dockerfile"))
        {
            Tags = options.All("--tag", "-t"),
            Ships = true,
            Deploys = deploys,
        };
    }

    IEnumerable<ImageBuild> Fly(StepOfPipeline run, PipelineCommand command)
    {
        var options = new CommandOptions(command.Words, 2);
        if (options.Of("--image", "-i") is not null)
            return [];
        if (options.Of("--dockerfile") is { } dockerfile)
            return
            [
                new(run, command.At, Paths.Within(command.Directory, dockerfile))
                {
                    Ships = true,
                    Deploys = true,
                    Refreshes = options.Has("--no-cache"),
                },
            ];
        var folder = options.Operands is [var given, ..] ? Paths.Within(command.Directory, given) : command.Directory;
        var config = Paths.Within(command.Directory, options.Of("--config", "-c") ?? $"{folder}/fly.toml".TrimStart('/'));
        return UsesOf(config)
            .Where(use => use.BuiltFrom is not null)
            .Select(use => new ImageBuild(run, command.At, use.BuiltFrom)
            {
                Target = use.Target,
                Ships = true,
                Deploys = true,
                Refreshes = options.Has("--no-cache"),
            });
    }

    IEnumerable<ImageBuild> OfPlatform(StepOfPipeline run, PipelineCommand command, string name) =>
        known
            .ContainerUses.Where(use =>
                use.By is ContainerHost.Platform && use.BuiltFrom is not null && use.At.Path.EndsWith(name, StringComparison.Ordinal)
            )
            .Select(use => new ImageBuild(run, command.At, use.BuiltFrom)
            {
                Tags = use.Image is { } image ? [image.ToString()] : [],
                Ships = true,
                Deploys = command.Words[1] is not "build",
            });

    IEnumerable<ImageBuild> Compose(StepOfPipeline run, PipelineCommand command, int from)
    {
        var (files, verb) = ComposeCall.Read(tree, command, from);
        var rest = new CommandOptions(command.Words, verb + 1);
        if (verb >= command.Words.Length || command.Words[verb] is not ("build" or "up" or "push"))
            return [];
        // A command that is not the step's own runs on the machine that it was sent to.
        var stays = !run.Step.Commands.Contains(command) || ImageDeploys.StartsWhereItRuns(run);
        var here =
            stays
            && command.Words[verb] is "up"
            && !command.Words.Contains("--exit-code-from")
            && !command.Words.Contains("--abort-on-container-exit");
        return known
            .ContainerUses.Where(use =>
                use.By is ContainerHost.Compose && use.BuiltFrom is not null && use.NotProduction is null && files.Contains(use.At.Path)
            )
            .Select(use => new ImageBuild(run, command.At, use.BuiltFrom)
            {
                Target = use.Target,
                Tags = use.Image is { } image ? [image.ToString()] : [],
                Ships = command.Words[verb] is "push" || rest.Has("--push") || here || StartsLater(run, stays),
                Deploys = here,
                Refreshes = rest.Has("--pull", "--no-cache"),
            });
    }

    /// <summary>A build on the machine where the containers run ships with the <c>up</c> that follows.</summary>
    static bool StartsLater(StepOfPipeline run, bool stays) =>
        run
            .Job.Steps.SelectMany(step => step.Commands)
            .Any(command =>
                (command.Words is ["docker" or "podman", "compose", ..] or ["docker-compose", ..])
                && ((stays && command.Words.Contains("up")) || command.Words.Contains("push"))
                && !command.Words.Contains("--exit-code-from")
            );

    IEnumerable<ContainerUse> UsesOf(string? path) => known.ContainerUses.Where(use => use.At.Path == path);

    bool HasDockerfile(string? directory, string folder) =>
        Within(directory, folder, "Dockerfile") is { } path && tree.Find(path) is not null;

    static string? Within(string? directory, string folder, string name) => Paths.Within(directory, $"{folder.TrimEnd('/')}/{name}");
}
