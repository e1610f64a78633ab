using Shipworthy.Extractors.Headers;

namespace Shipworthy.Extractors.Cors;

/// <summary>Rules among the headers that hosts of sites add: Vercel, Netlify, Cloudflare Pages, Firebase Hosting, Azure Static Web Apps.</summary>
public sealed class CorsInHosts : IExtractor
{
    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(CorsRule)];

    /// <inheritdoc/>
    public void Extract(Sources sources, Learner learn)
    {
        foreach (var name in HostHeaders.FileNames)
        foreach (var file in sources.Tree.Named(name))
        foreach (var block in HostHeaders.Of(file))
            if (HeaderRules.Of(block.Kind, block.Paths, block.Headers) is { } rule)
                learn.Add(rule);
    }
}
