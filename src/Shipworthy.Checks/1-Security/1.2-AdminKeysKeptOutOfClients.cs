namespace Shipworthy.Checks.Security;

public sealed class AdminKeysKeptOutOfClients() : CheckNotJudgedYet("1.2", "No service-role or admin keys exposed in client bundles")
{
    public override string Why =>
        """
            An admin key inside your web page or phone app hands every customer's data to anyone who opens the browser's
            developer tools. Whatever is shipped to a customer's device is public.
            """;

    public override string Fix =>
        """
            Make a new key, revoke the old one, and keep the new one on the server, behind an endpoint that checks who is
            calling:

            - **Next.js**: `import "server-only"` as the first line of each module that reads a key, and no `NEXT_PUBLIC_` before its name
            - **Vite**: no `VITE_` before the name; let the page call your own endpoint instead of the paid API
            - **Supabase**: `createClient(url, publishableKey)` and row-level security in the page, `Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")` in Edge Functions only
            - **Firebase**: the web configuration in the page, `firebase-admin` in Cloud Functions only
            - **Expo, Flutter**: fetch a short-lived token after sign-in; bundle neither `EXPO_PUBLIC_` secrets nor an `.env` file
            - **Blazor WebAssembly**: no connection string in `wwwroot/appsettings.json`; call an endpoint that has it
            - **Rails, Laravel, Django**: render ids and publishable keys into the page, never a value from `credentials` or a secret from `.env`
            """;

    public override string SettledBy =>
        """
            A probe fetches the pages and scripts that your site serves and looks for keys in them; it changes nothing. A
            build with a marked value in every variable shows the same without a site. For an app in a store, a search of
            the unpacked release: `shipworthy attest 1.2`, for 180 days.
            """;

    public override string Counts =>
        "each secret that client code can reach counts once, and each page, app or extension once for being read completely";

    public override string ProvedWhen => "ships public ids and publishable keys only, and every variable built into it was traced";

    public override string UnprovenWhen =>
        "is built by a configuration that is computed at build time, or holds a public variable whose value is not in the repository";

    public override string? NotApplicableWhen => "nothing is shipped to a browser, a phone or a desktop";
}
