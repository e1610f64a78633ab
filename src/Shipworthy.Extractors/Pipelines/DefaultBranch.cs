namespace Shipworthy.Extractors.Pipelines;

/// <summary>The branch that requests are merged into, as far as it is known.</summary>
sealed class DefaultBranch(string? name)
{
    /// <summary>What repositories call it when nothing else is known.</summary>
    static readonly ImmutableArray<string> usual = ["main", "master", "trunk"];

    /// <summary>A name that no filter lists on purpose.</summary>
    const string AnyOther = "some-topic";

    /// <summary>Its name, or the most usual one.</summary>
    public string Name => name ?? usual[0];

    /// <summary>Whether it is known and not assumed.</summary>
    public bool IsKnown => name is not null;

    /// <summary>Whether a filter of branches lets it through.</summary>
    public bool IsAdmitted(NamePatterns branches)
    {
        var filter = new NameFilter(branches);
        return name is null ? usual.Any(filter.Admits) : filter.Admits(name);
    }

    /// <summary>Whether a filter of branches lets any other branch through, so that it meets the head of a request.</summary>
    public bool OthersAreAdmitted(NamePatterns branches) => new NameFilter(branches).Admits(AnyOther);

    /// <summary>Whether a text is its name, with or without <c>refs/heads/</c>.</summary>
    public bool Is(string text)
    {
        var branch = text.StartsWith("refs/heads/") ? text["refs/heads/".Length..] : text;
        return name is null ? usual.Contains(branch) : branch == name;
    }

    /// <summary>The default branch of the app.</summary>
    public static DefaultBranch Of(Sources sources) => new(sources.History.DefaultBranch);
}
