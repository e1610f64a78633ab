using System.Globalization;
using System.Text.RegularExpressions;
using Shipworthy.Extractors.Json;

namespace Shipworthy.Extractors.Telemetry.Traces;

/// <summary>The clients through which JavaScript services call stores and other programs, by the packages that their code loads.</summary>
static partial class NodeClients
{
    const string Database = "the database";
    const string Queue = "the queue";
    const string Cache = "the cache";
    const string Others = "other programs";

    static readonly Dictionary<string, (string Key, string Name, string What)> Packages = new(StringComparer.Ordinal)
    {
        ["@prisma/client"] = ("prisma", "Prisma", Database),
        ["postgres"] = ("postgresjs", "postgres.js", Database),
        ["drizzle-orm/postgres-js"] = ("postgresjs", "postgres.js", Database),
        ["pg"] = ("pg", "pg", Database),
        ["drizzle-orm/node-postgres"] = ("pg", "pg", Database),
        ["mysql2"] = ("mysql2", "mysql2", Database),
        ["drizzle-orm/mysql2"] = ("mysql2", "mysql2", Database),
        ["mysql"] = ("mysql", "mysql", Database),
        ["mongodb"] = ("mongodb", "the driver of MongoDB", Database),
        ["mongoose"] = ("mongoose", "Mongoose", Database),
        ["typeorm"] = ("sql", "TypeORM", Database),
        ["@nestjs/typeorm"] = ("sql", "TypeORM", Database),
        ["sequelize"] = ("sql", "Sequelize", Database),
        ["knex"] = ("sql", "Knex", Database),
        ["@mikro-orm/core"] = ("sql", "MikroORM", Database),
        ["ioredis"] = ("ioredis", "ioredis", Cache),
        ["redis"] = ("redis", "the driver of Redis", Cache),
        ["bullmq"] = ("bullmq", "BullMQ", Queue),
        ["amqplib"] = ("amqplib", "amqplib", Queue),
        ["kafkajs"] = ("kafkajs", "KafkaJS", Queue),
        ["axios"] = ("http", "HTTP", Others),
        ["got"] = ("http", "HTTP", Others),
        ["node-fetch"] = ("http", "HTTP", Others),
        ["stripe"] = ("http", "HTTP", Others),
        ["undici"] = ("fetch", "fetch", Others),
        ["openai"] = ("fetch", "fetch", Others),
        ["@anthropic-ai/sdk"] = ("fetch", "fetch", Others),
        ["resend"] = ("fetch", "fetch", Others),
        ["@supabase/supabase-js"] = ("fetch", "fetch", Others),
        ["@neondatabase/serverless"] = ("fetch", "fetch", Others),
        ["@grpc/grpc-js"] = ("grpc", "gRPC", Others),
    };

    /// <summary>The clients that some files use, each at its first place. Components are of the server only where it shows pages.</summary>
    public static IEnumerable<UsedClient> In(ImmutableArray<CodeFile> files, bool showsPages)
    {
        var found = new Dictionary<string, UsedClient>(StringComparer.Ordinal);
        foreach (var file in files.Where(file => showsPages || file.Language is not Language.Tsx))
        {
            foreach (var (node, module) in Loads(file))
                if (!node.Is(Modifiers.TypeOnly) && Of(module) is var (key, name, what))
                    found.TryAdd(key, new(key, name, what, node.At));
            if (!found.ContainsKey("fetch") && file.Text.Contains("fetch(", StringComparison.Ordinal))
                if (
                    file.Root.Descendants(CodeKind.Call).FirstOrDefault(call => call.Callee is { Kind: CodeKind.Name, Name: "fetch" }) is
                    { Exists: true } call
                )
                    found.TryAdd("fetch", new("fetch", "fetch", Others, call.At));
        }
        // A queue of BullMQ is kept in Redis, and an object mapper speaks through a driver: the outer one is what people know.
        if (found.ContainsKey("bullmq"))
            found.Remove("ioredis");
        if (found.ContainsKey("sql"))
            foreach (var driver in new[] { "pg", "mysql2", "mysql" })
                found.Remove(driver);
        return found.Values;
    }

    /// <summary>The modules that a file loads, by import or by call.</summary>
    public static IEnumerable<(Code Node, string Module)> Loads(CodeFile file)
    {
        foreach (var node in file.Root.Descendants())
            if (node.Kind is CodeKind.Import && node.Name.Length > 0)
                yield return (node, Plain(node.Name));
            else if (
                node.Kind is CodeKind.Call
                && node.Callee is { Kind: CodeKind.Name, Name: "require" or "import" }
                && node.ArgumentAt(0).String is { } module
            )
                yield return (node, Plain(module));
    }

    /// <summary>The major version of a package that a part names; null when it names none.</summary>
    public static int? MajorOf(Sources sources, Deployable part, string package)
    {
        foreach (
            var manifest in sources
                .Tree.Named("package.json")
                .Where(file => part.Holds(file.Path) || part.Folder.StartsWith(file.Folder, StringComparison.Ordinal))
        )
            if (
                JsonFile.Read(manifest)["dependencies"][package] is { Exists: true } version
                && Major().Match(version.Text) is { Success: true } match
            )
                return int.Parse(match.Value, CultureInfo.InvariantCulture);
        return null;
    }

    static (string Key, string Name, string What)? Of(string module) =>
        Packages.TryGetValue(module, out var exact) ? exact
        : module.Contains("generated/prisma", StringComparison.Ordinal) || module.EndsWith("prisma/client", StringComparison.Ordinal)
            ? Packages["@prisma/client"]
        : module.StartsWith("@aws-sdk/client-sqs", StringComparison.Ordinal) ? ("aws", "the SDK of AWS", Queue)
        : module.StartsWith("@aws-sdk/client-dynamodb", StringComparison.Ordinal) ? ("aws", "the SDK of AWS", Database)
        : null;

    /// <summary>Deno writes the registry and the version with the name: <c>npm:@sentry/deno@9</c>.</summary>
    static string Plain(string module)
    {
        if (
            !module.StartsWith("npm:", StringComparison.Ordinal)
            && !module.StartsWith("jsr:", StringComparison.Ordinal)
            && !module.Contains("esm.sh/", StringComparison.Ordinal)
        )
            return module;
        var name = module.Contains("esm.sh/", StringComparison.Ordinal)
            ? module[(module.IndexOf("esm.sh/", StringComparison.Ordinal) + 7)..]
            : module[4..];
        var version = name.IndexOf('@', 1);
        return version > 0 ? name[..version] : name;
    }

    [GeneratedRegex(@"\d+", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Major();
}
