using System.Text.RegularExpressions;
using Shipworthy.Extractors.Audit;
using Shipworthy.Extractors.Endpoints;
using Shipworthy.Extractors.Endpoints.Idioms;
using Shipworthy.Extractors.Endpoints.Rows;
using Shipworthy.Extractors.Endpoints.Steps;
using Shipworthy.Extractors.Queries.Shapes;
using Shipworthy.Extractors.Writes.Uniqueness;

namespace Shipworthy.Extractors.Writes.Stores;

/// <summary>Reads the statements by which a function reads and changes rows, and which variables hold rows.</summary>
sealed partial class StoreReading
{
    readonly CodeBase code;
    readonly PathReader reader;
    readonly DataWrites writes;
    readonly Implementations implementations;
    readonly Mediators mediators;
    readonly ShapesInTypeOrm entities;
    readonly UniqueKeys keys;
    readonly Dictionary<Code, bool> isAccess = [];
    readonly Dictionary<Code, ImmutableArray<StoreAccess>> known = [];
    readonly Dictionary<Code, StoreAccess?> given = [];

    /// <summary>A reader for the code of an app. One thread at a time.</summary>
    public StoreReading(Sources sources, UniqueKeys keys)
    {
        code = sources.Code;
        reader = new(sources);
        writes = new(code);
        implementations = new(code);
        mediators = new(code);
        entities = new(code);
        this.keys = keys;
    }

    /// <summary>The statements in a function, those of functions inside it included.</summary>
    public ImmutableArray<StoreAccess> In(Code function)
    {
        if (known.TryGetValue(function, out var before))
            return before;
        var whole = new HashSet<Code>();
        var found = ImmutableArray.CreateBuilder<StoreAccess>();
        foreach (var node in function.Descendants())
            if (
                node.Kind is CodeKind.Call or CodeKind.New
                && IsAccess(node)
                && AccessParts.Whole(node, IsAccess) is var statement
                && whole.Add(statement)
            )
                if (Of(node, statement) is { } access)
                    found.Add(access);
        return known[function] = found.DrainToImmutable();
    }

    /// <summary>The columns that a value holds, with what they are given.</summary>
    public WrittenFields FieldsOf(Code value)
    {
        var found = new WrittenFields();
        writes.Fields.Add(value, found);
        return found;
    }

    /// <summary>The function of the app that a call runs; no node when it is none.</summary>
    public Code TargetOf(Code call)
    {
        var target = mediators.HandlerOf(call) is { Exists: true } handles ? handles : code.Target(call);
        return target.Kind is not CodeKind.Function ? default
            : target.Body.Exists ? target
            : implementations.Of(target);
    }

    bool IsAccess(Code call)
    {
        if (call.Kind is not (CodeKind.Call or CodeKind.New) || call.Parent.Kind is CodeKind.Decorator)
            return false;
        if (isAccess.TryGetValue(call, out var before))
            return before;
        var name = call.Callee.Name;
        return isAccess[call] =
            (Named().IsMatch(name) || call.Operator is "tag")
            && !mediators.HandlerOf(call).Exists
            && (
                reader.Idiom(call) is { } act
                    && (
                        act is { Kind: ActKind.Does, Effect: EffectKind.ReadsData or EffectKind.WritesData }
                        || (
                            act.Kind is ActKind.AsksWho or ActKind.HandlesCredential
                            && (act.By is "a session or key in the database" or "Django" || DataAccess.IsOfDatabase(act.By))
                        )
                    )
                || IsOfContext(call)
                || TransactionClients.Ask(code, call)
                || OwnRepositories.AskedBy(code, call).Exists
                || IsCounting(call)
            );
    }

    /// <summary>Whether a call raises or lowers a column of rows of TypeORM: <c>accounts.increment({ id }, "balance", 5)</c>.</summary>
    bool IsCounting(Code call) => call.Callee.Name is "increment" or "decrement" && entities.EntityOf(call).Length > 0;

    /// <summary>Whether a call goes to a set of a context of Entity Framework, whose package can seldom be told: <c>context.Orders.Find(id)</c>.</summary>
    bool IsOfContext(Code call)
    {
        if (call.File.Language is not Language.CSharp || call.Callee.Kind is not CodeKind.Member)
            return false;
        if (SetOf(call).Exists)
            return true;
        var root = call.Receiver;
        for (var steps = 0; steps < 12 && root.Kind is CodeKind.Call or CodeKind.Member && root.Receiver.Exists; steps++)
            root = root.Receiver;
        return root.Kind is CodeKind.Name
            && root != call.Receiver
            && (
                Context().IsMatch(root.Name) || (code.Definition(root)[Part.Type] is { Exists: true } type && Context().IsMatch(type.Name))
            );
    }

    /// <summary>What the rows are of a set that a class keeps by itself: <c>DbSet&lt;Order&gt; orders</c>; no node where a call goes to none.</summary>
    Code SetOf(Code call)
    {
        if (call.File.Language is not Language.CSharp || call.Callee.Kind is not CodeKind.Member)
            return default;
        var root = call.Receiver;
        for (var steps = 0; steps < 12 && root.Kind is CodeKind.Call && root.Callee.Name is not "Set" && root.Receiver.Exists; steps++)
            root = root.Receiver;
        // context.Set<T>() of a generic class
        if (root is { Kind: CodeKind.Call, Callee.Name: "Set" })
            return root.All(Part.Type).Concat(root.Callee.All(Part.Type)).FirstOrDefault(GenericSets.IsOpen);
        return
            (root.Kind is CodeKind.Name || root is { Kind: CodeKind.Member, Receiver.Name: "this" })
            && code.Definition(root)[Part.Type] is { Name: "DbSet" } set
            ? set.All(Part.Type).FirstOrDefault()
            : default;
    }

    StoreAccess? Of(Code node, Code statement)
    {
        var calls = statement.Descendants(CodeKind.Call).Prepend(statement).Where(one => one.Kind is CodeKind.Call).ToList();
        if (calls.TrueForAll(one => Ending().IsMatch(one.Callee.Name)))
            return null;
        var write = calls.Select(writes.Of).FirstOrDefault(one => one is not null);
        var entity = calls.Select(entities.EntityOf).FirstOrDefault(name => name.Length > 0) ?? "";
        var raw = calls.Exists(one =>
            one.Callee.Name.Contains("ExecuteUpdate", StringComparison.Ordinal) || entity.Length > 0 && IsCounting(one)
        );
        var table = TableNames.Of(entity.Length > 0 ? entity : AccessParts.ModelOf(statement));
        if (
            entity.Length == 0
            && write is { } change
            && (table.Length == 0 || change.Table.Length > 0 && statement.File.Language is not Language.CSharp && keys.Knows(change.Table))
        )
            table = TableNames.Of(change.Table);
        if (calls.Select(SetOf).FirstOrDefault(one => one.Exists) is { Exists: true } rows)
            table =
                GenericSets.Bound(rows, statement) is { Exists: true } bound && keys.IsModel(bound.Name) ? TableNames.Of(bound.Name) : "";
        else if (table.Length == 0)
            table = OfGivenClient(calls);
        if (
            table.Length == 0
            && calls.Find(one => OwnRepositories.AskedBy(code, one).Exists) is { Exists: true, Receiver.Name: not "this" } kept
        )
            table = TableNames.Of(kept.Receiver.Name);
        if (write is { Verb: WriteVerb.Insert } added && HandedBack(added.At) is { } row)
        {
            // What it sets stands in the assignments before it.
            write = added with
            {
                Verb = WriteVerb.Update,
                Fields = new(),
            };
            table = row.Table.Length > 0 ? row.Table : table;
        }
        var names = calls.Select(one => one.Callee.Name).ToHashSet(StringComparer.Ordinal);
        return new(write?.At ?? node, statement, table, write?.Verb ?? (raw ? WriteVerb.Update : null))
        {
            Conditions = RowConditions.Of(statement),
            Fields = write?.Fields ?? new(),
            IsMany =
                !names.Overlaps(Single)
                && (names.Overlaps(Many) || (names.Contains("select") && !names.Contains("single")))
                && !statement.Text.Contains("findFirst", StringComparison.Ordinal),
            IsUpsert =
                names.Overlaps(Upserts)
                || statement.Text.Contains("on conflict", StringComparison.OrdinalIgnoreCase)
                || statement.Text.Contains("on duplicate key", StringComparison.OrdinalIgnoreCase)
                || statement.Text.Contains("insert or ", StringComparison.OrdinalIgnoreCase)
                || statement.Text.Contains("insert ignore", StringComparison.OrdinalIgnoreCase)
                || statement.Text.Contains("skipDuplicates", StringComparison.Ordinal),
        };
    }

    /// <summary>The model of a statement whose client a function gives: <c>prisma().user.findMany()</c>.</summary>
    static string OfGivenClient(List<Code> calls) =>
        calls
            .Select(one => one.Receiver)
            .Where(one =>
                one.Kind is CodeKind.Member && one.Receiver is { Kind: CodeKind.Call } client && Client().IsMatch(client.Callee.Name)
            )
            .Select(one => TableNames.Of(one.Name))
            .FirstOrDefault()
        ?? "";

    static readonly HashSet<string> Single = new(StringComparer.Ordinal)
    {
        "single",
        "maybeSingle",
        "first",
        "findOne",
        "findUnique",
        "findFirst",
        "findById",
        "count",
        "one_or_none",
        "one",
        "scalar_one_or_none",
        "FirstOrDefaultAsync",
        "SingleOrDefaultAsync",
        "FirstAsync",
        "AnyAsync",
        "CountAsync",
        "exists",
        "aggregate",
    };

    static readonly HashSet<string> Many = new(StringComparer.Ordinal)
    {
        "findMany",
        "find",
        "findAll",
        "all",
        "ToListAsync",
        "ToList",
        "fetch",
        "fetchall",
        "filter",
        "scalars",
        "query",
        "groupBy",
        "execute",
    };

    static readonly HashSet<string> Upserts = new(StringComparer.Ordinal)
    {
        "upsert",
        "onConflictDoNothing",
        "onConflictDoUpdate",
        "on_conflict_do_nothing",
        "on_conflict_do_update",
        "onConflict",
        "orIgnore",
        "orUpdate",
        "merge",
        "findOrCreate",
        "findOneAndUpdate",
    };

    [GeneratedRegex(
        @"^(?:find\w*|create\w*|update\w*|upsert|delete\w*|insert\w*|save\w*|add(?:_all)?|merge|commit|count\w*|aggregate|groupBy|select|query\w*|get\w*|all|from|table|execute\w*|scalars?|fetch\w*|first\w*|one\w*|filter\w*|exists|exec|run|values|set|remove\w*|destroy|increment|decrement|bulk\w*|replaceOne|rpc|sql|raw|where|prepare|\$\w+|(?:Add|All(?:Async)?$|Update|Remove|Find|First|Single|Any|Count|ToList|ToArray|SaveChanges|Execute|Query|Insert|Replace|Delete|FromSql|Where)\w*|get_object_or_404|update_or_create|get_or_create)$",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Named();

    [GeneratedRegex("^(?:get)?_?(?:prisma\\w*|db|database|client)$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 10_000)]
    private static partial Regex Client();

    [GeneratedRegex(
        "^(?!_?(?:[hH]ttp|[aA]ction|[hH]ub|[cC]ontroller)Context$)_?\\w*(?:[dD]b)?[cC]ontext$|^_?db$",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Context();

    [GeneratedRegex(
        @"^(?:commit|flush|refresh|rollback|SaveChanges(?:Async)?|close|begin|transaction|connect|getRepository|expunge|expire|BeginTransactionAsync|CommitAsync|\$transaction|\$disconnect|getContext)$",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Ending();
}
