using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Queries;

/// <summary>Conditions that Supabase's clients send as a text of their own grammar, in which commas and brackets add further conditions.</summary>
sealed partial class FiltersInSupabase : IQueryFinder
{
    /// <inheritdoc/>
    public IEnumerable<QuerySite> Find(Sources sources)
    {
        var code = sources.Code;
        foreach (var call in code.Calls("or", "or_", "filter", "not", "not_"))
            if (IsOfTable(code, call) && TextOf(call) is { Exists: true } text && text.Kind is not (CodeKind.Function or CodeKind.Object))
                yield return new(call, text, "Supabase", QueryGrammar.Filter);
        foreach (var call in code.Calls("fetch", "get", "post", "request", "axios"))
            if (call.ArgumentAt(0) is { Kind: CodeKind.Template or CodeKind.Binary } address && Conditions().IsMatch(address.Text))
                yield return new(call, address, "Supabase", QueryGrammar.Filter);
    }

    /// <summary>The part that is a text of the grammar: of <c>or</c> the whole, of <c>filter</c> and <c>not</c> the value where it is a list in brackets.</summary>
    static Code TextOf(Code call) =>
        call.Callee.Name is "or" or "or_" ? call.ArgumentAt(0)
        : call.ArgumentAt(2) is { Kind: CodeKind.Template or CodeKind.Binary } value && value.Text.Contains('(', StringComparison.Ordinal)
            ? value
        : default;

    /// <summary>Whether a call belongs to a chain that begins with a table of Supabase.</summary>
    static bool IsOfTable(CodeBase code, Code call)
    {
        if (call.Callee.Kind is not CodeKind.Member)
            return false;
        for (var (at, steps) = (call.Receiver, 0); at.Exists && steps < 60; steps++)
        {
            if (at.Kind is CodeKind.Call && at.Callee is { Kind: CodeKind.Member, Name: "from" or "from_" or "table" or "rpc" } start)
                return start.Receiver.Name.Contains("supabase", StringComparison.OrdinalIgnoreCase)
                    || code.OriginOf(start.Receiver).Package.Contains("supabase", StringComparison.Ordinal)
                    || start.Receiver.Name is "client" or "db" or "admin" or "sb";
            at = at.Kind switch
            {
                CodeKind.Call when at.Callee.Kind is CodeKind.Member => at.Receiver,
                CodeKind.Await => at[Part.Value],
                CodeKind.Name when code.Definition(at) is { Kind: CodeKind.Variable } variable && variable[Part.Value].Exists => variable[
                    Part.Value
                ],
                _ => default,
            };
        }
        return false;
    }

    [GeneratedRegex(@"/rest/v1/\w*[^`]*\?[^`]*\$\{", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Conditions();
}
