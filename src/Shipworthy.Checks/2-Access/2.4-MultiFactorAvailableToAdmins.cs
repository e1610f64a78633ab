namespace Shipworthy.Checks.Access;

public sealed class MultiFactorAvailableToAdmins() : Check("2.4", "Multi-factor auth available for admin / privileged users")
{
    static readonly Rule OnlyInClient = new("2.4-F2", Blocker, Stranger)
    {
        Says = "leaves it to the page to ask for the second factor",
        Title = "Skip the second factor by not loading the page",
        Consequence =
            "Whoever has an administrator's password gets a full session from it, and the dialog for the code stops nobody who writes the calls by hand.",
        Fix =
            "Refuse on the server, or in the policies of the database, whatever an administrator asks for before the second factor is verified.",
    };

    static readonly Rule Skipped = new("2.4-F3", Blocker, Stranger)
    {
        Says = "has a way around the second factor",
        Title = "Walk around the second factor",
        Consequence =
            "A code that always fits, or one that stands in the logs, opens every administrator's account to whoever has the password.",
        Fix = "Delete the way around, and try the sign-in with a device of your own instead.",
    };

    static readonly Rule Missing = new("2.4-F1", Major, Stranger)
    {
        Says = "lets privileged people in with one factor, and they cannot enrol a second",
        Title = "Take over with one leaked password",
        Consequence = "The password of one administrator, leaked at any other site, opens every customer's account.",
        Fix = "Switch on one-time codes or passkeys of the sign-in library, and let the server refuse the session until one is verified.",
    };

    static readonly Rule Bypassed = new("2.4-F4", Major, Stranger)
    {
        Says = "lets privileged people in without the second factor that another door asks for",
        Title = "Take the door without the second factor",
        Consequence = "The second factor guards one door, and whoever has a password takes the other.",
        Fix = "Ask for the second factor at every door that opens to administrators, or close the door.",
    };

    public override string Why =>
        """
            An administrator's password that leaked from some other site takes over every customer's account at once. A
            second factor makes that password worthless by itself.
            """;

    public override string Fix =>
        """
            Switch on one-time codes or passkeys for administrators, and let the server refuse their session until the code
            is verified:

            - **Better Auth**: `plugins: [twoFactor()]` on the server and `twoFactorClient()` in the page
            - **Supabase**: `supabase.auth.mfa.enroll({ factorType: "totp" })`, and `create policy mfa on accounts as restrictive to authenticated using ((select auth.jwt() ->> 'aal') = 'aal2');`
            - **Clerk, Auth0, WorkOS**: demand a second factor for the administrators' organisation in the dashboard, and export the setting
            - **Django**: `"allauth.mfa"` in `INSTALLED_APPS`, and the admin site behind allauth's sign-in
            - **ASP.NET Core**: answer `result.RequiresTwoFactor` after `PasswordSignInAsync`, and enrol through `/manage/2fa` of `MapIdentityApi`
            - **Laravel Fortify**: `Features::twoFactorAuthentication(['confirm' => true])`
            - **Rails**: `ROTP::TOTP.new(secret).verify(code, drift_behind: 15, after: last_used_at)` before the session is started
            - **FastAPI**: `pyotp.TOTP(secret).verify(code)` before the token is issued, with 10 tries in 15 minutes at most
            - **Any**: put the admin pages behind the company's single sign-on
            """;

    public override string SettledBy =>
        """
            A probe signs in with its own test administrator: refused after the password, let in after the code, refused for
            the same code again. A rule kept at an identity provider is settled by its export: `shipworthy attest 2.4`, for
            180 days.
            """;

    public override string Counts =>
        "each way in which a privileged person can sign in counts once; where the second factor is kept by the service that signs people in, each rule that asks for a role counts as well";

    public override string ProvedWhen =>
        "lets the person enrol a second factor, and from then on the server refuses the session without it";

    public override string UnprovenWhen => "belongs to an identity provider whose second factor is a setting outside the repository";

    public override string? NotApplicableWhen => "there is no privileged role and no admin page";

    public override ImmutableArray<Rule> Rules => [OnlyInClient, Skipped, Missing, Bypassed];

    const string NoRole = "no server, policy or product asks for a privileged role";

    public override Verdict Judge(App app)
    {
        if (app.PrivilegedRoles.All(role => role.Guard is RoleGuard.Client))
            return app
                .PrivilegedRoles.JudgeEach(role =>
                    role.Unproven($"a page asks for {role.Name}, and whether a server or policy does could not be seen")
                )
                .OrNotApplicable(NoRole);
        return HasWay(app)
            ? Doors(app) & Services(app) & Federated(app) & Keys(app) & Guards(app) & Skips(app)
            : app
                .PrivilegedRoles.JudgeBest(role => role.Unproven($"{role.Name} is asked for, and where such people sign in was not found"))
                .OrNotApplicable(NoRole);
    }

    static bool HasWay(App app) =>
        app.SignInDoors.Any(IsWay)
        || app.SignInServices.Count > 0
        || app.FederatedSignIns.Count > 0
        || app.PrivilegedRoles.Any(role => role.Guard is RoleGuard.FixedKey);

    static bool IsWay(SignInDoor door) => door.NothingToGuess is null && door.AdmitsNobody is null;

    static Verdict Doors(App app) => app.SignInDoors.JudgeEach(door => Judge(app, door)).OrNotApplicable(NoRole);

    static Finding Judge(App app, SignInDoor door)
    {
        var (endpoint, factors) = (door.Endpoint, app.SecondFactors.Where(factor => !factor.IsOfService));
        if (door.NothingToGuess is { } nothing)
            return door.NotCounted($"{endpoint.Name} {nothing}");
        if (door.AdmitsNobody is { } nobody)
            return door.NotCounted($"{endpoint.Name} {nobody}");
        if (door.Guessed is "codes")
            return app.SignInDoors.Any(other => other.Guessed is "passwords") || app.SignInServices.Count > 0
                ? door.NotCounted($"{endpoint.Name} takes a code, which is a step of another sign-in")
                : door.Unproven($"{endpoint.Name} takes a code, and whether a password comes before it could not be told");
        if (door.AskedByServer.Length > 0)
            return app.SignInServices.Count > 0 ? door.NotCounted($"{endpoint.Name} has {door.AskedByServer} compare")
                : door.AskedByServer is "Supabase" or "Firebase" && app.SecondFactors.Count == 0
                    ? WithoutFactor(
                        door,
                        endpoint.At,
                        $"has {door.AskedByServer} let privileged people in with a password alone, and nothing enrols a second factor"
                    )
                : door.Unproven(
                    $"{endpoint.Name} has {door.AskedByServer} compare, and whether it asks privileged people for a second factor could not be told"
                );
        if (door.AdmitsDoubt is { } admits)
            return door.Unproven($"{endpoint.Name} takes {door.Guessed}, and {admits}");
        var at = door.ProductSetAt ?? endpoint.At;
        if (door.AsksFactorAt is { } asked)
            return factors.All(factor => factor.EnrolAt is null)
                ? factors.All(factor => factor.VerifyAt is null)
                    ? WithoutFactor(door, at, "asks for a second factor that nothing enrols or verifies")
                    : WithoutFactor(door, at, "asks for a second factor that nobody can enrol")
                : door.FactorDoubt is { } doubt
                    ? door.Unproven($"{endpoint.Name} asks for a second factor, and {doubt}")
                    : factors.All(factor => factor.VerifyAt is null)
                        ? door.Unproven($"{endpoint.Name} asks for a second factor, and what verifies it was not found")
                        : door.Passes($"{endpoint.Name} asks for the second factor before it gives a session to whoever enrolled one") with
                        {
                            Related = [asked, .. factors.SelectMany(factor => factor.Related)],
                        };
        if (door.FactorDoubt is { } open)
            return door.Unproven($"{endpoint.Name} may ask for a second factor: {open}");
        if (factors.Count == 0)
            return door.NotSeen is { } unseen && door.ComparedAt is null && door.ProductSetAt is null
                ? door.Unproven($"{endpoint.Name} looks like a sign-in without a second factor, and what it takes is not known: {unseen}")
                : WithoutFactor(door, at, "lets privileged people in with a password alone, and no second factor can be enrolled");
        if (factors.All(factor => factor.EnrolAt is null))
            return WithoutFactor(
                door,
                at,
                "lets privileged people in with a password alone, and the second factor that is verified elsewhere cannot be enrolled"
            );
        var factor = factors[0];
        if (door.NotSeen is { } notSeen)
            return door.Unproven($"{endpoint.Name} was seen to ask for no second factor, and not all of it was read: {notSeen}");
        if (factor.Asked is FactorAsked.Server or FactorAsked.Database)
            return door.Unproven(
                $"{endpoint.Name} gives its session for the password, and whether all that is privileged asks for the second factor afterwards could not be told"
            ) with
            {
                Related = [.. factor.Related],
            };
        if (factor.Method is "passkeys" || app.SignInDoors.Any(other => other.AsksFactorAt is not null))
            return Wrong(Bypassed, "lets privileged people in with a password alone, although a second factor can be enrolled");
        return Wrong(
            OnlyInClient,
            "gives a full session for the password, and nothing on the server asks for the second factor that people enrol"
        );

        Finding Wrong(Rule rule, string what) =>
            door.Fails(rule, $"{endpoint.Name} {what}") with
            {
                At = at,
                Related = [.. factor.Related],
            };
    }

    static Finding WithoutFactor(SignInDoor door, Location at, string what) =>
        door.Fails(Missing, $"{door.Endpoint.Name} {what}") with
        {
            At = at,
            Related = [.. new[] { door.Endpoint.At, door.ComparedAt }.OfType<Location>().Where(place => place != at)],
        };

    static Verdict Services(App app) =>
        app
            .SignInServices.JudgeEach(service =>
                service.Vendor is not ("Supabase" or "Firebase")
                    ? service.Unproven($"{service.Vendor} signs people in, and its second factor is a switch in its own settings")
                : app.SecondFactors.Where(factor => factor.EnrolAt is not null) is { Count: > 0 } enrolled
                    ? Enrolled(app, service, enrolled[0])
                : app.SecondFactors.FirstOrDefault() is { } verified
                    ? service.Fails(
                        Missing,
                        $"{service.Vendor} signs privileged people in, and the second factor that the app verifies cannot be enrolled"
                    ) with
                    {
                        Related = [verified.At],
                    }
                : service.Fails(
                    Missing,
                    $"{service.Vendor} signs privileged people in with a password alone, and nothing enrols a second factor"
                )
            )
            .OrNotApplicable(NoRole);

    static Finding Enrolled(App app, SignInService service, SecondFactor factor) =>
        AreAsked(app)
            ? service.NotCounted(
                $"{service.Vendor} gives a session for the password, and what is privileged asks for the second factor itself"
            )
        : factor.Asked is FactorAsked.Server or FactorAsked.Database || app.PrivilegedRoles.Any(role => role.FactorDoubt is not null)
            ? service.Unproven(
                $"{service.Vendor} gives a session for the password, and whether all that is privileged asks for the second factor could not be told"
            )
        : service.Vendor is "Firebase"
            ? service.Passes("Firebase asks for the second factor before it gives a session to whoever enrolled one")
        : service.Fails(
            OnlyInClient,
            $"{service.Vendor} gives a full session for the password, and no policy, function or server asks for the second factor that people enrol"
        ) with
        {
            Related = [.. factor.Related.Prepend(factor.At)],
        };

    static Verdict Federated(App app) =>
        app
            .FederatedSignIns.JudgeEach(way => way.Unproven($"people sign in with {way.Provider}, whose second factor is set there"))
            .OrNotApplicable(NoRole);

    static Verdict Keys(App app) =>
        app
            .PrivilegedRoles.Where(role => role.Guard is RoleGuard.FixedKey)
            .JudgeEach(role =>
                app.SignInDoors.Any(door => door.ComparedAt is { } at && at.Path == role.At.Path && at.Line == role.At.Line)
                    ? role.NotCounted($"{role.Name} is a password of a sign-in that is judged by itself")
                    : role.Fails(
                        Missing,
                        $"{role.Name} alone makes an administrator of whoever sends it, and no second factor is asked for"
                    )
            )
            .OrNotApplicable(NoRole);

    /// <summary>Where the sign-in service gives a session for the password, each rule that asks for a role has to ask for the second factor itself.</summary>
    static Verdict Guards(App app) =>
        app.SignInServices.Any(service => service.Vendor is "Supabase")
        && app.SecondFactors.Any(factor => factor.EnrolAt is not null)
        && AreAsked(app)
            ? app
                .PrivilegedRoles.Where(role => role.Guard is RoleGuard.Database or RoleGuard.Server)
                .JudgeEach(role =>
                    role.AsksFactorAt is not null ? role.Passes($"{Said(role)} asks for {role.Name} and for the second factor")
                    : role.FactorDoubt is { } doubt ? role.Unproven($"{Said(role)} asks for {role.Name}: {doubt}")
                    : role.IsReachedByToken
                        ? role.Fails(
                            OnlyInClient,
                            $"{Said(role)} asks for {role.Name} only, and takes a session that knows no more than the password"
                        )
                    : role.Unproven($"{role.Name} is asked for here, and whether a second factor is asked for on the way could not be told")
                )
                .OrNotApplicable(NoRole)
            : Verdict.NotApplicable(NoRole);

    /// <summary>Whether what is privileged is judged rule by rule: some of it asks for the second factor itself, so the rest is a way around it.</summary>
    static bool AreAsked(App app) =>
        app.PrivilegedRoles.Any(role => role.AsksFactorAt is not null)
        || (
            app.SecondFactors.Any(factor => factor.Asked is FactorAsked.Database) && app.PrivilegedRoles.Any(role => role.IsReachedByToken)
        );

    static string Said(PrivilegedRole role) => role.Place.Length > 0 ? role.Place : "the function";

    static Verdict Skips(App app) =>
        app
            .FactorSkips.JudgeEach(skip =>
                skip.Doubt is { } doubt ? skip.Unproven($"{skip.Says}; {doubt}") : skip.Fails(Skipped, skip.Says)
            )
            .OrNotApplicable(NoRole);
}
