using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Secrets;

/// <summary>Tells how exposed a place is by what its file is for.</summary>
static class PlaceRoles
{
    /// <summary>The role of a file, as the check sees it.</summary>
    public static PlaceRole Of(FileRole role) =>
        role switch
        {
            FileRole.Vendored or FileRole.Lock => PlaceRole.Foreign,
            FileRole.Test => PlaceRole.Test,
            FileRole.Example => PlaceRole.Example,
            FileRole.Docs => PlaceRole.Docs,
            FileRole.Paste => PlaceRole.Paste,
            FileRole.Script => PlaceRole.Script,
            FileRole.Ci => PlaceRole.Ci,
            FileRole.Migration => PlaceRole.Migration,
            FileRole.Infra => PlaceRole.Infra,
            FileRole.Generated or FileRole.Prod => PlaceRole.Production,
        };
}
