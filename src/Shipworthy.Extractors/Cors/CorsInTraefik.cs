using System.Text.RegularExpressions;
using Shipworthy.Extractors.Reading;
using Shipworthy.Extractors.Toml;
using Shipworthy.Extractors.Yaml;

namespace Shipworthy.Extractors.Cors;

/// <summary>Traefik's headers middleware, as labels of containers and as its own files, and the annotations of ingress controllers.</summary>
public sealed partial class CorsInTraefik : IExtractor
{
    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(CorsRule)];

    /// <inheritdoc/>
    public void Extract(Sources sources, Learner learn)
    {
        foreach (var file in sources.Tree.Files.Where(file => file.Role is FileRole.Prod or FileRole.Infra))
        {
            if (!Mentions().IsMatch(file.Text))
                continue;
            if (file.Name.EndsWith(".toml", StringComparison.OrdinalIgnoreCase))
                Walk(TomlFile.Read(file), learn);
            else if (
                file.Path.EndsWith(".yml", StringComparison.OrdinalIgnoreCase)
                || file.Path.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase)
            )
                foreach (var document in YamlFile.Read(file).Documents)
                    Walk(document, learn);
        }
    }

    static void Walk(YamlNode node, Learner learn)
    {
        foreach (var item in node.Items)
        {
            if (Label().Match(item.Text) is { Success: true } label)
                Take(item.At, label.Groups[1].Value, HeaderRules.OriginsOf(label.Groups[2].Value), credentials: false, learn);
            Walk(item, learn);
        }
        foreach (var entry in node.Entries)
        {
            if (entry.Key.Equals("accessControlAllowOriginList", StringComparison.OrdinalIgnoreCase))
                Take(entry.At, "headers", CorsInServerless.Listed(entry.Value), node["accessControlAllowCredentials"].Truth is true, learn);
            else if (entry.Key.Equals("accessControlAllowOriginListRegex", StringComparison.OrdinalIgnoreCase))
                Take(entry.At, "headers", Patterns(entry.Value), node["accessControlAllowCredentials"].Truth is true, learn);
            else if (LabelKey().IsMatch(entry.Key))
                Take(entry.At, "headers", HeaderRules.OriginsOf(entry.Value.Text), credentials: false, learn);
            else if (entry.Key.EndsWith("ingress.kubernetes.io/enable-cors", StringComparison.Ordinal) && entry.Value.Text == "true")
                TakeIngress(entry, node, learn);
            Walk(entry.Value, learn);
        }
    }

    /// <summary>The nginx ingress lets everybody in, with cookies, unless the annotations beside it say otherwise.</summary>
    static void TakeIngress(YamlEntry enabled, YamlNode annotations, Learner learn)
    {
        var origins = annotations["nginx.ingress.kubernetes.io/cors-allow-origin"];
        var credentials = annotations["nginx.ingress.kubernetes.io/cors-allow-credentials"];
        Take(
            origins.Exists ? origins.At : enabled.At,
            "ingress",
            origins.Exists ? HeaderRules.OriginsOf(origins.Text) : OriginList.Anyone,
            credentials.Text != "false",
            learn
        );
    }

    static OriginList Patterns(YamlNode list) =>
        list.Texts.Aggregate(OriginList.Nobody, (origins, pattern) => origins.Or(AddressPattern.Read(pattern, Matching.Anywhere)));

    static void Take(Location at, string name, OriginList origins, bool credentials, Learner learn) =>
        learn.Add(
            origins.Into(
                new(at, $"proxy {name}")
                {
                    Admits = Admits.Unknown,
                    AllowsCredentials = credentials,
                    InFront = true,
                }
            )
        );

    [GeneratedRegex(
        "accesscontrolalloworiginlist|ingress.kubernetes.io/enable-cors",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 10_000
    )]
    private static partial Regex Mentions();

    [GeneratedRegex(
        @"^traefik\.http\.middlewares\.([^.]+)\.headers\.accesscontrolalloworiginlist=(.*)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 10_000
    )]
    private static partial Regex Label();

    [GeneratedRegex(
        @"^traefik\.http\.middlewares\.([^.]+)\.headers\.accesscontrolalloworiginlist$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 10_000
    )]
    private static partial Regex LabelKey();
}
