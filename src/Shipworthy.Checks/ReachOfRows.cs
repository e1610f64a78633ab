namespace Shipworthy.Checks;

/// <summary>Judges whose rows an endpoint reaches for whoever signed in (rubric 2.3, F4, F5, F7).</summary>
/// <param name="nobody">Fires where nobody is asked who is calling.</param>
/// <param name="tenant">Fires where the caller becomes part of any tenant that they name.</param>
/// <param name="anyRow">Fires where any row is changed for whoever signed in.</param>
/// <param name="rights">Fires where callers set what they are allowed to do.</param>
sealed class ReachOfRows(Rule nobody, Rule tenant, Rule anyRow, Rule rights)
{
    /// <summary>The finding of an endpoint that knows who is calling.</summary>
    public Finding Judge(Endpoint endpoint) =>
        endpoint.Rows.Reach switch
        {
            RowReach.NoRows => endpoint.Passes($"{endpoint.Name} knows who is calling, and touches no data"),
            RowReach.OwnRows => endpoint.Passes($"{endpoint.Name} keeps to rows that belong to whoever is calling"),
            RowReach.AsksForRole => endpoint.Passes($"{endpoint.Name} refuses callers without a role"),
            RowReach.AnyRow => Open(
                endpoint,
                endpoint.Fails(
                    anyRow,
                    $"{endpoint.Name} changes any {endpoint.Rows.Because} by an id that the call chooses, whoever it belongs to"
                )
            ),
            RowReach.OwnRights => Open(
                endpoint,
                endpoint.Fails(rights, $"{endpoint.Name} lets whoever signed in set {endpoint.Rows.Because}, as they send it")
            ),
            RowReach.NewRights => Open(
                endpoint,
                endpoint.Fails(
                    rights with
                    {
                        Title = "Make a new administrator with an ordinary account",
                        Consequence = "Whoever signed in makes an account, and says in the same request what that account may do.",
                        Fix =
                            "Ask on the server for the role of whoever is calling before the account is made, and refuse others with 403.",
                    },
                    $"{endpoint.Name} lets whoever signed in make accounts with any {endpoint.Rows.Because}"
                )
            ),
            RowReach.AnyRead => Open(
                endpoint,
                endpoint.Fails(
                    anyRow with
                    {
                        Severity = Severity.Major,
                        Says = "reads any row for whoever signed in",
                        Title = "Read other customers' data by naming them",
                        Consequence =
                            "The rows are chosen by somebody's id in the request; whoever writes another id reads what belongs to them.",
                    },
                    $"{endpoint.Name} reads any {endpoint.Rows.Because} of whoever the call names"
                )
            ),
            RowReach.OwnTenant => Open(
                endpoint,
                endpoint.Fails(
                    tenant,
                    $"{endpoint.Name} sets {endpoint.Rows.Because} of whoever is calling as they send it, and looks up no membership"
                )
            ),
            RowReach.Named or RowReach.Handed => OfStranger(endpoint),
            RowReach.Unknown => endpoint.Unproven(
                endpoint.Rows.Because.Length > 0
                    ? $"{endpoint.Name} {endpoint.Rows.Because}"
                    : $"{endpoint.Name} knows who is calling; whether the caller may do this, and to this row, was not followed"
            ),
        };

    /// <summary>The finding of an endpoint that asks nobody who is calling, and takes from the call whose rows it reaches.</summary>
    public Finding OfStranger(Endpoint endpoint) =>
        endpoint.Rows.Reach is RowReach.Handed
            ? Open(
                endpoint,
                endpoint.Fails(
                    nobody with
                    {
                        Says = "hands people's data to anybody",
                        Title = "Read everybody's data without signing in",
                        Consequence =
                            "One request without any sign-in lists all of them, with e-mail addresses and whatever else the table holds.",
                        Fix =
                            "Find out on the server who is calling before the list is read, refuse strangers with 401, and select the columns that the page shows.",
                    },
                    $"{endpoint.Name} hands {endpoint.Rows.Because} to anybody"
                )
            )
            : Open(
                endpoint,
                endpoint.Fails(
                    tenant with
                    {
                        Who = Who.Stranger,
                        Title = "Read another customer's data by naming them",
                        Consequence =
                            "Whoever sends the request writes its cookies and headers; another name there opens another customer's data.",
                        Fix = "Find out on the server who is calling, and take the customer or team from that session.",
                    },
                    $"{endpoint.Name} reaches the rows of whoever {endpoint.Rows.Because} names, and asks nobody who is calling"
                )
            );

    /// <summary>Whether an address is meant for administrators.</summary>
    public static bool IsOfAdministrators(Endpoint endpoint) =>
        endpoint.Route.Split('/', '-').Any(part => part.ToLowerInvariant() is "admin" or "superadmin" or "backoffice");

    /// <summary>The finding stands where the row is written, since that is where it is mended.</summary>
    static Finding Open(Endpoint endpoint, Finding finding) =>
        endpoint.Rows.At is { } at
            ? finding with
            {
                At = at,
                Related = [.. new[] { endpoint.At, endpoint.Rows.TiedAt }.OfType<Location>().Where(place => place != at)],
            }
            : finding;
}
