namespace Shipworthy.Extractors.Reading;

/// <summary>The patterns of one ignore file, which hold for the folder that it lies in.</summary>
sealed class IgnoreFile
{
    /// <summary>A larger file is no list of patterns that people wrote; git itself stops at a limit as well.</summary>
    public const int LargestSize = 1 << 20;

    readonly ImmutableArray<IgnorePattern> patterns;

    IgnoreFile(ImmutableArray<IgnorePattern> patterns) => this.patterns = patterns;

    /// <summary>Reads the bytes of an ignore file.</summary>
    public static IgnoreFile Read(ReadOnlySpan<byte> bytes, bool ignoreCase)
    {
        if (bytes.StartsWith("\uFEFF"u8))
            bytes = bytes[3..];
        var found = ImmutableArray.CreateBuilder<IgnorePattern>();
        while (!bytes.IsEmpty)
        {
            var end = bytes.IndexOf((byte)'\n');
            var line = end < 0 ? bytes : bytes[..end];
            bytes = end < 0 ? [] : bytes[(end + 1)..];
            if (line is [.. var without, (byte)'\r'])
                line = without;
            if (line.IndexOf((byte)0) is >= 0 and var zero)
                line = line[..zero];
            if (IgnorePattern.Read(line, ignoreCase) is { } pattern)
                found.Add(pattern);
        }
        return new(found.ToImmutable());
    }

    /// <summary>What the last pattern that matches says: ignored, taken back, or null when none matches.</summary>
    /// <param name="path">Relative to the folder of the ignore file, with forward slashes.</param>
    public bool? Ignores(ReadOnlySpan<byte> path, bool isFolder)
    {
        var name = path[(path.LastIndexOf((byte)'/') + 1)..];
        for (var i = patterns.Length - 1; i >= 0; i--)
            if (patterns[i].Matches(path, name, isFolder))
                return !patterns[i].Negated;
        return null;
    }
}
