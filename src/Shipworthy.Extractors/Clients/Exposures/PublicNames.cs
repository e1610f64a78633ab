using System.Text.RegularExpressions;
using Shipworthy.Extractors.Clients.Uses;
using Shipworthy.Extractors.Clients.Variables;
using Shipworthy.Extractors.Clients.Words;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Clients.Exposures;

/// <summary>
/// Secrets whose variables have a name that a bundler hands out, read by server code or set by a deployment. They are in no bundle today; one import puts them there.
/// </summary>
sealed partial class PublicNames(Sources sources, ImmutableArray<BuiltClient> clients)
{
    /// <summary>Each such name once, at the code that reads it, or else at the file that sets it.</summary>
    public IEnumerable<ClientExposure> Find(IReadOnlySet<string> told)
    {
        var seen = new HashSet<string>(told, StringComparer.Ordinal);
        foreach (
            var (name, at) in InCode().Concat(InSettings()).Where(one => ClientNames.Of(one.Name) is NameSays.Privileged).Concat(ByUse())
        )
            if (OwnerOf(name) is { } client && seen.Add(name))
                yield return client.Says(
                    ExposureWay.NamedPublic,
                    ExposureState.Exposed,
                    at,
                    name,
                    $"calls a secret {name}, a name that the build writes into every page that mentions it"
                );
    }

    /// <summary>Keys that their use shows to be secret, in code that no client holds today.</summary>
    IEnumerable<(string Name, Location At)> ByUse()
    {
        var uses = new CredentialUses(sources.Code);
        var keys = new KeySources(sources.Code, sources.IsDeployed);
        foreach (var file in sources.Code.Files.Where(file => sources.IsDeployed(file) && MentionsPublicName(file)))
        foreach (var use in uses.In(file.Root))
        foreach (var source in keys.Of(use.Key))
            if (
                source.Origin is KeyOrigin.Variable
                && (use.Api.Length > 0 || use.Opens.Length == 0)
                && (
                    ClientNames.Of(source.Text) is NameSays.Privileged
                    || (ClientNames.Of(source.Text) is NameSays.SomeKey && !use.FitsKeyForPages(source.Text))
                )
            )
                yield return (source.Text, source.At.Exists ? source.At.At : use.At.At);
    }

    bool MentionsPublicName(CodeFile file) =>
        clients.Any(client =>
            client.App.Inlining.Prefixes.Any(prefix => prefix.Length > 0 && file.Text.Contains(prefix, StringComparison.Ordinal))
        ) && !clients.Any(client => client.Files.Contains(file));

    /// <summary>A helper that puts the beginning before a name which may have it already makes names that nobody means.</summary>
    BuiltClient? OwnerOf(string name) =>
        clients.FirstOrDefault(client =>
            client.App.Inlining.HasPrefix(name)
            && !client.App.Inlining.Prefixes.Any(prefix => prefix.Length > 0 && name.StartsWith(prefix + prefix, StringComparison.Ordinal))
        );

    IEnumerable<(string Name, Location At)> InCode() =>
        sources
            .Code.Files.Where(file =>
                file.Language is Language.JavaScript or Language.TypeScript or Language.Tsx && sources.IsDeployed(file)
            )
            .SelectMany(file => VariableReads.In(sources.Code, file.Root, Inlining.Nothing))
            .Where(read => read.Name.Length > 0)
            .Select(read => (read.Name, read.At.At));

    IEnumerable<(string Name, Location At)> InSettings()
    {
        foreach (var file in sources.Tree.Files)
            if (file.Name.StartsWith(".env", StringComparison.Ordinal) || file.Role is FileRole.Ci or FileRole.Infra)
                foreach (Match match in Setting().Matches(file.Text))
                    yield return (match.Groups["name"].Value, file.At(match.Groups["name"].Index));
    }

    [GeneratedRegex(
        @"^\s*(?:-\s*)?(?:export\s+|ENV\s+|ARG\s+)?[""']?(?<name>[A-Z][A-Z0-9]*_[A-Z0-9_]+)[""']?\s*[:=]",
        RegexOptions.Multiline | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Setting();
}
