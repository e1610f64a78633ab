namespace Shipworthy.Checks.AiCode;

public sealed class TestsProveBehaviour()
    : CheckNotJudgedYet("9.6", "AI-generated tests actually test the intended behaviour, not just the happy path")
{
    public override string Why =>
        """
            A suite that would stay green with the login check removed is worse than none, because you trust it. Assistants
            write tests that pass; it takes intent to write one that refuses.
            """;

    public override string Fix =>
        """
            Add three tests for each critical behaviour: not signed in, the wrong person, and bad or repeated input, each
            refused and nothing changed:

            - **Vitest, Jest**: `expect((await request(app).get("/orders/1")).status).toBe(401)`
            - **Playwright**: `await page.goto("/admin"); await expect(page).toHaveURL(/sign-in/);`
            - **pytest**: `assert client.get(f"/orders/{theirs.id}", headers=mine).status_code == 404`
            - **xUnit**: `Assert.Equal(HttpStatusCode.Forbidden, (await client.DeleteAsync("/users/1")).StatusCode)`
            - **Rails**: `delete user_path(other)`, then `assert_response :forbidden`
            - **Laravel**: `$this->actingAs($user)->delete("/users/{$other->id}")->assertForbidden()`
            - **Go**: `if res.Code != http.StatusForbidden { t.Fatalf("got %d", res.Code) }`
            - **Database policies**: `select throws_ok(...)` of pgTAP, or `assertFails(...)` of `@firebase/rules-unit-testing`
            - **Proof**: `npx stryker run --mutate "src/auth/**/*.ts"`, `dotnet stryker` or `mutmut run` on sign-in and billing only
            """;

    public override string SettledBy =>
        """
            The sabotage drill on a scratch copy: one guard removed, one condition turned, one amount changed at a time; the
            tests must notice four of five, and every one in sign-in, permission, payment and webhooks. Intended results
            that a person wrote down beforehand: `shipworthy attest 9.6`, for 180 days.
            """;

    public override string Counts =>
        "each test counts once for asserting something; each critical behaviour and each other endpoint that writes counts once for a refusal";

    public override string ProvedWhen => "is reached by a test that asserts its result and by one that expects a refusal";

    public override string UnprovenWhen =>
        "is covered only by tests that the same AI commit wrote, and nothing shows that they notice a change";

    public override string? NotApplicableWhen => "there is no behaviour to test: the site is static";
}
