using System.Text.RegularExpressions;
using Shipworthy.Extractors.Endpoints.Idioms;
using Shipworthy.Extractors.Queries.Shapes;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Writes.Races;

/// <summary>Tells where rows are changed by code that is not read: in other languages, by other libraries.</summary>
static partial class UnseenStores
{
    static readonly (string Ending, string Language)[] Languages =
    [
        (".go", "Go"),
        (".rb", "Ruby"),
        (".php", "PHP"),
        (".java", "Java"),
        (".kt", "Kotlin"),
        (".rs", "Rust"),
        (".ex", "Elixir"),
        (".scala", "Scala"),
    ];

    static readonly string[] Packages =
    [
        "@mikro-orm/core",
        "objection",
        "bookshelf",
        "waterline",
        "firebase",
        "peewee",
        "tortoise",
        "pony",
        "beanie",
        "mongoengine",
        "Marten",
        "NHibernate",
        "LinqToDB",
        "appwrite",
        "node-appwrite",
        "pocketbase",
        "@aws-sdk/client-dynamodb",
        "@aws-sdk/lib-dynamodb",
        "boto3",
        "@google-cloud/firestore",
        "kysely",
        "Dapper",
        "databases",
        "convex/server",
    ];

    /// <summary>Tells of them.</summary>
    public static void Tell<T>(Sources sources, bool hasWrites, Learner learn, Func<string, bool>? matters = null)
        where T : Fact
    {
        // A library for databases is loaded, and nothing that it does was seen.
        if (
            !hasWrites
            && sources
                .Code.All(CodeKind.Import)
                .FirstOrDefault(one =>
                    DataAccess.IsOfDatabase(one.Name)
                    && sources.IsDeployed(one.File)
                    && Changes(one.File.Text)
                    && (matters is null || matters(one.File.Text))
                )
                is { Exists: true } loads
        )
            learn.CannotSee<T>(loads.At, $"loads {loads.Name}, and what it changes could not be read");
        if (!hasWrites)
            foreach (
                var call in sources
                    .Code.Calls("insert", "insertOne", "update", "updateOne", "save", "create")
                    .Where(one => sources.IsDeployed(one.File) && (matters is null || matters(one.File.Text)))
            )
                if (call.Callee.Kind is CodeKind.Member && Collection().IsMatch(call.Receiver.Name))
                {
                    learn.CannotSee<T>(call.At, $"writes to {call.Receiver.Name}, whose statements could not be read");
                    break;
                }
        if (
            !hasWrites
            && sources
                .Code.Files.Where(file =>
                    sources.IsDeployed(file)
                    && sources.Tree.Find(file.Path)?.Role is FileRole.Prod
                    && sources.Code.IsReachable(file)
                    && !RacesInCode.IsStartedByHand(file)
                    && !Upkeep().IsMatch(file.Path)
                )
                .Select(file => Changing(file, matters))
                .FirstOrDefault(one => one.Exists)
                is { Exists: true } statement
        )
            learn.CannotSee<T>(statement.At, "changes data by a statement of SQL, and what runs it was not read");
        if (ByDrizzle(sources, matters) is { Exists: true } changing)
            learn.CannotSee<T>(
                changing.At,
                $"changes {changing.ArgumentAt(0).Name} by Drizzle, and where its client comes from was not followed"
            );
        if (ByGenericSet(sources, matters) is { Exists: true } generic)
            learn.CannotSee<T>(
                generic.At,
                $"changes rows of a type that {generic.Enclosing(CodeKind.Class).Name} leaves open, which was not followed to each table"
            );
        if (matters is null && OfDatabase(sources) is { Exists: true } procedure)
            learn.CannotSee<T>(
                procedure.At,
                $"runs {procedure.ArgumentAt(0).String} of the database, whose statements are not in the repository"
            );
        foreach (var (ending, language) in Languages)
            if (
                sources.Tree.Files.FirstOrDefault(file =>
                    file.Role is FileRole.Prod
                    && file.Path[0] is not '.'
                    && file.Name.EndsWith(ending, StringComparison.Ordinal)
                    && Changes(file.Text)
                    && (matters is null || matters(file.Text))
                ) is
                { } first
            )
                learn.CannotSee<T>(first.AtLine(1), $"changes data in {language}, which is not read for this");
        foreach (var package in Packages)
            if (sources.Code.Imports(package))
                foreach (
                    var import in sources
                        .Code.All(CodeKind.Import)
                        .Where(one =>
                            one.Name == package
                            || one.Name.StartsWith($"{package}/", StringComparison.Ordinal)
                            || one.Name.StartsWith($"{package}.", StringComparison.Ordinal)
                        )
                        .Where(one => sources.IsDeployed(one.File) && (matters is null || matters(one.File.Text)))
                        .Take(1)
                )
                    if (
                        (package is not "boto3" || import.File.Text.Contains("dynamodb", StringComparison.OrdinalIgnoreCase))
                        && (package is not "firebase" || import.File.Text.Contains("firestore", StringComparison.Ordinal))
                    )
                        learn.CannotSee<T>(import.At, $"changes data by {package}, whose statements are not read for this");
    }

    [GeneratedRegex(
        "(?:col|coll|collection|model|repo|repository|dao|table)$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Collection();

    /// <summary>A change of a table of Drizzle by what a call gave that leads nowhere: <c>const getDb = cache(() =&gt; drizzle(url))</c>.</summary>
    static Code ByDrizzle(Sources sources, Func<string, bool>? matters) =>
        sources.Code.Imports("drizzle-orm")
            ? sources
                .Code.Calls("insert", "update", "delete")
                .FirstOrDefault(call =>
                    call.Callee.Kind is CodeKind.Member
                    && sources.IsDeployed(call.File)
                    && (matters is null || matters(call.File.Text))
                    && IsOfDrizzle(sources.Code, sources.Code.Definition(call.ArgumentAt(0))[Part.Value])
                    && Maker(sources.Code, call.Receiver) is { Exists: true } maker
                    && !sources.Code.OriginOf(maker).Package.StartsWith("drizzle-orm", StringComparison.Ordinal)
                )
            : default;

    /// <summary>A change of rows whose type the generic class around it leaves open, such as a repository for every entity.</summary>
    static Code ByGenericSet(Sources sources, Func<string, bool>? matters) =>
        sources
            .Code.Calls("Add", "AddAsync", "AddRangeAsync", "Update", "Remove")
            .FirstOrDefault(call =>
                call.File.Language is Language.CSharp
                && call.Callee.Kind is CodeKind.Member
                && sources.IsDeployed(call.File)
                && (matters is null || matters(call.File.Text))
                && (
                    call.Receiver is { Kind: CodeKind.Call, Callee.Name: "Set" } set ? set.All(Part.Type).Concat(set.Callee.All(Part.Type))
                    : sources.Code.Definition(call.Receiver)[Part.Type] is { Name: "DbSet" } kept ? kept.All(Part.Type)
                    : []
                ).Any(GenericSets.IsOpen)
            );

    static bool IsOfDrizzle(CodeBase code, Code table) =>
        table.Kind is CodeKind.Call && code.OriginOf(table.Callee).Package.StartsWith("drizzle-orm", StringComparison.Ordinal);

    /// <summary>The call that gives a client, by itself or through the variable that keeps it; no node where none does.</summary>
    static Code Maker(CodeBase code, Code client)
    {
        if (client.Kind is CodeKind.Name && code.Definition(client) is { Kind: CodeKind.Variable } kept)
            client = kept[Part.Value];
        if (client.Kind is CodeKind.Await)
            client = client[Part.Value];
        return client.Kind is CodeKind.Call ? client : default;
    }

    /// <summary>A call of a function of the database that its name does not tell to only read, and that no file of SQL makes.</summary>
    static Code OfDatabase(Sources sources) =>
        sources
            .Code.Calls("rpc")
            .FirstOrDefault(call =>
                sources.IsDeployed(call.File)
                && call.Callee.Kind is CodeKind.Member
                && call.ArgumentAt(0).String is { Length: > 3 } name
                && !Asks().IsMatch(name)
                && !sources.Tree.Files.Any(file =>
                    file.Name.EndsWith(".sql", StringComparison.Ordinal) && file.Text.Contains(name, StringComparison.OrdinalIgnoreCase)
                )
            );

    [GeneratedRegex("^(?:get|list|search|find|is|has|can|check|count|match|fetch|read|select|calculate|compute|user_has)_", Anyhow, 10_000)]
    private static partial Regex Asks();

    /// <summary>A text of SQL in a file that changes rows.</summary>
    static Code Changing(CodeFile file, Func<string, bool>? matters) =>
        Statement().IsMatch(file.Text)
            ? file
                .Root.Descendants()
                .FirstOrDefault(node =>
                    node.Enclosing(CodeKind.Function).Exists
                    && (node.String ?? (node.Kind is CodeKind.Template ? node.Text.TrimStart('`') : null)) is { Length: > 12 } text
                    && Begins().IsMatch(text)
                    && (matters is null || matters(text))
                )
            : default;

    const RegexOptions Anyhow = RegexOptions.CultureInvariant | RegexOptions.IgnoreCase;

    [GeneratedRegex(@"\b(?:insert\s+into|update\s+[\w.""`\[\]]+\s+set|delete\s+from)\s", Anyhow, 10_000)]
    private static partial Regex Statement();

    [GeneratedRegex(@"^\s*(?:insert\s+into|update\s+[\w.""`\[\]]+\s+set|delete\s+from)\s", Anyhow, 10_000)]
    private static partial Regex Begins();

    [GeneratedRegex(@"migrat|seed|alembic|fixture|(?:^|/)scripts?/", Anyhow, 10_000)]
    private static partial Regex Upkeep();

    static bool Changes(string text) =>
        text.Contains("INSERT INTO", StringComparison.OrdinalIgnoreCase)
        || text.Contains("UPDATE ", StringComparison.Ordinal)
        || text.Contains("save", StringComparison.OrdinalIgnoreCase)
        || text.Contains("create", StringComparison.OrdinalIgnoreCase);
}
