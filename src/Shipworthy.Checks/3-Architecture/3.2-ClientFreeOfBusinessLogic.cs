namespace Shipworthy.Checks.Architecture;

public sealed class ClientFreeOfBusinessLogic() : CheckNotJudgedYet("3.2", "No business logic in the client")
{
    public override string Why =>
        """
            Whatever your page or phone app decides, its user can change: the price, the role, the credits, the status of an
            order. Only what the server decides holds.
            """;

    public override string Fix =>
        """
            Let the client send ids only, look up prices and roles on the server, and do all steps there in one transaction:

            - **Next.js**: `const price = await db.price.findUniqueOrThrow({ where: { id: priceId } });` in the server action, never `formData.get("price")`
            - **Supabase**: `supabase.rpc("place_order", { product_id })` into a function that checks `auth.uid()`, then `revoke update on profiles from authenticated; grant update (name, avatar_url) on profiles to authenticated;`
            - **Firebase**: `allow update: if !request.resource.data.diff(resource.data).affectedKeys().hasAny(["plan", "role", "credits"]);` besides the test of the owner
            - **Stripe**: `line_items: [{ price: PRICE_IDS[plan], quantity: 1 }]`, and grant what was bought in the webhook, never on the success page
            - **Express, Hono**: `z.object({ productId: z.uuid(), quantity: z.int().min(1).max(20) }).parse(req.body)`
            - **FastAPI**: `class OrderIn(BaseModel): product_id: UUID; quantity: int = Field(ge=1, le=20)` without a price
            - **ASP.NET Core**: `record PlaceOrder(Guid ProductId, int Quantity)` as the body, never the entity
            - **Rails**: `params.expect(order: [:product_id, :quantity])`
            - **Laravel**: a `FormRequest` whose rules hold ids and bounds, and `$request->validated()`
            """;

    public override string SettledBy =>
        """
            A probe with its own test user sends each sensitive field to the app and watches whether it sticks. A look into
            the database reads grants, policies and triggers. A list of what the server decides: `shipworthy attest 3.2`,
            for 180 days.
            """;

    public override string Counts =>
        "each place where the client writes data itself, works out money, rights or status, or runs several dependent steps counts once";

    public override string ProvedWhen => "is decided again or refused by the server, whatever the client sends";

    public override string UnprovenWhen =>
        "writes to tables whose policies are not in the repository, or belongs to a client that lives elsewhere";

    public override string? NotApplicableWhen =>
        "there is no client that decides anything: an API, a bot, a command line, or plain pages from the server";
}
