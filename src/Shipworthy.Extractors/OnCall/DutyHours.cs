namespace Shipworthy.Extractors.OnCall;

/// <summary>What turns come to when they are looked at hour by hour, 90 days back and 90 days ahead (rubric 8.1 and 8.6).</summary>
sealed class DutyHours
{
    const int Week = 168;
    const int HoursAround = 90 * 24;

    readonly List<DutyTurn> first;
    readonly List<DutyTurn> all;

    /// <summary>The hours of the turns; at least one is there.</summary>
    public DutyHours(List<DutyTurn> turns, DateOnly? today)
    {
        all = [.. turns.OrderBy(turn => turn.Start).ThenBy(turn => turn.Person, StringComparer.Ordinal)];
        first = all.FindAll(turn => !turn.StandsIn);
        if (first.Count == 0)
            first = all;
        End = first.Max(turn => turn.End);
        Shares = SharesAround(today?.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc) ?? first[0].Start);
        if (today is not { } day)
            return;
        var from = day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
        DaysOver = Math.Max(0, (int)Math.Ceiling((from - End).TotalDays));
        if (End < from.AddHours(Week))
            return;
        var hours = Enumerable.Range(0, Week).Select(hour => from.AddHours(hour)).ToList();
        Uncovered = hours.Count(hour => !first.Exists(turn => turn.Covers(hour)));
        HasStandIn = hours.TrueForAll(HasTwo) ? true : null;
    }

    /// <summary>When the last turn ends, in UTC.</summary>
    public DateTime End { get; }

    /// <summary>Days since the last turn ended; 0 while turns go on.</summary>
    public int DaysOver { get; }

    /// <summary>Hours of the next week without anybody; null where the turns end before it does.</summary>
    public int? Uncovered { get; }

    /// <summary>Whether two people have every hour of the next week; null where that cannot be told from the turns.</summary>
    public bool? HasStandIn { get; }

    /// <summary>How the first calls are shared, the busiest first.</summary>
    public ImmutableArray<DutyShare> Shares { get; }

    /// <summary>The longest time that one person has without a break, in days.</summary>
    public double LongestTurn
    {
        get
        {
            var longest = TimeSpan.Zero;
            foreach (var turns in first.GroupBy(turn => turn.Person, StringComparer.OrdinalIgnoreCase))
            {
                var (start, end) = (DateTime.MinValue, DateTime.MinValue);
                foreach (var turn in turns)
                {
                    if (turn.Start > end)
                        start = turn.Start;
                    if (turn.End > end)
                        end = turn.End;
                    if (end - start > longest)
                        longest = end - start;
                }
            }
            return longest.TotalDays;
        }
    }

    bool HasTwo(DateTime hour) =>
        all.Where(turn => turn.Covers(hour)).Select(turn => turn.Person).Distinct(StringComparer.OrdinalIgnoreCase).Skip(1).Any();

    ImmutableArray<DutyShare> SharesAround(DateTime middle)
    {
        var hours = new Dictionary<string, (int All, int? Nights)>(StringComparer.OrdinalIgnoreCase);
        var covered = 0;
        foreach (var instant in Enumerable.Range(-HoursAround, 2 * HoursAround).Select(hour => middle.AddHours(hour)))
        {
            var now = first
                .FindAll(turn => turn.Covers(instant))
                .DistinctBy(turn => turn.Person, StringComparer.OrdinalIgnoreCase)
                .ToList();
            covered += now.Count > 0 ? 1 : 0;
            foreach (var turn in now)
            {
                var (sum, nights) = hours.GetValueOrDefault(turn.Person, (0, 0));
                hours[turn.Person] = (sum + 1, turn.IsNight(instant) is { } isNight ? nights + (isNight ? 1 : 0) : null);
            }
        }
        return
        [
            .. hours
                .Select(one => new DutyShare(
                    one.Key,
                    (double)one.Value.All / covered,
                    (double)one.Value.All * Week / covered,
                    (double?)one.Value.Nights * Week / covered
                ))
                .OrderByDescending(share => share.HoursAWeek)
                .ThenBy(share => share.Person, StringComparer.Ordinal),
        ];
    }
}
