namespace Shipworthy.Model;

/// <summary>What a check says of one fact.</summary>
public enum Outcome
{
    /// <summary>Seen and deliberately not counted: a near miss with its reason, or a remark that changes no verdict.</summary>
    Note,

    /// <summary>Positive evidence.</summary>
    Pass,

    /// <summary>Cannot be shown either way from what was looked at.</summary>
    Unproven,

    /// <summary>Counter-evidence at a location.</summary>
    Fail,
}
