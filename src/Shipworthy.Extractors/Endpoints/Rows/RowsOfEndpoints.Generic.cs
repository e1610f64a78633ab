using Shipworthy.Extractors.Audit;
using Shipworthy.Extractors.Endpoints.Django;

namespace Shipworthy.Extractors.Endpoints.Rows;

/// <content>What generic views of Django REST framework do by themselves.</content>
sealed partial class RowsOfEndpoints
{
    /// <summary>The rows that generic views answer from.</summary>
    public GenericRows Generic => walk.Generic;

    /// <summary>By model: where a person is written into new rows as their owner, and where rows are chosen by that.</summary>
    readonly Dictionary<string, Code> made = new(StringComparer.Ordinal);
    readonly Dictionary<string, List<Code>> chosen = new(StringComparer.Ordinal);

    Walked OfGeneric(DjangoAnswer answer)
    {
        var rows = walk.Generic.Of(answer.View);
        WriteVerb? verb = answer.Call.Method switch
        {
            "POST" => WriteVerb.Insert,
            "PUT" or "PATCH" => WriteVerb.Update,
            "DELETE" => WriteVerb.Delete,
            _ => null,
        };
        var hook = verb switch
        {
            WriteVerb.Insert => "perform_create",
            WriteVerb.Update => "perform_update",
            WriteVerb.Delete => "perform_destroy",
            _ => "",
        };
        var walked = Walked.Nothing;
        var tie =
            verb is WriteVerb.Insert ? walk.Generic.Made(answer.View)
            : rows.Tie is Tie.None && answer.Call.Action is not "list" ? Tie.Sent
            : rows.Tie;
        if (hook.Length > 0 && answer.View.Method(code, hook) is { Exists: true } method)
        {
            walked = walk.Of(method, parameters.Of(method, false, false));
            var handed = method.All(Part.Parameter).LastOrDefault().Name;
            // A hook that looks the row up once more and refuses others has looked for all of it.
            if (tie is Tie.Sent or Tie.Unclear && walked.Uses.Any(use => use is { View: not null, Tie: Tie.Caller }))
                tie = Tie.Caller;
            walked = walked with { Uses = [.. walked.Uses.Where(use => use.View is null && use.At.Receiver.Name != handed)] };
        }
        var (seen, right, listed) =
            verb is WriteVerb.Update && tie is Tie.Caller or Tie.Sent
                ? SerializerRights.Of(code, answer, rows.Model)
                : (true, null, default);
        return walked with
        {
            Uses =
            [
                new(listed.Exists ? listed : rows.At, rows.At, verb, rows.Name, seen ? tie : Tie.Unclear)
                {
                    View = rows,
                    Keys = tie is Tie.Sent ? ["pk"] : [],
                    Right = right,
                },
                .. walked.Uses,
            ],
        };
    }

    /// <summary>What was walked with what permissions ask of a caller.</summary>
    static Walked Demanded(Walked walked, DjangoAnswer answer) =>
        answer.Demand switch
        {
            Demand.Staff or Demand.Role => walked with
            {
                RoleAt = answer.View.Declared,
                AsksRole = true,
                IsOfWholeApp = walked.IsOfWholeApp || answer.Demand is Demand.Staff,
            },
            Demand.Owner => walked with
            {
                Uses = [.. walked.Uses.Select(use => use is { View: not null, Tie: Tie.Sent } ? use with { Tie = Tie.Caller } : use)],
            },
            Demand.Unknown => walked with { AsksMore = true },
            Demand.Nothing => walked,
        };

    void RememberOwners(Walked walked)
    {
        foreach (var use in walked.Uses.Where(use => use is { Tie: Tie.Caller, Model.Length: > 0 }))
            if (use.Verb is WriteVerb.Insert)
                made.TryAdd(use.Model, use.At);
            else if (chosen.TryGetValue(use.Model, out var all))
                all.Add(use.At);
            else
                chosen[use.Model] = [use.At];
    }

    /// <summary>
    /// A change of any row that a generic view makes or hands out, of a model whose rows name their owner and are tied to it elsewhere; null of everything else.
    /// </summary>
    EndpointRows? OpenView(Walked walked, List<RowUse> loose)
    {
        if (walked.AsksMore || walked.NamesCaller || walked.Uses.Any(use => use.Relates))
            return null;
        foreach (var use in loose)
            if (
                use is { Changes: true, Tie: Tie.Sent, Model.Length: > 0, View: { Tie: Tie.None } rows }
                && use.Node == use.At
                && rows.Name == use.Model
                && walk.Generic.OwnerOf(rows.Model) is { Exists: true } owner
                && TiedBy(owner, use.Model) is { Exists: true } tied
            )
                return new(RowReach.AnyRow, rows.At.At, use.Model) { TiedAt = tied.At };
        return null;
    }

    /// <summary>Where rows of a model are chosen by their owner, or made for one by a field that says no less; no node where neither is.</summary>
    Code TiedBy(Code owner, string model)
    {
        if (chosen.TryGetValue(model, out var places))
            foreach (var place in places)
                if (
                    AccessParts
                        .Whole(place, static _ => false)
                        .Descendants(CodeKind.Argument)
                        .Any(one => one.Name == owner.Name || one.Name == $"{owner.Name}_id")
                )
                    return place;
        return GenericRows.IsPlainOwner(owner) && made.TryGetValue(model, out var at) ? at : default;
    }
}
