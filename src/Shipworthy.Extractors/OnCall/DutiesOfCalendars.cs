using System.Text.RegularExpressions;
using Ical.Net;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Ical.Net.Evaluation;
using Shipworthy.Extractors.Docs;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.OnCall;

/// <summary>
/// Calendars of a paging tool in the iCalendar format (RFC 5545), as PagerDuty, Opsgenie, Grafana OnCall and others export them. All of a repository are one rota: the
/// calendar of the first level and that of the second are two files.
/// </summary>
public sealed partial class DutiesOfCalendars : ICombiner
{
    // A rota of one hour turns for a year, twice over.
    const int MostTurns = 20_000;
    const int MostEmptySteps = 2_000;

    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(OnCallDuty)];

    /// <inheritdoc/>
    public void Combine(Sources sources, App known, Learner learn)
    {
        var today = known.Commits.Select(commit => (DateOnly?)commit.Day).Where(day => IsPlausible(day!.Value.Year)).Max();
        var turns = new List<DutyTurn>();
        var files = new List<SourceFile>();
        var hasChannel = false;
        foreach (var file in sources.Tree.Files.Where(MayBeRota))
            try
            {
                foreach (var calendar in CalendarCollection.Load(file.Text).Where(calendar => IsRota(file, calendar)))
                {
                    turns.AddRange(TurnsOf(file, calendar, today));
                    hasChannel |= Tool().IsMatch(calendar.ProductId ?? "") || Tool().IsMatch(NameOf(calendar));
                    files.Add(file);
                }
            }
            // The library states no closed set of what it throws on a damaged file.
            catch (Exception error) when (error is not OutOfMemoryException)
            {
                if (Duty().IsMatch(file.Path) || Duty().IsMatch(file.Text))
                    learn.CannotSee<OnCallDuty>(file.AtLine(1), $"{file.Path} is a calendar that could not be read");
            }
        if (files.Count > 0)
            learn.Add(Read([.. files.Distinct()], turns, today, hasChannel, new(known.Commits)));
    }

    static bool MayBeRota(SourceFile file) =>
        file.Name.EndsWith(".ics", StringComparison.OrdinalIgnoreCase)
        && file.Role is not (FileRole.Test or FileRole.Example or FileRole.Vendored or FileRole.Generated or FileRole.Paste);

    static bool IsRota(SourceFile file, Calendar calendar) =>
        Duty().IsMatch(file.Path)
        || Duty().IsMatch(NameOf(calendar))
        || Tool().IsMatch(calendar.ProductId ?? "")
        || calendar.Events.Any(one => Duty().IsMatch(one.Summary ?? ""));

    /// <summary>Whether a year is one in which people are on call; others would lead out of what a date can hold.</summary>
    static bool IsPlausible(int year) => year is > 1980 and < 2200;

    static OnCallDuty Read(ImmutableArray<SourceFile> files, List<DutyTurn> turns, DateOnly? today, bool hasChannel, People people)
    {
        var name = $"the rota in {string.Join(" and ", files.Select(file => file.Path))}";
        var duty = new OnCallDuty(files[0].AtLine(1), name) { Kind = DutyKind.Calendar };
        if (turns.Count == 0)
            return duty;
        var hours = new DutyHours(turns, today);
        ImmutableArray<string> named =
        [
            .. hours
                .Shares.Select(share => share.Person)
                .Concat(turns.Select(turn => turn.Person))
                .Distinct(StringComparer.OrdinalIgnoreCase),
        ];
        return duty with
        {
            People = named,
            HasChannel = hasChannel,
            CoversWeek = hours.Uncovered is 0,
            UncoveredHours = hours.Uncovered,
            HasStandIn = hours.HasStandIn,
            TurnDays = hours.LongestTurn,
            Age = hours.DaysOver,
            Ends = DateOnly.FromDateTime(hours.End),
            Shares = hours.Shares,
            AllHaveLeft = named.All(people.HasLeft),
        };
    }

    static List<DutyTurn> TurnsOf(SourceFile file, Calendar calendar, DateOnly? today)
    {
        var name = NameOf(calendar);
        var zone = calendar.Properties["X-WR-TIMEZONE"]?.Value as string;
        var until = (today ?? new(2199, 1, 1)).AddDays(366).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
        var turns = new List<DutyTurn>();
        foreach (var one in calendar.Events.Where(one => one.Start is not null && IsTurn(one)))
            if (PersonOf(one) is { } person)
                foreach (
                    var period in one.GetOccurrences(null, new() { MaxUnmatchedIncrementsLimit = MostEmptySteps })
                        .TakeWhile(occurrence => occurrence.Period.StartTime.AsUtc < until)
                        .Take(MostTurns - turns.Count)
                        .Select(occurrence => occurrence.Period)
                )
                    if (
                        period.EffectiveEndTime is { } end
                        && end.AsUtc > period.StartTime.AsUtc
                        && IsPlausible(end.Year)
                        && IsPlausible(period.StartTime.Year)
                    )
                        turns.Add(
                            new(
                                person,
                                period.StartTime.AsUtc,
                                end.AsUtc,
                                AheadOfUtc(period.StartTime, zone),
                                Second().IsMatch(name) || Second().IsMatch(file.Name) || Second().IsMatch(one.Summary ?? "")
                            )
                        );
        return turns;
    }

    /// <summary>Whether an event is a turn: not called off, and not repeated by the minute.</summary>
    static bool IsTurn(CalendarEvent one) =>
        one.IsActive && one.RecurrenceRule?.Frequency is not (FrequencyType.Secondly or FrequencyType.Minutely);

    static TimeSpan? AheadOfUtc(CalDateTime start, string? zone)
    {
        var local =
            start.IsUtc || start.IsFloating
                ? zone is { Length: > 0 }
                    ? start.ToTimeZone(zone)
                    : null
                : start;
        return local is null ? null : local.Value - local.AsUtc;
    }

    /// <summary>The person of a turn: the one who is invited, or what the title leaves when the words about duty are gone; null for roles and gaps to fill in.</summary>
    static string? PersonOf(CalendarEvent one)
    {
        var invited = one.Attendees.Select(attendee => attendee.CommonName).FirstOrDefault(name => !string.IsNullOrWhiteSpace(name));
        var person = (invited ?? NoPerson().Replace(one.Summary ?? "", "")).Trim(' ', '-', ':', ',', '"');
        return person.Length is 0 or > 80 || Role().IsMatch(person) || Placeholders.IsIn(person) || !person.Any(char.IsLetter)
            ? null
            : person;
    }

    static string NameOf(Calendar calendar) =>
        calendar.Properties["X-WR-CALNAME"]?.Value as string ?? calendar.Properties["NAME"]?.Value as string ?? "";

    [GeneratedRegex(
        @"\bon[-_ ]?call\b|\bpager\b|\brota\b|\bduty\b|bereitschaft|\bguardias?\b|\bplant[aã]o\b|\bastreintes?\b|reperibilit",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Duty();

    [GeneratedRegex(
        @"pager ?duty|ops ?genie|grafana on-?call|incident\.io|better ?stack|better ?uptime|squadcast|rootly|victorops|splunk on-?call|zenduty|all ?quiet|ilert|firehydrant",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Tool();

    [GeneratedRegex(
        @"secondary|back-?up|stand-?in|second|\bL2\b|level[-_ ]?2|tier[-_ ]?2|escalation|shadow|vertretung|suplente",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Second();

    [GeneratedRegex(
        @"^\s*\[[^\]]*\]\s*|^\s*on[- ]?call\s*(shift|rotation|duty)?\s*[:–-]?\s*|\s+(is\s+)?on[- ]?call\b.*$|\s+[–-]\s+.*$|\s*\([^)]*\)\s*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex NoPerson();

    [GeneratedRegex(
        @"^(the\s+)?((primary|secondary|first|second|backup|weekly|daily|night|day|weekend|current)\s+)*(on[- ]?call|engineers?|developers?|devs?|admins?|ops|devops|sre|team|support|person|someone|nobody|none|no one|unassigned|rotation|schedule|shift)(\s+(team|engineers?|person|rotation|schedule|shift|on duty))*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Role();
}
