namespace Shipworthy.Checks.Access;

public sealed class SensitiveActionsAudited()
    : CheckNotJudgedYet("2.6", "Audit log for sensitive actions (role change, billing, data export)")
{
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
            - **Prisma**: `await tx.auditLog.create({ data: { actor: user.id, action: "role.changed", target: member.id, diff } })` inside the `$transaction`
            - **Supabase**: a trigger on the table that writes `auth.uid()` into `audit_log`, and no policy for update or delete
            - **FastAPI**: `session.add(AuditLog(actor=user.id, action="role.changed", target=member.id))` before the change's `commit()`
            - **Django**: `auditlog.register(Membership)` and `auditlog.middleware.AuditlogMiddleware` of django-auditlog
            - **ASP.NET Core**: a `SaveChangesInterceptor` that adds the row, so that one `SaveChanges` writes both
            - **Rails**: `has_paper_trail` in the model and `before_action :set_paper_trail_whodunnit` in the controller
            - **Laravel**: `activity()->causedBy($user)->performedOn($member)->log('role.changed')` of spatie/laravel-activitylog
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
}
