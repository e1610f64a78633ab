using System.Text.RegularExpressions;
using Shipworthy.Extractors.Deployables;
using Shipworthy.Extractors.Deploys;
using Shipworthy.Extractors.Infrastructure.Needs;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Separation;

/// <summary>Joins the environments of an app with what keeps data or reaches the world in each of them (rubric 4.2).</summary>
public sealed class SeparationOfEnvironments : ICombiner
{
    /// <summary>Accounts by which an app reaches the world, by the packages that speak to them.</summary>
    static readonly ImmutableArray<(string Package, string Name)> accounts =
    [
        ("stripe", "the Stripe account"),
        ("stripe.net", "the Stripe account"),
        ("@paddle/paddle-node-sdk", "the Paddle account"),
        ("@lemonsqueezy/lemonsqueezy.js", "the Lemon Squeezy account"),
        ("razorpay", "the Razorpay account"),
        ("resend", "the mail account at Resend"),
        ("@sendgrid/mail", "the mail account at SendGrid"),
        ("sendgrid", "the mail account at SendGrid"),
        ("postmark", "the mail account at Postmark"),
        ("nodemailer", "the mail account"),
        ("mailgun.js", "the mail account at Mailgun"),
        ("mailkit", "the mail account"),
        ("twilio", "the Twilio account"),
    ];

    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(DeployedEnvironment), typeof(StatefulIdentity), typeof(EnvironmentLeak)];

    /// <inheritdoc/>
    public void Combine(Sources sources, App known, Learner learn)
    {
        foreach (var part in known.Deployables.Where(part => part.NotSeen is not null))
            learn.CannotSee<StatefulIdentity>(part.At, $"{part.Name} {part.NotSeen}, so what it keeps and where could not be read");
        var parts = WaysOfDeployables.InScope(known);
        var followed = BranchPipelines.Followed(known, sources.Tree);
        List<DeployedEnvironment> environments = parts.IsEmpty
            ? []
            : [.. new EnvironmentsOfParts(sources.Tree, followed, new Ways(sources, followed, parts), parts).All()];
        foreach (var environment in environments)
            learn.Add(environment);
        foreach (var leak in new LeaksInFiles(sources.Tree, known).Leaks().Concat(new DevelopersOnProduction(sources).Leaks()))
            learn.Add(leak);
        var pipelines = new LeaksOfPipelines(followed);
        foreach (var leak in pipelines.Leaks())
            learn.Add(leak);
        List<StatefulIdentity> named = [.. new HostedProjects(sources.Tree).Identities()];
        foreach (var identity in named)
            learn.Add(identity);
        var separated = Separated(sources, known, environments, pipelines);
        var reached = Reached(sources, known).ToList();
        // Where nothing else keeps data, what is otherwise a cache or a queue does.
        if (reached.Count == 0 && named.Count == 0)
            reached.AddRange(
                StoreUses
                    .In(sources, known.Dependencies)
                    .Where(use => use.Kind is InfraKind.Cache or InfraKind.Queue or InfraKind.Search)
                    .Select(use => (use.At, use.Name, (string?)null))
            );
        foreach (var (at, name, covered) in reached)
            if (!(covered is not null && named.Any(one => one.Name == covered)))
                learn.Add(Of(at, name, separated is { CoversAll: true } || covered is not null ? separated?.Says : null, environments));
    }

    /// <summary>Whether pipelines, or infrastructure, give each environment its own; never where a host makes previews with settings of its own.</summary>
    static SignOfSeparation? Separated(Sources sources, App known, List<DeployedEnvironment> environments, LeaksOfPipelines pipelines)
    {
        if (
            environments.Exists(one => one.Stage is EnvironmentStage.Previews or EnvironmentStage.Unknown)
            || !environments.Exists(one => one.Stage is EnvironmentStage.Production)
            || !environments.Exists(one => one.Stage is EnvironmentStage.Trial)
            || LocalStores.In(sources.Tree, known) is not { } local
        )
            return null;
        var found = pipelines.Separated() ?? ByInfrastructure(known);
        return found is null ? null : found with { Says = $"{found.Says}, and {local}" };
    }

    static SignOfSeparation? ByInfrastructure(App known)
    {
        var databases = known.InfraResources.Where(one =>
            one is { NotMade: null, IsLookup: false, Kind: InfraKind.Database, Tool: not InfraTool.Compose }
        );
        return
            databases.FirstOrDefault(one => one.Stage is InfraStage.Production) is { } own
            && databases.FirstOrDefault(one => one.Stage is InfraStage.Staging or InfraStage.Development) is { } other
            && own.Address != ""
            && (own.Root != other.Root || own.Key != other.Key || own.Name != other.Name)
            ? new($"it is declared for production in {own.At.Path} and for another environment in {other.At.Path}", CoversAll: false)
            : null;
    }

    /// <summary>What the app keeps data in or reaches the world by, with the kind of hosted project that covers it.</summary>
    static IEnumerable<(Location At, string Name, string? Covered)> Reached(Sources sources, App known)
    {
        foreach (var use in StoreUses.In(sources, known.Dependencies).Where(use => use.Kind is InfraKind.Database or InfraKind.Bucket))
            yield return (
                use.At,
                use.Name,
                use.Engine is "supabase" ? "the Supabase project"
                : use.Engine is "firebase" ? "the Firebase project"
                : use.Kind is InfraKind.Database ? "the database server"
                : null
            );
        foreach (var account in accounts.DistinctBy(one => one.Name))
            if (
                accounts
                    .Where(one => one.Name == account.Name)
                    .Select(one => Named(sources.Tree, one.Package))
                    .FirstOrDefault(at => at is not null) is
                { } at
            )
                yield return (at, account.Name, null);
    }

    /// <summary>Where a manifest names a package; null where none does.</summary>
    static Location? Named(SourceTree tree, string package)
    {
        foreach (var file in tree.Files.Where(file => Folders.Counts(file.Role)))
            if (
                file.Name is "package.json" or "requirements.txt" or "pyproject.toml" or "Pipfile"
                || file.Name.EndsWith(".csproj", StringComparison.Ordinal)
                || file.Name is "Directory.Packages.props"
            )
                if (
                    Regex.Match(
                        file.Text,
                        file.Name is "package.json"
                            ? $@"""{Regex.Escape(package)}""\s*:\s*"""
                            : $@"(?<![\w@/.-]){Regex.Escape(package)}(?![\w/.-]*[A-Za-z])",
                        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
                        TimeSpan.FromSeconds(10)
                    ) is
                    { Success: true } match
                )
                    return file.At(match.Index);
        return null;
    }

    static StatefulIdentity Of(Location at, string name, string? separated, List<DeployedEnvironment> environments) =>
        new(at, name)
        {
            Sharing = separated is null ? Sharing.Unknown : Sharing.OwnInEach,
            Because =
                separated is not null ? $"reaches {name}: {separated}"
                : environments.Find(one => one.Stage is EnvironmentStage.Previews) is { } previews
                    ? $"reaches {name} by a setting whose value for each environment is kept elsewhere; {previews.At.Path} {previews.Because}"
                : environments.Exists(one => one.Stage is EnvironmentStage.Trial)
                    ? $"reaches {name}; that each environment has one of its own is not shown"
                : $"reaches {name}; which environments there are, and which of them use it, is not shown",
        };
}

/// <summary>What shows that environments are apart.</summary>
/// <param name="Says">As a clause.</param>
/// <param name="CoversAll">Whether it holds for accounts and files as well, and not for the database alone.</param>
sealed record SignOfSeparation(string Says, bool CoversAll);
