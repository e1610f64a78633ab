namespace Shipworthy.Extractors.Pipelines.OtherSystems;

/// <summary>What filters of branches mean for systems that start on every push.</summary>
static class Branches
{
    /// <summary>A push to any branch: it meets the head of a request before the merge, and the default branch after it.</summary>
    public const Occasions Everywhere = Occasions.ProposedChange | Occasions.OtherBranch | Occasions.DefaultBranch;

    /// <summary>The occasions that a filter of branches leaves.</summary>
    public static Occasions Admitted(NamePatterns filter, DefaultBranch branch, bool tags = false) =>
        (branch.OthersAreAdmitted(filter) ? Occasions.ProposedChange | Occasions.OtherBranch : Occasions.None)
        | (branch.IsAdmitted(filter) ? Occasions.DefaultBranch : Occasions.None)
        | (filter.IsAny ? Occasions.Schedule | Occasions.ByHand : Occasions.None)
        | (tags ? Occasions.Release : Occasions.None);

    /// <summary>A regular expression between slashes, as far as it is one of the simple ones that people write, as a pattern.</summary>
    public static string FromExpression(string text) =>
        text is ['/', .. var inner, '/'] ? inner.TrimStart('^').TrimEnd('$').Replace(".*", "**").Replace("\\/", "/") : text;
}
