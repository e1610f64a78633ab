using System.Collections.Frozen;

namespace Shipworthy.Extractors.Reading;

/// <summary>Tells by their names files that hold pictures, sound, fonts, archives, databases or compiled code, for which no reader of text has a use.</summary>
static class MediaNames
{
    static readonly FrozenSet<string> endings = FrozenSet.ToFrozenSet(
        (
            "png jpg jpeg gif webp avif ico bmp tif tiff heic psd sketch fig "
            + "mp3 wav ogg flac m4a aac mp4 mov webm avi mkv m4v "
            + "woff woff2 ttf otf eot "
            + "pdf docx xlsx pptx odt ods odp "
            + "zip gz tgz bz2 xz zst 7z rar tar jar war whl nupkg "
            + "wasm dll exe so dylib class pyc "
            + "mdf ldf ndf sqlite sqlite3 db mdb"
        ).Split(' '),
        StringComparer.OrdinalIgnoreCase
    );

    /// <summary>Whether a path ends like one of them.</summary>
    public static bool Include(string path) =>
        path.LastIndexOf('.') is var dot and >= 0 && endings.GetAlternateLookup<ReadOnlySpan<char>>().Contains(path.AsSpan(dot + 1));
}
