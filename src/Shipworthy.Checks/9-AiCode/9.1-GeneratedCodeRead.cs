namespace Shipworthy.Checks.AiCode;

public sealed class GeneratedCodeRead() : CheckNotJudgedYet("9.1", "Every AI-generated file has been read by a human")
{
    public override string Why =>
        """
            Code that nobody has read is code that nobody can answer for. Generators leave plausible holes exactly where
            they hurt: in sign-in, payment and permissions.
            """;

    public override string Fix =>
        """
            Let agents open pull requests only, ask for one human approval, and read what is already there, the critical
            files first:

            - **GitHub**: a ruleset on `main` with one required approval and approval of the most recent push
            - **GitLab**: a protected `main`, one approval, and approvals removed when commits are added
            - **Terraform**: `required_pull_request_reviews { required_approving_review_count = 1 }` in `github_branch_protection`
            - **Claude Code, Cursor**: delete each line in `CLAUDE.md` and `.cursor/rules` that tells the agent to push to `main`
            - **Lovable, Bolt, Replit**: let the tool write to a branch, and merge it by a pull request that a person has read
            - **Git**: `git commit --trailer "Reviewed-by: Ann Reader <ann@example.com>"` in the name of a reader who is not the author
            """;

    public override string SettledBy =>
        """
            GitHub or GitLab shows who approved what. Otherwise, the statement of a person who read named files at a commit
            and can explain them: `shipworthy attest 9.1`, for 180 days for critical files and 365 days for others.
            """;

    public override string Counts => "each file that an AI tool wrote counts once; where nobody can tell, every source file does";

    public override string ProvedWhen => "has a record that a person other than its author read what it holds now";

    public override string UnprovenWhen => "was committed by a person together with an AI tool, or nobody can tell who wrote it";

    public override string? NotApplicableWhen => "no AI tool wrote code here, as a named person states and nothing here contradicts";
}
