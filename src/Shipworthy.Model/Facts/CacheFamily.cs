namespace Shipworthy.Model;

public sealed partial class App
{
    /// <summary>The kinds of values that servers and shared caches keep.</summary>
    public Facts<CacheFamily> CacheFamilies => Of<CacheFamily>();
}

/// <summary>One kind of cached value: a store with its key, a cached function, a cached answer (rubric 7.5).</summary>
/// <param name="At">Where it is kept.</param>
/// <param name="Name">What code calls it.</param>
/// <param name="Store">Where it lies.</param>
public sealed record CacheFamily(Location At, string Name, CacheStore Store) : Fact(At)
{
    /// <inheritdoc/>
    public override string Identity => $"cache:{At.Path}:{Store}:{Name}{Suffix}";

    /// <summary>Tells families of one name apart: empty, or <c>#2</c>.</summary>
    public string Suffix { get; init; } = "";

    /// <summary>Whether an end of its life is stated.</summary>
    public required CacheLife Life { get; init; }

    /// <summary>How long it lives; null when that is not known as a number.</summary>
    public TimeSpan? Lifetime { get; init; }

    /// <summary>Where its values come from.</summary>
    public required CacheSource Source { get; init; }

    /// <summary>What they are made of, in words: a table, sessions.</summary>
    public string Of { get; init; } = "";

    /// <summary>Whether they decide on people, rights or money.</summary>
    public bool IsSensitive { get; init; }

    /// <summary>Whose they are.</summary>
    public required CacheOwner Owner { get; init; }

    /// <summary>What shows that, as a clause about the place; empty when nothing has to.</summary>
    public string OwnerBecause { get; init; } = "";

    /// <summary>Of an answer that proxies keep, the line where the function begins that gives it; null when it has none, or only does so under a condition.</summary>
    public int? AnswersFrom { get; init; }

    /// <summary>Of an answer that proxies keep and that one HTTP method only gets, where the code chooses by it; null when no such choice is around it.</summary>
    public ChoiceOfMethod? ByMethod { get; init; }

    /// <summary>Where it is cleared before its end; null when nothing does.</summary>
    public Location? ClearedAt { get; init; }

    /// <summary>Whether clearing could not be looked for.</summary>
    public bool ClearingUnknown { get; init; }

    /// <summary>Whether every change of what it is made of was found and leads to its clearing.</summary>
    public bool EachChangeClears { get; init; }

    /// <summary>A place that changes what it is made of, before others one that clears nothing; null when none was found.</summary>
    public Location? ChangedAt { get; init; }

    /// <summary>In how many copies the part runs that keeps it.</summary>
    public CopiesOfPart Copies { get; init; }

    /// <summary>What shows that, as a clause about the part.</summary>
    public string CopiesBecause { get; init; } = "";

    /// <inheritdoc/>
    public override ImmutableArray<Location> Related =>
        [.. new[] { ChangedAt, ClearedAt }.OfType<Location>().Where(place => place != At).Distinct()];
}

/// <summary>A choice between the HTTP methods inside one function.</summary>
/// <param name="From">The line where it begins.</param>
/// <param name="Arm">The line where the arm begins that is taken.</param>
public readonly record struct ChoiceOfMethod(int From, int Arm)
{
    /// <summary>Whether a line of the function runs before another one of this arm: it stands above the choice, or above it in the arm itself.</summary>
    public bool RunsBefore(int line, int other, int function) => (line >= function && line < From) || (line >= Arm && line <= other);
}

/// <summary>Where a cached value lies.</summary>
public enum CacheStore
{
    /// <summary>It could not be told.</summary>
    Unknown,

    /// <summary>In the memory of the process.</summary>
    Process,

    /// <summary>In a store that all copies of the app share.</summary>
    Shared,

    /// <summary>In proxies between the app and its visitors.</summary>
    Proxy,
}

/// <summary>Whether an end of a cached value's life is stated.</summary>
public enum CacheLife
{
    /// <summary>It could not be told.</summary>
    Unknown,

    /// <summary>It ends after a time.</summary>
    Ends,

    /// <summary>Nothing ends it but a restart or a lack of room.</summary>
    Endless,
}

/// <summary>Where a cached value comes from.</summary>
public enum CacheSource
{
    /// <summary>It could not be told.</summary>
    Unknown,

    /// <summary>The app's own data, which the app changes.</summary>
    OwnData,

    /// <summary>Counts and sums over the app's own data.</summary>
    Totals,

    /// <summary>The answer of somebody else's service.</summary>
    Others,

    /// <summary>What never changes under its key.</summary>
    Constant,
}

/// <summary>Whose a cached value is.</summary>
public enum CacheOwner
{
    /// <summary>It could not be told.</summary>
    Unknown,

    /// <summary>The same for everybody.</summary>
    Everybody,

    /// <summary>One person's or one tenant's, and the key tells them apart.</summary>
    InKey,

    /// <summary>One person's or one tenant's, and the key does not tell them apart.</summary>
    NotInKey,
}
