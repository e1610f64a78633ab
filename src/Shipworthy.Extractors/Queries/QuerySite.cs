using Shipworthy.Generators;

namespace Shipworthy.Extractors.Queries;

/// <summary>A place in code that gives a data store a text, or an object of conditions.</summary>
/// <param name="Call">The call or assignment.</param>
/// <param name="Text">What it gives.</param>
/// <param name="Library">The library, as its makers spell it.</param>
/// <param name="Grammar">The language of what it gives.</param>
readonly record struct QuerySite(Code Call, Code Text, string Library, QueryGrammar Grammar)
{
    /// <summary>Whether the text is a template whose values the library hands over beside it.</summary>
    public bool IsBound { get; init; }

    /// <summary>What is called, where the call does not say it.</summary>
    public string Api { get; init; } = "";
}

/// <summary>Finds the places where libraries of one kind are given text. One class a kind; its file is its registration.</summary>
interface IQueryFinder
{
    /// <summary>All places in the code of an app.</summary>
    IEnumerable<QuerySite> Find(Sources sources);
}

/// <summary>One instance of every finder.</summary>
[ListsAll<IQueryFinder>]
static partial class AllQueryFinders;
