using System.Text.RegularExpressions;
using Shipworthy.Extractors.Infrastructure;
using Shipworthy.Extractors.Infrastructure.Buckets;
using Shipworthy.Extractors.Infrastructure.Needs;
using Shipworthy.Extractors.Pipelines;

namespace Shipworthy.Extractors.Backups;

/// <summary>Finds the stores of record: those that are declared, those that the code opens, and the file that a database may be.</summary>
/// <param name="sources">The app.</param>
/// <param name="known">What was learnt.</param>
/// <param name="jobs">What backs up, without what nobody starts.</param>
/// <param name="mentions">Files that name a tool for backups and were not followed; looked for where nothing else backs a store up.</param>
/// <param name="restores">What brings a copy back.</param>
sealed partial class StoreReading(
    Sources sources,
    App known,
    IReadOnlyList<BackupJob> jobs,
    Lazy<ImmutableArray<BackupJob>> mentions,
    IReadOnlyList<RestoreJob> restores
)
{
    readonly DeclaredBackups declared = new(known);
    readonly ImmutableArray<InfraResource> databases = Databases(known);

    /// <summary>The stores.</summary>
    public IEnumerable<DataStore> Stores()
    {
        var uses = StoreUses.In(sources, known.Dependencies);
        var found = databases.Select(Declared).OfType<DataStore>().ToList();
        foreach (var store in found)
            yield return store;
        var homes = new RuntimeHomes(sources, known);
        var admission = FreePlans.In(known.Documents);
        foreach (var use in uses.Where(use => use.Kind is InfraKind.Database))
            if (Used(use, new DeclaredStores(sources, known, homes.AreNowhere).Of(use), admission) is { } store)
                yield return store;
        if (
            new FileDatabases(sources, known).Find() is var (at, sure)
            && databases.Length == 0
            && !uses.Any(use => use.Kind is InfraKind.Database)
        )
            yield return InFile(at, sure);
        foreach (var store in Files(uses))
            yield return store;
    }

    /// <summary>Switches by which a whole database goes at once.</summary>
    public IEnumerable<BackupFlaw> Flaws() => databases.Where(one => !one.IsConditional).Select(declared.Deleted).OfType<BackupFlaw>();

    /// <summary>Those of production; where only other environments of a cloud have some, all there is.</summary>
    static ImmutableArray<InfraResource> Databases(App known)
    {
        var made = known
            .InfraResources.Where(one => one is { NotMade: null, IsLookup: false, Kind: InfraKind.Database } && !IsHelper(one))
            .DistinctBy(one => (one.Tool, one.Type, one.Name, one.Key))
            .ToList();
        var inProduction = made.Where(one => one.IsInProduction).ToImmutableArray();
        return inProduction.IsEmpty ? [.. made.Where(one => one.Tool is not InfraTool.Compose && !IsSelfRun(one))] : inProduction;
    }

    DataStore? Declared(InfraResource one)
    {
        if (one.Tool is InfraTool.Compose && HomesBesideCompose.Of(known, one) is { } host)
            return new(one.At, $"the database {one.Name}")
            {
                Backup = BackupState.Unknown,
                Because = $"runs the database {one.Name}, while the app is deployed to {host}: whether production uses it is open",
            };
        if (one.Tool is InfraTool.Compose && Managed(one) is { } managed)
            return new(one.At, $"the database {one.Name}")
            {
                Backup = BackupState.Unknown,
                Because =
                    $"runs the database {one.Name}, while {managed.At.Path} declares {managed.Name}: which of them production uses is open",
            };
        if (IsSelfRun(one))
            return SelfRun(
                one.At,
                $"the database {one.Name}",
                EngineOf(one),
                HasNoDisk(one) ? "in its container, which each restart empties" : "on a disk of the machine that runs it"
            );
        return declared.Of(one) is var (state, at, because)
            ? new DataStore(at, $"the database {one.Name}")
            {
                Backup = state,
                Because = $"{because}{AfterRestores(state)}",
                SpreadsReads = Spreading().IsMatch(one.Type),
            }
            : null;
    }

    /// <summary>Whether a workload of a cluster mounts nothing at all, so that what it writes is gone with its pod.</summary>
    static bool HasNoDisk(InfraResource one) =>
        one is { Tool: InfraTool.Kubernetes, Type: "Deployment" or "StatefulSet" or "Pod", Settings.Kind: InfraValueKind.Map }
        && one.Settings.Under("spec", "template", "spec", "containers") is { Kind: InfraValueKind.List } containers
        && !one.Settings.Under("spec", "volumeClaimTemplates").Exists
        && containers.Each().All(container => !container["volumeMounts"].Exists);

    /// <summary>A database of the same engine that a cloud runs for production.</summary>
    InfraResource? Managed(InfraResource one) =>
        EngineOf(one) is not "any" and var engine
            ? databases.FirstOrDefault(other =>
                other is { IsInProduction: true, IsConditional: false } && !IsSelfRun(other) && EngineOf(other) == engine
            )
            : null;

    DataStore? Used(StoreUse use, NeededResource need, BackupAdmission? admission)
    {
        if (
            databases.FirstOrDefault(one => one.At == need.DeclaredAt) is { } same
            && (need.Standing is NeedStanding.Declared || same.Tool is InfraTool.Compose)
        )
            return null;
        if (admission is not null && (use.Engine is "supabase") == (admission.Provider is "Supabase"))
            return new(admission.At, use.Name) { Backup = admission.State, Because = admission.Because };
        if (Job(use.Engine is "supabase" ? "postgres" : use.Engine) is { } job)
            return new(use.At, use.Name)
            {
                Backup = Worth(job),
                Because = $"opens {use.Name}, which {job.Says}{AfterRestores(Worth(job))}",
            };
        return use.Engine is "supabase"
            ? new(use.At, use.Name)
            {
                Backup = BackupState.ByPlan,
                Because = "keeps its data in Supabase, whose backups depend on the plan and never hold the files",
            }
            : new(use.At, use.Name) { Backup = BackupState.ByPlan, Because = $"opens {use.Name}, whose backups no file here shows" };
    }

    DataStore SelfRun(Location at, string name, string engine, string where) =>
        (Job(engine) ?? mentions.Value.FirstOrDefault(one => BackupCommands.Covers(one.Engine, engine))) is { } job
            ? new(at, name) { Backup = Worth(job), Because = $"runs {name}, which {job.Says}{AfterRestores(Worth(job))}" }
            : new(at, name) { Backup = BackupState.Absent, Because = $"keeps {name} {where}, and nothing here backs it up" };

    DataStore InFile(Location at, bool sure)
    {
        var store = SelfRun(at, "a SQLite database", "sqlite", "in a file of the machine that runs it");
        return sure || store.Backup is not BackupState.Absent
            ? store
            : store with
            {
                Backup = BackupState.Unknown,
                Because = "keeps its data in a SQLite file, unless a setting names another database",
            };
    }

    /// <summary>Buckets whose content cannot be made again.</summary>
    IEnumerable<DataStore> Files(ImmutableArray<StoreUse> uses)
    {
        var use = uses.FirstOrDefault(one => one.Kind is InfraKind.Bucket);
        var buckets = known
            .InfraResources.Where(one =>
                one.IsInProduction
                && one.Kind is InfraKind.Bucket
                && one.Tool is not InfraTool.Compose
                && BucketWords.Of($"{one.Name} {BucketWords.Written(one.Settings["bucket"])} {BucketWords.Written(one.Settings["name"])}")
                    is not BucketContent.ForEverybody
                && !IsBesideTheData(one.Name)
                && (use is not null || IsForPeople(one.Name))
            )
            .DistinctBy(one => (one.Type, one.Name, one.Key))
            .ToList();
        foreach (var bucket in buckets)
            yield return declared.KeepsVersions(bucket)
                ? new(bucket.At, $"the bucket {bucket.Name}")
                {
                    Backup = BackupState.Automatic,
                    Because = "keeps older versions of its files; no restore of one was seen",
                }
                : new(bucket.At, $"the bucket {bucket.Name}")
                {
                    Backup = BackupState.ByPlan,
                    Because = "declares neither versions nor a copy of its files",
                };
        if (buckets.Count == 0 && use is not null)
            yield return new(use.At, use.Name)
            {
                Backup = BackupState.ByPlan,
                Because = $"keeps files in {use.Name}, whose versions and copies no file here shows",
            };
    }

    /// <summary>What is shown of restores, behind a store that is backed up.</summary>
    string AfterRestores(BackupState state) =>
        state is not BackupState.Automatic ? ""
        : restores.OrderBy(one => one.Starts is StartedBy.Clock ? 0 : 1).FirstOrDefault() is { } restore
            ? $" and {restore.Says}; whether that run is green is not in the repository"
        : "; that one was ever restored is not shown";

    BackupJob? Job(string engine) => jobs.FirstOrDefault(job => BackupCommands.Covers(job.Engine, engine));

    static BackupState Worth(BackupJob job) =>
        job.Starts switch
        {
            StartedBy.Clock => BackupState.Automatic,
            StartedBy.Deploy or StartedBy.Unknown or StartedBy.Person or StartedBy.Nobody => BackupState.Unknown,
        };

    static bool IsSelfRun(InfraResource one) =>
        one.Tool switch
        {
            InfraTool.Compose => true,
            InfraTool.Kubernetes => true,
            InfraTool.Platform => one.Type is "kamal:accessory",
            InfraTool.Terraform => one.Type is "docker_container",
            InfraTool.Unknown
            or InfraTool.CloudFormation
            or InfraTool.Cdk
            or InfraTool.Pulumi
            or InfraTool.Sst
            or InfraTool.Bicep
            or InfraTool.Aspire
            or InfraTool.Supabase
            or InfraTool.Machine => false,
        };

    /// <summary>Containers of a database's image that start, migrate or back up another one.</summary>
    static bool IsHelper(InfraResource one) =>
        one.Tool is InfraTool.Compose
            && BackupsOfMachines
                .Texts(one.Settings["command"])
                .Concat(BackupsOfMachines.Texts(one.Settings["entrypoint"]))
                .Any(text => BackupCommands.Mentioned(text) is not null)
        || one.Tool is InfraTool.Kubernetes && one.Type is "Job" or "CronJob" or "Pod"
        || one.Tool is InfraTool.Supabase;

    static string EngineOf(InfraResource one)
    {
        var image = $"{one.Settings["image"].Literal} {one.Type} {string.Join(' ', BackupsOfMachines.Texts(one.Settings).Take(60))}";
        return image.Contains("postg", StringComparison.OrdinalIgnoreCase)
            || image.Contains("timescale", StringComparison.OrdinalIgnoreCase)
                ? "postgres"
            : image.Contains("mysql", StringComparison.OrdinalIgnoreCase) || image.Contains("maria", StringComparison.OrdinalIgnoreCase)
                ? "mysql"
            : image.Contains("mongo", StringComparison.OrdinalIgnoreCase) ? "mongo"
            : "any";
    }

    static bool IsBesideTheData(string name) =>
        Words(name)
            .Any(word =>
                word
                    is "log"
                        or "logs"
                        or "state"
                        or "tfstate"
                        or "artifacts"
                        or "artifact"
                        or "backup"
                        or "backups"
                        or "deploy"
                        or "deployment"
                        or "cache"
                        or "lambda"
                        or "code"
                        or "pipeline"
                        or "trail"
                        or "cloudtrail"
                        or "athena"
                        or "flowlogs"
            );

    static bool IsForPeople(string name) =>
        Words(name)
            .Any(word =>
                word
                    is "upload"
                        or "uploads"
                        or "file"
                        or "files"
                        or "document"
                        or "documents"
                        or "attachment"
                        or "attachments"
                        or "invoice"
                        or "invoices"
                        or "receipt"
                        or "receipts"
                        or "user"
                        or "users"
                        or "customer"
                        or "data"
                        or "media"
            );

    [GeneratedRegex(
        "dynamo|SimpleTable|cosmos|DocumentDB/|firestore|spanner|bigtable|keyspaces|dsql",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Spreading();

    static IEnumerable<string> Words(string name) => name.ToLowerInvariant().Split('-', '_', '.', ' ');
}
