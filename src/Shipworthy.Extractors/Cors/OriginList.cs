namespace Shipworthy.Extractors.Cors;

/// <summary>
/// A set of origins as far as it could be read, with its algebra: what two places allow together, what a condition leaves of it. Entries that could not
/// be resolved stay in it with their reason, so that a set is never smaller than it really is.
/// </summary>
/// <param name="Entries">What is in it; none for the empty set.</param>
sealed record OriginList(ImmutableArray<AllowedOrigin> Entries)
{
    /// <summary>No origin.</summary>
    public static OriginList Nobody { get; } = new([]);

    /// <summary>Every origin, by <c>*</c>.</summary>
    public static OriginList Anyone { get; } = new([new(Admits.Anyone, "*")]);

    /// <summary>Every origin, by sending the caller's own back.</summary>
    public static OriginList Echoed { get; } = new([new(Admits.Echoed, "")]);

    /// <summary>An origin that could not be resolved.</summary>
    /// <param name="because">As a clause whose subject is the place: "takes its origins from …".</param>
    public static OriginList Unknown(string because) => new([new(Admits.Unknown, because)]);

    /// <summary>A pattern that strangers can match.</summary>
    /// <param name="because">What it lets in, as a clause: "allows every address that ends with …".</param>
    public static OriginList Matchable(string because) => new([new(Admits.Matchable, because)]);

    /// <summary>One origin as written in a list: an address, <c>*</c>, <c>null</c>, or one with a star in its host.</summary>
    public static OriginList Of(string origin) => Addresses.Read(origin);

    /// <summary>Whether every origin is in it.</summary>
    public bool IsEverybody => Entries.Any(entry => entry.Kind is Admits.Anyone or Admits.Echoed);

    /// <summary>Whether no origin is in it.</summary>
    public bool IsNobody => Entries.IsEmpty;

    /// <summary>What either allows.</summary>
    public OriginList Or(OriginList other) => new([.. Entries.Concat(other.Entries).Distinct()]);

    /// <summary>
    /// What is left where the caller's origin must also be in another set: an echo becomes that set. Addresses that are sent whoever asks stay, unless
    /// nobody gets there.
    /// </summary>
    public OriginList Within(OriginList condition) =>
        condition.IsNobody ? Nobody
        : condition.IsEverybody ? this
        : new([.. Entries.SelectMany(entry => entry.Kind is Admits.Echoed ? condition.Entries : [entry]).Distinct()]);

    /// <summary>
    /// The origins for which two conditions hold. Where neither contains the other for certain, the narrower one stands, since the result is inside both.
    /// </summary>
    public OriginList And(OriginList other) =>
        IsNobody || other.IsNobody ? Nobody
        : IsEverybody ? other
        : other.IsEverybody ? this
        : Worst <= other.Worst ? this
        : other;

    /// <summary>The same set as the fallback of a variable that nothing in the repository sets.</summary>
    public OriginList AsDefaultOf(string variable) =>
        new([.. Entries.Select(entry => entry with { Variable = entry.Variable ?? variable })]);

    /// <summary>The same set where a library answers a star with the caller's own origin.</summary>
    public OriginList StarAsEcho() =>
        new([.. Entries.Select(entry => entry.Kind is Admits.Anyone ? entry with { Kind = Admits.Echoed } : entry)]);

    /// <summary>The most harmful kind in it.</summary>
    public Admits Worst => Entries.IsEmpty ? Admits.Nobody : Telling.Max(entry => entry.Kind);

    /// <summary>The entries that say something; all of them where none does.</summary>
    ImmutableArray<AllowedOrigin> Telling =>
        Entries.Any(entry => !entry.AddsNothing) ? [.. Entries.Where(entry => !entry.AddsNothing)] : Entries;

    IEnumerable<AllowedOrigin> Local => Telling.Where(entry => entry.Kind is Admits.Local);

    /// <summary>Fills in what a rule says of the set.</summary>
    public CorsRule Into(CorsRule rule)
    {
        var worst = Worst;
        var decisive = Telling.FirstOrDefault(entry => entry.Kind == worst);
        var fallsBack = worst is Admits.Anyone or Admits.Echoed && Entries.All(entry => entry.Kind != worst || entry.Variable is not null);
        return rule with
        {
            Admits =
                fallsBack ? Admits.FallsBackToAnyone
                : worst is Admits.Local && Entries.Any(entry => entry.Kind is Admits.Named) ? Admits.Named
                : worst,
            Because = fallsBack || worst is Admits.Named or Admits.Local ? decisive?.Variable ?? "" : decisive?.Text ?? "",
            Names = [.. Entries.Where(entry => entry.Kind is Admits.Named or Admits.Local).Select(entry => entry.Text).Distinct()],
            LocalIsDefault = Local.All(entry => entry.Variable is not null),
            MixesLocal = Local.Any(entry =>
                Telling.Any(other =>
                    other.Kind is not Admits.Local && other.Variable == (entry.Variable is null ? other.Variable : entry.Variable)
                )
            ),
        };
    }
}

/// <summary>One member of a set of origins.</summary>
/// <param name="Kind">What it lets in.</param>
/// <param name="Text">The address; of what could not be resolved and of what strangers can match, the reason as a clause.</param>
/// <param name="Variable">The variable whose fallback it is; null when it holds whatever the environment.</param>
sealed record AllowedOrigin(Admits Kind, string Text, string? Variable = null)
{
    /// <summary>Whether it stands for a variable that is an empty list when it is not set.</summary>
    public bool AddsNothing { get; init; }
}
