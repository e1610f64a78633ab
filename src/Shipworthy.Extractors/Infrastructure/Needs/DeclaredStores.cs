using Shipworthy.Extractors.Deployables;
using Shipworthy.Extractors.Schema;
using Shipworthy.Extractors.Schema.Supabase;

namespace Shipworthy.Extractors.Infrastructure.Needs;

/// <summary>Finds the declaration of a store that the code opens.</summary>
/// <param name="sources">The app.</param>
/// <param name="known">What was learnt.</param>
/// <param name="hostsAreUnknown">Whether no file says where the app runs.</param>
sealed class DeclaredStores(Sources sources, App known, bool hostsAreUnknown)
{
    /// <summary>The need, with where it is declared.</summary>
    public NeededResource Of(StoreUse use)
    {
        if (use.Engine is "supabase")
            return Supabase(use);
        var fitting = known.InfraResources.Where(one => one.IsInProduction && !one.IsConditional && Fits(use, one)).ToList();
        if ((fitting.Find(one => one.Tool is not InfraTool.Compose) ?? fitting.FirstOrDefault()) is { } declared)
            return declared.Tool is InfraTool.Compose && HomesBesideCompose.Of(known, declared) is { } host
                ? Need(
                    use,
                    NeedStanding.Unknown,
                    $"is declared in {declared.At.Path}, while the app is deployed to {host}: whether production uses it is open",
                    declared.At
                )
                : Need(use, NeedStanding.Declared, $"is declared as {declared.Type} in {declared.At.Path}", declared.At);
        if (known.InfraResources.FirstOrDefault(one => one.IsInProduction && Fits(use, one)) is { } perhaps)
            return Need(
                use,
                NeedStanding.Unknown,
                $"is declared in {perhaps.At.Path} under a condition that could not be decided",
                perhaps.At
            );
        if (use.Engine is "postgres" && sources.SupabaseProjects.FirstOrDefault() is { } project)
            return Need(use, NeedStanding.Declared, $"is declared by the migrations in {project.Folder}supabase", project.First.AtLine(1));
        if (hostsAreUnknown && known.InfraResources.FirstOrDefault(one => one.Tool is InfraTool.Aspire && Fits(use, one)) is { } developers)
            return Need(
                use,
                NeedStanding.Unknown,
                "is declared for developers' machines by the Aspire host, which nothing here publishes",
                developers.At
            );
        return use.Home is StoreHome.Cloud
            ? Need(use, NeedStanding.MadeInCloudByHand, "is declared nowhere")
            : Need(use, NeedStanding.MadeByHand, "is declared nowhere");
    }

    /// <summary>
    /// A new project can be made from migrations that stand by themselves. Those that change tables which none of them makes need the old project (ruling 4.1).
    /// </summary>
    NeededResource Supabase(StoreUse use)
    {
        if (known.InfraResources.FirstOrDefault(one => one.IsInProduction && one.Type is "supabase_project") is { } declared)
            return Need(use, NeedStanding.Declared, $"is declared in {declared.At.Path}", declared.At);
        if (sources.SupabaseProjects.FirstOrDefault() is not { } project)
            return Need(use, NeedStanding.MadeByHand, "has neither migrations nor another declaration here");
        var missing = sources
            .SupabaseProjects.SelectMany(one => one.State.Elsewhere.Keys)
            .Where(table => table.Schema == DbName.Usual)
            .Select(table => table.Name)
            .Where(name => !sources.SupabaseProjects.Any(one => one.State.Views.Keys.Any(view => view.Name == name)))
            .Order(StringComparer.Ordinal)
            .ToList();
        if (missing.Count > 0)
            return Need(
                use,
                NeedStanding.MadeByHand,
                $"has migrations that change {missing[0]}, which none of them makes",
                project.First.AtLine(1)
            );
        if (AskedInVain() is var (asked, at))
            return Need(use, NeedStanding.MadeByHand, $"is asked for {asked} in {at}, which no migration makes", project.First.AtLine(1));
        return TooEarly() is { } early
            ? Need(
                use,
                NeedStanding.MadeByHand,
                $"has migrations that change {early} before another one makes it, so a new project stops there",
                project.First.AtLine(1)
            )
            : Need(use, NeedStanding.Declared, $"is declared by the migrations in {project.Folder}supabase", project.First.AtLine(1));
    }

    /// <summary>A table that code asks for, and that no file of SQL so much as names; null when there is none.</summary>
    (string Table, Location At)? AskedInVain()
    {
        foreach (var call in sources.Code.Calls("from").OrderBy(call => call.File.Path, StringComparer.Ordinal).ThenBy(call => call.Start))
            if (
                call.Receiver is { Kind: CodeKind.Name or CodeKind.Member } client
                && client.Name.Contains("supabase", StringComparison.OrdinalIgnoreCase)
                && call.ArgumentAt(0).String is { Length: > 2 } table
                && sources.IsDeployed(call.File)
                && sources.Code.IsReachable(call.File)
                && !IsNamedInSql(table)
            )
                return (table, call.At);
        return null;
    }

    bool IsNamedInSql(string table) =>
        sources.Tree.Files.Any(file =>
            file.Name.EndsWith(".sql", StringComparison.OrdinalIgnoreCase) && file.Text.Contains(table, StringComparison.OrdinalIgnoreCase)
        );

    /// <summary>A table that a migration changes before another one makes it; null when there is none. Files of a declared schema are put in order by settings.</summary>
    string? TooEarly() =>
        sources
            .SupabaseProjects.Where(one => one.First.Path.Contains("supabase/migrations/", StringComparison.Ordinal))
            .SelectMany(one => one.State.NeededTooEarly.Where(table => table.Schema == DbName.Usual && one.State.Tables.ContainsKey(table)))
            .Select(table => table.Name)
            .Order(StringComparer.Ordinal)
            .FirstOrDefault();

    static NeededResource Need(StoreUse use, NeedStanding standing, string because, Location? declared = null) =>
        new(use.At, use.Kind, use.Name)
        {
            Standing = standing,
            Because = because,
            DeclaredAt = declared,
        };

    static bool Fits(StoreUse use, InfraResource resource) =>
        (resource.Kind == use.Kind || use.Engine is "firebase" && resource.Provider is "firebase" or "google")
        && use.Engine switch
        {
            "dynamodb" => Says(resource, "dynamo"),
            "cosmos" => Says(resource, "cosmos", "DocumentDB"),
            "firebase" => Says(resource, "firebase", "firestore"),
            "turso" => Says(resource, "turso", "libsql"),
            "mongo" => Says(resource, "mongo", "docdb", "cosmos", "DocumentDB"),
            "postgres" => !Says(
                resource,
                "dynamo",
                "firestore",
                "mysql",
                "mongo",
                "cosmos",
                "mssql",
                "sqlserver",
                "d1",
                "bigquery",
                "redshift",
                "docdb"
            ) && !HasEngine(resource, "mysql", "mariadb", "sqlserver"),
            "mysql" => !Says(
                resource,
                "dynamo",
                "firestore",
                "postgres",
                "mongo",
                "cosmos",
                "mssql",
                "d1",
                "bigquery",
                "redshift",
                "docdb",
                "neon",
                "supabase"
            ) && !HasEngine(resource, "postgres", "sqlserver"),
            "mssql" => Says(resource, "mssql", "Sql/", "SqlServer") || HasEngine(resource, "sqlserver", "mssql"),
            "gcs" => resource.Provider is "google" or "firebase",
            "azureblob" => resource.Provider is "azure" or "aspire",
            "vercelblob" => resource.Provider is "vercel",
            "s3" => resource.Provider is not ("google" or "azure" or "firebase" or "supabase"),
            "sqs" => Says(resource, "sqs", ".Queue"),
            "sns" => Says(resource, "sns", ".Topic", "SnsTopic"),
            "pubsub" => Says(resource, "pubsub"),
            "servicebus" => Says(resource, "servicebus"),
            "rabbitmq" => Says(resource, "rabbit", "mq", "amqp") || HasImage(resource, "rabbitmq"),
            _ => true,
        };

    static bool Says(InfraResource resource, params ReadOnlySpan<string> words)
    {
        foreach (var word in words)
            if (resource.Type.Contains(word, StringComparison.OrdinalIgnoreCase) || HasImage(resource, word))
                return true;
        return false;
    }

    static bool HasEngine(InfraResource resource, params ReadOnlySpan<string> engines)
    {
        var engine = resource.Settings["engine"].Shown + resource.Settings["Engine"].Shown + resource.Settings["database_version"].Shown;
        foreach (var one in engines)
            if (engine.Contains(one, StringComparison.OrdinalIgnoreCase))
                return true;
        return false;
    }

    static bool HasImage(InfraResource resource, string word) =>
        resource.Settings["image"].Literal?.Contains(word, StringComparison.OrdinalIgnoreCase) is true;
}
