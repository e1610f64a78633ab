namespace Shipworthy.Extractors.SecretKeeping;

/// <summary>
/// Passwords that manifests of a cluster give to a database in clear (rubric 4.6, rule 3). However weak it is, a database that starts with it opens with it.
/// </summary>
static class PasswordsInClusters
{
    /// <summary>One for each database of production.</summary>
    public static IEnumerable<SecretLapse> In(App known)
    {
        foreach (
            var store in known.InfraResources.Where(one =>
                one is { Tool: InfraTool.Kubernetes, Kind: InfraKind.Database, NotMade: null } && one.IsInProduction
            )
        )
        foreach (
            var given in store
                .Settings.Under("spec", "template", "spec", "containers")
                .Each()
                .SelectMany(container => container["env"].Each())
                .Where(IsPassword)
                .Take(1)
        )
            if (
                !known.Secrets.Any(secret =>
                    secret.At.Path == given["value"].At.Path
                    && secret.At.Line == given["value"].At.Line
                    && secret.AtHead
                    && secret.Class is SecretClass.Live
                )
            )
                yield return new(
                    given["value"].At,
                    LapseKind.WrittenInCluster,
                    $"gives the database {store.Name} its password, {given["name"].Literal}, in clear"
                );
    }

    static bool IsPassword(InfraValue given) =>
        given["name"].Literal
            is "POSTGRES_PASSWORD"
                or "MYSQL_ROOT_PASSWORD"
                or "MYSQL_PASSWORD"
                or "MARIADB_ROOT_PASSWORD"
                or "MARIADB_PASSWORD"
                or "MONGO_INITDB_ROOT_PASSWORD"
                or "SA_PASSWORD"
                or "MSSQL_SA_PASSWORD"
        && given["value"].Literal is { Length: > 0 } text
        && !text.Contains('$', StringComparison.Ordinal)
        && !text.Contains('{', StringComparison.Ordinal)
        && !text.Contains('<', StringComparison.Ordinal);
}
