using System.Security.Cryptography;
using System.Text;

namespace Shipworthy.Extractors.Reading;

/// <summary>One file of the app, read once. Everything that looks at it looks at the same bytes.</summary>
public sealed class SourceFile
{
    readonly Lazy<string> blob;
    readonly Lazy<string> text;
    readonly Lazy<LineMap> lines;

    /// <summary>A file with its content.</summary>
    public SourceFile(string path, FileRole role, ReadOnlyMemory<byte> bytes, bool tracked = true)
    {
        Path = path;
        Role = role;
        Bytes = bytes;
        Tracked = tracked;
        Language = Languages.Of(path);
        blob = new(NameAsGitDoes);
        text = new(() => TextDecoding.Decode(Bytes.Span));
        lines = new(() => new LineMap(Text));
    }

    /// <summary>Path below the root, with forward slashes.</summary>
    public string Path { get; }

    /// <summary>Last segment of the path.</summary>
    public string Name => Path[(Path.LastIndexOf('/') + 1)..];

    /// <summary>Path of the folder that holds it, without a slash at the end; empty for the root.</summary>
    public string Folder => Path.LastIndexOf('/') is > 0 and var slash ? Path[..slash] : "";

    /// <summary>What it is for.</summary>
    public FileRole Role { get; }

    /// <summary>Its programming language, as far as Shipworthy reads it.</summary>
    public Language Language { get; }

    /// <summary>Whether git tracks it; a file that git would track if it were added counts as well.</summary>
    public bool Tracked { get; }

    /// <summary>The bytes as they lie on disk.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    internal bool UsesSha256 { get; init; }

    /// <summary>What git knows of the file when its size or time is no longer as it was added.</summary>
    internal IndexEntry? Changed { get; init; }

    /// <summary>
    /// The name that git gives to this content: a hash that equals the object's name in the history, unless git converts the file (line ends, filters).
    /// </summary>
    public string Blob => blob.Value;

    /// <summary>The content as text: UTF-8 or UTF-16 by its byte order mark or its zero bytes; invalid sequences become U+FFFD.</summary>
    public string Text => text.Value;

    /// <summary>How many lines it has.</summary>
    public int LineCount => lines.Value.Count;

    /// <summary>The place of a character of <see cref="Text"/>.</summary>
    public Location At(int offset)
    {
        var (line, column) = lines.Value.Of(offset);
        return Location.At(Path, line, column);
    }

    /// <summary>A line, from 1.</summary>
    public Location AtLine(int line) => Location.At(Path, line);

    /// <inheritdoc/>
    public override string ToString() => Path;

    string NameAsGitDoes()
    {
        using var hash = IncrementalHash.CreateHash(UsesSha256 ? HashAlgorithmName.SHA256 : HashAlgorithmName.SHA1);
        hash.AppendData(Encoding.ASCII.GetBytes($"blob {Bytes.Length}\0"));
        hash.AppendData(Bytes.Span);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
