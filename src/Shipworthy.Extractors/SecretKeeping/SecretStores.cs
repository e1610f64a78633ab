using System.Text.RegularExpressions;
using Shipworthy.Extractors.Environments;
using Shipworthy.Extractors.Infrastructure;
using Shipworthy.Extractors.Reading;
using Shipworthy.Extractors.Telemetry;

namespace Shipworthy.Extractors.SecretKeeping;

/// <summary>How something is kept, and where that is written.</summary>
/// <param name="Because">The rest of a sentence that begins with "reads it from": the store.</param>
readonly record struct Kept(Keeping Keeping, string Because, Location? At);

/// <summary>
/// Finds what takes secrets from a store: a line of the deployment that names the secret beside a reference to a store, or a program that fills the whole environment
/// (rubric 4.6, "positive evidence").
/// </summary>
sealed partial class SecretStores
{
    /// <summary>What a file of Render names: variables of a host, and no store by itself.</summary>
    public const string OfRender = "Render, which keeps secrets encrypted";

    readonly Sources sources;
    readonly SourceTree tree;
    readonly StartPath start;
    readonly ImmutableArray<SourceFile> deployment;
    readonly bool sealsSecrets;

    public SecretStores(Sources sources, App known)
    {
        this.sources = sources;
        tree = sources.Tree;
        start = new(sources);
        deployment =
        [
            .. tree.Files.Where(file =>
                (
                    file.Role is FileRole.Infra
                    || Settings().IsMatch(file.Path)
                    || (file.Role is FileRole.Prod && Declares().IsMatch(file.Path))
                )
                && InfraStageNames.OfPath(file.Path) is not (InfraStage.Development or InfraStage.Staging)
                && (
                    file.Role is not FileRole.Infra
                    || !file.Name.Contains("compose", StringComparison.OrdinalIgnoreCase)
                    || !DeployVariables.IsForDevelopers(file)
                )
            ),
        ];
        sealsSecrets = known.InfraResources.Any(one =>
            one.Type
                is "ExternalSecret"
                    or "ClusterExternalSecret"
                    or "SealedSecret"
                    or "SecretProviderClass"
                    or "VaultStaticSecret"
                    or "InfisicalSecret"
                    or "DopplerSecret"
        );
    }

    /// <summary>The store that a file of the deployment takes a secret from; null when none names it so.</summary>
    public Kept? Of(string name)
    {
        var variable = name.Replace(":", "__", StringComparison.Ordinal);
        foreach (var file in deployment)
        {
            for (
                var at = file.Text.IndexOf(variable, StringComparison.Ordinal);
                at >= 0;
                at = file.Text.IndexOf(variable, at + 1, StringComparison.Ordinal)
            )
                if (IsWord(file.Text, at, variable.Length) && Around(file, at, variable.Length) is { } kept)
                    return kept;
        }
        return null;
    }

    /// <summary>What fills the whole environment when the app starts, or holds all settings encrypted; null when nothing does.</summary>
    public Kept? OfEverything(string folder)
    {
        foreach (var file in tree.Files)
            if (file.Role is FileRole.Prod or FileRole.Infra or FileRole.Script or FileRole.Ci)
            {
                if (Fills().Match(file.Text) is { Success: true } fills && file.Role is not FileRole.Ci)
                    return new(Keeping.Store, ProductOf(fills.Value), file.At(fills.Index));
                if (
                    Pipelines.Paths.IsIn(folder, file.Path)
                    && Provider().Match(file.Text) is { Success: true } provider
                    && Code().IsMatch(file.Name)
                )
                    return OfProvider(file, provider);
            }
        return Encrypted(folder);
    }

    /// <summary>A library that is only asked while a setting is present proves nothing until a file of the deployment sets it.</summary>
    Kept OfProvider(SourceFile file, Match provider)
    {
        var at = file.At(provider.Index);
        foreach (var call in sources.Code.Calls("AddAzureKeyVault", "AddSecretsManager", "AddSystemsManager"))
            if (call.File.Path == file.Path && call.At.Line == at.Line)
                switch (start.Within(call))
                {
                    case { Kind: Coming.WhenSet, Variable: var variable }:
                        return new(
                            Keeping.Unknown,
                            $"{ProductOf(provider.Value)} only while {variable} is set, which no file here does",
                            at
                        );
                    case { Kind: Coming.Unclear }:
                        return new(Keeping.Unknown, $"{ProductOf(provider.Value)} only under a condition that nothing here decides", at);
                    default:
                        break;
                }
        return new(Keeping.Store, ProductOf(provider.Value), at);
    }

    static Kept? Encrypted(SourceFile file) =>
        file.Name switch
        {
            "credentials.yml.enc" or "production.yml.enc" => new(
                Keeping.EncryptedFile,
                "Rails' encrypted credentials",
                Location.File(file.Path)
            ),
            ".env.encrypted" or ".env.production.encrypted" => new(Keeping.EncryptedFile, "an encrypted file", Location.File(file.Path)),
            _ when file.Name.StartsWith(".env", StringComparison.Ordinal)
                    && file.Text.Contains("DOTENV_PUBLIC_KEY", StringComparison.Ordinal) => new(
                Keeping.EncryptedFile,
                "a file that dotenvx encrypted",
                Location.File(file.Path)
            ),
            _ => null,
        };

    Kept? Encrypted(string folder)
    {
        foreach (var file in tree.Files)
            if (
                Encrypted(file) is { } kept
                && !(file.Name.EndsWith(".yml.enc", StringComparison.Ordinal) && tree.Named("master.key").Any(key => key.Tracked))
                && (Pipelines.Paths.IsIn(folder, file.Path) || file.Folder.Length == 0)
            )
                return kept;
        return null;
    }

    /// <summary>What stands beside the name, on its line and on the few lines that belong to the same entry.</summary>
    Kept? Around(SourceFile file, int at, int length)
    {
        var from = file.Text.LastIndexOf('\n', at) + 1;
        var end = EndOfLine(file.Text, at + length);
        for (var lines = 1; lines < 5 && end < file.Text.Length; lines++)
        {
            var next = EndOfLine(file.Text, end + 1);
            // The next entry of the list speaks of another name.
            if (NextEntry().IsMatch(file.Text[(end + 1)..next]))
                break;
            end = next;
        }
        var entry = file.Text[from..end];
        if (InCluster().IsMatch(entry))
            return sealsSecrets ? new(Keeping.Store, "an encrypted or external secret of the cluster", file.At(at)) : null;
        if (InStore().Match(entry) is { Success: true } store)
            return new(Keeping.Store, ProductOf(store.Value), file.At(at));
        if (
            file.Path.EndsWith("config/deploy.yml", StringComparison.Ordinal)
            || file.Path.EndsWith(".kamal/secrets", StringComparison.Ordinal)
        )
            return OfKamal(file, at);
        return null;
    }

    /// <summary>Kamal reads its secrets from a file of commands: what they ask is the store.</summary>
    Kept? OfKamal(SourceFile file, int at)
    {
        if (tree.Files.FirstOrDefault(one => one.Path.EndsWith(".kamal/secrets", StringComparison.Ordinal)) is not { } secrets)
            return null;
        return AsksStore().IsMatch(secrets.Text) ? new(Keeping.Store, "the store that .kamal/secrets asks", file.At(at)) : null;
    }

    static int EndOfLine(string text, int from) => text.IndexOf('\n', from) is >= 0 and var end ? end : text.Length;

    static bool IsWord(string text, int at, int length) =>
        (at == 0 || !(char.IsAsciiLetterOrDigit(text[at - 1]) || text[at - 1] is '_'))
        && (at + length >= text.Length || !(char.IsAsciiLetterOrDigit(text[at + length]) || text[at + length] is '_'));

    static string ProductOf(string mark) =>
        Products().Match(mark) is not { Success: true } found
            ? "a secret store"
            : found.Value.ToLowerInvariant() switch
            {
                "secretsmanager" or "secrets_manager" or "client-secrets-manager" or "addsecretsmanager" => "AWS Secrets Manager",
                "ssm" or "parameterstore" => "the Parameter Store of AWS",
                "keyvault" or "key_vault" => "Azure Key Vault",
                "set-secrets" or "secret_key_ref" or "secretmanager" or "secret_manager" or "definesecret" => "Google Secret Manager",
                "doppler" => "Doppler",
                "infisical" => "Infisical",
                "vault" => "Vault",
                "op://" or "op run" => "1Password",
                "sops" => "a file that SOPS encrypted",
                "dotenvx" => "a file that dotenvx encrypted",
                "sync" or "fromgroup" or "generatevalue" or "fromdatabase" or "fromservice" => OfRender,
                _ => "a secret store",
            };

    [GeneratedRegex(
        @"(?:^|/)(?:\.kamal/secrets|config/deploy\.ya?ml|firebase\.json|apphosting[\w.]*\.ya?ml)$|(?:^|/)cloudbuild[^/]*\.ya?ml$|(?:^|/)\.github/workflows/[^/]*deploy[^/]*\.ya?ml$",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Settings();

    /// <summary>Programs of infrastructure, and templates, outside the usual folders.</summary>
    [GeneratedRegex(
        @"(?:[Ss]tack|template|serverless|task-?def\w*|service)[^/]*\.(?:ts|py|ya?ml|json)$|\.tf$|\.bicep$",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Declares();

    [GeneratedRegex(@"secretKeyRef|secretRef", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex InCluster();

    [GeneratedRegex(
        @"secretsmanager|secrets_manager|secretsManager|SecretsManager|\bssm\b|parameterStore|aws_ssm_parameter|:ssm:|KeyVault|key_vault|secret_key_ref|--(?:set|update)-secrets|secret_manager|secretManager|resolve:(?:ssm|secretsmanager)|op://|\bvault\b|sync:\s*false|fromGroup|generateValue:\s*true|fromDatabase|fromService|\bsecret:\s*\w|value_?[fF]rom\s*[=:].*secret",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex InStore();

    /// <summary>Programs that start another one with secrets in its environment.</summary>
    [GeneratedRegex(
        @"\b(?:doppler run\b|infisical run\b|op run\b|dotenvx run\b|sops exec-env\b|chamber exec\b|vault agent\b|aws-vault exec\b|berglas exec\b)",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Fills();

    /// <summary>Libraries that put all entries of a store among the settings of the app.</summary>
    [GeneratedRegex(
        @"\.AddAzureKeyVault\w*\(|\.AddSecretsManager\(|AddSystemsManager\(|spring\.config\.import\s*[=:].*(?:vault|aws-secretsmanager|aws-parameterstore|sm@)|\bimport:\s*[""']?(?:optional:)?(?:vault|aws-secretsmanager|aws-parameterstore)|SecretsSettingsSource|AWSSecretsManagerSettingsSource|AzureKeyVaultSettingsSource|GoogleSecretManagerSettingsSource",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Provider();

    [GeneratedRegex(@"\.(?:cs|java|kt|py|properties|ya?ml)$", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Code();

    [GeneratedRegex(
        @"op (?:read|item|run)|op://|kamal secrets fetch|bw get|doppler|vault|aws secretsmanager|gcloud secrets|lpass|infisical",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex AsksStore();

    [GeneratedRegex(
        @"secrets_?manager|client-secrets-manager|AddSecretsManager|\bssm\b|parameterstore|key_?vault|set-secrets|secret_key_ref|secret_?manager|doppler|infisical|op://|op run|sops|dotenvx|vault|sync|fromGroup|generateValue|fromDatabase|fromService",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Products();

    [GeneratedRegex(@"^\s*(?:-\s|\{|name\s*[:=]|[""']?[A-Z][A-Z0-9_]{2,}[""']?\s*[:=])", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex NextEntry();
}
