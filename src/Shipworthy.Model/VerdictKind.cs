namespace Shipworthy.Model;

/// <summary>The four answers of a check, from the mildest to the worst. Joining two verdicts takes the later one.</summary>
public enum VerdictKind
{
    /// <summary>The precondition of the check is absent; the verdict says which.</summary>
    NotApplicable,

    /// <summary>Positive evidence for everything in scope, and no counter-evidence.</summary>
    Pass,

    /// <summary>Cannot be shown either way; the check says what settles it.</summary>
    Unproven,

    /// <summary>Counter-evidence at a location, or a visibly needed practice is absent where it would be seen.</summary>
    Fail,
}
