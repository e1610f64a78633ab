namespace Shipworthy.Checks.Observability;

public sealed class RequestIdsPropagated() : CheckNotJudgedYet("6.2", "Request IDs propagate across services")
{
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
}
