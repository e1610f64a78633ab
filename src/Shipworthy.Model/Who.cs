namespace Shipworthy.Model;

/// <summary>Who can make use of a gap. It groups the gaps of a report, and if nobody can, the gap is no blocker.</summary>
public enum Who
{
    /// <summary>Anybody on the internet, without an account.</summary>
    Stranger,

    /// <summary>Somebody with an account or a job here: a customer, an employee, a contractor.</summary>
    Insider,

    /// <summary>Nobody on purpose: a crash, a full disk, two people at the same moment, an update on a Friday.</summary>
    BadLuck,
}
