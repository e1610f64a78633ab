namespace Shipworthy.Extractors.Endpoints;

/// <summary>What happens at a place on the way from an entry to its effects.</summary>
enum ActKind
{
    /// <summary>Goes on only with a person who proved who they are.</summary>
    ProvesUser,

    /// <summary>Goes on only with a program that proved itself.</summary>
    ProvesMachine,

    /// <summary>Finds out who is calling; whether it refuses strangers is up to whoever asked.</summary>
    AsksWho,

    /// <summary>Checks what a program would prove itself with; whether it refuses is up to whoever asked.</summary>
    AsksMachine,

    /// <summary>Finds out who is calling for whoever asks later, and refuses nobody.</summary>
    Attaches,

    /// <summary>Lets strangers pass a check that stands before it: <c>[AllowAnonymous]</c>.</summary>
    OpensToAll,

    /// <summary>Counts calls, and refuses those above a limit.</summary>
    Limits,

    /// <summary>Does something that costs or stays.</summary>
    Does,

    /// <summary>Compares a password or a one-time code, or makes one.</summary>
    HandlesCredential,

    /// <summary>Is a part of what makes guessing slow: looks at a lock, counts a failure, or both.</summary>
    Brakes,

    /// <summary>Runs something that could not be followed, and might be any of these.</summary>
    NotFollowed,

    /// <summary>Runs something after the caller was asked that could not be followed: what it does is not known, who is calling is.</summary>
    NotRead,
}

/// <summary>Which part of a brake an act is.</summary>
enum BrakePart
{
    /// <summary>All of it: a library that counts and refuses.</summary>
    Whole,

    /// <summary>Looks at the lock or the count, and refuses.</summary>
    LookedAt,

    /// <summary>Counts a failure.</summary>
    Counted,

    /// <summary>Runs something named for it that could not be followed.</summary>
    NotFollowed,
}

/// <summary>One thing that happens on a path.</summary>
/// <param name="Kind">What.</param>
/// <param name="At">Where.</param>
/// <param name="By">Whose function or product it is, or why it was not followed.</param>
sealed record Act(ActKind Kind, Code At, string By)
{
    /// <summary>Of <see cref="ActKind.Does"/>: the effect.</summary>
    public EffectKind Effect { get; init; }

    /// <summary>Of a change of data: whether the database asks its policies whether this caller may make it.</summary>
    public bool IsUnderPolicies { get; init; }

    /// <summary>Of <see cref="ActKind.Limits"/>: the limit.</summary>
    public RateLimit? Limit { get; init; }

    /// <summary>Of <see cref="ActKind.HandlesCredential"/>, and of what makes an account besides: the step of signing in.</summary>
    public CredentialStep Credential { get; init; }

    /// <summary>Of <see cref="ActKind.Brakes"/>, and of what compares a password and counts failures besides: what makes guessing slow.</summary>
    public AccountBrake? Brake { get; init; }

    /// <summary>Of <see cref="ActKind.Brakes"/>: which part of it.</summary>
    public BrakePart Part { get; init; }

    /// <summary>
    /// Of <see cref="ActKind.HandlesCredential"/> and <see cref="ActKind.Brakes"/>: the calls through which it is reached, the innermost first.
    /// </summary>
    public ImmutableArray<Code> Through { get; init; } = [];

    /// <summary>Where a function makes it happen: the act itself, or the call that leads to it; no node where the function does not.</summary>
    public Code Within(Code function) => function.Contains(At) ? At : Through.FirstOrDefault(call => function.Contains(call));

    /// <summary>Of <see cref="ActKind.HandlesCredential"/>: why nothing can be guessed there after all, as a clause; null when something can.</summary>
    public string? NothingToGuess { get; init; }

    /// <summary>Of <see cref="ActKind.AsksWho"/>: the entry under which a function hands over the caller that it found; null when it hands over nothing else.</summary>
    public string? Entry { get; init; }

    /// <summary>Of <see cref="ActKind.AsksWho"/>: whether the function that asked gives nothing at all when nobody is there.</summary>
    public bool IsOrNothing { get; init; }
}
