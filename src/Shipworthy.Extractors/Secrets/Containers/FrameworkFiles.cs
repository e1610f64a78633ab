namespace Shipworthy.Extractors.Secrets.Containers;

/// <summary>Files of frameworks that hold the keys on which everything else of the app rests.</summary>
sealed class FrameworkFiles : ContainerFamily
{
    public override ImmutableArray<ContainerKind> Kinds =>
        [
            Text(
                "wordpress",
                "a WordPress key",
                ["wp-config.php"],
                @"define\(\s*['""](?:(?:AUTH|SECURE_AUTH|LOGGED_IN|NONCE)_(?:KEY|SALT))['""]\s*,\s*'(?<v>[^'\n]+)'"
            ),
            Text(
                "wordpress-database",
                "the password of a database",
                ["wp-config.php"],
                @"define\(\s*['""]DB_PASSWORD['""]\s*,\s*'(?<v>[^'\n]+)'"
            ),
            Text(
                "rails-master-key",
                "the master key of a Rails app",
                ["master.key", "production.key", "staging.key", "development.key"],
                @"^(?<v>[0-9a-f]{32})\s*$"
            ),
            OwnKey("rails-secrets", "the signing key of a Rails app", ["secrets.yml"], @"secret_key_base:\s*[""']?(?<v>[0-9a-f]{64,})"),
            OwnKey(
                "laravel-key",
                "the key of a Laravel app",
                [".env", ".env.production", ".env.prod", ".env.staging", ".env.backup", ".env.local"],
                @"^\s*APP_KEY\s*=\s*""?base64:(?<v>[A-Za-z0-9+/]{22,44}={0,2})"
            ),
            Text(
                "aspnet-machine-key",
                "the machine key of an ASP.NET app",
                ["web.config", "*.config"],
                @"(?:validationKey|decryptionKey)=""(?<v>[0-9A-F]{32,})"""
            ),
            OwnKey(
                "django-key",
                "the signing key of a Django app",
                ["settings.py", "base.py", "production.py", "prod.py", "local_settings.py", "config.py"],
                @"^SECRET_KEY\s*=\s*[""'](?<v>[^""'\n ]{40,80})[""']"
            ),
        ];
}
