using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Clients.Exposures;

/// <summary>
/// Secrets of the search of check 1.1 that stand in what a client ships: in its modules, in files that are served as they are, in its built form, and in settings that give a
/// value to a variable that the build writes in. What decoding shows counts, whatever the variable is called.
/// </summary>
sealed partial class WrittenSecrets : IExposureFinder
{
    /// <summary>How many places of one finding are listed.</summary>
    const int MostPlaces = 20;

    /// <inheritdoc/>
    public int Order => 0;

    /// <inheritdoc/>
    public IEnumerable<ClientExposure> Find(BuiltClient client, App known, IReadOnlySet<string> told)
    {
        var tokens = new List<Location>();
        foreach (var secret in known.Secrets.Where(IsWorthSomething))
        {
            var places = secret
                .Elsewhere.Prepend(secret.At)
                .Where(at => at.Commit is null && at.Path.Length > 0)
                .Select(at => (At: at, Variable: client.Holds(at) ? "" : VariableAt(client, at)))
                .Where(one => one.Variable is not null)
                .ToList();
            if (places.Count > 0 && secret is { Pattern: "jwt", Kind: SecretKind.Named })
                tokens.AddRange(places.Select(one => one.At));
            else if (places.Count > 0)
                yield return Of(client, secret, places[0].At, places[0].Variable!) with
                {
                    Hash = secret.Hash,
                    Also = [.. places.Skip(1).Select(one => one.At)],
                };
        }
        if (tokens.Count > 0)
            yield return client.Says(
                ExposureWay.OwnSecret,
                ExposureState.Unknown,
                tokens[0],
                "signed tokens",
                tokens.Count is 1
                    ? "ships a signed token, and what it opens could not be told"
                    : $"ships signed tokens, here and at {tokens.Count - 1} other places, and what they open could not be told"
            ) with
            {
                Also = [.. tokens.Skip(1).Take(MostPlaces)],
            };
    }

    static bool IsWorthSomething(Secret secret) =>
        secret.AtHead
        && secret.Class is SecretClass.Live or SecretClass.TestMode
        && secret.Kind is not SecretKind.Login
        && (secret.Kind is not SecretKind.Named || secret.Noun is not "a password");

    static ClientExposure Of(BuiltClient client, Secret secret, Location at, string variable)
    {
        var what = $"{secret.Noun} ({secret.Masked})";
        if (variable.Length > 0)
            return client.Says(
                ExposureWay.Written,
                ExposureState.Exposed,
                at,
                variable,
                $"gives {variable} {secret.Noun} ({secret.Masked}), and the build writes it into {client.Shell}"
            );
        if (secret.Kind is SecretKind.Named && IsCommentedOut(client, at))
            return client.Says(
                ExposureWay.OwnSecret,
                ExposureState.Unknown,
                at,
                secret.Name,
                $"names {secret.Name}, a secret ({secret.Masked}), in a comment, and whether that is shipped could not be told"
            );
        if (secret.Kind is SecretKind.Named)
            return client.Says(
                ExposureWay.OwnSecret,
                ExposureState.Exposed,
                at,
                secret.Name,
                $"ships {secret.Name}, a secret of your own ({secret.Masked})"
            );
        return secret.Pattern is "google-oauth-secret" && client.App.Kind is ClientKind.Mobile or ClientKind.Desktop
            ? client.Says(
                ExposureWay.Written,
                ExposureState.Harmless,
                at,
                secret.Noun,
                $"ships {what}, which protects nothing in a native app"
            )
            : client.Says(ExposureWay.Written, ExposureState.Exposed, at, secret.Noun, $"ships {what}");
    }

    static bool IsCommentedOut(BuiltClient client, Location at) =>
        client.Sources.Tree.Find(at.Path)?.Text.Split('\n') is { } lines
        && at.Line >= 1
        && at.Line <= lines.Length
        && lines[at.Line - 1].TrimStart().StartsWith("//", StringComparison.Ordinal);

    /// <summary>The variable that a line of settings gives the value to, where the client's build writes it in; null for all other lines.</summary>
    static string? VariableAt(BuiltClient client, Location at)
    {
        if (client.Sources.Tree.Find(at.Path) is not { Role: not Reading.FileRole.Docs and not Reading.FileRole.Test } file)
            return null;
        var lines = file.Text.Split('\n');
        if (at.Line < 1 || at.Line > lines.Length || Named().Match(lines[at.Line - 1]) is not { Success: true } match)
            return null;
        var name = match.Groups["name"].Value;
        return
            client.App.Inlining.HasPrefix(name)
            || (client.App.Inlining.Contains(name) && client.Reads.Any(read => read.Name == name && read.IsBuiltIn))
            ? name
            : null;
    }

    [GeneratedRegex(
        @"^\s*(?:-\s*)?(?:export\s+|ENV\s+|ARG\s+)?[""']?(?<name>[A-Z][A-Z0-9_]{2,})[""']?\s*[:=]",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Named();
}
