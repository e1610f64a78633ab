using System.Text.RegularExpressions;
using Shipworthy.Extractors.Endpoints.Limits;

namespace Shipworthy.Extractors.Endpoints.Doors;

/// <summary>Finds where a failed guess is counted: a column that grows, a counter in a store, a row in a table of attempts.</summary>
static partial class FailureCounts
{
    const int Longest = 600;

    /// <summary>A call that counts.</summary>
    public static Act? OfCall(CodeBase code, Code call)
    {
        var name = call.Callee.Name;
        if (name is "AccessFailedAsync" && call.File.Language is Language.CSharp)
            return Counted(call, IdentityLockout.Default(code, call));
        var text = call.Text.Length < Longest ? call.Text : "";
        var handed = string.Join(' ', call.Arguments.Select(one => one.Text).Where(one => one.Length < Longest));
        var counts =
            call.Kind is CodeKind.New ? false
            : name is "incr" or "incrby" or "INCR" or "incrBy" or "hincrby" or "hIncrBy" or "zadd" or "increment" or "StringIncrementAsync"
                ? BrakeWords.IsAboutSignIn(Key(code, call))
            : name is "set" or "setex" or "put" or "setItem" && Grows().IsMatch(handed)
                ? BrakeWords.IsAboutSignIn($"{call.Receiver.Name} {handed}")
            : name is "insert" or "create" or "insertOne" or "insert_one" or "save" or "add" or "rpc" or "Add" or "AddAsync"
                ? Attempts().IsMatch(text)
            : BrakeWords.CountsByName(name)
                && (!name.StartsWith("set", StringComparison.OrdinalIgnoreCase) || Grows().IsMatch(handed))
                && !code.OriginOf(call.Callee).Package.StartsWith('@');
        if (!counts)
            return null;
        var map = IsOfProcess(code, call.Receiver);
        return Counted(
            call,
            new(call.At, "its own lock")
            {
                Kind = KindOf($"{text} {Key(code, call)}"),
                KeyFrom =
                    LimitKeys.Of(code, call.ArgumentAt(0)) is (LimitKey.Chosen, { Length: > 0 } from)
                    && from.Contains("forwarded", StringComparison.Ordinal)
                        ? from
                        : "",
                Store = map ? LimitStore.Memory : LimitStore.Shared,
                Seconds = Thresholds.Seconds(call.Enclosing(CodeKind.Function)),
            }
        );
    }

    /// <summary>A change of a column or of an entry: <c>user.failedAttempts += 1</c>, <c>{ failedAttempts: { increment: 1 } }</c>, a statement of SQL.</summary>
    public static Act? OfChange(CodeBase code, Code node)
    {
        if (node.Text.Length > Longest)
            return null;
        if (node.Kind is CodeKind.Literal or CodeKind.Template)
            return Statement().IsMatch(node.Text) ? Counted(node, Column(node)) : null;
        var target = node.Kind is CodeKind.Assignment ? node[Part.Target] : node;
        var name = target.Kind is CodeKind.Index && !BrakeWords.IsCount(target.Name) ? target.Receiver.Name : target.Name;
        if (node.Kind is CodeKind.Property && name is "$inc" or "inc")
            return node[Part.Value].Kind is CodeKind.Object && node[Part.Value].Children.Any(one => BrakeWords.IsCount(one.Name))
                ? Counted(node, Column(node))
                : null;
        // What counts its own rounds is about no account.
        if (name.Length < 9 && node.Enclosing(CodeKind.Loop).Exists)
            return null;
        if (!BrakeWords.IsCount(name) || !(node.Operator is "++" or "+=" || Grows().IsMatch(node[Part.Value].Text)))
            return null;
        return Counted(
            node,
            target.Kind is CodeKind.Index && IsOfProcess(code, target.Receiver)
                ? Column(node) with
                {
                    Store = LimitStore.Memory,
                    Kind = KindOf(target.Text),
                }
                : Column(node)
        );
    }

    static Act Counted(Code node, AccountBrake brake) =>
        new(ActKind.Brakes, node, "its own lock") { Part = BrakePart.Counted, Brake = brake };

    static AccountBrake Column(Code node) =>
        new(node.At, "its own lock") { Kind = BrakeKind.LocksAccount, Seconds = Thresholds.Seconds(node.Enclosing(CodeKind.Function)) };

    static BrakeKind KindOf(string text) =>
        BrakeWords.NamesAccount(text) ? BrakeKind.LocksAccount
        : BrakeWords.NamesAddress(text) ? BrakeKind.LocksAddress
        : BrakeKind.Unknown;

    /// <summary>The key that a store is asked with, and what it is made from.</summary>
    static string Key(CodeBase code, Code call)
    {
        var key = call.ArgumentAt(0);
        var made =
            key.Kind is CodeKind.Name && code.Definition(key) is { Kind: CodeKind.Variable } variable ? variable[Part.Value].Text : "";
        return key.Text.Length + made.Length < Longest ? $"{call.Receiver.Name} {key.Text} {made}" : "";
    }

    /// <summary>Whether something is kept in the memory of the process: a map or a dictionary at the top of a module.</summary>
    public static bool IsOfProcess(CodeBase code, Code receiver)
    {
        if (receiver.Kind is not (CodeKind.Name or CodeKind.Member))
            return false;
        var definition = code.Definition(receiver);
        var value = definition[Part.Value];
        return definition.Kind is CodeKind.Variable or CodeKind.Property
            && (
                value.Kind is CodeKind.Object
                || (
                    value.Kind is CodeKind.New or CodeKind.Call
                    && value.Callee.Name
                        is "Map"
                            or "LRUCache"
                            or "NodeCache"
                            or "TTLCache"
                            or "dict"
                            or "defaultdict"
                            or "Counter"
                            or "Dictionary"
                            or "ConcurrentDictionary"
                            or "MemoryCache"
                )
            );
    }

    [GeneratedRegex(@"\+\s*1\b|\bincrement\b|\+=\s*1|\bINCR\b", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Grows();

    [GeneratedRegex(
        @"(?:login|log_in|sign_?in|auth|fail\w*|otp|password|verification)_?\w*(?:attempt|fail\w*)s?|(?:attempt|failure)s?_?(?:login|sign_?in)|\blogin_?(?:log|history)",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Attempts();

    [GeneratedRegex(
        @"\b\w*(?:fail|attempt)\w*[""`]?\s*=\s*\w*[.(""`]*\w*(?:fail|attempt)\w*[^;]{0,20}\+\s*1|insert\s+into\s+[""`]?\w*(?:login|failed|auth|signin)_?\w*attempt",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Statement();
}
