using Shipworthy.Extractors.Clients.Words;
using Shipworthy.Extractors.Endpoints.Frameworks;

namespace Shipworthy.Extractors.Endpoints.Steps;

/// <summary>
/// Questions that no library is called for: reading the caller that a middleware put on the request (<c>if (!req.user) return 401</c>), and comparing what was sent with a
/// secret from the environment.
/// </summary>
sealed class CallerConditions(Sources sources, Refusals refusals)
{
    readonly CodeBase code = sources.Code;
    readonly SupabaseTokens tokens = new(sources);
    readonly SessionReads sessions = new(sources.Code);
    readonly UncheckedCallers written = new(sources.Code);

    /// <summary>What a branch guards; null when it is no guard.</summary>
    public Act? Of(Code branch)
    {
        // The result of a guard of NestJS: return key === process.env.KEY.
        if (branch.Kind is CodeKind.Return)
            return
                branch.Enclosing(CodeKind.Function).Name is "canActivate"
                && Compared(branch[Part.Value]) is { Exists: true, Operator: "==" or "===" }
                && branch[Part.Value].Operator is not "||"
                ? new(ActKind.ProvesMachine, branch, "a secret of its own")
                : null;
        var condition = branch[Part.Condition];
        if (!condition.Exists)
            return null;
        if (Compared(condition) is { Exists: true } secret && refusals.Refuses(branch, one => one.Contains(secret)) is true)
            return new(ActKind.ProvesMachine, branch, "a secret of its own");
        return null;
    }

    /// <summary>
    /// A comparison with a secret on which every yes of a called function depends, so that whoever called it refuses by the answer:
    /// <c>const isCron = (req) =&gt; req.headers["x-key"] === process.env.KEY</c>. Null when it is none.
    /// </summary>
    public Act? OfAnswer(Code comparison, Code called) =>
        called.Exists && IsEqualToSecret(comparison) && Answers.AreYesOnlyWhere(called, IsEqualToSecret)
            ? new(ActKind.AsksMachine, comparison, "a secret of its own")
            : null;

    bool IsEqualToSecret(Code one) =>
        one is { Kind: CodeKind.Binary, Operator: "==" or "===" } or { Kind: CodeKind.Call, Callee.Name: "Equals" } && IsOfSecret(one);

    /// <summary>
    /// The question that code asks by reading the caller that a middleware put on the request: <c>const id = req.auth?.userId; if (!id) return 401</c>. Null when it reads
    /// something else, or refuses nobody for it.
    /// </summary>
    /// <param name="member">What is read.</param>
    /// <param name="called">The function around it, when code of the app called that and may take the caller from it.</param>
    public Act? OfRead(Code member, Code called) =>
        !(member.Kind is CodeKind.Member ? NamesCaller(member) || NamesSubject(member) : sessions.IsCaller(member)) ? null
        : written.Carry(member) ? null
        : refusals.Follows(member) is not false ? new(ActKind.AsksWho, member, "the caller that the request carries")
        : called.Exists && Refusals.EntryOf(member, called) is { } entry
            ? new(ActKind.AsksWho, member, "the caller that the request carries") { Entry = entry }
        : null;

    /// <summary>The same question to what a request holds by names: <c>if (!c.get("user")) return c.json(…, 401)</c> in Hono, <c>request.session.get("userId")</c> in Fastify.</summary>
    public Act? OfCall(Code call) =>
        call.Callee is { Kind: CodeKind.Member, Name: "get" }
        && Holder(call.Receiver) is "c" or "ctx" or "context" or "session"
        && call.ArgumentAt(0).String is "user" or "userId" or "session" or "auth" or "currentUser" or "jwtPayload"
        && refusals.Follows(call) is not false
            ? new(ActKind.AsksWho, call, "the caller that the request carries")
            : null;

    /// <summary>The person in a token that the platform verified before the function ran.</summary>
    bool NamesSubject(Code member) =>
        member.Name is "sub"
        && Holder(member.Receiver) is var holder
        && (holder.Contains("payload", StringComparison.OrdinalIgnoreCase) || holder.Contains("claims", StringComparison.OrdinalIgnoreCase))
        && tokens.AreVerifiedFor(member.File.Path);

    static bool NamesCaller(Code member) =>
        member.Name
            is "user"
                or "session"
                or "auth"
                or "userId"
                or "user_id"
                or "isAuthenticated"
                or "IsAuthenticated"
                or "is_authenticated"
                or "User"
                or "currentUser"
        && Holder(member.Receiver)
            is "req"
                or "request"
                or "ctx"
                or "context"
                or "locals"
                or "state"
                or "var"
                or "session"
                or "User"
                or "Identity"
                or "user"
                or "current_user"
                or "g"
        && !(member.Part is Part.Target && member.Parent.Kind is CodeKind.Assignment);

    static string Holder(Code node) => node.Kind is CodeKind.Name or CodeKind.Member ? node.Name : "";

    /// <summary>The comparison of a request's header with a variable that has no default.</summary>
    Code Compared(Code condition) => condition.Descendants().Prepend(condition).FirstOrDefault(IsOfSecret);

    bool IsOfSecret(Code one) =>
        Sides(one) is var (left, right)
        && !IsLiteral(left)
        && !IsLiteral(right)
        && (IsSecret(left) || IsSecret(right) || IsOrEmpty(left, right, one) || IsOrEmpty(right, left, one));

    /// <summary>A secret with an empty text for when it is not set, where nothing empty comes through: <c>key = os.getenv("KEY", "")</c>, <c>if not sent: raise</c>.</summary>
    bool IsOrEmpty(Code side, Code other, Code comparison) =>
        code.ValueOf(side) is Value.FromEnvironment { Default: Value.Text { Content: "" } } read
        && SoundsSecret(read.Variable)
        && (refusals.NeverEmpty(side, comparison) || refusals.NeverEmpty(other, comparison));

    /// <summary>The two sides of a comparison, by an operator or by .NET's <c>Equals</c>; null of anything else.</summary>
    static (Code Left, Code Right)? Sides(Code one) =>
        one is { Kind: CodeKind.Binary, Operator: "!=" or "!==" or "==" or "===" } ? (one[Part.Left], one[Part.Right])
        : one.Kind is not CodeKind.Call
        || one.File.Language is not Language.CSharp
        || one.Callee is not { Kind: CodeKind.Member, Name: "Equals" }
            ? null
        : one.Receiver.Text is "string" or "String" or "System.String" ? (one.ArgumentAt(0), one.ArgumentAt(1))
        : (one.Receiver, one.ArgumentAt(0));

    bool IsSecret(Code side) =>
        IsConfigured(side)
        || IsInEnvironment(side)
        || (side.Kind is CodeKind.Template && side.Descendants(CodeKind.Member).Any(IsInEnvironment))
        || (Signed(side) is { Exists: true } key && IsSecret(key))
        || code.ValueOf(side) switch
        {
            Value.FromEnvironment read => read.Default is null && SoundsSecret(read.Variable),
            Value.Joined joined => joined
                .Parts.OfType<Value.FromEnvironment>()
                .Any(read => read.Default is null && SoundsSecret(read.Variable)),
            _ => false,
        };

    /// <summary>The key of a signature that is made anew, to compare the sent one with: <c>createHmac("sha256", key).update(body).digest("hex")</c>; no node of anything else.</summary>
    Code Signed(Code side)
    {
        if (side.Kind is CodeKind.Name && code.Definition(side) is { Kind: CodeKind.Variable } held)
            side = held[Part.Value];
        if (side.Kind is not CodeKind.Call || side.Callee.Name is not ("digest" or "hexdigest"))
            return default;
        for (var at = side; at.Kind is CodeKind.Call && at.Callee.Kind is CodeKind.Name or CodeKind.Member; at = at.Receiver)
            if (at.Callee.Name is "createHmac")
                return at.ArgumentAt(1);
            else if (at.Callee.DottedName is "hmac.new")
                return at.ArgumentAt(0) is { Kind: CodeKind.Call, Callee: { Kind: CodeKind.Member, Name: "encode" } } encoded
                    ? encoded.Receiver
                    : at.ArgumentAt(0);
        return default;
    }

    /// <summary>A setting that NestJS or .NET reads from the environment, without a default: <c>this.config.get("API_KEY")</c>, <c>configuration["Api:Key"]</c>.</summary>
    bool IsConfigured(Code side) =>
        !side.Exists ? false
        : side.Kind is CodeKind.Name && code.Definition(side) is { Kind: CodeKind.Variable } held ? IsConfigured(held[Part.Value])
        : side.File.Language is Language.CSharp
            ? side.Kind is CodeKind.Index
                && (
                    side.Receiver.Name.Contains("config", StringComparison.OrdinalIgnoreCase)
                    || code.Definition(side.Receiver)[Part.Type].Name is "IConfiguration" or "IConfigurationRoot" or "ConfigurationManager"
                )
                && SoundsSecret(side.Name)
                && code.ValueOf(side) is not Value.Text
        : side.Kind is CodeKind.Call
            && side.Callee.Name is "get" or "getOrThrow"
            && code.OriginOf(side.Callee).Package is "@nestjs/config"
            && side.ArgumentAt(0).String is { } name
            && !side.ArgumentAt(1).Exists
            && SoundsSecret(name);

    /// <summary>
    /// A variable that a schema of the app or the platform hands on: <c>env().CRON_SECRET</c>, <c>c.env.API_KEY</c>. One that has a default in a schema is no secret.
    /// </summary>
    bool IsInEnvironment(Code side) =>
        side.Kind is CodeKind.Member
        && side.Name.Length > 3
        && !side.Name.Any(char.IsLower)
        && SoundsSecret(side.Name)
        && (side.Receiver.Kind is CodeKind.Call ? side.Receiver.Callee.Name : side.Receiver.Name).EndsWith(
            "env",
            StringComparison.OrdinalIgnoreCase
        )
        && !code.All(CodeKind.Property)
            .Any(one => one.Name == side.Name && one[Part.Value].Text.Contains(".default(", StringComparison.Ordinal));

    static bool IsLiteral(Code node) => node.Kind is CodeKind.Literal;

    static bool SoundsSecret(string variable) =>
        PublicPrefixes.Of(variable) is null
        && (
            variable.Contains("SECRET", StringComparison.OrdinalIgnoreCase)
            || variable.Contains("KEY", StringComparison.OrdinalIgnoreCase)
            || variable.Contains("TOKEN", StringComparison.OrdinalIgnoreCase)
            || variable.Contains("PASS", StringComparison.OrdinalIgnoreCase)
        );
}
