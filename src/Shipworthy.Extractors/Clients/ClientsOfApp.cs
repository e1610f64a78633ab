using Shipworthy.Extractors.Clients.Exposures;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Clients;

/// <summary>
/// What is shipped to the people who use the app, and the secrets in it: follows each client from its entries through everything that it imports, as its bundler does.
/// </summary>
public sealed class ClientsOfApp : ICombiner
{
    /// <summary>How many variables a sentence names.</summary>
    const int MostNames = 12;

    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(ClientArtifact), typeof(ClientExposure)];

    /// <inheritdoc/>
    public void Combine(Sources sources, App known, Learner learn)
    {
        var clients = sources.Clients;
        var told = new HashSet<string>(StringComparer.Ordinal);
        foreach (var client in clients)
        {
            learn.Add(FactOf(client));
            foreach (var found in SecretsOf(client, known))
            {
                learn.Add(found);
                told.Add(found.Name);
            }
        }
        foreach (var client in ClientsNotFound.Find(sources, clients))
            learn.Add(client);
        foreach (var found in new PublicNames(sources, clients).Find(told))
            learn.Add(found);
    }

    /// <summary>The secrets of one client, each once: what an earlier finder says of one is more certain than what a later one would.</summary>
    static IEnumerable<ClientExposure> SecretsOf(BuiltClient client, App known)
    {
        var told = new HashSet<string>(StringComparer.Ordinal);
        foreach (var finder in AllExposureFinders.All.OrderBy(finder => finder.Order))
        {
            var found = finder
                .Find(client, known, told)
                .GroupBy(one => one.Hash.Length > 0 ? one.Hash : $"{one.Name}:{one.State}", StringComparer.Ordinal)
                .Select(same => same.First())
                .ToList();
            foreach (var one in found)
            {
                told.Add(one.Name);
                if (one.Hash.Length > 0)
                    told.Add(one.Hash);
                yield return one;
            }
        }
    }

    static ClientArtifact FactOf(BuiltClient client)
    {
        var app = client.App;
        var output = app.Shipped.FirstOrDefault(file => file.Role is FileRole.Generated)?.Folder ?? "";
        var (at, because) = NotComplete(client, output.Length > 0);
        return new(app.At, app.Name, app.Folder)
        {
            Kind = app.Kind,
            Framework = app.Framework,
            Entries = [.. app.Roots.Select(root => Location.File(root.File.Path))],
            Modules =
                app.Kind is ClientKind.Pages || client.Files.Count == 0
                    ? app.Shipped.Length
                    : client.Files.Count + client.Graph.Texts.Count,
            BuiltIn =
            [
                .. client
                    .Reads.Where(read => read.IsBuiltIn && read.Name.Length > 0)
                    .Select(read => read.Name)
                    .Distinct()
                    .Order(StringComparer.Ordinal)
                    .Take(MostNames),
            ],
            BuildOutput = output,
            NotComplete = because,
            NotCompleteAt = at,
        };
    }

    static (Location? At, string? Because) NotComplete(BuiltClient client, bool builtFormIsSearched)
    {
        if (client.App.NotSeen is [var (place, reason), ..])
            return (place, reason);
        foreach (var (module, at) in client.Graph.Missing)
            return module.Length > 0
                ? (at, $"imports {module}, which is not in the repository")
                : (at, "loads a module whose name is made at run time");
        var computed = client.Reads.FirstOrDefault(read => read is { Name: "", IsBuiltIn: true });
        return computed.At.Exists && !builtFormIsSearched
            ? (computed.At.At, "reads a variable whose name is made at run time")
            : (null, null);
    }
}
