using Shipworthy.Extractors.Yaml;

namespace Shipworthy.Extractors.Cors;

/// <summary>The Serverless Framework: <c>cors</c> of HTTP events, of function addresses, and of the provider's HTTP API. <c>true</c> means every origin.</summary>
public sealed class CorsInServerless : IExtractor
{
    const string Kind = "serverless.yml";

    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(CorsRule)];

    /// <inheritdoc/>
    public void Extract(Sources sources, Learner learn)
    {
        foreach (var file in sources.Tree.Named("serverless.yml").Concat(sources.Tree.Named("serverless.yaml")))
        {
            var read = YamlFile.Read(file);
            if (read.Unreadable is { } reason)
                learn.CannotSee<CorsRule>(Location.File(file.Path), reason);
            Take(read.Root.Under("provider", "httpApi", "cors"), "", learn);
            foreach (var function in read.Root["functions"].Entries)
            {
                Take(function.Value.Under("url", "cors"), function.Key, learn);
                foreach (var signal in function.Value["events"].Items)
                    Take(signal.Under("http", "cors"), function.Key, learn);
            }
        }
    }

    static void Take(YamlNode cors, string function, Learner learn)
    {
        if (!cors.Exists || cors.Truth is false)
            return;
        var origins = Listed(cors["origin"])
            .Or(Listed(cors["origins"]))
            .Or(Listed(cors["allowedOrigins"]))
            .Or(Listed(cors["allowOrigins"]));
        if (origins.IsNobody)
            origins = OriginList.Anyone;
        learn.Add(
            origins.Into(
                new(cors.At, Kind)
                {
                    Admits = Admits.Unknown,
                    Covers = function,
                    AllowsCredentials = cors["allowCredentials"].Truth is true,
                    PublicBecause = function.Length == 0 ? null : PublicPaths.Reason(function),
                }
            )
        );
    }

    internal static OriginList Listed(YamlNode node) =>
        node.Texts.Aggregate(OriginList.Nobody, (list, text) => list.Or(HeaderRules.OriginsOf(text)));
}
