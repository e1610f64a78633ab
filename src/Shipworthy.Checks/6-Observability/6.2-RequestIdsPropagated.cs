namespace Shipworthy.Checks.Observability;

public sealed class RequestIdsPropagated() : Check("6.2", "Request IDs propagate across services")
{
    static readonly Rule NotSent = new("6.2-1", Major, BadLuck)
    {
        Says = "calls another part of the app without the request's ID",
        Title = "Lose the trail between two services",
        Consequence = "The second service writes that something failed, and nothing in its log says for which click of which customer.",
        Fix = "Send the request's ID in a header with every call between your own services, in one wrapper, or let OpenTelemetry do it.",
    };

    static readonly Rule NotQueued = new("6.2-3", Major, BadLuck)
    {
        Says = "puts work into a queue without the request's ID",
        Title = "Find a failed job and not the order that it belongs to",
        Consequence = "The worker fails hours later under an ID of its own. Which request made the job is a guess.",
        Fix = "Put the request's ID into the data of each job, and bind it to the logger in the worker.",
    };

    static readonly Rule NotReturned = new("6.2-4", Minor, BadLuck)
    {
        Says = "answers without the ID of the request",
        Title = "Hear of an error and not know which one",
        Consequence =
            "A customer reports that something went wrong at noon. Nothing on the screen says which of a thousand requests it was.",
        Fix = "Return the ID in a header and in the body of errors, and let pages at another address read that header.",
    };

    public override string Why =>
        """
            Without one ID that travels along, a failure in the second service cannot be tied to the click in the first. You
            know that something broke, and not for whom.
            """;

    public override string Fix =>
        """
            Send the request's ID with every call and every job, take over an ID that comes in, and return it to the caller:

            - **Any**: OpenTelemetry's automatic instrumentation in each service; it sends and accepts `traceparent` by itself
            - **Node**: `fetch(url, { headers: { "x-request-id": requestId() } })` in one wrapper, and `queue.add("mail", { ...data, requestId: requestId() })`
            - **FastAPI**: `headers={"X-Request-ID": correlation_id.get()}` on the client, and `load_correlation_ids()` for Celery, both of asgi-correlation-id
            - **ASP.NET Core**: `HttpClient` sends `traceparent` by itself; return `Activity.Current?.TraceId.ToString()` as `X-Request-ID`
            - **Go**: `&http.Client{Transport: otelhttp.NewTransport(http.DefaultTransport)}`
            - **Laravel**: `Context::add('request_id', $id)` travels with queued jobs by itself; add it to `Http::withHeaders`
            - **Supabase**: `supabase.functions.invoke(name, { body, headers: { "x-request-id": id } })`
            - **Pages on another address**: `Access-Control-Expose-Headers: X-Request-ID`
            - **Sentry**: `tracePropagationTargets: ["localhost", "api.example.com"]` with your API's address
            """;

    public override string SettledBy =>
        """
            A probe sends an ID of its own and looks for it in the answer and, where logs can be read, in every service on
            the way. A picture of one ID found in all of them: `shipworthy attest 6.2`, for 180 days.
            """;

    public override string Counts => "each hop counts once: between two services, into a queue, out of a queue, from a page to its API";

    public override string ProvedWhen => "sends the ID, and the other side takes it over and logs it";

    public override string UnprovenWhen => "goes through a shared client, a gateway or a mesh that the repository does not show";

    public override string? NotApplicableWhen => "one server does everything: no second service, no queue, no page that calls an API";

    public override ImmutableArray<Rule> Rules => [NotSent, NotQueued, NotReturned];

    public override Verdict Judge(App app) =>
        app.Hops is not { Count: 0, BlindSpots: [] } || app.AnsweredIds.Count > 0
            ? app.Hops.JudgeEach(Of).OrNotApplicable("no part of the app calls another") & Answers(app)
        : NotFollowed(app) is { } reason ? app.Hops.JudgeEach(Of).OrUnproven(reason)
        : Verdict.NotApplicable("one server does everything: no second service, no queue, no page that calls an API");

    /// <summary>What shows that calls between parts may be missing here; null when nothing does.</summary>
    static string? NotFollowed(App app) =>
        app.Deployables is { Count: 0 } ? "nothing here shows what runs on a server"
        : app.ClientArtifacts.Count > 0 && app.Endpoints.Any(endpoint => endpoint.Method is "PUT" or "PATCH" or "DELETE")
            ? "pages call addresses of the app in a way that was not followed"
        : app.BackgroundWork.Any(work => work.Kind is WorkKind.Task) ? "work goes into a queue in a way that was not followed"
        : null;

    static Finding Of(Hop hop) =>
        (hop.Carries, hop.Kind) switch
        {
            (Carried.Nothing, HopKind.Queue) => hop.Fails(NotQueued, hop.Because),
            (Carried.Nothing, HopKind.Call or HopKind.Function or HopKind.Database) => hop.Fails(NotSent, hop.Because),
            (Carried.Unknown, _) => hop.Unproven(hop.Because),
            (Carried.Id, _) => hop.Passes(hop.Because),
        };

    static Verdict Answers(App app) =>
        app
            .AnsweredIds.JudgeEach(answered =>
                answered.With switch
                {
                    AnsweredWith.Nothing or AnsweredWith.SomeIds when !answered.HasClients => answered.Unproven(
                        $"answers programs that are not here: {answered.Because}"
                    ),
                    AnsweredWith.Nothing or AnsweredWith.SomeIds or AnsweredWith.HiddenId => answered.Fails(NotReturned, answered.Because),
                    AnsweredWith.Unknown => answered.Unproven(answered.Because),
                    AnsweredWith.Id => answered.Passes(answered.Because),
                }
            )
            .OrNotApplicable("no page calls an API of the app");
}
