using System.Text.RegularExpressions;
using Shipworthy.Extractors.Audit;
using Shipworthy.Extractors.Endpoints.Django;

namespace Shipworthy.Extractors.Endpoints.Rows;

/// <content>What generic views of Django REST framework hand over: the rows of their query set, with the columns of their serializer.</content>
sealed partial class RowsForAnybody
{
    const int MostNamed = 3;

    EndpointRows? OfGeneric(Route route)
    {
        if (
            route is not { Method: "GET", Answer: { } answer }
            || answer.Call.Action is not ("" or "list" or "retrieve")
            || !handlers.Generic.IsGeneric(answer.View)
            || !GivesAll(answer.View)
            || handlers.Generic.Of(answer.View) is not { Tie: Tie.None, Model.Exists: true } rows
            || DjangoSerializers.Of(code, answer.View, answer.Call) is not { } serializers
        )
            return null;
        var isOfPeople =
            GenericRows.IsAccountsClass(rows.Model)
            || Words.IsAccounts(rows.Name)
            || People().IsMatch(rows.Name)
            || Persons().IsMatch(rows.Name);
        ImmutableArray<string>? named = null;
        foreach (var serializer in serializers)
        {
            if (Private(serializer, isOfPeople) is not { IsEmpty: false } found)
                return null;
            named ??= found;
        }
        return named is { } columns
            ? new(RowReach.Handed, rows.At.At, $"every {rows.Model.Name} with {string.Join(" and ", columns.Take(MostNamed))}")
            : null;
    }

    /// <summary>The columns of a serializer that are nobody else's business.</summary>
    ImmutableArray<string> Private(PythonClass serializer, bool isOfPeople)
    {
        if (
            serializer.Method(code, "to_representation").Exists
            || serializer.Method(code, "get_fields").Exists
            || DjangoSerializers.Columns(code, serializer) is not { } columns
        )
            return [];
        var hidden = DjangoSerializers.Marked(code, serializer, "write_only").ToHashSet(StringComparer.Ordinal);
        return [.. columns.Where(one => !hidden.Contains(one) && (Secrets().IsMatch(one) || (isOfPeople && Contacts().IsMatch(one))))];
    }

    /// <summary>Whether a view may answer with all rows: nothing narrows its query set, or one way through <c>get_queryset</c> narrows nothing.</summary>
    bool GivesAll(PythonClass view)
    {
        var attribute = view.Attribute(code, "queryset");
        var isWhole = attribute.Exists && !IsNarrowed(attribute);
        if (view.Method(code, "get_queryset") is not { Exists: true } method)
            return isWhole;
        return method
            .Descendants(CodeKind.Return)
            .Select(one => one[Part.Value])
            .Any(value =>
                value is { Kind: CodeKind.Member, Name: "queryset" } && value.Receiver.Name is "self"
                    ? isWhole
                    : value is { Kind: CodeKind.Call, Callee: { Kind: CodeKind.Member, Name: "all" or "order_by" or "select_related" } }
                        && value.Text.Contains(".objects.", StringComparison.Ordinal)
                        && !IsNarrowed(value)
            );
    }

    static bool IsNarrowed(Code queryset) =>
        queryset.Descendants(CodeKind.Call).Prepend(queryset).Any(one => one.Kind is CodeKind.Call && !Plain().IsMatch(one.Callee.Name));

    [GeneratedRegex(
        "^(?:all|order_by|select_related|prefetch_related|distinct|annotate|get_user_model|Prefetch|Count|Sum|Avg|Max|Min|F)$",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Plain();

    /// <summary>What no list of anything shows to strangers.</summary>
    [GeneratedRegex(
        "^(?:(?:national_?)?id_?(?:number|card|no)|national_?(?:id|identity)(?:_?number)?|ssn|social_?security\\w*|passport(?:_?(?:no|number))?|tax_?(?:id|number|pin)|diagnos[ie]s|medical_\\w+|iban|bank_?account\\w*|account_?number|card_?number|salary|password|otp|access_?token|api_?key)$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Secrets();

    /// <summary>What a list of people does not show to strangers.</summary>
    [GeneratedRegex(
        "^(?:(?:\\w+_)?e?mail(?:_address)?|(?:\\w+_)?(?:phone|mobile|telephone)(?:_?(?:no|number))?|msisdn|whatsapp|date_?of_?birth|birth_?(?:date|day)|dob|(?:home_?|postal_?|physical_?|street_?)address(?:_?\\d)?)$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Contacts();

    /// <summary>Models of people that no shop window shows.</summary>
    [GeneratedRegex(
        "^(?:policy_?holder(?:_?relative)?|beneficiary|dependent|dependant|guest|tenant_?person|student|pupil|resident|passenger|borrower|donor|contact|person|user_?profile|profile|membership|newsletter_?subscriber|policyholder\\w*)$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Persons();
}
