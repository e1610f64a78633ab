namespace Shipworthy.Checks.Delivery;

public sealed class SecretsKeptOutOfBuildLogs() : CheckNotJudgedYet("5.7", "Secrets are not exposed in build logs or artifacts")
{
    public override string Why =>
        """
            Build logs and build results are kept for months and read by far more people than the secret store, in a public
            repository by everybody. A printed key is a published key.
            """;

    public override string Fix =>
        """
            Give each secret to the one step that needs it, never print it, and never run a stranger's pull request with
            secrets in reach:

            - **GitHub Actions**: `on: pull_request` instead of `pull_request_target`, `env: { TOKEN: "${{ secrets.TOKEN }}" }` at the step, and `persist-credentials: false` at `actions/checkout`
            - **Fetched while it runs**: `echo "::add-mask::$VALUE"` before anything else touches it
            - **Docker**: `RUN --mount=type=secret,id=npmrc,target=/root/.npmrc npm ci` instead of `ARG TOKEN`
            - **GitLab CI**: variables that are masked and protected, and no `CI_DEBUG_TRACE`
            - **Azure Pipelines**: `echo "##vso[task.setvariable variable=TOKEN;issecret=true]$VALUE"`
            - **Jenkins**: `sh 'deploy.sh'` in single quotes inside `withCredentials`
            - **Terraform**: `sensitive = true`, and neither plan nor state among the uploaded files
            - **Artifacts**: upload the folder that you mean, never the whole workspace
            """;

    public override string SettledBy =>
        """
            The logs and artifacts of the last 20 runs are searched in memory for your secrets, known by their hashes;
            nothing is kept. A drill puts a marked value into the store, runs every pipeline and looks for it. A statement
            alone does not settle it.
            """;

    public override string Counts =>
        "each step with a secret in reach counts once, and so does each artifact, cache and image that the secret can get into";

    public override string ProvedWhen => "was read completely, and neither prints the secret nor leaves it where others can read it";

    public override string UnprovenWhen =>
        "hands the secret to a script or an action that could not be read, or runs in a pipeline that lives elsewhere";

    public override string? NotApplicableWhen => "no pipeline and no image build uses a secret";
}
