using System.Text.RegularExpressions;

namespace Shipworthy.Checks.Architecture;

public sealed partial class ExternalApisVersioned() : Check("3.6", "External API contracts are versioned")
{
    static readonly Rule Unversioned = new("3.6-1", Major, BadLuck)
    {
        Says = "answers partners without a version",
        Title = "Break the programs of partners with the next change",
        Consequence = "Whoever has built on this address stops working on the day that you change it, and you cannot mend their program.",
        Fix = "Serve it below `/v1`, and leave that way alone until everybody has moved.",
    };

    static readonly Rule Installed = Unversioned with
    {
        Id = "3.6-1b",
        Says = "answers installed programs without a version",
        Title = "Break the app on phones with the next change",
        Consequence = "Phones keep the old program for months, and it stops working on the day that the service changes.",
        Fix = "Name the version in the package, as in `package shop.v1;`, and serve the old one until nobody calls it any more.",
    };

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

    /// <inheritdoc/>
    public override ImmutableArray<Rule> Rules => [Unversioned, Installed];

    /// <inheritdoc/>
    public override Verdict Judge(App app)
    {
        var installed = app.ClientArtifacts.Where(client => client.Kind is ClientKind.Mobile or ClientKind.Desktop or ClientKind.Extension);
        var consumers = app.OutsideConsumers.JudgeEach(Read);
        return app.IsLibraryOrTool ? Verdict.NotApplicable("the repository is a library or a command-line tool, and serves no API")
            : installed.Count > 0
                ? consumers.OrNotApplicable("nobody else depends on it")
                    & installed.JudgeEach(Read).OrUnproven("what people install is not known")
            : app.OutsideConsumers.Count > 0 ? consumers.OrUnproven("who depends on the API is not shown")
            : app.Endpoints.Count == 0 && !app.Endpoints.BlindSpots.IsEmpty
                ? consumers.OrUnproven("which addresses the app answers could not be read")
            : app.Endpoints.Count > 0 && app.ClientArtifacts.Count == 0
                ? consumers.OrUnproven("nothing here calls the API, so its clients live elsewhere")
            : consumers.OrNotApplicable("nothing shows that anybody outside depends on the API: its clients are deployed together with it");
    }

    static Finding Read(ClientArtifact client) =>
        client.Unproven(
            $"is {client.Name}, which people install and update when they like; whether what it calls has a version and keeps it was not compared"
        );

    static Finding Read(OutsideConsumer consumer) =>
        consumer.Kind switch
        {
            ConsumerKind.Partners when !Version().IsMatch(consumer.Because) => consumer.Fails(
                Unversioned,
                $"{consumer.Because}, without a version"
            ),
            ConsumerKind.InstalledPrograms when consumer.HasVersion is false => consumer.Fails(
                Installed,
                $"{consumer.Because}, without a version"
            ),
            ConsumerKind.InstalledPrograms or ConsumerKind.Partners => consumer.Unproven(
                $"{consumer.Because}; whether the contract kept its promises is not shown"
            ),
            ConsumerKind.KeyHolders
            or ConsumerKind.OAuthClients
            or ConsumerKind.WebhookReceivers
            or ConsumerKind.Agents
            or ConsumerKind.LibraryUsers
            or ConsumerKind.Unknown => consumer.Unproven(
                $"{consumer.Because}; whether what they depend on has a version and keeps it was not compared"
            ),
        };

    [GeneratedRegex(@"(?:^|/)v[0-9]+(?:/|$)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Version();
}
