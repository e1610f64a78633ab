using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.BuildSecrets.Scripts;

/// <summary>Commands that fetch secrets while a pipeline runs, so that its runner does not know the values (rubric 5.7, rule 3).</summary>
static partial class FetchedSecrets
{
    /// <summary>The fetching command in a text, by its first words; null when there is none, or it asks for something that is not the secret.</summary>
    public static string? CommandIn(string text) =>
        Commands().Match(text) is { Success: true } found && !AsksForOther().IsMatch(text) ? found.Value : null;

    [GeneratedRegex(
        @"\baws\s+secretsmanager\s+get-secret-value\b|\baws\s+ssm\s+get-parameters?(?:-by-path)?\b(?=.*--with-decryption)|\bgcloud\s+secrets\s+versions\s+access\b|\baz\s+keyvault\s+secret\s+show\b|\bvault\s+(?:kv\s+get|read)\b|\bop\s+read\b|\bdoppler\s+secrets(?:\s+(?:get|download))?\b|\bkubectl\s+get\s+secrets?\b(?=.*(?:-o|--output|\s-ojson|\s-oyaml|jsonpath))|\bheroku\s+config(?::get)?\b|\binfisical\s+(?:secrets(?:\s+get)?|export)\b",
        RegexOptions.CultureInvariant | RegexOptions.Singleline,
        10_000
    )]
    private static partial Regex Commands();

    /// <summary>The name, the version or the address of a secret is none.</summary>
    [GeneratedRegex(
        @"--query[ =]['""]?(?:ARN|Name|VersionId|id|CreatedDate)\b|-o(?:utput)?[ =](?:name|wide)\b|\.metadata\.name|--only-names|heroku\s+config:set|--query[ =]['""]?(?:Parameters\[\*?\]\.)?Name\b",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex AsksForOther();
}
