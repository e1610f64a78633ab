namespace Shipworthy.Checks.Infrastructure;

public sealed class SecretsManaged() : CheckNotJudgedYet("4.6", "Secrets live in a real secret manager, not env files in git")
{
    public override string Why =>
        """
            A password in a file travels: it is copied, cloned, cached and pasted, and nobody can call it back. In a secret
            store it can be changed in a minute.
            """;

    public override string Fix =>
        """
            Move each value into the secret store of your host, delete the file, change the values, and add `.env*` to
            `.gitignore` and `.dockerignore`:

            - **Vercel**: `vercel env add STRIPE_SECRET_KEY production`
            - **Netlify**: `netlify env:set STRIPE_SECRET_KEY <value> --secret`
            - **Fly.io, Supabase, Cloudflare**: `fly secrets set NAME=<value>`, `supabase secrets set NAME=<value>`, `wrangler secret put NAME`
            - **Render**: `sync: false` beside the key in `render.yaml`
            - **AWS ECS**: `secrets = [{ name = "DATABASE_URL", valueFrom = aws_secretsmanager_secret.db.arn }]` in the container definition
            - **Google Cloud Run**: `gcloud run deploy shop --set-secrets DATABASE_URL=database-url:latest`
            - **Azure**: `@Microsoft.KeyVault(SecretUri=<address>)` as the setting's value
            - **Kubernetes**: `kind: ExternalSecret` or `kind: SealedSecret` instead of `kind: Secret`
            - **A server of your own**: `sops exec-env secrets.enc.yaml 'node server.js'`, or `doppler run -- node server.js`
            - **Docker**: `RUN --mount=type=secret,id=token` instead of `ARG` or a copied `.env`
            - **.NET on a laptop**: `dotnet user-secrets set "Stripe:Key" <value>`
            """;

    public override string SettledBy =>
        """
            A probe asks the site once for each file such as `/.env`. A look into the platform lists the names of its
            secrets, never their values. Where the secrets live and who can read them: `shipworthy attest 4.6`, for 180
            days.
            """;

    public override string Counts => "each secret that production or a pipeline reads counts once";

    public override string ProvedWhen =>
        "comes from a secret store, an encrypted file or the host's encrypted variables, and from nothing readable in git";

    public override string UnprovenWhen => "comes from a place that the repository does not show, on a host that is not known";

    public override string? NotApplicableWhen => "production reads no secret";
}
