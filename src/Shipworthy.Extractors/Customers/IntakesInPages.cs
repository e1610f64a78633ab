using System.Text.RegularExpressions;
using Shipworthy.Extractors.Docs;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Customers;

/// <summary>
/// Finds what customers can write to in what they see: addresses, windows for messages, help centres, communities, and forms that a service of others takes. Where a
/// message goes from there is not in the repository, but for a report of a problem to Sentry, which developers read.
/// </summary>
public sealed partial class IntakesInPages : IExtractor
{
    const int LongestName = 140;

    static readonly ImmutableArray<string> ReportsOfProblems =
    [
        "feedbackIntegration",
        "feedbackAsyncIntegration",
        "captureUserFeedback",
        "captureFeedback",
        "showReportDialog",
        "sendFeedback",
    ];

    /// <summary>How many domains the addresses of one page may have.</summary>
    const int MostDomains = 10;

    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(SupportIntake)];

    /// <inheritdoc/>
    public void Extract(Sources sources, Learner learn)
    {
        var names = new ProductNames(sources.Tree);
        var addresses = new Dictionary<string, SupportIntake>(StringComparer.Ordinal);
        foreach (var file in ShownFiles.In(sources.Tree))
        {
            var here = MailAddresses.In(file.Text).ToList();
            // A list of other people's addresses is data.
            if (here.Select(address => address.Domain).Distinct(StringComparer.Ordinal).Count() > MostDomains)
                here.Clear();
            foreach (var address in here)
                if (!addresses.ContainsKey(address.Text) && Intake(file, address, names) is { } intake)
                    addresses[address.Text] = intake;
            foreach (var product in SupportProducts.In(file))
                learn.Add(product);
        }
        foreach (var intake in addresses.Values)
            learn.Add(intake);
        if (ReportToSentry(sources) is { } report)
            learn.Add(report);
    }

    /// <summary>An address as a way to write to the makers; null when it is somebody else's, sample data, or not for questions.</summary>
    static SupportIntake? Intake(SourceFile file, MailAddress address, ProductNames names)
    {
        if (DomainNames.IsVendor(address.Host) || MailAddresses.IsForOthers(address))
            return null;
        var line = LineAt(file.Text, address.Index);
        if (!address.IsLink && SampleLine().IsMatch(line))
            return null;
        var isNamed = NamedBefore().IsMatch(file.Text[Math.Max(0, address.Index - LongestName)..address.Index]);
        var isForHelp = ShownFiles.IsPlaceForHelp(file.Path) || isNamed;
        var isQuestions = MailAddresses.IsForQuestions(address);
        if (MailAddresses.IsMadeUp(address))
            return isQuestions && isForHelp && (address.IsLink || ShownFiles.IsMarkup(file.Path))
                ? Of(file, address, IntakeEnd.MadeUp)
                : null;
        return address.IsLink || isForHelp || (isQuestions && names.Own(address.Domain)) ? Of(file, address, IntakeEnd.Unknown) : null;
    }

    static SupportIntake Of(SourceFile file, MailAddress address, IntakeEnd end) =>
        new(file.AtLine(file.At(address.Index).Line), address.Text)
        {
            Kind = IntakeKind.Address,
            End = end,
            SupportDomain =
                end is IntakeEnd.Unknown && MailAddresses.IsSupportDesk(address) && !DomainNames.IsForAnybody(address.Host)
                    ? address.Domain
                    : "",
        };

    /// <summary>A window in which users report a problem, as far as the tool that shows it is set up with an address to send to.</summary>
    static SupportIntake? ReportToSentry(Sources sources)
    {
        foreach (var call in sources.Code.Calls(ReportsOfProblems))
        {
            if (
                !sources.IsDeployed(call.File)
                || !sources.Code.OriginOf(call.Callee).Package.StartsWith("@sentry", StringComparison.Ordinal)
                || !sources.RunsInProduction(call)
            )
                continue;
            var start = sources
                .Code.Calls("init")
                .FirstOrDefault(one =>
                    sources.IsDeployed(one.File)
                    && sources.Code.OriginOf(one.Callee).Package.StartsWith("@sentry", StringComparison.Ordinal)
                    && (!IsIntegration(call) || one.Contains(call) || one.File == call.File)
                );
            if (!start.Exists)
                continue;
            var address = sources.Code.ObjectOf(start.ArgumentAt(0)).Property("dsn")[Part.Value];
            if (!address.Exists || address.String is { } written && (written.Length == 0 || Placeholders.IsIn(written)))
                continue;
            return new(call.At, "the report of a problem")
            {
                Kind = IntakeKind.Chat,
                End = IntakeEnd.Engineers,
                Because = "reaches the developers in Sentry",
            };
        }
        return null;
    }

    static bool IsIntegration(Code call) => call.Callee.Name.EndsWith("Integration", StringComparison.Ordinal);

    internal static string LineAt(string text, int index)
    {
        var start = index == 0 ? 0 : text.LastIndexOf('\n', index - 1) + 1;
        var end = text.IndexOf('\n', index);
        end = end < 0 ? text.Length : end;
        // A file in one line says nothing by what stands far away.
        start = Math.Max(start, index - 300);
        return text[start..Math.Min(end, index + 300)];
    }

    /// <summary>Lines that show how an address looks, or that say who sends a mail.</summary>
    [GeneratedRegex(
        @"placeholder|\be\.g\.|for example|por ejemplo|par exemple|z\. ?B\.|\bsender\b|[""']?\bfrom\b[""']?\s*[:=]|_FROM\b|FROM_|defaultValue|\bmock|\bsample|\bdummy|\bdemo\b|\bto:\s|replyTo|reply_to|mailto:\$|User-Agent|vapid",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex SampleLine();

    /// <summary>What stands before an address and calls it support: a constant, an entry of settings.</summary>
    [GeneratedRegex(
        @"\b\w*(support|help|contact)[_-]?(e?mail|address|adr)?\w*[""']?\s*[:=][^,;{}]*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex NamedBefore();
}
