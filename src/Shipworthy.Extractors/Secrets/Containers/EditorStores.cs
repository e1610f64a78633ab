namespace Shipworthy.Extractors.Secrets.Containers;

/// <summary>Files in which editors, transfer programs, database clients and browsers remember logins.</summary>
sealed class EditorStores : ContainerFamily
{
    public override ImmutableArray<ContainerKind> Kinds =>
        [
            Text(
                "upload-login",
                "an upload password",
                [
                    "sftp.json",
                    "sftp-config.json",
                    "ftp-sync.json",
                    ".ftpconfig",
                    ".remote-sync.json",
                    "deployment-config.json",
                    "ftpconfig.json",
                ],
                @"""(?:password|pass|passphrase)""\s*:\s*""(?<v>[^""]+)"""
            ),
            Text(
                "filezilla",
                "an upload password",
                ["filezilla.xml", "sitemanager.xml", "recentservers.xml"],
                @"<Pass(?:\s[^>]*)?>(?<v>[^<]+)</Pass>"
            ),
            Text("jetbrains-upload", "an upload password", ["webservers.xml", "deployment.xml"], @"\spassword=""(?<v>[^""]+)"""),
            Text(
                "dbeaver",
                "the password of a database",
                ["dbeaver-data-sources.xml", ".dbeaver-data-sources.xml", "data-sources.xml"],
                @"\spassword=""(?<v>[^""]+)"""
            ),
            Text(
                "robomongo",
                "the password of a database",
                ["robomongo.json", "robo3t.json"],
                @"""(?:userPassword|sshPassphrase|sshUserPassword)""\s*:\s*""(?<v>[^""]+)"""
            ),
            Text(
                "browser-logins",
                "a login saved by a browser",
                ["logins.json"],
                @"""encrypted(?:Username|Password)""\s*:\s*""(?<v>[^""]+)"""
            ),
        ];
}
