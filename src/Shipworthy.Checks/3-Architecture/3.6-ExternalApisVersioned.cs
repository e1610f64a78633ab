namespace Shipworthy.Checks.Architecture;

public sealed class ExternalApisVersioned() : CheckNotJudgedYet("3.6", "External API contracts are versioned")
{
    public override string Why =>
        """
            Once a customer's script or an installed phone app calls your API, any change can break people whose software
            you cannot update. A version lets the old way live until they have moved.
            """;

    public override string Fix =>
        """
            Serve everything that outsiders call under one version, publish its contract, and let the pipeline compare it
            with the last release:

            - **Express, Hono**: `app.use("/v1", api)` and `app.route("/v1", api)`
            - **Next.js**: put the handlers below `app/api/v1/`
            - **NestJS**: `app.enableVersioning({ type: VersioningType.URI, defaultVersion: "1" })`
            - **FastAPI**: `app.include_router(api, prefix="/api/v1")`
            - **Django REST framework**: `"DEFAULT_VERSIONING_CLASS": "rest_framework.versioning.URLPathVersioning"`
            - **ASP.NET Core**: `app.MapGroup("/api/v1")` for all of them, and `app.MapOpenApi()`
            - **Rails**: `namespace :v1 do`
            - **Laravel**: `Route::prefix('v1')->group(...)`
            - **GraphQL**: `@deprecated(reason: "use total")` for a release before a field goes
            - **gRPC**: `package shop.v1;`, and `buf breaking --against '.git#branch=main'`
            - **Pipeline**: `oasdiff breaking released.yaml openapi.yaml --fail-on ERR`
            - **Phone apps**: answer a version that is too old with a request to update
            """;

    public override string SettledBy =>
        """
            A probe fetches the published contract and compares it with the repository's. A list of those who depend on the
            API, or the statement that nobody outside does: `shipworthy attest 3.6`, for 180 days.
            """;

    public override string Counts => "each endpoint and each outgoing webhook that outsiders depend on counts once";

    public override string ProvedWhen => "carries a version, stands in a published contract, and broke nothing since the last release";

    public override string UnprovenWhen =>
        "gets its version at a gateway outside the repository, or is used by callers that only another system knows";

    public override string? NotApplicableWhen => "nobody outside depends on the API: its only client is deployed together with it";
}
