namespace Shipworthy.Extractors.Sinks;

/// <summary>
/// Values that documentation, samples and images publish, so that whoever attacks an app tries them first.
/// </summary>
static class PublishedSecrets
{
    static readonly ImmutableHashSet<string> Words = ImmutableHashSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "secret",
        "changeme",
        "changethis",
        "change-me",
        "change_me",
        "password",
        "admin",
        "default",
        "dev",
        "test",
        "supersecret",
        "super-secret",
        "supersecretkey",
        "super-secret-key",
        "your-secret-key",
        "your_secret_key",
        "your-secret-key-here",
        "your-256-bit-secret",
        "your-super-secret-key",
        "my-secret",
        "mysecret",
        "mysecretkey",
        "my_secret_key",
        "jwt-secret",
        "jwt_secret",
        "jwtsecret",
        "session-secret",
        "keyboard cat",
        "shhhhh",
        "s3cr3t",
        "dev-secret",
        "development",
        "insecure",
        "notasecret",
        "postgres",
        "minioadmin",
        "guest",
        "root"
    );

    /// <summary>Whether the value is published.</summary>
    public static bool Contain(string value) =>
        Words.Contains(value.Trim()) || value.StartsWith("super-secret-jwt-token-with-at-least-32", StringComparison.Ordinal);
}
