namespace Shipworthy.Model;

/// <summary>
/// The kind of source that a finding stands on, from the weakest to the strongest: observed beats read, read beats said.
/// </summary>
public enum Proof
{
    /// <summary>Nothing was looked at, or nothing was there.</summary>
    None,

    /// <summary>Said: a named person states it, with evidence and a date on which the statement lapses.</summary>
    Attestation,

    /// <summary>Read: commits, their messages, authors and deleted content.</summary>
    History,

    /// <summary>Read: files of the working tree.</summary>
    Code,

    /// <summary>Observed: the hosting platform or forge answered.</summary>
    Platform,

    /// <summary>Observed: the database answered.</summary>
    Database,

    /// <summary>Observed: the running deployment answered.</summary>
    Probe,

    /// <summary>Observed: an experiment was made.</summary>
    Drill,
}

/// <summary>How proofs rank against each other.</summary>
public static class Proofs
{
    extension(Proof proof)
    {
        /// <summary>The rank of the source: 0 nothing, 1 said, 2 read, 3 observed. Sources of one rank never outrank each other.</summary>
        public int Rank =>
            proof switch
            {
                Proof.None => 0,
                Proof.Attestation => 1,
                Proof.History or Proof.Code => 2,
                Proof.Platform or Proof.Database or Proof.Probe or Proof.Drill => 3,
            };
    }
}
