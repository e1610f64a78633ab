namespace Shipworthy.Extractors.Queries;

/// <summary>Conditions in OData that clients of Azure's search are given as text: what a search leaves out is often all that keeps the rows of others away.</summary>
sealed class SearchFiltersInAzure : IQueryFinder
{
    const string Name = "Azure AI Search";

    /// <inheritdoc/>
    public IEnumerable<QuerySite> Find(Sources sources)
    {
        foreach (var entry in sources.Code.All(CodeKind.Property))
            if (
                entry is { Name: "Filter", Parent: { Kind: CodeKind.Object, Parent: { Kind: CodeKind.New, Callee.Name: "SearchOptions" } } }
                && entry.File.Language is Language.CSharp
                && Given(entry, entry[Part.Value], "SearchOptions.Filter") is { } site
            )
                yield return site;
        foreach (var assignment in sources.Code.All(CodeKind.Assignment))
            if (
                assignment.File.Language is Language.CSharp
                && assignment[Part.Target] is { Kind: CodeKind.Member, Name: "Filter" } target
                && sources.Code.Definition(target.Receiver) is { Kind: CodeKind.Variable } options
                && options[Part.Value] is { Kind: CodeKind.New, Callee.Name: "SearchOptions" }
                && Given(assignment, assignment[Part.Value], "SearchOptions.Filter") is { } site
            )
                yield return site;
        foreach (var call in sources.Code.Calls("search"))
            if (
                call.File.Language is Language.Python
                && call.File.Text.Contains("azure.search.documents", StringComparison.Ordinal)
                && call.ArgumentNamed("filter") is { Exists: true } filter
                && Given(call, filter.Kind is CodeKind.Argument ? filter[Part.Value] : filter, "") is { } site
            )
                yield return site;
    }

    /// <summary>The place that gives a condition: <c>SearchFilter.Create($"…")</c> quotes what is put into it.</summary>
    static QuerySite? Given(Code at, Code text, string api) =>
        !text.Exists ? null
        : text is { Kind: CodeKind.Call, Callee: { Name: "Create", Receiver.Name: "SearchFilter" } }
            ? new QuerySite(at, text.ArgumentAt(0), Name, QueryGrammar.Filter) { IsBound = true, Api = api }
        : new QuerySite(at, text, Name, QueryGrammar.Filter) { Api = api };
}
