namespace Shipworthy.Checks.Access;

public sealed class PermissionsEnforcedOnServer() : Check("2.3", "Role and permission checks enforced server-side (never trust client)")
{
    static readonly Rule AsksNobody = new("2.3-F1", Blocker, Stranger)
    {
        Says = "changes data for anybody",
        Title = "Change data without signing in",
        Consequence = "Whoever knows or guesses the address can change what is stored there, for all customers, from anywhere.",
        Fix = "Find out on the server who is calling before the first change, and refuse strangers with 401.",
    };

    static readonly Rule AsksNoRole = new("2.3-F2", Blocker, Insider)
    {
        Says = "does an administrator's work for everybody who signed in",
        Title = "Do an administrator's work with an ordinary account",
        Consequence = "The page is hidden from customers and the address is not; whoever sends the request by hand is obeyed.",
        Fix = "Ask on the server for the role before the work begins, and refuse others with 403.",
    };

    static readonly Rule ChoosesTenant = new("2.3-F4", Blocker, Insider)
    {
        Says = "believes what the call says about its sender",
        Title = "Step into another customer's team by naming it",
        Consequence = "The team in the request becomes the team of the session; from then on everything that belongs to that team is open.",
        Fix = "Look up the membership of the caller in that team first, and refuse with 403 where there is none.",
    };

    static readonly Rule AnyRow = new("2.3-F5", Blocker, Insider)
    {
        Says = "changes any row for whoever signed in",
        Title = "Change other customers' data by counting up an id",
        Consequence = "The row is chosen by an id in the request; whoever writes another id changes what belongs to somebody else.",
        Fix = """
            Choose the row by its id and by its owner together, and answer 404 where there is none.

            - **Prisma**: `update({ where: { id, ownerId: user.id }, data })`
            - **SQL**: `update items set … where id = $1 and owner_id = $2`
            - **SQLAlchemy**: `select(Item).where(Item.id == id, Item.owner_id == user.id)`
            - **Entity Framework Core**: `context.Items.FirstOrDefaultAsync(item => item.Id == id && item.OwnerId == userId)`
            """,
    };

    static readonly Rule WritesOwnRights = new("2.3-F7", Blocker, Insider)
    {
        Says = "takes rights from what a signed-in user sends",
        Title = "Make yourself an administrator by one more field in a form",
        Consequence =
            "Every field that is sent is copied to the account, and one of them says what its person is allowed; one request is enough.",
        Fix = """
            List the fields that people change of themselves, and leave the others out.

            - **FastAPI**: a schema of its own for the own profile, without `role` and flags
            - **Express, Next.js**: `schema.pick({ name: true, phone: true }).parse(body)` before the update
            - **Django REST framework**: `read_only_fields = ["role", "is_staff"]`
            - **ASP.NET Core**: assignments one by one, from a request record without `Role`
            """,
    };

    static readonly Rule WithoutRowSecurity = new("2.3-F3a", Blocker, Stranger)
    {
        Says = "has no row security after all migrations",
        Title = "Read and change every row of a table",
        Consequence = "The key in your page opens the data API; a table without row security answers whoever holds it, with every row.",
        Fix =
            "Run `alter table … enable row level security` in a migration, and add one policy for each thing that users do with their rows.",
    };

    static readonly Rule PolicyForAll = new("2.3-F3b", Blocker, Stranger)
    {
        Says = "has a policy that lets everybody through",
        Title = "Read or change other people's rows through an open policy",
        Consequence =
            "Row security is on and asks nothing: one request with the key from your page reads or changes rows of all customers.",
        Fix = "Name the owner in the policy: `using (user_id = (select auth.uid()))`, and the same `with check` for new rows.",
    };

    static readonly Rule SelfDeclared = new("2.3-F3c", Blocker, Insider)
    {
        Says = "believes what users write about themselves",
        Title = "Become an administrator by editing your own profile data",
        Consequence = "Every user can set `user_metadata` with one call; whoever writes the right word there gets the rights.",
        Fix = "Keep roles in `app_metadata` or in a table that users cannot write, and read them from there.",
    };

    static readonly Rule RaisesOwnRights = new("2.3-F3d", Blocker, Insider)
    {
        Says = "lets users set their own rights",
        Title = "Make yourself an administrator with one request",
        Consequence =
            "Each person writes their own row, and that row says what its person is allowed; one request with the key from your page is enough.",
        Fix = "Take the columns away, `revoke update` and `grant update (name, …)`, or hold them in a trigger before the update.",
    };

    static readonly Rule SignsUpWithRights = new("2.3-F3e", Blocker, Stranger)
    {
        Says = "takes rights from what a new person sends",
        Title = "Sign up as an administrator",
        Consequence = "The data beside a sign-up is chosen by whoever signs up; a copied role makes them what they wrote.",
        Fix = "Give every new person the lowest role, and let an administrator raise it.",
    };

    static readonly Rule FunctionForAll = new("2.3-F3f", Blocker, Stranger)
    {
        Says = "acts with its owner's rights for whoever calls it",
        Title = "Call a database function that row security does not stop",
        Consequence =
            "Such a function passes by all policies, and everybody can run it unless that right was taken away; its name is in your page or is guessed.",
        Fix = "Compare with `auth.uid()` first, treat its absence as a refusal, and `revoke execute … from public, anon`.",
    };

    static readonly Rule CountsForAll = new("2.3-F3f-harmless", Major, Stranger)
    {
        Says = "lets everybody raise numbers or start upkeep",
        Title = "Falsify counts, or run upkeep in a loop",
        Consequence = "A loop raises the number to whatever somebody likes, or keeps the database busy; no other data is reached.",
        Fix = "Take the right to run it from `public`, `anon` and `authenticated`, and call it on the server or by a schedule.",
    };

    public override string Why =>
        """
            Whoever sends the request by hand gets everything that the server does not refuse; hiding a button stops nobody.
            This is the most frequent way in which AI-built apps lose all their data.
            """;

    public override string Fix =>
        """
            Refuse by default on the server, list what is public, and tie each row to its owner:

            - **Next.js**: `const user = await requireUser();` as the first line of each route handler and server action; a proxy in front guards neither
            - **tRPC**: `protectedProcedure` for everything that is not on the public list
            - **Express**: `app.use("/api", requireUser)` before the routes, and `where: { id, ownerId: req.user.id }` in each query
            - **NestJS**: `{ provide: APP_GUARD, useClass: AuthGuard }`, and a `@Public()` marker on the exceptions
            - **FastAPI**: `APIRouter(dependencies=[Depends(current_user)])`, and `.where(Item.owner_id == user.id)` in each query
            - **Django REST framework**: `"DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"]`, and `Item.objects.filter(owner=self.request.user)` in `get_queryset`
            - **ASP.NET Core**: `options.FallbackPolicy = new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build()`, and `RequireAuthorization("Admin")` on admin groups
            - **Webhooks**: the sender's signature over the raw body, compared with `timingSafeEqual` or `hmac.compare_digest`, before anything is changed
            - **Rails**: `before_action :require_authentication`, and `current_user.items.find(params[:id])`
            - **Laravel**: `Gate::authorize('update', $item)` in each action, with a policy for each model
            - **Supabase**: `alter table items enable row level security; create policy own on items using (owner_id = (select auth.uid()));`, and the role in `app_metadata`
            - **Firebase**: `match /users/{uid}/{rest=**} { allow read, write: if request.auth.uid == uid; }`
            """;

    public override string SettledBy =>
        """
            A probe asks each endpoint as nobody, as one user, as another customer's user and as an administrator, and
            writes only to rows that it made. A look into the database reads policies and grants. Rules kept at a gateway
            are settled by their export: `shipworthy attest 2.3`, for 90 days.
            """;

    public override string Counts => "each endpoint, table, file bucket and privileged action that is not public counts once";

    public override string ProvedWhen =>
        "checks on the server or in the database who is asking, and that the row is theirs or the role suffices";

    public override string UnprovenWhen => "is guarded by code or a gateway that could not be followed, or by policies made in a dashboard";

    public override string? NotApplicableWhen => "everything here is public and can only be read";

    public override ImmutableArray<Rule> Rules =>
        [
            AsksNobody,
            AsksNoRole,
            ChoosesTenant,
            DoorsForStrangers.SignsInAnybody,
            AnyRow,
            WritesOwnRights,
            WithoutRowSecurity,
            PolicyForAll,
            SelfDeclared,
            RaisesOwnRights,
            SignsUpWithRights,
            FunctionForAll,
            CountsForAll,
        ];

    public override Verdict Judge(App app)
    {
        var api = new ReachOfDataApi(app);
        return EachEndpoint(app).OrNotApplicable(NothingToGuard) & EachDataObject(app, api).OrNotApplicable(NothingToGuard);
    }

    const string NothingToGuard = "no endpoint changes data or asks for a sign-in, and no client reaches a database by itself";

    static Judgement EachEndpoint(App app) =>
        app
            .Endpoints.Where(endpoint =>
                endpoint.Unearned is not null
                || (!endpoint.IsPlatformSurface && endpoint.Caller is not Caller.Credential && !IsHarmless(endpoint))
            )
            .JudgeEach(endpoint =>
                endpoint.Unearned is { } given
                    ? DoorsForStrangers.Judge(endpoint, given)
                    : endpoint.Caller switch
                    {
                        Caller.Machine => endpoint.Passes(
                            $"{endpoint.Name} answers only programs that prove themselves by {endpoint.CallerBecause}"
                        ),
                        Caller.User => Known(endpoint),
                        Caller.Unknown => endpoint.Unproven($"who may call {endpoint.Name} could not be told: {endpoint.CallerBecause}"),
                        Caller.Anonymous or Caller.Credential => Strangers.Judge(endpoint),
                    }
            );

    static Finding Known(Endpoint endpoint) =>
        !endpoint.MayAskForRole
        && (endpoint.NotRead is null || endpoint.IsDataAlone)
        && ReachOfRows.IsOfAdministrators(endpoint)
        && endpoint.Effects.FirstOrDefault(IsOfHandler) is { } work
            ? endpoint.Fails(AsksNoRole, $"{endpoint.Name} {work.Kind.Says} for everybody who signed in, and asks nobody for a role")
            : Rows.Judge(endpoint);

    static readonly ReachOfRows Rows = new(AsksNobody, ChoosesTenant, AnyRow, WritesOwnRights);

    static readonly DoorsForStrangers Strangers = new(AsksNobody, Rows);

    /// <summary>What only reads, and for anybody, is public or is not; that takes knowing what it reads.</summary>
    static bool IsHarmless(Endpoint endpoint) =>
        endpoint.Caller is Caller.Anonymous && endpoint.NotRead is null && !endpoint.Effects.Any(IsOfHandler);

    /// <summary>What a middleware writes of every call is no work of the endpoint.</summary>
    static bool IsOfHandler(EndpointEffect effect) => effect.Kind.TouchesData && !effect.IsBefore;

    static Judgement EachDataObject(App app, ReachOfDataApi api) =>
        app.DataObjects.JudgeEach(one => api.Reaches(one) ? Judge(one, api) : one.Unproven($"{one.Called} {api.WhyUnknown}"));

    static Finding Judge(DataObject one, ReachOfDataApi api) =>
        one.Kind switch
        {
            DataObjectKind.SignUpTrigger => OfSignUp(one, api),
            DataObjectKind.Function => OfFunction(one),
            DataObjectKind.View => OfView(one),
            DataObjectKind.Table or DataObjectKind.Unknown => Tables.Judge(one, api),
        };

    static readonly OpenTable Tables = new(WithoutRowSecurity, PolicyForAll, SelfDeclared, RaisesOwnRights);

    static Finding OfSignUp(DataObject one, ReachOfDataApi api) =>
        one.TakenFromSignUp.IsEmpty ? one.Passes($"{one.Called} takes no rights from what a new person sends")
        : api.HasClosedSignUp(one)
            ? one.NotCounted(
                $"{one.Called} takes {string.Join(" and ", one.TakenFromSignUp)} from what a new person sends, and nobody can sign up"
            )
        : one.Fails(SignsUpWithRights, $"{one.Called} takes {string.Join(" and ", one.TakenFromSignUp)} from what a new person sends");

    static Finding OfFunction(DataObject one)
    {
        var open = one.Doors.Where(door => door.Reach is DataReach.Everything or DataReach.SomeRows or DataReach.SelfDeclared).ToList();
        if (open.Find(door => door.IsWrite) is { } write && !one.HasParameters)
            return one.Fails(CountsForAll, $"{one.Called} lets {write.WhoSays} start upkeep of {Table(write)}");
        if (open.Find(door => door.IsWrite) is { } chosen)
            return one.Fails(FunctionForAll, $"{one.Called} lets {chosen.WhoSays} change {Table(chosen)}, and no policy stops it");
        if (open.Find(door => door.Act is DataAct.Read && door.Hands is not Holdings.None) is { } read)
            return one.Fails(FunctionForAll, $"{one.Called} hands {Table(read)} to {read.WhoSays}, and no policy stops it");
        if (open.Find(door => door.Act is DataAct.Count) is { } count)
            return one.Fails(CountsForAll, $"{one.Called} lets {count.WhoSays} raise numbers in {Table(count)}");
        return one.Doors.FirstOrDefault(door => door.Reach is DataReach.Unknown) is { } unknown
                ? one.Unproven($"{one.Called} touches {Table(unknown)}: {unknown.Because ?? "what it asks could not be followed"}")
            : one.Doors.IsEmpty ? one.Passes($"{one.Called} changes nothing and hands nothing over for whoever may run it")
            : open.Count > 0 ? one.Passes($"{one.Called} hands over nothing private by its names, and changes nothing")
            : one.Passes($"{one.Called} asks who is calling before it touches anything");
    }

    static Finding OfView(DataObject one)
    {
        if (one.Doors.FirstOrDefault(door => door.IsWrite) is { } write)
            return one.Fails(
                FunctionForAll,
                $"{one.Called} lets {write.WhoSays} {write.ActSays} rows of {write.To} that its policies keep from them"
            );
        var open = one.Doors.FirstOrDefault(door => door.Reach is DataReach.Everything or DataReach.SomeRows or DataReach.SelfDeclared);
        if (open is { Hands: not Holdings.None })
            return one.Fails(FunctionForAll, $"{one.Called} shows {open.WhoSays} rows that the tables below keep from them");
        return open is not null
                ? one.Unproven($"{one.Called} reads with its owner's rights; whether what it shows is public could not be told")
            : one.Doors.FirstOrDefault(door => door.Reach is DataReach.Unknown) is { } unknown
                ? one.Unproven($"{one.Called} reads with its owner's rights: {unknown.Because ?? "what it asks could not be followed"}")
            : one.Passes($"{one.Called} shows callers no more than the tables below do");
    }

    static string Table(DataDoor door) => door.To.Length > 0 ? door.To : "a table";
}
