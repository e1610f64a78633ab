using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Customers;

/// <summary>
/// Finds forms on pages for help whose button sends nothing: it waits a moment, says thank you, and empties the fields. Generated code often does so until somebody
/// connects it.
/// </summary>
public sealed partial class FormsInPages : IExtractor
{
    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(SupportIntake)];

    /// <inheritdoc/>
    public void Extract(Sources sources, Learner learn)
    {
        foreach (var file in ShownFiles.In(sources.Tree))
        {
            if (
                !Page().IsMatch(file.Path)
                || !ShownFiles.IsMarkup(file.Path)
                || !file.Text.Contains("extarea", StringComparison.Ordinal)
                || sources.Code.Find(file.Path) is not { } code
            )
                continue;
            var submits = code.Root.Descendants(CodeKind.Function).Where(IsSubmit).ToList();
            if (submits.Count == 0)
                continue;
            var empty = submits.Find(SendsNothing);
            learn.Add(
                new SupportIntake(submits[0].At, $"the form in {file.Name}")
                {
                    Kind = IntakeKind.Form,
                    End = submits.TrueForAll(SendsNothing) ? IntakeEnd.Nowhere : IntakeEnd.Unknown,
                    Because = empty.Exists ? "thanks the customer, and sends the message nowhere" : "",
                }
            );
        }
    }

    static bool IsSubmit(Code function) =>
        Submit().IsMatch(function.Name.Length > 0 ? function.Name : function.Parent.Name)
        || (function.Parent is { Kind: CodeKind.Property or CodeKind.Argument } owner && owner.Name is "onSubmit");

    static bool SendsNothing(Code submit)
    {
        var pretends = false;
        foreach (var node in submit.Descendants())
        {
            if (node.Kind is not (CodeKind.Call or CodeKind.New))
                continue;
            var name = node.Callee.Name;
            if (!Idle().IsMatch(name) && !Idle().IsMatch(node.Callee.DottedName))
                return false;
            pretends |= Pretence().IsMatch(name) || Pretence().IsMatch(node.Callee.DottedName);
        }
        return pretends;
    }

    [GeneratedRegex(
        @"^(handle|on|do)?_?(submit|send)(form|message|contact|feedback|support|request)?$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Submit();

    /// <summary>Pages and windows for writing to the makers; those for a customer's own contacts are none.</summary>
    [GeneratedRegex(
        @"(^|/)(?!contacts/)(contact(-?us)?|support|help|feedback|report-?(a-?)?(bug|problem|issue)|kontakt|contacto|contato|soporte|suporte)(-?(page|form|modal|dialog|widget|section|button))?(/(page|index|\+page|form))?\.\w+$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Page();

    /// <summary>Calls that keep to the page.</summary>
    [GeneratedRegex(
        @"^(preventDefault|stopPropagation|set[A-Z]\w*|set|reset|resetForm|toast(\.\w+)?|showToast|addToast|notify|alert|console\.\w+|setTimeout|clearTimeout|Promise|resolve|trim|includes|test|match|scrollTo|focus|t|validate\w*|FormData|Date|now|e\.target\.reset|Object\.\w+|values|keys|some|every|update)$",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Idle();

    /// <summary>Calls that tell the customer that something was sent.</summary>
    [GeneratedRegex(
        @"^(toast(\.\w+)?|showToast|addToast|notify|alert|set\w*(Sent|Submitted|Success\w*|Done|Complete\w*|Thanks|Status|Message))$",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Pretence();
}
