using System.Security.Cryptography;

namespace Shipworthy.Extractors.Reading;

/// <summary>A file of the cache: a mark, a hash of the rest, and the rest. Read in one go, and replaced as a whole or not at all.</summary>
static class CacheFile
{
    const int Largest = 512 << 20;
    const int HashLength = 32;
    static readonly byte[] Mark = "shipworthy cache\n"u8.ToArray();

    /// <summary>What it holds; empty when it is not there, not whole or not ours.</summary>
    public static ReadOnlyMemory<byte> Read(string? path)
    {
        if (path is null || DiskEntry.At(path)?.TryRead(Largest) is not { } bytes)
            return default;
        var start = Mark.Length + HashLength;
        if (bytes.Length < start || !bytes.AsSpan().StartsWith(Mark))
            return default;
        var hash = SHA256.HashData(bytes.AsSpan(start));
        return bytes.AsSpan(Mark.Length, HashLength).SequenceEqual(hash) ? bytes.AsMemory(start) : default;
    }

    /// <summary>Replaces it. Whoever reads meanwhile sees the old or the new one. Only its owner may read it, since it is made from the app's source.</summary>
    public static bool Write(string path, Action<Stream> write)
    {
        var beside = $"{path}.{Environment.ProcessId}-{Guid.NewGuid():N}";
        try
        {
            MakeFolder(Path.GetDirectoryName(path)!);
            using (var file = new FileStream(beside, NewFile))
            {
                file.Position = Mark.Length + HashLength;
                write(file);
                file.Position = Mark.Length + HashLength;
                var hash = SHA256.HashData(file);
                file.Position = 0;
                file.Write(Mark);
                file.Write(hash);
            }
            File.Move(beside, path, overwrite: true);
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            TryDelete(beside);
            return false;
        }
    }

    static FileStreamOptions NewFile
    {
        get
        {
            var options = new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.ReadWrite,
                BufferSize = 1 << 16,
            };
            if (!OperatingSystem.IsWindows())
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            return options;
        }
    }

    static void MakeFolder(string path)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // It was never made.
        }
    }
}
