using System.Text.RegularExpressions;
using Shipworthy.Extractors.Endpoints.Steps;

namespace Shipworthy.Extractors.Endpoints.Idioms;

/// <summary>
/// Searches for the row of a session, or of a key for calls, by the value that was sent, where the table's name says what it holds: whatever client asks, and however it is made.
/// </summary>
static partial class SessionRows
{
    /// <summary>Whether a call seeks such a row.</summary>
    public static bool AreSought(Site site) =>
        site.Name switch
        {
            "where" or "findFirst" or "findUnique" or "findUniqueOrThrow" or "findFirstOrThrow" or "findOne" or "eq" => IsOfSessions(
                site.Node.Receiver
            ) && site.Node.Arguments.Any(one => Proof().IsMatch(Sought(one))),
            "query" or "execute" or "get" or "unsafe" or "fetchrow" or "fetch_one" or "prepare" => Asked(site) is { Length: < 600 } asked
                && Statement().IsMatch(asked),
            _ => false,
        };

    /// <summary>The statement that a call runs: written there, or in a variable beside it.</summary>
    static string Asked(Site site)
    {
        var asked = site.Node.ArgumentNamed("query") is { Exists: true } named ? named : site.Node.ArgumentAt(0);
        if (asked.Kind is CodeKind.Name && site.Sources.Code.Definition(asked) is { Kind: CodeKind.Variable } held)
            asked = held[Part.Value];
        return asked.Kind is CodeKind.Literal or CodeKind.Template ? asked.Text : "";
    }

    /// <summary>What a search asks for, without what it takes of the row that it finds.</summary>
    public static string Sought(Code argument) =>
        argument.Property("where") is { Exists: true } where ? where.Text
        : argument.Text.Length < 400 ? argument.Text
        : "";

    /// <summary>The table that a chain of calls names: <c>prisma.session</c>, <c>db.query.sessions</c>, <c>db.select().from(staffSessions)</c>.</summary>
    static bool IsOfSessions(Code chain)
    {
        for (var at = chain; at.Exists; at = at.Receiver)
            switch (at.Kind)
            {
                case CodeKind.Member when Table().IsMatch(at.Name) && at.Receiver.Kind is CodeKind.Name or CodeKind.Member:
                    return true;
                case CodeKind.Call when at.Callee.Name is "from" && Table().IsMatch(at.ArgumentAt(0).String ?? at.ArgumentAt(0).Name):
                    return true;
                case CodeKind.Name:
                    return false;
            }
        return false;
    }

    [GeneratedRegex(
        @"^(?:(?:user|staff|admin|auth|login|member|account|web)_?)?(?:sessions?|(?:api|access)_?(?:keys?|tokens?))(?:_?table)?$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Table();

    [GeneratedRegex(
        @"\b(?:session_?id|(?:session_?)?token|token_?hash|hashed_?token|sid|hashed_?key|key_?hash|api_?key)\b",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Proof();

    [GeneratedRegex(
        @"^\W*select\b[^;]*\bfrom\s+[""`]?(?:\w+\.)?(?:(?:user|staff|admin|auth|login|member|account|web)_?)?sessions?\b[^;]*\bwhere\b[^;]*\b(?:session_token|token|token_hash|sid)\b\W*\s*=",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Statement();
}
