using Shipworthy.Extractors.Clients.Uses;
using Shipworthy.Extractors.Clients.Words;
using Shipworthy.Extractors.Secrets;

namespace Shipworthy.Extractors.Clients.Exposures;

/// <summary>Keys by which client code signs itself in: at APIs that are paid for, at the app's own, and with libraries that are made for servers.</summary>
sealed class SignInsOfClients : IExposureFinder
{
    /// <summary>A text shorter than this is no key.</summary>
    const int ShortestKey = 12;

    /// <inheritdoc/>
    public int Order => 1;

    /// <inheritdoc/>
    public IEnumerable<ClientExposure> Find(BuiltClient client, App known, IReadOnlySet<string> told)
    {
        var keys = new KeySources(client.Sources.Code, client.Files.Contains);
        foreach (var use in client.SignIns)
        foreach (var source in keys.Of(use.Key))
            if (Of(client, use, source) is { } found && !told.Contains(found.Name) && !told.Contains(found.Hash))
                yield return found;
    }

    static ClientExposure? Of(BuiltClient client, CredentialUse use, KeySource source) =>
        source.Origin switch
        {
            KeyOrigin.Variable => OfVariable(client, use, source),
            KeyOrigin.Written => OfText(client, use, source),
            KeyOrigin.Person when use.Api.Length > 0 => client.Says(
                ExposureWay.SignsIn,
                ExposureState.Harmless,
                use.At.At,
                use.Api,
                $"signs in at {use.Api} with the key that its user typed"
            ),
            KeyOrigin.Unknown when use.Api.Length > 0 => client.Says(
                ExposureWay.SignsIn,
                ExposureState.Unknown,
                use.At.At,
                use.Api,
                $"signs in at {use.Api}, and where its key comes from could not be followed"
            ),
            KeyOrigin.Person or KeyOrigin.Unknown => null,
        };

    static ClientExposure? OfVariable(BuiltClient client, CredentialUse use, KeySource source)
    {
        var says = ClientNames.Of(source.Text);
        var builtIn = client.Reads.Any(read => read.Name == source.Text && read.IsBuiltIn);
        if (says is NameSays.Public || (says is NameSays.SomeKey && use.FitsKeyForPages(source.Text)))
            return null;
        if (builtIn && use.Opens.Length == 0 && (use.Api.Length > 0 || says is NameSays.Privileged or NameSays.SomeKey))
            return client.Says(
                ExposureWay.SignsIn,
                ExposureState.Exposed,
                use.At.At,
                source.Text,
                use.Api.Length > 0
                    ? $"signs in at {use.Api} with {source.Text}, which the build writes into {client.Shell}"
                    : $"signs in with {source.Text}, which the build writes into {client.Shell}"
            ) with
            {
                Also = source.At.Exists && source.At.At != use.At.At ? [source.At.At] : [],
            };
        return builtIn || (use.Api.Length == 0 && says is not NameSays.Privileged)
            ? null
            : client.Says(
                ExposureWay.ServerLibrary,
                ExposureState.Exposed,
                use.At.At,
                source.Text,
                use.Opens.Length > 0
                    ? $"opens {use.Opens} from client code, with {source.Text}"
                    : $"signs in{(use.Api.Length > 0 ? " at " + use.Api : "")} from client code with {source.Text}, which is for servers"
            );
    }

    static ClientExposure? OfText(BuiltClient client, CredentialUse use, KeySource source)
    {
        if (
            use.Api.Length == 0
            || source.Text.Length < ShortestKey
            || Placeholders.AsNamed(source.Text, "")
            || source.Text.Contains(' ', StringComparison.Ordinal)
        )
            return null;
        return client.Says(
            ExposureWay.SignsIn,
            ExposureState.Exposed,
            source.At.At,
            use.Api,
            $"signs in at {use.Api} with a key that is written in client code ({MaskedSecret.Of(source.Text)})"
        ) with
        {
            Hash = SaltedHash.Of(source.Text),
        };
    }
}
