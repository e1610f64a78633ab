using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Headers;

/// <summary>The security headers among those that hosts of sites add.</summary>
sealed class HeadersOfHosts : IHeaderFinder
{
    /// <inheritdoc/>
    public IEnumerable<HeaderSetting> Find(Sources sources) =>
        from file in sources.Tree.Files
        where file.Role is FileRole.Prod or FileRole.Infra
        from block in HostHeaders.Of(file)
        from header in block.Headers
        let name = HeaderNames.Of(header.Name)
        where name is not null
        select new HeaderSetting(name, header.Value.Trim(), header.At) { Paths = block.Paths, Folder = FolderOf(file) };

    /// <summary>A file of lines lies in the folder that is published, inside the part; the others lie in the part's own.</summary>
    static string? FolderOf(SourceFile file) =>
        file.Name is not "_headers" ? null
        : file.Folder.LastIndexOf('/') is >= 0 and var slash ? file.Folder[..slash]
        : "";
}
