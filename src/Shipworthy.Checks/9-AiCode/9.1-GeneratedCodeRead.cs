namespace Shipworthy.Checks.AiCode;

public sealed class GeneratedCodeRead() : Check("9.1", "Every AI-generated file has been read by a human")
{
    static readonly Rule UnreadCritical = new("9.1-1", Blocker, BadLuck)
    {
        Title = "Run sign-in, payments and permissions that nobody has read",
        Says = "was written by an AI tool alone, straight onto the default branch, and nothing records that a person read it",
        Consequence = "Nobody can answer for the code that signs people in, moves money or guards your customers' data.",
        Fix =
            "Read it, then `shipworthy review --by \"Ann Lee\" --read PATH`; the list of what is left, the riskiest first: `shipworthy review`.",
    };

    static readonly Rule UnreadOrdinary = new("9.1-2", Major, BadLuck)
    {
        Title = "Break in code that nobody has read",
        Says = "were written by an AI tool alone, straight onto the default branch, and nothing records that a person read them",
        Consequence = "Nobody in the team can say what this code does, or mend it when it breaks at night.",
        Fix = "Let the tool open pull requests, and work through `shipworthy review`.",
    };

    static readonly Rule NoRoomForReader = new("9.1-3", Major, BadLuck)
    {
        Title = "Ship what an agent merged by itself",
        Says = "tells an agent to bring its own code onto the default branch",
        Consequence = "Code reaches production before anybody can have read it.",
        Fix = "Delete the line, let agents stop at the pull request, and ask for one human approval on the default branch.",
    };

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
            Each unread file, the riskiest first, and a record of who reads it: `shipworthy review`. A change makes a file
            unread again. GitHub or GitLab shows who approved what. Otherwise, the statement of a person who read named files
            at a commit and can explain them: `shipworthy attest 9.1`, for 180 days for critical files and 365 days for others.
            """;

    public override string Counts => "each file that an AI tool wrote counts once; where nobody can tell, every source file does";

    public override string ProvedWhen => "has a record that a person other than its author read what it holds now";

    public override string UnprovenWhen => "was committed by a person together with an AI tool, or nobody can tell who wrote it";

    public override string? NotApplicableWhen => "no AI tool wrote code here, as a named person states and nothing here contradicts";

    public override ImmutableArray<Rule> Rules => [UnreadCritical, UnreadOrdinary, NoRoomForReader];

    /// <inheritdoc/>
    public override Verdict Judge(App app) => Files(app) & Orders(app);

    static Verdict Files(App app)
    {
        var written = app
            .FileOrigins.Where(file => !IsShared(file))
            .JudgeEach(Read)
            .Joined(finding => finding.Rule == UnreadOrdinary ? UnreadOrdinary.Id : null, Sum)
            .Joined(finding => finding.Rule == UnreadCritical ? FolderOf(finding.At.Path) : null, SumOfFolder)
            .OrNotApplicable("no commit names an AI tool");
        var all = app.FileOrigins.Any(IsShared) ? written & Shared(app) : written;
        return app.UnattributedSources.Count > 0 || app.FileOrigins.Count > 0 || app.FileOrigins.BlindSpots.Length > 0
            ? all & Others(app)
            : app.FileOrigins.JudgeEach(Read).OrUnproven("there is no source file whose history could be read");
    }

    /// <summary>Whether people wrote a file together with a tool, and nothing says whether they read it.</summary>
    static bool IsShared(FileOrigin file) => file is { ReadBy.Length: 0, Authorship: not Authorship.ToolsAlone };

    /// <summary>Files of one part that people wrote together with tools are open as one: one look at the part settles them.</summary>
    static Verdict Shared(App app) =>
        new Facts<SharedFiles>(
            app.FileOrigins.Where(IsShared)
                .GroupBy(file => FolderOf(file.At.Path), StringComparer.Ordinal)
                .Select(part => new SharedFiles(part.Key, [.. part.OrderBy(file => file.Critical.Length == 0)]))
        )
            .JudgeEach(Read)
            .OrNotApplicable("no file was written by people together with an AI tool");

    static Finding Read(SharedFiles part)
    {
        var first = Read(part.Files[0]);
        return part.Files.Length == 1
            ? first
            : first with
            {
                Says =
                    $"{first.Says}; the same goes for {part.Files.Length - 1} more {(part.Files.Length == 2 ? "file" : "files")} below {part.Folder}",
                Items = part.Files.Length,
                Identity = part.Identity,
                Related = [.. part.Files.Skip(1).Select(file => file.At)],
            };
    }

    /// <summary>Files of one part of the app that people wrote together with tools, critical ones first.</summary>
    sealed record SharedFiles(string Folder, ImmutableArray<FileOrigin> Files) : Fact(Files[0].At)
    {
        public override string Identity => $"shared:{Folder}";
    }

    static Finding Sum(ImmutableArray<Finding> findings) =>
        findings is [var only]
            ? only
            : findings[0] with
            {
                Says =
                    $"was written by an AI tool alone like {findings.Length - 1} more, straight onto the default branch, and nothing records that a person read them",
                Identity = UnreadOrdinary.Id,
                Related = [.. findings.Skip(1).Select(finding => finding.At)],
            };

    /// <summary>Files of one folder are read in one sitting, and are one finding.</summary>
    static Finding SumOfFolder(ImmutableArray<Finding> findings) =>
        findings is [var only]
            ? only
            : findings[0] with
            {
                Says =
                    $"{findings[0].Says}; the same goes for {findings.Length - 1} more critical {(findings.Length == 2 ? "file" : "files")} below {FolderOf(findings[0].At.Path)}",
                Identity = $"{UnreadCritical.Id}:{FolderOf(findings[0].At.Path)}",
                Related = [.. findings.Skip(1).Select(finding => finding.At)],
            };

    /// <summary>
    /// The part of an app that a file belongs to: its first two folders, one more where a workspace keeps its parts below one. What a platform runs by itself is a part by
    /// itself, and is read by itself.
    /// </summary>
    static string FolderOf(string path)
    {
        var folders = path.Split('/')[..^1];
        if (folders is ["supabase" or "netlify", "functions", { } function, ..] && function[0] is not '_')
            return string.Join('/', folders.Take(3));
        var deep = folders is ["apps" or "packages" or "services" or "libs" or "src", ..] ? 3 : 2;
        return folders.Length == 0 ? "the top folder" : string.Join('/', folders.Take(deep));
    }

    static Finding Read(FileOrigin file)
    {
        var tools = string.Join(" and ", file.Tools);
        return file switch
        {
            { ReadBy.Length: > 0 } => file.Passes($"is {tools}'s work, and {file.ReadBy} read it"),
            { Authorship: Authorship.ToolsAlone, Critical.Length: > 0 } => file.Fails(
                UnreadCritical,
                $"{file.Critical}, and {tools} wrote it alone, straight onto the default branch: nothing records that a person read it"
            ) with
            {
                Roots = ["unread-code"],
            },
            { Authorship: Authorship.ToolsAlone } => file.Fails(
                UnreadOrdinary,
                $"was written by {tools} alone, straight onto the default branch, and nothing records that a person read it"
            ) with
            {
                Roots = ["unread-code"],
            },
            _ => file.Unproven($"was written by people together with {tools}, and nothing records that somebody read it"),
        };
    }

    /// <summary>Marks of tools are easily switched off, so files without one are open, as one, until somebody has read them all.</summary>
    static Verdict Others(App app) =>
        app
            .UnattributedSources.JudgeEach(others =>
                others switch
                {
                    { Unread.IsEmpty: true } => others.Passes("names no AI tool for its other source files, and people read them all") with
                    {
                        Items = others.Read,
                    },
                    { Unread: [var only] } => others.Unproven($"has no commit that says whether an AI tool wrote {only}"),
                    _ => others.Unproven(
                        $"has no commit that says whether an AI tool wrote {others.Unread.Length} of its source files"
                    ) with
                    {
                        Items = others.Unread.Length,
                    },
                }
            )
            .OrNotApplicable("every source file names the tool that wrote it");

    static Verdict Orders(App app) =>
        app
            .AgentOrders.JudgeEach(order =>
                order.Fails(
                    NoRoomForReader,
                    order.Kind switch
                    {
                        AgentOrderKind.Merges => "lets an agent merge what it wrote itself",
                        AgentOrderKind.Pushes => "tells an agent to commit and push without a request that a person reads",
                        AgentOrderKind.Unknown => NoRoomForReader.Says,
                    }
                ) with
                {
                    Items = 0,
                }
            )
            .OrNotApplicable("no order brings an agent's code onto the default branch");
}
