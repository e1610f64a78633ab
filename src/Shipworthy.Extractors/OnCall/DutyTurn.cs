namespace Shipworthy.Extractors.OnCall;

/// <summary>One turn on call.</summary>
/// <param name="Person">Who it is.</param>
/// <param name="Start">When it begins, in UTC.</param>
/// <param name="End">When it ends, in UTC; after the beginning.</param>
/// <param name="Ahead">How far the clock of the calendar's place is ahead of UTC; null where the calendar names no place.</param>
/// <param name="StandsIn">Whether it is the turn of the one who is called second.</param>
readonly record struct DutyTurn(string Person, DateTime Start, DateTime End, TimeSpan? Ahead, bool StandsIn)
{
    /// <summary>Whether it holds at an instant.</summary>
    public bool Covers(DateTime instant) => Start <= instant && instant < End;

    /// <summary>Whether the clock on the wall shows an hour of the night, from 22 to 7; null where it cannot be told.</summary>
    public bool? IsNight(DateTime instant) => Ahead is { } ahead ? (instant + ahead).Hour is >= 22 or < 7 : null;
}
