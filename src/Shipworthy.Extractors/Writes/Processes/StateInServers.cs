using System.Text.RegularExpressions;
using Shipworthy.Extractors.Audit;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Writes.Processes;

/// <summary>
/// Variables of a module or static fields in which servers keep what later calls rely on: another process of the same server does not see them. What only remembers a result is a
/// cache, and counts of calls belong to their limit; both are left out.
/// </summary>
public sealed partial class StateInServers : IExtractor
{
    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(ProcessState)];

    /// <inheritdoc/>
    public void Extract(Sources sources, Learner learn)
    {
        var shipped = sources.Clients.SelectMany(one => one.Files).Select(one => one.Path).ToHashSet(StringComparer.Ordinal);
        var pinned = Pinned(sources);
        foreach (var file in sources.Code.Files)
        {
            if (
                shipped.Contains(file.Path)
                || !sources.IsDeployed(file)
                || sources.Tree.Find(file.Path)?.Role is not FileRole.Prod
                || !sources.Code.IsReachable(file)
                || !Serves(file)
            )
                continue;
            foreach (var variable in Outliving(file))
                if (Of(file, variable) is { } state)
                    learn.Add(state with { PinnedAt = pinned });
        }
    }

    static bool Serves(CodeFile file) =>
        file.Language is Language.Python or Language.CSharp
        || (
            file.Language is Language.JavaScript or Language.TypeScript
            && !file.Text.StartsWith("\"use client\"", StringComparison.Ordinal)
            && !file.Text.StartsWith("'use client'", StringComparison.Ordinal)
            && Server().IsMatch(file.Path + "\n" + file.Text)
        );

    static IEnumerable<Code> Outliving(CodeFile file) =>
        file
            .Root.Descendants()
            .Where(one =>
                (
                    one.Kind is CodeKind.Variable
                    || (one.Kind is CodeKind.Assignment && file.Language is Language.Python && one[Part.Target].Kind is CodeKind.Name)
                )
                    && !one.Enclosing(CodeKind.Function).Exists
                    && !one.Enclosing(CodeKind.Class).Exists
                || (
                    file.Language is Language.CSharp
                    && one.Kind is CodeKind.Property or CodeKind.Variable
                    && one.Is(Modifiers.Static)
                    && one.Parent.Kind is CodeKind.Class
                )
            );

    static ProcessState? Of(CodeFile file, Code variable)
    {
        var name = variable.Kind is CodeKind.Assignment ? variable[Part.Target].Name : variable.Name;
        if (name.Length == 0)
            return null;
        var words = Words.Snake(name);
        if (Passing().IsMatch(words))
            return null;
        var value = variable[Part.Value];
        if (IsCollection(value) && HoldsOf(words) is { Length: > 0 } holds && WrittenIn(file, name) is { Exists: true } write)
            return new(variable.At, ProcessStateKind.Truth, name) { Holds = holds, WrittenAt = write.At };
        if (
            value
            is { Kind: CodeKind.Literal, Operator: "false" or "null" }
                or { Kind: CodeKind.Name, Name: "False" or "None" }
                or { Exists: false }
        )
        {
            if (Running().IsMatch(words) && Given(file, name, _ => true) is { Exists: true } set)
                return new(variable.At, ProcessStateKind.Lock, name) { Holds = "whether work is going on", WrittenAt = set.At };
            if (Person().IsMatch(words) && Given(file, name, OfCall) is { Exists: true } given)
                return new(variable.At, ProcessStateKind.Caller, name) { Holds = "who is calling", WrittenAt = given.At };
        }
        return null;
    }

    static bool IsCollection(Code value) =>
        value.Kind is CodeKind.Object or CodeKind.Array && !value.Children.Any(_ => true)
        || (
            value.Kind is CodeKind.New or CodeKind.Call
            && value.Callee.Name
                is "Map"
                    or "Set"
                    or "dict"
                    or "set"
                    or "defaultdict"
                    or "OrderedDict"
                    or "Dictionary"
                    or "ConcurrentDictionary"
                    or "HashSet"
                    or "ConcurrentBag"
                    or "List"
                    or "list"
                    or "deque"
                    or ""
            && !value.Arguments.Any(one => one.Kind is CodeKind.Array && one.Children.Any(_ => true))
        );

    static string HoldsOf(string words) =>
        Codes().IsMatch(words) ? "one-time codes"
        : Sessions().IsMatch(words) ? "sessions or tokens"
        : Seen().IsMatch(words) ? "what was processed already"
        : Pending().IsMatch(words) ? "what is not finished yet"
        : "";

    /// <summary>Where a function changes a collection.</summary>
    static Code WrittenIn(CodeFile file, string name) =>
        file
            .Root.Descendants()
            .FirstOrDefault(one =>
                one.Enclosing(CodeKind.Function).Exists
                && (
                    (
                        one.Kind is CodeKind.Call
                        && one.Callee
                            is {
                                Kind: CodeKind.Member,
                                Name: "set" or "add" or "push" or "append" or "Add" or "TryAdd" or "AddOrUpdate" or "setdefault" or "update"
                            }
                        && one.Receiver.Name == name
                    )
                    || (
                        one.Kind is CodeKind.Assignment
                        && one[Part.Target] is { Kind: CodeKind.Index or CodeKind.Member } target
                        && target.Receiver.Kind is CodeKind.Name
                        && target.Receiver.Name == name
                    )
                )
            );

    /// <summary>Where a function gives a variable of the module another value.</summary>
    static Code Given(CodeFile file, string name, Func<Code, bool> from) =>
        file
            .Root.Descendants(CodeKind.Assignment)
            .FirstOrDefault(one =>
                one[Part.Target] is { Kind: CodeKind.Name } target
                && target.Name == name
                && one.Enclosing(CodeKind.Function) is { Exists: true } function
                && from(one[Part.Value])
                && (file.Language is not Language.Python || function.Text.Contains($"global {name}", StringComparison.Ordinal))
            );

    /// <summary>Whether a value comes from the call that is being answered.</summary>
    static bool OfCall(Code value) =>
        value
            .Descendants()
            .Prepend(value)
            .Any(one => one.Kind is CodeKind.Name && one.Name is "req" or "request" or "ctx" or "session" or "socket");

    static Location? Pinned(Sources sources)
    {
        foreach (var file in sources.Tree.Files)
            if (
                file.Role is FileRole.Infra or FileRole.Prod
                && file.Text.Length < 100_000
                && (
                    file.Name.EndsWith(".yml", StringComparison.Ordinal)
                    || file.Name.EndsWith(".yaml", StringComparison.Ordinal)
                    || file.Name.EndsWith(".toml", StringComparison.Ordinal)
                    || file.Name.EndsWith(".tf", StringComparison.Ordinal)
                    || file.Name.EndsWith(".json", StringComparison.Ordinal)
                )
                && One().Match(file.Text) is { Success: true } match
            )
                return file.At(match.Index);
        return null;
    }

    const RegexOptions Plain = RegexOptions.CultureInvariant;

    [GeneratedRegex(
        @"(?:^|/)(?:api|server|backend|functions|services|routes?|controllers|handlers|lib|middleware)/|(?:from|require\()\s*['""](?:express|fastify|koa|hono|next/server|node:http|http|ws|socket\.io|@nestjs/common)['""]",
        Plain,
        10_000
    )]
    private static partial Regex Server();

    [GeneratedRegex(
        @"cache|memo|limit|throttl|attempt|rate|client|socket|connection|listener|subscri|handler|registry|instance|config|schema|map$|regex|pattern|metric",
        Plain,
        10_000
    )]
    private static partial Regex Passing();

    [GeneratedRegex(
        @"(?:^|_)(?:otps?|one_?time\w*|(?:verification|verify|confirm\w*|reset|login|auth|sms|email)_?(?:codes?|tokens?|pins?)|nonces?|challenges?|magic_?links?|otp_?store|code_?store)(?:$|_)",
        Plain,
        10_000
    )]
    private static partial Regex Codes();

    [GeneratedRegex(
        @"^(?:active_?|user_?|in_?memory_?)?(?:sessions?|session_?store|refresh_?tokens?|revoked_?\w*|(?:token_?)?(?:blacklist|blocklist|denylist)(?:ed\w*)?)$",
        Plain,
        10_000
    )]
    private static partial Regex Sessions();

    [GeneratedRegex(
        @"^(?:processed\w*|seen_(?:events?|ids?|webhooks?)|handled_?\w*|idempoten\w*|used_(?:codes?|tokens?|nonces?))$",
        Plain,
        10_000
    )]
    private static partial Regex Seen();

    [GeneratedRegex(
        @"^(?:pending_?(?:users?|registrations?|signups?|orders?|payments?|verifications?|invites?|transactions?|bookings?|uploads?)|(?:job|task|work|email|mail)_?queue|carts?|baskets?|reservations?|bookings?|held_?seats?|temp_?users?)$",
        Plain,
        10_000
    )]
    private static partial Regex Pending();

    [GeneratedRegex(
        @"^(?:is_?)?(?:(?:\w+_)?running|processing|job_?running|sync_?in_?progress|in_?progress|syncing|busy|locked)$",
        Plain,
        10_000
    )]
    private static partial Regex Running();

    [GeneratedRegex(
        @"^(?:current|logged_?in|active|auth(?:enticated)?)_?(?:user|tenant|org\w*|account|session|customer|workspace)(?:_?(?:id|email|data))?$",
        Plain,
        10_000
    )]
    private static partial Regex Person();

    [GeneratedRegex(
        @"(?:\breplicas|max_?instances|maxScale|desired_?count|numReplicas|maxReplicas)[""']?\s*[:=]\s*[""']?1\b",
        Plain | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex One();
}
