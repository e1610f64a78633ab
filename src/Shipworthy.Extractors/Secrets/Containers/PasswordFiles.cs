namespace Shipworthy.Extractors.Secrets.Containers;

/// <summary>Files in which programs keep passwords and tokens for themselves.</summary>
sealed class PasswordFiles : ContainerFamily
{
    public override ImmutableArray<ContainerKind> Kinds =>
        [
            Text("netrc", "a password", [".netrc", "_netrc"], @"\bpassword\s+(?<v>\S+)"),
            Text("pgpass", "the password of a database", [".pgpass", "pgpass.conf"], @"^[^#\n:]+:[^:\n]*:[^:\n]*:[^:\n]*:(?<v>\S+)"),
            Text("my-cnf", "the password of a database", [".my.cnf", ".mylogin.cnf"], @"^\s*password\s*=\s*[""']?(?<v>[^\s""']+)"),
            Text("htpasswd", "the hash of a password", [".htpasswd", "htpasswd"], @"^[^#:\s]+:(?<v>\S{8,})"),
            Text(
                "shadow",
                "the hash of a system password",
                ["shadow", "shadow-", "gshadow", "*passwd"],
                @"^[^#:\s]+:(?<v>\$[0-9a-z]+\$[^:\s]+)"
            ),
            Text("git-credentials", "a git password", [".git-credentials"], @"://[^:\s/]+:(?<v>\S+)@[^@\s]+"),
            Text(
                "docker-login",
                "a registry login",
                [".dockercfg", "config.json", ".dockerconfigjson"],
                @"""(?:auth|identitytoken)""\s*:\s*""(?<v>[A-Za-z0-9+/=_-]{8,})"""
            ),
            Text("npm-login", "a registry token", [".npmrc"], @"_(?:authToken|auth|password)\s*=\s*""?(?<v>[^\s""]+)"),
            Text("yarn-login", "a registry token", [".yarnrc.yml"], @"npmAuth(?:Token|Ident)\s*:\s*[""']?(?<v>[^\s""']+)"),
            Text("pypi-login", "a registry password", [".pypirc"], @"^\s*password\s*[:=]\s*(?<v>\S+)"),
            Text("nuget-login", "a registry password", ["nuget.config"], @"""(?:ClearText)?Password""\s+value=""(?<v>[^""]+)"""),
            Text("maven-login", "a registry password", ["settings.xml"], @"<password>(?<v>[^<{]+)</password>"),
            Text("s3cfg", "an AWS key", [".s3cfg"], @"^\s*secret_key\s*=\s*(?<v>\S+)"),
            Text(
                "aws-credentials",
                "an AWS key",
                ["credentials", ".credentials"],
                @"^\s*aws_(?:secret_access_key|session_token)\s*=\s*(?<v>\S+)"
            ),
            Text(
                "mailer-login",
                "a mail password",
                [".esmtprc", ".msmtprc", ".muttrc", ".fetchmailrc", ".mailrc"],
                @"\bpass(?:word)?\s*=?\s*""?(?<v>[^\s""=]+)"
            ),
            Text(
                "command-line-login",
                "a token",
                ["hub", "hosts.yml", ".tugboat"],
                @"^[\s-]*(?:oauth_token|api_key|access_token)\s*:\s*[""']?(?<v>[^\s""']+)"
            ),
            Text(
                "game-server",
                "the password of a server",
                ["ventrilo_srv.ini", "server.properties"],
                @"^(?:AdminPassword|Password|rcon\.password)\s*=\s*(?<v>\S+)"
            ),
            Text(
                "shell-profile",
                "an exported secret",
                [".bash_profile", ".bashrc", ".zshrc", ".profile", ".zprofile", ".zshenv", ".bash_login", ".envrc"],
                @"^\s*(?:export\s+)?(?<n>[A-Za-z_][A-Za-z0-9_]*)=[""']?(?<v>[^\s""'$#]{6,})"
            ),
        ];
}
