using Shipworthy.Extractors.Deployables;

namespace Shipworthy.Extractors.SecondFactors;

/// <summary>
/// Second factors that an app computes by itself, known by the names of its functions and addresses: <c>verifyTwoFactor</c>, <c>setup_mfa</c>, an Edge Function
/// <c>verify-2fa-token</c>.
/// </summary>
sealed class FactorsMadeByHand : IFactorFinder
{
    /// <inheritdoc/>
    public IEnumerable<SecondFactor> Find(Sources sources)
    {
        var functions = sources
            .Code.Files.Where(file => sources.IsDeployed(file) && FactorWords.IsIn(file.Text))
            .SelectMany(file => Named(file))
            .ToList();
        if (
            FactorsFound.Of(
                "its own code",
                "one-time codes",
                functions.Where(one => FactorWords.Enrols(one.Name)).Select(one => one.At),
                functions.Where(one => FactorWords.Verifies(one.Name)).Select(one => one.At)
            ) is
            { VerifyAt: not null } found
        )
            yield return found;
    }

    static IEnumerable<(string Name, Code At)> Named(CodeFile file)
    {
        if (DeployablesInSupabase.FolderOf(file.Path) is { } folder && file.Path[(folder.Length + 1)..].Split('/') is [var name, _])
            yield return (name, file.Root);
        foreach (var node in file.Root.Descendants())
            switch (node.Kind)
            {
                case CodeKind.Function when node.Name.Length > 0 && node.Body.Exists:
                    yield return (node.Name, node);
                    break;
                case CodeKind.Variable when node.Name.Length > 0 && node[Part.Value].Kind is CodeKind.Function:
                    yield return (node.Name, node);
                    break;
            }
    }
}
