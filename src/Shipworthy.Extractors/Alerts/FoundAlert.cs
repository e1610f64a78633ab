namespace Shipworthy.Extractors.Alerts;

/// <summary>A rule on its way to a fact, with where it ends.</summary>
/// <param name="At">Where it is declared.</param>
/// <param name="System">Whose rule it is.</param>
/// <param name="Name">What it calls itself.</param>
/// <param name="End">Where it leads.</param>
sealed record FoundAlert(Location At, string System, string Name, AlertEnd End)
{
    /// <summary>What it watches.</summary>
    public AlertSubject Watches { get; init; }

    /// <summary>How loud it says it is.</summary>
    public AlertUrgency Urgency { get; init; }

    /// <summary>Why one moment sets it off; null when it does not.</summary>
    public string? Momentary { get; init; }

    /// <summary>Whether it says what to do.</summary>
    public bool? SaysWhatToDo { get; init; }

    /// <summary>The word for a rule in the language of its system.</summary>
    public string Noun =>
        System switch
        {
            "CloudWatch" => "alarm",
            "Better Stack" or "UptimeRobot" or "Datadog" => "monitor",
            "Checkly" or "GitHub Actions" or "CloudWatch Synthetics" or "Upptime" or "OpenStatus" or "Gatus" or "StatusCake" or "Pingdom" =>
                "check",
            _ => "alert",
        };
}

/// <summary>Where a rule leads.</summary>
/// <param name="Reach">Whom it reaches.</param>
/// <param name="At">Where it ends or breaks.</param>
/// <param name="Root">The thing whose change mends it; rules with one root are told together.</param>
/// <param name="Says">A clause about the rule, singular: "ends in e-mail to ops@shop.test".</param>
sealed record AlertEnd(AlertReach Reach, Location At, string Root, string Says)
{
    /// <summary>The loudest of several ends. What is not known may be louder than anything that is quieter than a call.</summary>
    public static AlertEnd Loudest(IEnumerable<AlertEnd> ends) =>
        ends.MaxBy(end =>
            end.Reach switch
            {
                AlertReach.Page => 5,
                AlertReach.Unknown => 4,
                AlertReach.Chat => 3,
                AlertReach.Mail => 2,
                AlertReach.OfItself => 1,
                AlertReach.Nobody => 0,
            }
        )!;
}
