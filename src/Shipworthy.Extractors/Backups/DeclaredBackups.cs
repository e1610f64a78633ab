namespace Shipworthy.Extractors.Backups;

/// <summary>What a declaration of a managed database says of its backups, with the defaults of its provider where it says nothing (rubric 4.5).</summary>
sealed class DeclaredBackups(App known)
{
    /// <summary>Fewer days than these do not outlast a weekend and the day on which a loss is noticed.</summary>
    const int FewestDays = 7;

    readonly ImmutableArray<InfraResource> others =
    [
        .. known.InfraResources.Where(one => one.IsInProduction && one.Kind is not (InfraKind.Database or InfraKind.Runtime)),
    ];

    /// <summary>What is known of a database; null for what is a part or a copy of another one.</summary>
    public (BackupState State, Location At, string Because)? Of(InfraResource store)
    {
        var set = store.Settings;
        return store.Type switch
        {
            "aws_db_instance" when !set["replicate_source_db"].IsUnset => null,
            "aws_db_instance" => ByDays(store, set["backup_retention_period"], 0, "backup_retention_period"),
            "aws_rds_cluster" or "aws_docdb_cluster" or "aws_neptune_cluster" => ByDays(
                store,
                set["backup_retention_period"],
                1,
                "backup_retention_period"
            ),
            "aws_rds_cluster_instance" or "aws_docdb_cluster_instance" or "aws_neptune_cluster_instance" => null,
            "AWS::RDS::DBInstance" when !set["DBClusterIdentifier"].IsUnset || !set["SourceDBInstanceIdentifier"].IsUnset => null,
            "AWS::RDS::DBInstance" or "AWS::RDS::DBCluster" or "AWS::DocDB::DBCluster" or "AWS::Neptune::DBCluster" => ByDays(
                store,
                set["BackupRetentionPeriod"],
                1,
                "BackupRetentionPeriod"
            ),
            "aws_dynamodb_table" => ByRecovery(
                store,
                set.Under("point_in_time_recovery", "enabled"),
                set["point_in_time_recovery"].IsUnset
            ),
            "AWS::DynamoDB::Table" or "AWS::Serverless::SimpleTable" => ByRecovery(
                store,
                set.Under("PointInTimeRecoverySpecification", "PointInTimeRecoveryEnabled"),
                set["PointInTimeRecoverySpecification"].IsUnset
            ),
            "google_sql_database" => null,
            "google_sql_database_instance" when !set["master_instance_name"].IsUnset => null,
            "google_sql_database_instance" => ByCloudSql(store, set.Under("settings", "backup_configuration", "enabled")),
            "google_firestore_database" => ByFirestore(store, set["point_in_time_recovery_enablement"]),
            "azurerm_mssql_server" => null,
            "azurerm_cosmosdb_sql_database" or "azurerm_cosmosdb_mongo_database" or "Microsoft.Sql/servers" => null,
            "azurerm_postgresql_flexible_server"
            or "azurerm_mysql_flexible_server"
            or "azurerm_postgresql_server"
            or "azurerm_mysql_server" => ByDays(store, set["backup_retention_days"], FewestDays, "backup_retention_days"),
            "digitalocean_database_cluster" or "digitalocean:database" => Says(
                store,
                BackupState.Automatic,
                "is backed up every day by its host"
            ),
            "mongodbatlas_cluster" or "mongodbatlas_advanced_cluster" => ByAtlas(store),
            "render:database" => set["plan"].Literal is "free"
                ? Found(set["plan"], store, BackupState.SwitchedOff, "takes the free plan of Render, which keeps no backups and expires")
                : Says(store, BackupState.ByPlan, "is backed up by the plan of Render, of which nothing here shows the days"),
            "heroku:addon" => Says(store, BackupState.ByPlan, "is backed up only if a schedule was set on Heroku"),
            _ when store.Type.StartsWith("Microsoft.DBfor", StringComparison.OrdinalIgnoreCase) => ByDays(
                store,
                set.Under("properties", "backup", "backupRetentionDays"),
                FewestDays,
                "backupRetentionDays"
            ),
            _ when store.Tool is InfraTool.Cdk => ByConstruct(store),
            _ => Says(store, BackupState.ByPlan, "is backed up as its provider and plan decide, which nothing here shows"),
        };
    }

    /// <summary>Switches that let one command delete a database with everything in it.</summary>
    public BackupFlaw? Deleted(InfraResource store)
    {
        foreach (var (key, value) in (ReadOnlySpan<(string, bool)>)[("skip_final_snapshot", true), ("deletion_protection", false)])
            if (store.Settings[key] is { Truth: { } truth } set && truth == value)
                return new(
                    set.At,
                    BackupFlawKind.EasilyDeleted,
                    key is "skip_final_snapshot"
                        ? $"skips the last snapshot when {store.Name} is deleted, and its automatic backups go with it"
                        : $"lets {store.Name} be deleted by one command"
                );
        return
            store.Settings["removalPolicy"] is { Exists: true } removal
            && BackupsOfMachines.Texts(removal).Append(removal.Shown).Any(text => text.Contains("DESTROY", StringComparison.Ordinal))
            ? new(removal.At, BackupFlawKind.EasilyDeleted, $"deletes {store.Name} with the stack")
            : null;
    }

    /// <summary>Whether files of a bucket outlive a deletion: older versions, or a copy elsewhere.</summary>
    public bool KeepsVersions(InfraResource bucket) =>
        bucket.Settings.Under("versioning", "enabled").Truth is true
        || bucket.Settings.Under("VersioningConfiguration", "Status").Literal is "Enabled"
        || bucket.Settings["versioned"].Truth is true
        || others.Any(one =>
            one.Type is "aws_s3_bucket_versioning"
            && one.Settings.Under("versioning_configuration", "status").Literal is "Enabled"
            && one.Settings["bucket"].References.Any(reference => reference.Text == bucket.Address)
        );

    (BackupState, Location, string)? ByDays(InfraResource store, InfraValue days, int usual, string setting)
    {
        if (Planned(store) is { } planned)
            return planned;
        if (days.IsUnset)
            return usual == 0 ? Says(store, BackupState.SwitchedOff, $"sets no {setting}, whose default keeps no backups")
                : usual < FewestDays ? Says(store, BackupState.Short, $"sets no {setting}, whose default keeps one day")
                : Says(store, BackupState.Automatic, $"keeps backups for {usual} days");
        return days.Number switch
        {
            null => Found(days, store, BackupState.Unknown, $"takes {setting} from a value that could not be resolved"),
            0 => Found(days, store, BackupState.SwitchedOff, $"sets {setting} to 0, which switches backups off"),
            < FewestDays and var few => Found(days, store, BackupState.Short, $"keeps backups for {few} days only"),
            var enough => Found(days, store, BackupState.Automatic, $"keeps backups for {enough} days"),
        };
    }

    (BackupState, Location, string)? ByRecovery(InfraResource store, InfraValue enabled, bool unset) =>
        Planned(store)
        ?? (
            enabled.Truth is true ? Found(enabled, store, BackupState.Automatic, "keeps every second of the last 35 days")
            : enabled.Truth is false || unset
                ? Says(store, BackupState.Short, "has neither recovery to a point in time nor a plan for backups")
            : Found(enabled, store, BackupState.Unknown, "switches recovery to a point in time by a value that could not be resolved")
        );

    (BackupState, Location, string)? ByCloudSql(InfraResource store, InfraValue enabled) =>
        enabled.Truth is true ? Found(enabled, store, BackupState.Automatic, "keeps daily backups")
        : enabled.Truth is false ? Found(enabled, store, BackupState.SwitchedOff, "switches backups off")
        : enabled.IsUnset ? Says(store, BackupState.SwitchedOff, "has no backup_configuration that is enabled, so no backups are made")
        : Found(enabled, store, BackupState.Unknown, "switches backups by a value that could not be resolved");

    (BackupState, Location, string)? ByFirestore(InfraResource store, InfraValue recovery) =>
        recovery.Literal is "POINT_IN_TIME_RECOVERY_ENABLED" || others.Any(one => one.Type is "google_firestore_backup_schedule")
            ? Says(store, BackupState.Automatic, "keeps older states")
        : recovery.IsKnown ? Says(store, BackupState.Short, "has neither recovery to a point in time nor a schedule of backups")
        : Says(store, BackupState.Unknown, "switches recovery by a value that could not be resolved");

    static (BackupState, Location, string)? ByAtlas(InfraResource store)
    {
        var set = store.Settings;
        if (BackupsOfMachines.Texts(set).Contains("M0"))
            return Says(store, BackupState.SwitchedOff, "is a free cluster (M0), which has no backups");
        var switches = (InfraValue[])[set["backup_enabled"], set["cloud_backup"], set["provider_backup_enabled"]];
        return switches.Any(one => one.Truth is true) ? Says(store, BackupState.Automatic, "has cloud backups switched on")
            : Array.Find(switches, one => one.Exists && one.Truth is null) is { } open
                ? Found(open, store, BackupState.Unknown, "switches backups by a value that could not be resolved")
            : Says(store, BackupState.SwitchedOff, "does not switch cloud backups on, and they are off by default");
    }

    (BackupState, Location, string)? ByConstruct(InfraResource store)
    {
        var kind = store.Type[(store.Type.LastIndexOf('.') + 1)..];
        if (kind is "Table" or "TableV2")
            return ByRecovery(
                store,
                store.Settings["pointInTimeRecovery"] is { Exists: true } plain
                    ? plain
                    : store.Settings.Under("pointInTimeRecoverySpecification", "pointInTimeRecoveryEnabled"),
                store.Settings["pointInTimeRecovery"].IsUnset && store.Settings["pointInTimeRecoverySpecification"].IsUnset
            );
        if (kind is not ("DatabaseInstance" or "DatabaseCluster" or "ServerlessCluster"))
            return Says(store, BackupState.ByPlan, "is backed up as its construct decides, which was not read");
        var days = store.Settings["backupRetention"] is { Exists: true } direct ? direct : store.Settings.Under("backup", "retention");
        return days.IsUnset
            ? ByDays(store, InfraValue.Absent, 1, "backupRetention")
            : Found(days, store, BackupState.Automatic, "sets for how long backups are kept");
    }

    /// <summary>A plan of AWS Backup that chooses the store by its address, or by tags, which may or may not be its own.</summary>
    (BackupState, Location, string)? Planned(InfraResource store)
    {
        foreach (var one in others.Where(one => one.Type is "aws_backup_selection" or "AWS::Backup::BackupSelection"))
            if (
                one.Settings.References.Any(reference => reference.Text == store.Address)
                || BackupsOfMachines.Texts(one.Settings).Contains("*")
            )
                return (BackupState.Automatic, store.At, $"is backed up by the plan that {one.Name} chooses it for");
            else if (!one.Settings["selection_tag"].IsUnset || !one.Settings["condition"].IsUnset)
                return (BackupState.Unknown, store.At, $"is backed up if its tags are those of {one.Name}");
        return null;
    }

    static (BackupState, Location, string)? Says(InfraResource store, BackupState state, string because) =>
        Found(InfraValue.Absent, store, state, because);

    /// <summary>What was found, and no more than a question where it is open whether the store is made.</summary>
    static (BackupState, Location, string)? Found(InfraValue value, InfraResource store, BackupState state, string because) =>
        (
            store.IsConditional && state is BackupState.SwitchedOff or BackupState.Short ? BackupState.Unknown : state,
            value.Exists && value.At.Path.Length > 0 ? value.At : store.At,
            store.IsConditional ? $"{because}, under a condition that could not be decided" : because
        );
}
