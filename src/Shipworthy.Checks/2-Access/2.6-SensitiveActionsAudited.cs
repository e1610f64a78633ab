namespace Shipworthy.Checks.Access;

public sealed class SensitiveActionsAudited() : Check("2.6", "Audit log for sensitive actions (role change, billing, data export)")
{
    static readonly Rule NoRecord = new("2.6-F1", Major, Insider)
    {
        Says = "leaves no record",
        Title = "Take rights, accounts or data without leaving a trace",
        Consequence = "When somebody asks who did this and when, nobody can answer, and an abused account stays a guess.",
        Fix =
            "Write a row with actor, action, target, the values before and after, and time in the transaction of the action, or by a trigger of the table.",
    };

    static readonly Rule ByClient = new("2.6-F2", Major, Insider)
    {
        Says = "is recorded by whoever does it",
        Title = "Leave no record, or one in somebody else's name",
        Consequence = "Whoever acts by hand leaves the record out or forges it, so it proves nothing against the one who did it.",
        Fix = "Write the record on the server or by a trigger, and take the actor from the verified session.",
    };

    static readonly Rule Changeable = new("2.6-F3", Major, Insider)
    {
        Says = "can be changed by users",
        Title = "Remove the traces afterwards",
        Consequence = "Whoever did it can delete or rewrite the record, so the log is worth nothing when it is needed.",
        Fix = "Let the app insert only: no policy, grant or endpoint for update and delete; leave clearing to a retention job.",
    };

    static readonly Rule LacksField = new("2.6-F4", Minor, BadLuck)
    {
        Says = "leaves a record that lacks who, what, on what or when",
        Title = "Find a record that does not answer the question",
        Consequence = "The log tells that something happened, and not who did it or to whom.",
        Fix = "Write actor, action, target and time; hand the caller's id to triggers in a setting of the session.",
    };

    static readonly Rule OnlyPrinted = new("2.6-F5", Minor, BadLuck)
    {
        Says = "leaves a record that does not last",
        Title = "Lose the record before anybody asks for it",
        Consequence = "Output of a program is gone with its host's retention, and a record that fails silently is missed too late.",
        Fix = "Write the record to a table, and log an error where that fails.",
    };

    static readonly Rule LacksValues = new("2.6-F6", Minor, BadLuck)
    {
        Says = "leaves a record without what was changed",
        Title = "Find that a role changed, and not from what to what",
        Consequence = "You see that somebody changed a role or a plan, and cannot tell what it was before.",
        Fix = "Add the values before and after to the record.",
    };

    public override string Why =>
        """
            When a customer asks who changed their plan or took their data, you can answer only from a record that nobody
            could edit. Without one, an abused account stays a guess.
            """;

    public override string Fix =>
        """
            Write one row for each sensitive action, inside the same transaction, into a table that nobody can change
            afterwards:

            - **PostgreSQL**: `create table audit_log (id bigint generated always as identity primary key, at timestamptz not null default now(), actor text not null, action text not null, target text not null, diff jsonb); revoke update, delete on audit_log from app;`
            - **Prisma**: `await tx.auditLog.create({ data: { actor: user.id, action: "role.changed", target: member.id, diff: { from: member.role, to: role } } })` inside the `$transaction`
            - **Supabase**: a trigger on the table that writes `auth.uid()` into `audit_log`, and no policy for update or delete
            - **FastAPI**: `session.add(AuditLog(actor=user.id, action="role.changed", target=member.id, diff={"from": old, "to": role}))` before the change's `commit()`
            - **Django**: `auditlog.register(Membership)` and `auditlog.middleware.AuditlogMiddleware` of django-auditlog
            - **ASP.NET Core**: a `SaveChangesInterceptor` that adds the row, so that one `SaveChanges` writes both
            - **Rails**: `has_paper_trail` in the model and `before_action :set_paper_trail_whodunnit` in the controller
            - **Laravel**: `activity()->causedBy($user)->performedOn($member)->withProperties(['from' => $old, 'to' => $role])->log('role.changed')` of spatie/laravel-activitylog
            """;

    public override string SettledBy =>
        """
            A probe on staging changes a role, makes and revokes a key and runs an export as its own users, then reads the
            records and tries to delete one. A vendor's log is settled by its retention and its reader:
            `shipworthy attest 2.6`, for 180 days.
            """;

    public override string Counts =>
        "each sensitive action counts once: roles, deletions, plans and prices, exports, credentials, acting as somebody else";

    public override string ProvedWhen => "leaves a record of who, what, on what and when, which the server writes and no user can change";

    public override string UnprovenWhen => "is recorded by a vendor whose log and retention the repository does not show";

    public override string? NotApplicableWhen => "nothing here changes roles, money or credentials, or hands out data in bulk";

    public override ImmutableArray<Rule> Rules => [NoRecord, ByClient, Changeable, LacksField, OnlyPrinted, LacksValues];

    public override Verdict Judge(App app) =>
        EachAction(app).OrNotApplicable(NotApplicableWhen!) & Tables(app).OrNotApplicable(NotApplicableWhen!);

    static Judgement EachAction(App app) =>
        app.SensitiveActions.JudgeEach(action => action.Record is { } record ? Judge(action, record) : WithoutRecord(action));

    static Finding WithoutRecord(SensitiveAction action) =>
        action.NotSeen is { } reason
            ? action.Unproven($"{action.Name} {action.Kind.Says}; no record was seen, and {reason}")
            : action.Fails(NoRecord, $"{action.Name} {action.Kind.Says} and leaves no record");

    static Finding Judge(SensitiveAction action, AuditRecord record)
    {
        var says = $"{action.Name} {action.Kind.Says}";
        if (record.IsByClient)
            return action.Fails(ByClient, $"{says}, and the browser writes the record ({record.By})");
        if (record.ActorFrom is { } sent)
            return action.Fails(ByClient, $"{says}, and the record takes who did it from {sent}, which callers choose");
        if (record.OnlyIf is { } condition)
            return action.Unproven(
                $"{says}; it is recorded ({record.By}) only if {condition}, and whether it always does could not be told"
            );
        return record.Store switch
        {
            AuditStore.Unknown => action.Unproven($"{says}; whether {record.By} keeps a record of it could not be told"),
            AuditStore.Vendor => action.Unproven($"{says} and is recorded by {record.By}, whose retention is not in the repository"),
            AuditStore.Printed => action.Fails(OnlyPrinted, $"{says}, and only a line of output tells of it"),
            AuditStore.Table or AuditStore.Trigger => Kept(action, record, says),
        };
    }

    static Finding Kept(SensitiveAction action, AuditRecord record, string says) =>
        !record.Missing.IsEmpty
            ? action.Fails(LacksField, $"{says}, and its record ({record.By}) does not say {string.Join(" or ", record.Missing)}")
        : record.IsLostSilently && action.Kind.HasValues
            ? action.Fails(OnlyPrinted, $"{says}, and nobody hears of it when its record ({record.By}) cannot be written")
        : record.LacksValues && action.Kind.HasValues
            ? action.Fails(LacksValues, $"{says}, and its record ({record.By}) does not say what was changed")
        : action.Passes($"{says} and leaves a record ({record.By})");

    /// <summary>Where nothing is recorded that matters, nothing is lost when a table can be changed.</summary>
    static Judgement Tables(App app) =>
        new Facts<AuditTable>(app.SensitiveActions.Count == 0 ? [] : app.AuditTables).JudgeEach(table =>
            table.Fails(Changeable, $"table {table.Name} of audit records {Clause(table.Because)}") with
            {
                Items = 0,
            }
        );

    static string Clause(string because) =>
        because.StartsWith("has ", StringComparison.Ordinal) || because.StartsWith("lets ", StringComparison.Ordinal)
            ? because
            : $"can be changed: {because}";
}
