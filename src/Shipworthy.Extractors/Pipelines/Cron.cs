namespace Shipworthy.Extractors.Pipelines;

/// <summary>How often a line of five cron fields fires (POSIX, <c>crontab</c>).</summary>
static class Cron
{
    const int Day = 1;
    const int Week = 7;
    const int Month = 31;

    /// <summary>The longest time between two starts in whole days, rounded up by the kind of field that decides; null for a line that is none.</summary>
    public static int? LongestGap(string line)
    {
        var fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (line.Trim() is ['@', .. var word])
            return word switch
            {
                "hourly" or "daily" or "midnight" => Day,
                "weekly" => Week,
                "monthly" => Month,
                "yearly" or "annually" => 366,
                _ => null,
            };
        if (fields is not [_, _, var day, var month, var weekday])
            return null;
        if (!IsEvery(month))
            return Gap(month, 12) is { } months ? months * Month : null;
        return IsEvery(day) && IsEvery(weekday) ? Day
            : IsEvery(day) ? Week
            : Month;
    }

    static bool IsEvery(string field) => field is "*" or "?" or "*/1";

    /// <summary>The longest distance between two members of a field, around its end.</summary>
    static int? Gap(string field, int size)
    {
        if (field.StartsWith("*/", StringComparison.Ordinal))
            return int.TryParse(field[2..], out var step) ? step : null;
        var members = new SortedSet<int>();
        foreach (var part in field.Split(','))
        {
            var ends = part.Split('-');
            if (!int.TryParse(ends[0], out var first) || !int.TryParse(ends[^1], out var last))
                return null;
            for (var member = first; member <= last && member <= size; member++)
                members.Add(member);
        }
        if (members.Count == 0)
            return null;
        var sorted = members.ToList();
        return sorted.Zip(sorted.Skip(1).Append(sorted[0] + size), (one, next) => next - one).Max();
    }
}
