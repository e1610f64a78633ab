using System.Text.RegularExpressions;
using Shipworthy.Extractors.Audit;
using Shipworthy.Extractors.Writes.Races;

namespace Shipworthy.Extractors.Decisions;

/// <summary>
/// What clients write to other hosted stores themselves (Firebase and the like), databases that they reach with drivers made for servers, and chains of calls that change
/// something.
/// </summary>
public sealed partial class ClientWritesInOtherStores : IExtractor
{
    static readonly HashSet<string> Drivers = new(StringComparer.Ordinal)
    {
        "pg",
        "mysql",
        "mysql2",
        "mongodb",
        "mongoose",
        "@prisma/client",
        "drizzle-orm/node-postgres",
        "drizzle-orm/postgres-js",
        "drizzle-orm/mysql2",
        "drizzle-orm/neon-http",
        "postgres",
        "@neondatabase/serverless",
        "@vercel/postgres",
        "knex",
        "sequelize",
        "typeorm",
        "ioredis",
        "redis",
        "firebase-admin",
    };

    static readonly ImmutableArray<(string Package, string Name)> Stores =
    [
        ("appwrite", "Appwrite"),
        ("pocketbase", "PocketBase"),
        ("@nhost/nhost-js", "Nhost"),
        ("aws-amplify", "Amplify"),
        ("@aws-amplify/datastore", "Amplify"),
        ("@instantdb/react", "InstantDB"),
        ("parse", "Parse"),
        ("realm-web", "Realm"),
    ];

    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(ClientDecision)];

    /// <inheritdoc/>
    public void Extract(Sources sources, Learner learn)
    {
        var client = new ClientCode(sources);
        OfFirebase(sources, client, learn);
        OfDrivers(sources, learn);
        OfCalls(sources, client, learn);
        foreach (var (package, name) in Stores)
            if (
                sources
                    .Code.All(CodeKind.Import)
                    .FirstOrDefault(one => one.Name == package && !one.Is(Modifiers.TypeOnly) && client.Holds(one.File)) is
                { Exists: true } import
            )
                learn.CannotSee<ClientDecision>(
                    import.At,
                    $"reaches {name} from the client, and what its rules let people write was not followed"
                );
    }

    static void OfFirebase(Sources sources, ClientCode client, Learner learn)
    {
        var fields = new FieldsWritten(sources.Code);
        var rules = sources.Tree.Files.Where(file => file.Name is "firestore.rules" or "database.rules.json").ToList();
        var found = new List<(Code Call, string Collection, WrittenFields Fields)>();
        foreach (var call in sources.Code.Calls("setDoc", "addDoc", "updateDoc", "deleteDoc", "set", "update", "push", "remove"))
        {
            var package = sources.Code.OriginOf(call.Callee).Package;
            if (call.Callee.Kind is not CodeKind.Name || !package.StartsWith("firebase/", StringComparison.Ordinal) || !client.Holds(call))
                continue;
            var written = new WrittenFields();
            foreach (var argument in call.Arguments.Skip(1))
                fields.Add(argument, written);
            found.Add((call, CollectionOf(sources.Code, call.ArgumentAt(0), 4), written));
        }
        foreach (var same in found.GroupBy(one => one.Collection, StringComparer.Ordinal))
        {
            var power = same.Select(one => (one.Call, Column: one.Fields.Names.FirstOrDefault(IsPower)))
                .FirstOrDefault(one => one.Column is not null);
            var where = same.Key.Length > 0 ? $"collection {same.Key}" : "the store";
            var guarded =
                power.Column is null
                || rules.Exists(file => file.Text.Contains(power.Column, StringComparison.OrdinalIgnoreCase) || Pins().IsMatch(file.Text));
            learn.Add(
                new ClientDecision((power.Call.Exists ? power.Call : same.First().Call).At, DecisionKind.Write, $"firebase {same.Key}")
                {
                    State = power.Column is not null && rules.Count > 0 && !guarded ? DecisionState.Believed : DecisionState.Unknown,
                    Because =
                        rules.Count == 0 ? $"writes {where} itself, and its rules are not in the repository"
                        : power.Column is null ? $"writes {where} itself, and what its rules let people write was not followed"
                        : guarded ? $"sets {power.Column} in {where} itself, and whether the rules hold that field was not followed"
                        : $"sets {power.Column} in {where} itself, and no rule speaks of that field",
                    Also = [.. same.Skip(1).Select(one => one.Call.At), .. rules.Take(1).Select(file => file.AtLine(1))],
                }
            );
        }
    }

    static bool IsPower(string column) => Words.IsRole(column) || Words.IsPlan(column) || DecisionWords.IsGivenFlag(column);

    static string CollectionOf(CodeBase code, Code target, int steps)
    {
        if (target.Kind is CodeKind.Name && steps > 0 && code.Definition(target)[Part.Value] is { Exists: true } value)
            return CollectionOf(code, value, steps - 1);
        return target.Kind is not CodeKind.Call ? ""
            : target.Arguments.Select(one => one.String).FirstOrDefault(one => one is { Length: > 0 }) is { } name ? name.Split('/')[0]
            : steps > 0 && target.ArgumentAt(0) is { Kind: CodeKind.Call } inner ? CollectionOf(code, inner, steps - 1)
            : "";
    }

    static void OfDrivers(Sources sources, Learner learn)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var piece in sources.Clients.Where(one => one.App.Kind is not ClientKind.Desktop).SelectMany(one => one.Pieces))
        foreach (var call in piece.Descendants())
            if (
                call.Kind is CodeKind.Call or CodeKind.New
                && PackageOf(sources.Code, call.Callee) is { } package
                && Drivers.Contains(package)
                // Types and numbers of Prisma are made for pages, too; its client is not.
                && (package is not "@prisma/client" || call.Callee.Text.Contains("PrismaClient", StringComparison.Ordinal))
                && sources.IsDeployed(call.File)
                && seen.Add(package)
            )
                learn.Add(
                    new ClientDecision(call.At, DecisionKind.Driver, package)
                    {
                        State = DecisionState.Believed,
                        Because = $"uses {package}, which is made for servers, in code that people get",
                    }
                );
    }

    /// <summary>The package that the beginning of a chain is imported from in the same file; null where it is none. What only came out of a driver is none.</summary>
    static string? PackageOf(CodeBase code, Code callee)
    {
        while (callee.Kind is CodeKind.Member)
            callee = callee.Receiver;
        return
            callee.Kind is CodeKind.Name
            && code.OriginOf(callee).Package is { Length: > 0 } package
            && callee.File.Root.Children.Any(one =>
                one.Kind is CodeKind.Import
                && one.Name == package
                && !one.Is(Modifiers.TypeOnly)
                && one.Children.Any(name => name.Name == callee.Name && !name.Is(Modifiers.TypeOnly))
            )
            ? package
            : null;
    }

    /// <summary>Calls of the app's own API that change something, one after the other in one function.</summary>
    static void OfCalls(Sources sources, ClientCode client, Learner learn)
    {
        var calls = sources
            .Code.Calls("fetch", "post", "put", "patch", "delete")
            .Where(one => Changes(one) is not null && client.Holds(one))
            .GroupBy(Regions.Of);
        foreach (var region in calls)
        {
            var chain = ClientCode.ChainOf([.. region.OrderBy(one => one.Start)]);
            var addresses = chain.Select(one => Changes(one)!).Distinct(StringComparer.Ordinal).ToList();
            if (addresses.Count < 2 || addresses.Exists(one => SignsIn().IsMatch(one)))
                continue;
            learn.Add(
                new ClientDecision(chain[0].At, DecisionKind.Workflow, $"{region.Key.File.Path} {Regions.NameOf(region.Key)}")
                {
                    State = DecisionState.Unknown,
                    Because =
                        $"changes something at {addresses[0]} and then at {addresses[1]} in {ClientCode.NameOf(region.Key)}; whether both must happen could not be told",
                    Also = [.. chain.Skip(1).Select(one => one.At)],
                }
            );
        }
    }

    /// <summary>The address at which a call changes something, without what is filled in; null when it does not.</summary>
    static string? Changes(Code call)
    {
        var address = call.ArgumentAt(0);
        if ((address.String ?? (address.Kind is CodeKind.Template ? address.Text.Trim('`') : null)) is not { Length: > 1 } text)
            return null;
        if (call.Callee is { Kind: CodeKind.Name, Name: "fetch" })
            return call.ArgumentAt(1).Property("method")[Part.Value].String?.ToUpperInvariant() is "POST" or "PUT" or "PATCH" or "DELETE"
                ? text
                : null;
        return
            call.Callee.Kind is CodeKind.Member
            && (
                text[0] is '/'
                || text.StartsWith("http", StringComparison.Ordinal)
                || text.StartsWith("${", StringComparison.Ordinal)
                || text.StartsWith("api/", StringComparison.Ordinal)
            )
            ? text
            : null;
    }

    [GeneratedRegex("affectedKeys|hasOnly|hasAny|diff\\(", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Pins();

    [GeneratedRegex(
        "log_?in|sign_?in|sign_?up|log_?out|auth|session|token|refresh|upload|presign|track|event|analytic|log|webhook|notif",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex SignsIn();
}
