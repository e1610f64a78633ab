using Shipworthy.Extractors.Clients.Variables;

namespace Shipworthy.Extractors.Clients.Frameworks;

/// <summary>What <c>next.config</c> says of the client: names that it builds in, maps that it publishes.</summary>
/// <param name="Inlining">Which variables are built in.</param>
/// <param name="PublishesMaps">Where maps are switched on; null when they are not.</param>
/// <param name="NotSeen">What could not be followed.</param>
/// <param name="HandedOver">Values that every page is sent with.</param>
readonly record struct NextSettings(
    Inlining Inlining,
    Location? PublishesMaps,
    ImmutableArray<(Location, string)> NotSeen,
    ImmutableArray<Code> HandedOver
)
{
    static readonly Inlining ByDefault = new() { Prefixes = ["NEXT_PUBLIC_"] };

    /// <summary>The settings of an app.</summary>
    public static NextSettings Of(Sources sources, Manifest manifest)
    {
        if (manifest.Code("next.config") is not { } file)
            return new(ByDefault, null, [], []);
        var inlining = ByDefault;
        var handed = ImmutableArray.CreateBuilder<Code>();
        Location? maps = null;
        var notSeen = ImmutableArray.CreateBuilder<(Location, string)>();
        foreach (var entry in file.Root.Descendants(CodeKind.Property))
            switch (entry.Name)
            {
                case "env" or "publicRuntimeConfig" when entry[Part.Value].Exists && IsSetting(entry):
                    var list = sources.Code.ObjectOf(entry[Part.Value]);
                    if (list.Exists)
                        foreach (var one in list.Children.Where(child => child.Kind is CodeKind.Property && child.Name.Length > 0))
                            if (entry.Name is "env")
                                inlining = inlining.With(one.Name, one[Part.Value], one.At);
                            else
                                handed.AddRange(ShownVariables.Parts(one[Part.Value]));
                    if (!list.Exists || list.Children.Any(child => child.Kind is CodeKind.Spread))
                        notSeen.Add((entry.At, "builds in variables by a list that is made while it is built"));
                    break;
                case "productionBrowserSourceMaps" when sources.Code.ValueOf(entry[Part.Value]).AsTruth is true:
                    maps = entry.At;
                    break;
            }
        return new(inlining, maps, notSeen.ToImmutable(), handed.ToImmutable());
    }

    /// <summary>A setting stands in the outermost object; an entry of the same name inside another one is something else.</summary>
    static bool IsSetting(Code entry) => entry.Parent.Kind is CodeKind.Object && entry.Parent.Parent.Kind is not CodeKind.Property;
}
