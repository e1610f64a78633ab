using System.Text.RegularExpressions;
using Shipworthy.Extractors.Deployables;

namespace Shipworthy.Extractors.Load;

/// <summary>Finds declared read replicas, and whether any code reads from one (rubric 7.4). A standby of the same zone set, and pods, are no read replicas.</summary>
public sealed partial class ReplicasOfDatabases : ICombiner
{
    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(ReadReplica)];

    /// <inheritdoc/>
    public void Combine(Sources sources, App known, Learner learn)
    {
        var declared = known.InfraResources.Where(one => one.IsInProduction && IsReplica(one)).ToList();
        if (declared.Count == 0)
            return;
        var readAt = ReadAt(sources);
        foreach (var one in declared)
            learn.Add(new ReadReplica(one.At, one.Name) { ReadAt = readAt });
    }

    static bool IsReplica(InfraResource one) =>
        one.Type switch
        {
            "aws_db_instance" => !one.Settings["replicate_source_db"].IsUnset,
            "google_sql_database_instance" => !one.Settings["master_instance_name"].IsUnset,
            "AWS::RDS::DBInstance" => !one.Settings["SourceDBInstanceIdentifier"].IsUnset,
            _ => one.Settings["create_mode"].Literal is "Replica"
                || one.Type.EndsWith("DatabaseInstanceReadReplica", StringComparison.Ordinal)
                || one.Type is "digitalocean_database_replica",
        };

    static Location? ReadAt(Sources sources)
    {
        foreach (var file in sources.Tree.Files.Where(file => Folders.Counts(file.Role) && file.Text.Length < 300_000))
            if (file.Language is not (Language.Hcl or Language.None) && Read().Match(file.Text) is { Success: true } match)
                return file.At(match.Index);
        return null;
    }

    [GeneratedRegex(
        @"extension-read-replicas|withReplicas\(|replication\s*:\s*\{|\b\w*(?:REPLICA|READER|READ_ONLY|READONLY)_?\w*(?:URL|HOST|DSN|URI|CONNECTION)\b|\b(?:DATABASE|DB)_(?:READ|REPLICA|READER)\w*\b|DATABASE_ROUTERS|ApplicationIntent=ReadOnly|PreferStandby|dbresolver|GetConnectionString\(""\w*(?:Replica|Read)\w*""",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Read();
}
