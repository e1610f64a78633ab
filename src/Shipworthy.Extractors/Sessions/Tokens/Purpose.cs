using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Sessions.Tokens;

/// <summary>Tells by the names around it whether a token is one of a session: others confirm addresses, reset passwords, or speak to other services.</summary>
static partial class Purpose
{
    /// <summary>Whether what is signed speaks of a person, and nothing around it of another purpose.</summary>
    public static bool IsSession(CodeBase code, Code call)
    {
        var names = NamesAround(call).ToList();
        if (names.Exists(name => TokenName.IsOther(name)))
            return false;
        var payload = call.ArgumentAt(0) is { Exists: true } first ? first : call.Receiver;
        if (code.ObjectOf(payload) is { Exists: true } literal && literal.Children.All(one => one.Kind is CodeKind.Property))
            return literal.Children.Any(one =>
                Person().IsMatch(one.Name.Length > 0 ? one.Name : one[Part.Key].String ?? "")
                || (Person().IsMatch(one[Part.Value].Text) && !OfThing().IsMatch(one[Part.Value].Text))
            );
        var text = payload.Text;
        return Person().IsMatch(text) || names.Exists(name => TokenName.Of(name) is not null || SignIn().IsMatch(name));
    }

    /// <summary>Which token it is, as far as the names around it tell.</summary>
    public static CredentialKind KindOf(Code call) =>
        NamesAround(call).Any(name => name.Contains("refresh", StringComparison.OrdinalIgnoreCase))
            ? CredentialKind.Refresh
            : CredentialKind.Access;

    /// <summary>Whether a check that forgives an end is one that has to: renewing and signing out read tokens whose time is over.</summary>
    public static bool LooksAtOldOnes(Code node) =>
        NamesAround(node).Any(name => Old().IsMatch(name)) || Old().IsMatch(Path.GetFileName(node.File.Path));

    /// <summary>The names of what holds a node: the variable, the entry, the functions.</summary>
    static IEnumerable<string> NamesAround(Code node)
    {
        for (var at = node; at.Exists; at = at.Parent)
            if (at.Kind is CodeKind.Variable or CodeKind.Property or CodeKind.Function or CodeKind.Assignment)
            {
                var name = at.Kind is CodeKind.Assignment ? at[Part.Target].Name : at.Name;
                if (name.Length > 0)
                    yield return name;
            }
    }

    [GeneratedRegex(
        @"\b(?:id|_id|user_?id|sub|email|user|username|role|isAdmin|account_?id)\b",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Person();

    /// <summary>The id of a row that is no person: <c>newLeave._id</c>.</summary>
    [GeneratedRegex(
        @"^(?!\w*(?:user|account|member|person|people|customer|client|employee|staff|admin|profile|student|teacher|patient|doctor|driver|owner|agent|vendor|seller|found|existing|created|result|data|row|doc|payload|me|this|self|u)\b)\w{3,}\??\.(?:_id|id)(?:\.toString\(\))?$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex OfThing();

    [GeneratedRegex("log_?in|sign_?in|auth", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 10_000)]
    private static partial Regex SignIn();

    [GeneratedRegex("refresh|renew|expired|log_?out|sign_?out|revoke", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 10_000)]
    private static partial Regex Old();
}
