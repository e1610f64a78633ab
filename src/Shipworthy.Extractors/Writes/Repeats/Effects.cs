using System.Text.RegularExpressions;
using Shipworthy.Extractors.Audit;
using Shipworthy.Extractors.Writes.Races;
using Shipworthy.Extractors.Writes.Stores;
using Shipworthy.Extractors.Writes.Uniqueness;

namespace Shipworthy.Extractors.Writes.Repeats;

/// <summary>What an effect does when it is repeated.</summary>
enum EffectSort
{
    /// <summary>A money-like value goes up or down again.</summary>
    Money,

    /// <summary>Another number goes up or down again.</summary>
    Count,

    /// <summary>An order or the like is made again.</summary>
    Order,

    /// <summary>Another row is made again.</summary>
    Row,

    /// <summary>A provider moves money again.</summary>
    Charge,

    /// <summary>Seats, licences or credits are granted again.</summary>
    Grant,
}

/// <summary>An effect that comes twice when its function runs twice.</summary>
/// <param name="At">The statement, assignment or call.</param>
/// <param name="Sort">What is repeated.</param>
/// <param name="What">It in words, as the rest of a sentence.</param>
/// <param name="Access">The statement; null where it is none.</param>
readonly record struct Repeated(Code At, EffectSort Sort, string What, StoreAccess? Access)
{
    /// <summary>The key by which the database refuses the second one; null when none does.</summary>
    public UniqueKey? Natural { get; init; }

    /// <summary>Whether it is only a statistic.</summary>
    public bool IsTrifle { get; init; }

    /// <summary>Whether it sets the same value at each attempt.</summary>
    public bool IsSame { get; init; }

    /// <summary>Why it could not be told whether a second attempt changes anything; null when it could.</summary>
    public string? Doubt { get; init; }
}

/// <summary>Finds the effects of a function that come twice when it runs twice. What only sets values is none.</summary>
sealed partial class Effects(CodeBase code, StoreReading stores, UniqueKeys keys)
{
    readonly OwnValues own = new(code);
    readonly Dictionary<Code, ImmutableArray<Repeated>> known = [];
    ILookup<string, Code>? methods;

    /// <summary>The effects of a function.</summary>
    public ImmutableArray<Repeated> Of(Code function)
    {
        if (known.TryGetValue(function, out var before))
            return before;
        var found = ImmutableArray.CreateBuilder<Repeated>();
        foreach (var access in stores.In(function))
            OfAccess(access, found);
        foreach (var change in function.Descendants(CodeKind.Assignment))
            if (OfAssignment(change) is { } effect)
                found.Add(effect);
        foreach (var call in function.Descendants(CodeKind.Call))
            if (IsCharge(call))
                found.Add(new(call, EffectSort.Charge, $"asks Stripe for {call.Receiver.Name}.{call.Callee.Name}", null));
            else if (OfRow(call) is { } changed)
                found.Add(changed);
        return known[function] = found.DrainToImmutable();
    }

    void OfAccess(StoreAccess access, ImmutableArray<Repeated>.Builder found)
    {
        if (access.Verb is null || access.Table.Length == 0)
            return;
        if (RelativeColumn(access) is { Length: > 0 } column)
        {
            var stake = RaceWords.StakeOf(access.Table, column);
            found.Add(
                new(
                    access.Call,
                    stake is RaceStake.Money || IsOfAllowance(access.Table, column) ? EffectSort.Money : EffectSort.Count,
                    $"raises or lowers {column} of {access.Table}",
                    access
                )
                {
                    IsTrifle = stake is RaceStake.Trifle,
                }
            );
        }
        else if (GrantOf(access) is { } grant)
            found.Add(grant);
        else if (access.Verb is WriteVerb.Insert && !access.IsUpsert && !RepeatWords.IsSeen(access.Table))
            found.Add(
                new(
                    access.Call,
                    RepeatWords.IsOrder(access.Table) ? EffectSort.Order : EffectSort.Row,
                    $"makes a new {access.Table}",
                    access
                )
                {
                    Natural = NaturalKey(access.Table, access.Fields),
                    IsTrifle = RaceWords.IsRecord(access.Table),
                }
            );
    }

    /// <summary>The column that a statement changes by what it was; empty where it changes none so.</summary>
    string RelativeColumn(StoreAccess access)
    {
        if (
            access.Call is { Kind: CodeKind.Call, Callee.Name: "increment" or "decrement" }
            && access.Call.ArgumentAt(1).String is { } raised
        )
            return Words.Snake(raised);
        foreach (var node in access.Statement.Descendants())
            if (
                node.Kind is CodeKind.Property
                && node.Name is "increment" or "decrement"
                && node.Parent.Parent is { Kind: CodeKind.Property, Name: { Length: > 0 } held }
            )
                return Words.Snake(held);
            else if (
                node.Kind is CodeKind.Property
                && node.Name is "$inc"
                && node[Part.Value].Children.FirstOrDefault() is { Exists: true } counted
            )
                return Words.Snake(counted.Name);
            else if (
                (node.String ?? (node.Kind is CodeKind.Template ? node.Text : null)) is { Length: > 8 } sql
                && Relative().Match(sql) is { Success: true } match
            )
                return Words.Snake(match.Groups["column"].Value);
            else if (node is { Kind: CodeKind.Call, Callee.Name: "F" } && node.Enclosing(CodeKind.Argument) is { Exists: true } argument)
                return Words.Snake(argument.Name);
        if (access.Verb is not WriteVerb.Update)
            return "";
        foreach (var column in access.Fields.Names)
            if (
                !RaceWords.IsVersion(column)
                && access.Fields[column] is { Exists: true } value
                && (
                    own.In(value, column) is { Exists: true } taken
                        ? !IsMerged(taken, value)
                        : value.Operator is "tag" && Reckons().IsMatch(value.Text)
                )
            )
                return column;
        return "";
    }

    /// <summary>Whether a column is taken over whole into an object that sets some of its entries: a second attempt sets the same.</summary>
    static bool IsMerged(Code taken, Code value) =>
        taken.Enclosing(CodeKind.Spread) is { Parent.Kind: CodeKind.Object } && !Reckons().IsMatch(value.Text);

    Repeated? OfAssignment(Code change)
    {
        var target = change[Part.Target];
        if (target.Kind is not CodeKind.Member)
            return null;
        // In languages whose rows are plain objects, only what is saved itself is a row.
        var isPlain = change.File.Language is not (Language.Python or Language.CSharp);
        if (isPlain && !IsSaved(target, change))
            return null;
        var column = Words.Snake(target.Name);
        var isReckoned =
            change.Operator is "+=" or "-=" or "++" or "--" || (change.Operator is "=" && own.In(change[Part.Value], column).Exists);
        if (!isReckoned && (isPlain || !(change.Operator is "=" && RepeatWords.IsAllowance(column))))
            return null;
        var table =
            target.Kind is CodeKind.Member && target.Receiver.Name is not ("this" or "self")
                ? stores.Holding(target.Receiver)?.Table ?? ""
                : "";
        return table.Length == 0 ? null
            : !isReckoned ? GrantOf(change, table, column)
            : RaceWords.StakeOf(table, column) is RaceStake.Money || IsOfAllowance(table, column)
                ? new(change, EffectSort.Money, $"raises or lowers {column} of {table}", null)
            : null;
    }

    /// <summary>Whether the object of a member saves itself afterwards: <c>wallet.balance += amount; await wallet.save()</c>.</summary>
    static bool IsSaved(Code target, Code change) =>
        target.Receiver is { Kind: CodeKind.Name } row
        && change.Enclosing(CodeKind.Function) is { Exists: true } function
        && function
            .Descendants(CodeKind.Call)
            .Any(one =>
                one.Start > change.Start
                && one.Callee.Name is "save"
                && one.Receiver is { Kind: CodeKind.Name } saved
                && saved.Name == row.Name
            );

    /// <summary>A call of a method by which a row that was read changes its own value: <c>item.RemoveStock(units)</c>.</summary>
    Repeated? OfRow(Code call)
    {
        if (call.File.Language is not Language.CSharp || call.Callee.Kind is not CodeKind.Member || call.Receiver.Kind is not CodeKind.Name)
            return null;
        foreach (var method in MethodsOfRows[call.Callee.Name])
        {
            var type = method.Enclosing(CodeKind.Class);
            if (stores.Holding(call.Receiver) is not { Table.Length: > 0 } held || held.Table != TableNames.Of(type.Name))
                continue;
            foreach (var change in method.Descendants(CodeKind.Assignment))
                if (
                    change.Operator is "+=" or "-="
                    && change[Part.Target] is { Name.Length: > 0 } target
                    && RaceWords.StakeOf(held.Table, Words.Snake(target.Name)) is RaceStake.Money
                )
                    return new(call, EffectSort.Money, $"raises or lowers {Words.Snake(target.Name)} of {held.Table}", null);
        }
        return null;
    }

    ILookup<string, Code> MethodsOfRows =>
        methods ??= code.All(CodeKind.Class)
            .Where(one => one.File.Language is Language.CSharp && keys.IsModel(one.Name))
            .SelectMany(one => one.Children.Where(member => member.Kind is CodeKind.Function))
            .ToLookup(one => one.Name, StringComparer.Ordinal);

    /// <summary>
    /// The key that refuses a second row of the same intent: all of its columns are given values, and none is made anew. Null when there is none, or the values could not be seen.
    /// </summary>
    public UniqueKey? NaturalKey(string table, WrittenFields fields) =>
        keys.Of(table)
            .FirstOrDefault(key =>
                key.Columns.Any(column => fields[column].Exists && !RaceWords.IsTenant(column))
                && key.Columns.All(column =>
                    fields[column] is { Exists: true } value
                        ? !IsMadeAnew(value, 4) && !MayBeEmpty(value)
                        : key.Columns.Length > 1 && RaceWords.IsTenant(column)
                )
            );

    /// <summary>Whether a key may refuse a second row, and what the row holds could not be seen.</summary>
    public bool MayBeNatural(string table, WrittenFields fields) =>
        fields.HasMore
        && keys.Of(table)
            .Any(key => key.Columns is not ["id"] && key.Columns.All(column => fields.Names.Contains(column) && !fields[column].Exists));

    /// <summary>Whether a refusal by a unique key of a row's table is caught around the statement that makes it.</summary>
    public bool CatchesRefusal(StoreAccess insert) =>
        insert.Call.Enclosing(CodeKind.Try) is { Exists: true } tried
        && tried.Descendants(CodeKind.Catch).Any(one => Refusal().IsMatch(one.Text))
        && keys.Of(insert.Table).Any(key => key.Columns is not ["id"]);

    [GeneratedRegex(@"unique|P2002|23505|IntegrityError|duplicate", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 10_000)]
    private static partial Regex Refusal();

    static bool IsCharge(Code call) =>
        call.Callee.Kind is CodeKind.Member
        && (
            (
                call.Callee.Name is "create"
                && call.Receiver.Name
                    is "paymentIntents"
                        or "charges"
                        or "refunds"
                        or "transfers"
                        or "payouts"
                        or "subscriptions"
                        or "invoiceItems"
                        or "PaymentIntent"
                        or "Charge"
                        or "Refund"
                        or "Transfer"
                        or "Payout"
                        or "InvoiceItem"
            ) || (call.Callee.Name is "pay" && call.Receiver.Name is "invoices")
        )
        && call.DottedName.Contains("stripe", StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(
        @"\bset\s+(?:[\s\S]{0,200}?,\s*)?[""`\[]?(?<column>\w+)[""`\]]?\s*=\s*(?:coalesce\s*\(\s*)?(?:\w+\.)?[""`\[]?\k<column>\b[^,]{0,30}?[-+]",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Relative();

    [GeneratedRegex(@"\s[-+]\s", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Reckons();
}
