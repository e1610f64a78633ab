namespace Shipworthy.Extractors.Pipelines.GitHub;

/// <summary>
/// Public actions whose purpose is to run a command that their inputs give or imply. Each row is from the action's own documentation.
/// </summary>
static class GitHubActionsThatRun
{
    /// <summary>A command and the folder it runs in; empty for the job's own.</summary>
    public sealed record Command(string Text, string Directory);

    /// <summary>What the action runs; null for actions that run no command of the app.</summary>
    /// <param name="with">The value of an input; empty without it.</param>
    public static Command? CommandOf(string uses, Func<string, string> with) =>
        uses.Split('@')[0] switch
        {
            "cypress-io/github-action" => with("runTests") is "false" ? null : new(Cypress(with), with("working-directory")),
            "nick-fields/retry" or "nick-invision/retry" => new(with("command"), ""),
            "borales/actions-yarn" => new($"yarn {with("cmd")}", with("dir")),
            "devcontainers/ci" => new(with("runCmd"), ""),
            "GabrielBB/xvfb-action" or "coactions/setup-xvfb" => new(with("run"), with("working-directory")),
            "actions-rs/cargo" => new($"cargo {with("command")} {with("args")}", ""),
            "gradle/gradle-build-action" or "gradle/actions/setup-gradle" when with("arguments").Length > 0 => new(
                $"gradle {with("arguments")}",
                with("build-root-directory")
            ),
            "php-actions/phpunit" => new($"phpunit {with("args")}", ""),
            "php-actions/composer" => new($"composer {with("command")}", with("working_dir")),
            "addnab/docker-run-action" => new(with("run"), ""),
            "pavelzw/pytest-action" => new($"pytest {with("custom-arguments")}", ""),
            "robherley/go-test-action" => new(
                $"go test {(with("testArguments") is { Length: > 0 } arguments ? arguments : "./...")}",
                with("moduleDirectory")
            ),
            _ => null,
        };

    static string Cypress(Func<string, string> with)
    {
        if (with("command") is { Length: > 0 } command)
            return command;
        var spec = with("spec") is { Length: > 0 } files ? $" --spec '{files.Trim().ReplaceLineEndings(",")}'" : "";
        var component = with("component") is "true" ? " --component" : "";
        var project = with("project") is { Length: > 0 } folder ? $" --project {folder}" : "";
        return $"cypress run{component}{spec}{project}";
    }
}
