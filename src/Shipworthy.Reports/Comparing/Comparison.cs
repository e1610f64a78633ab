namespace Shipworthy.Reports.Comparing;

/// <summary>What a change made of an app: two reports of the same checks, before and after.</summary>
public sealed record Comparison
{
    /// <summary>The name of the side before, as people call it: a commit in short.</summary>
    public required string NameBefore { get; init; }

    /// <summary>The name of the side after: a commit in short, or "the working tree".</summary>
    public required string NameAfter { get; init; }

    /// <summary>The report before.</summary>
    public required Report Before { get; init; }

    /// <summary>The report after.</summary>
    public required Report After { get; init; }

    /// <summary>The checks that the change moved, in the order of the checklist.</summary>
    public ImmutableArray<ChangedCheck> Changed => changed ??= [.. Moved()];

    ImmutableArray<ChangedCheck>? changed;

    /// <summary>The checks that got worse: a worse verdict, or a failing finding that was not there.</summary>
    public ImmutableArray<ChangedCheck> Worse => [.. Changed.Where(one => one.Change is Change.Worse)];

    /// <summary>The checks that got better and in which nothing new fails.</summary>
    public ImmutableArray<ChangedCheck> Better => [.. Changed.Where(one => one.Change is Change.Better)];

    /// <summary>The checks whose verdict moved between "proved" and "does not apply".</summary>
    public ImmutableArray<ChangedCheck> Otherwise => [.. Changed.Where(one => one.Change is Change.Otherwise)];

    /// <summary>How many failing findings are new.</summary>
    public int New => Changed.Sum(one => one.New.Length);

    /// <summary>How many failing findings are gone.</summary>
    public int Gone => Changed.Sum(one => one.Gone.Length);

    IEnumerable<ChangedCheck> Moved()
    {
        var before = Before.Checks.ToDictionary(result => result.Check.Id, result => result.Verdict, StringComparer.Ordinal);
        return After
            .Checks.Where(result => before.ContainsKey(result.Check.Id))
            .Select(result => ChangedCheck.Of(result.Check, before[result.Check.Id], result.Verdict))
            .OfType<ChangedCheck>();
    }
}
