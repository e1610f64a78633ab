using System.Text.RegularExpressions;
using Shipworthy.Extractors.Audit;
using Shipworthy.Extractors.Endpoints;

namespace Shipworthy.Extractors.Customers;

/// <summary>
/// Finds forms for customers by the addresses that take them, and follows each to where its message ends: a list of issues, a room of the team, a mailbox, or nowhere.
/// </summary>
public sealed partial class FormsInRoutes : IExtractor
{
    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(SupportIntake)];

    /// <inheritdoc/>
    public void Extract(Sources sources, Learner learn)
    {
        var walk = new PathWalk(sources.Code);
        var told = new HashSet<string>(StringComparer.Ordinal);
        foreach (var route in sources.Routes.Routes)
        {
            foreach (var (name, handler) in route.Fields.Prepend((Name: route.Path, route.Handler)))
                if (
                    handler.Exists
                    && route.Method is "POST" or "ANY" or "ACTION" or ""
                    && TakesMessages(name)
                    && sources.IsDeployed(route.At.File)
                    && sources.RunsInProduction(route.At)
                    && told.Add($"{name} {handler.At}")
                )
                    learn.Add(Read(sources, route, name, walk.From(handler)));
        }
    }

    /// <summary>Whether an address takes what customers write to the makers of the app.</summary>
    internal static bool TakesMessages(string address)
    {
        var words = Words.Snake(address);
        return Message().IsMatch(words) && !OtherMessage().IsMatch(words);
    }

    static SupportIntake Read(Sources sources, Route route, string name, List<PathNode> way)
    {
        var calls = way.Where(node => node.At.Kind is CodeKind.Call or CodeKind.New).ToList();
        var ends = calls.Select(node => (Node: node, To: MessageEnds.Of(sources.Code, node.At))).Where(one => one.To is not null).ToList();
        var best = ends.OrderByDescending(one => one.To!.ReachesEngineers).FirstOrDefault();
        var intake = new SupportIntake(
            route.At.At,
            route.Method is "ACTION" ? $"the form of {name[(name.LastIndexOf('#') + 1)..]}" : $"the form of {name}"
        )
        {
            Kind = IntakeKind.Form,
            End = IntakeEnd.Unknown,
        };
        if (best.To is not { } end)
            return calls.TrueForAll(node => node.IsFollowed || MessageEnds.IsHarmless(node.At))
                ? intake with
                {
                    End = IntakeEnd.Nowhere,
                    Because = "answers that all is well, and neither sends nor keeps the message",
                }
                : intake;
        var at = best.Node.At.At;
        if (MessageEnds.IsSwallowed(best.Node.At) && !calls.Exists(node => MessageEnds.Keeps(node.At)))
            return intake with
            {
                End = IntakeEnd.LostOnFailure,
                EndsAt = at,
                Because = $"loses the message when {end.Name} fails, and answers that all is well",
            };
        return !end.ReachesEngineers ? intake with { EndsAt = at, Because = $"sends it to {end.Name}" }
            : !IsMet(sources, route, name) ? intake with { EndsAt = at, Because = "is called by no page that was read" }
            : intake with
            {
                EndsAt = at,
                Because = $"hands it to {end.Name}, and what becomes of a message that does not get there was not followed",
            };
    }

    /// <summary>Whether a page of the app calls the address, by the words in it that are fixed.</summary>
    static bool IsMet(Sources sources, Route route, string name)
    {
        if (route.Method is "ACTION")
        {
            var function = name[(name.LastIndexOf('#') + 1)..];
            return sources.Code.Names(function).Any(use => use.File != route.At.File && ShownFiles.IsMarkup(use.File.Path));
        }
        var parts = name.Split('/', StringSplitOptions.RemoveEmptyEntries)
            .Where(part => part is not "api" and not "trpc" && !part.Contains(':') && !part.Contains('{') && !part.Contains('['))
            .ToList();
        if (parts.Count == 0)
            return false;
        var needle = string.Join('/', parts.TakeLast(2));
        return ShownFiles
            .In(sources.Tree)
            .Any(file =>
                file.Path != route.At.File.Path && file.Text.Contains(needle, StringComparison.Ordinal) && IsClient(sources, file.Path)
            );
    }

    static bool IsClient(Sources sources, string path) =>
        ShownFiles.IsMarkup(path) || sources.Clients.Any(client => client.Holds(Location.At(path, 1)));

    [GeneratedRegex(
        @"(^|[/_#])(support|contact|contact_us|contact_form|contact_messages?|feedback|feedbacks|bug|bugs|bug_reports?|report_(a_)?(bug|problem|issue)|help_(request|desk)s?|inquir(y|ies)|enquir(y|ies))([/_#]|$)",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Message();

    /// <summary>Contacts as records, marks for answers of a model, questions on leaving, the inner side of a help desk, sales.</summary>
    [GeneratedRegex(
        @"(create|update|delete|edit|add|get|list|import|export|save|emergency|merge|new|upsert|sync|trusted)_contact|contact_(id|list|import|group|tag|note)|contact/[:{\[]|(ai|answer|response|prompt|completion|generation|chat|agent|model|cancel\w*|churn|survey|video|call|match|candidate|interview|assignment|review)_?s?[/_]feedback|\}/feedback|/:\w+/feedback|feedback[/_](ai|summary|analytics|rating|stats)|[/_]admin[/_]|support[/_](agents?|assign|stats|analytics|sla|settings|staff)|(assign|close|escalate|resolve|delete|update)_(support|ticket)|contact_sales|sales|newsletter",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex OtherMessage();
}
