using Shipworthy.Extractors.Clients.Uses;
using Shipworthy.Extractors.Clients.Variables;
using Shipworthy.Extractors.Clients.Words;

namespace Shipworthy.Extractors.Clients.Exposures;

/// <summary>
/// Variables that the build writes into a client, and values that a server puts into its pages, judged by what their names say of them.
/// </summary>
sealed class BuiltInVariables : IExposureFinder
{
    const int MostDepth = 6;

    /// <summary>Stands for the name of a variable where all of them are handed over.</summary>
    const string AllOfThem = "the whole environment";

    /// <inheritdoc/>
    public int Order => 2;

    /// <inheritdoc/>
    public IEnumerable<ClientExposure> Find(BuiltClient client, App known, IReadOnlySet<string> told)
    {
        if (client.App.Inlining.WholeEnvironment is { } whole)
            yield return client.Says(
                ExposureWay.BuiltIn,
                ExposureState.Exposed,
                whole,
                AllOfThem,
                $"writes the whole environment of the build into {client.Shell}"
            );
        foreach (
            var reads in client
                .Reads.Where(read => read.IsBuiltIn && read.Name.Length > 0 && !told.Contains(read.Name))
                .SelectMany(read => client.App.Inlining.Behind(read.Name), (read, variable) => (Read: read, Variable: variable))
                .GroupBy(one => one.Variable, one => one.Read, StringComparer.Ordinal)
        )
            if (OfName(client, reads.Key, reads) is { } found)
                yield return found with
                {
                    Also = [.. reads.Skip(1).Select(read => read.At.At).Distinct()],
                };
        if (client.Reads.FirstOrDefault(read => read is { Name: "", IsBuiltIn: false }) is { At.Exists: true } computed)
            yield return client.Says(
                ExposureWay.BuiltIn,
                ExposureState.Harmless,
                computed.At.At,
                "a computed name",
                "reads a variable whose name is made at run time, which the build does not write in"
            );
        foreach (
            var (name, at) in client
                .App.HandedOver.SelectMany(one => Handed(client.Sources.Code, client.Sources.Code.ValueOf(one), one, MostDepth))
                .Concat(client.App.HandedNames)
                .Concat(client.InMarkup)
                .DistinctBy(one => one.Name)
        )
            if (!told.Contains(name) && OfHanded(client, name, at) is { } found)
                yield return found;
    }

    static ClientExposure? OfName(BuiltClient client, string name, IEnumerable<VariableRead> reads)
    {
        var at = reads.First().At.At;
        var uses = new PublicUses(client.Sources.Code);
        return ClientNames.Of(name) switch
        {
            NameSays.Privileged => client.Says(
                ExposureWay.BuiltIn,
                ExposureState.Exposed,
                at,
                name,
                $"has the build write {name} into {client.Shell}"
            ),
            NameSays.Hook => client.Says(
                ExposureWay.BuiltIn,
                ExposureState.Unknown,
                at,
                name,
                $"has the build write in {name}, an address that anybody can then call, and what it accepts could not be told"
            ),
            NameSays.SomeKey when reads.Any(read => uses.Include(read.At)) => null,
            NameSays.SomeKey => client.Says(
                ExposureWay.BuiltIn,
                ExposureState.Unknown,
                at,
                name,
                $"has the build write in {name}, and what it opens could not be told"
            ),
            NameSays.Public or NameSays.Nothing => null,
        };
    }

    static ClientExposure? OfHanded(BuiltClient client, string name, Location at) =>
        name is AllOfThem
            ? client.Says(
                ExposureWay.BuiltIn,
                ExposureState.Exposed,
                at,
                AllOfThem,
                $"puts the whole environment of the server into {client.Shell}"
            )
            : OfOne(client, name, at);

    static ClientExposure? OfOne(BuiltClient client, string name, Location at) =>
        ClientNames.Of(name) switch
        {
            NameSays.Privileged => client.Says(ExposureWay.BuiltIn, ExposureState.Exposed, at, name, $"puts {name} into {client.Shell}"),
            NameSays.SomeKey => client.Says(
                ExposureWay.BuiltIn,
                ExposureState.Unknown,
                at,
                name,
                $"puts {name} into {client.Shell}, and what it opens could not be told"
            ),
            NameSays.Public or NameSays.Nothing or NameSays.Hook => null,
        };

    /// <summary>The variables whose values are in a value.</summary>
    static IEnumerable<(string Name, Location At)> Handed(CodeBase code, Value value, Code where, int depth)
    {
        if (depth == 0)
            return [];
        var at = value.Origin.Exists ? value.Origin : where;
        return value switch
        {
            Value.FromEnvironment variable => [(variable.Variable, at.At)],
            Value.ObjectOf entries => entries.Entries.Values.SelectMany(one => Handed(code, one, at, depth - 1)),
            Value.ListOf list => list.Items.SelectMany(one => Handed(code, one, at, depth - 1)),
            Value.EitherOf either => either.Choices.SelectMany(one => Handed(code, one, at, depth - 1)),
            Value.Joined joined => joined.Parts.SelectMany(one => Handed(code, one, at, depth - 1)),
            Value.Unknown
                when code.Definition(at) is { Kind: CodeKind.Imported } name
                    && name.Parent.Name.StartsWith("$env/", StringComparison.Ordinal) => [(name.ImportedName, at.At)],
            Value.Environment => [(AllOfThem, at.At)],
            _ => [],
        };
    }
}
