namespace Shipworthy.Reports.Tests.Samples;

/// <summary>The sentences of the checklist, so that samples have the lengths that reports have.</summary>
static class Sentences
{
    public static IEnumerable<(string Id, string Sentence)> All =>
        text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(line => (line[..3], line[4..]));

    const string text = """
        1.1 No secrets in source code or git history
        1.2 No service-role or admin keys exposed in client bundles
        1.3 Rate limits on every authenticated endpoint
        1.4 Rate limits on every unauthenticated endpoint (including auth itself)
        1.5 Dependencies scanned for known CVEs
        1.6 Container images scanned and rebuilt on a schedule
        1.7 CORS configured (not * on production)
        1.8 Security headers set (CSP, X-Frame-Options, HSTS, Referrer-Policy)
        2.1 Session tokens stored securely (httpOnly cookies or equivalent)
        2.2 Password reset and account recovery flows tested end-to-end
        2.3 Role and permission checks enforced server-side (never trust client)
        2.4 Multi-factor auth available for admin / privileged users
        2.5 Account lockout / brute-force protection on login
        2.6 Audit log for sensitive actions (role change, billing, data export)
        3.1 Service boundaries are documented and intentional
        3.2 No business logic in the client
        3.3 Critical write paths have idempotency keys
        3.4 Background jobs survive worker restarts
        3.5 Concurrency model is explicit (no hidden race conditions)
        3.6 External API contracts are versioned
        4.1 Infrastructure is in code (Terraform / Pulumi / CDK - not the cloud console)
        4.2 Production, staging and dev environments are separated
        4.3 IAM follows least-privilege (no broad admin policies in production)
        4.4 Storage buckets are private by default
        4.5 Backups are automated AND tested by restoring
        4.6 Secrets live in a real secret manager, not env files in git
        5.1 Production deploys are automated (no copying files to a server)
        5.2 Every deploy can be rolled back in under 5 minutes
        5.3 Staging uses the same image as production
        5.4 Database migrations are versioned and applied automatically
        5.5 Migrations are tested on a copy of production data
        5.6 CI runs the full test suite before merge
        5.7 Secrets are not exposed in build logs or artifacts
        6.1 Structured logs (JSON) with consistent fields and a request ID
        6.2 Request IDs propagate across services
        6.3 Metrics cover the four golden signals (latency, traffic, errors, saturation)
        6.4 Distributed tracing for the critical path
        6.5 Alerts wake up a real human when production breaks
        6.6 Alerts are tuned - no daily false positives
        6.7 An external uptime check monitors a real user flow, not just the index page
        7.1 Indexes on every column used in a WHERE clause on a hot path
        7.2 No N+1 queries on critical endpoints
        7.3 Connection pooling configured (not a new connection per request)
        7.4 Read replicas in place if the workload is read-heavy
        7.5 Cache layer with explicit invalidation rules
        7.6 A realistic load test has been run against staging
        8.1 Someone is on call for production
        8.2 Incident runbook exists (even a one-page doc counts)
        8.3 Customer support has a way to reach engineering
        8.4 Status page or equivalent communication channel
        8.5 Postmortems written for production incidents
        8.6 On-call rotation is sustainable (not one founder, always)
        9.1 Every AI-generated file has been read by a human
        9.2 No secrets copy-pasted from AI suggestions or example snippets
        9.3 AI-suggested dependencies exist and are maintained (no hallucinated packages)
        9.4 AI-generated SQL has been reviewed for injection risk
        9.5 AI-generated infrastructure code has been reviewed for over-permissive IAM
        9.6 AI-generated tests actually test the intended behaviour, not just the happy path
        """;
}
