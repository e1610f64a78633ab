namespace Shipworthy.Extractors.Clients.Exposures;

/// <summary>Calls of the administration of accounts in client code. Without the privileged key, which others look for, they open nothing.</summary>
sealed class AdministrationInClients : IExposureFinder
{
    /// <inheritdoc/>
    public int Order => 4;

    /// <inheritdoc/>
    public IEnumerable<ClientExposure> Find(BuiltClient client, App known, IReadOnlySet<string> told)
    {
        foreach (var call in client.Pieces.SelectMany(piece => piece.Descendants(CodeKind.Call)))
            if (call.Callee.DottedName.Contains(".auth.admin.", StringComparison.Ordinal))
                yield return client.Says(
                    ExposureWay.ServerLibrary,
                    ExposureState.Harmless,
                    call.At,
                    call.Callee.Name,
                    "calls the administration of accounts, which refuses the key of the page"
                );
    }
}
