namespace Shipworthy.Checks.Access;

public sealed class PermissionsEnforcedOnServer()
    : CheckNotJudgedYet("2.3", "Role and permission checks enforced server-side (never trust client)")
{
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
}
