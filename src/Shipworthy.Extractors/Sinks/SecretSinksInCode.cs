using Shipworthy.Extractors.Reading;
using Shipworthy.Syntax;

namespace Shipworthy.Extractors.Sinks;

/// <summary>Learns the places where secrets decide who gets in, from all code that runs in production.</summary>
sealed class SecretSinksInCode : IExtractor
{
    public ImmutableArray<Type> Teaches { get; } = [typeof(SecretSink)];

    public void Extract(Sources sources, Learner learn)
    {
        var code = sources.Code;
        var resolver = new SinkResolver(code, sources.Tree, new(code, new(sources.Tree)), file => RunsInProduction(file, sources));
        var publicKeys = new PublicKeys(code);
        var found = AllSinkFinders
            .All.SelectMany(finder => finder.Find(code))
            .Where(site => RunsInProduction(site.At.File, sources) && !publicKeys.Serve(site))
            .Distinct()
            .SelectMany(resolver.Resolve)
            .GroupBy(sink => sink.Identity, StringComparer.Ordinal);
        foreach (var same in found)
        {
            var places = same.SelectMany(sink => sink.UsedAt)
                .Distinct()
                .OrderBy(place => place.Path, StringComparer.Ordinal)
                .ThenBy(place => place.Line);
            learn.Add(same.MinBy(sink => (sink.At.Line, sink.Guard))! with { UsedAt = [.. places] });
        }
        foreach (var file in code.Files)
            if (file.NotParsed is { } reason && sources.Tree.Find(file.Path)?.Role is FileRole.Prod)
                learn.CannotSee<SecretSink>(Location.File(file.Path), $"was not read as code: {reason}");
    }

    static bool RunsInProduction(CodeFile file, Sources sources) =>
        sources.Tree.Find(file.Path)?.Role is FileRole.Prod or FileRole.Infra && sources.Code.IsReachable(file);
}
