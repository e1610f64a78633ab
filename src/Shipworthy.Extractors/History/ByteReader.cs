namespace Shipworthy.Extractors.History;

/// <summary>Reads lines, fields and blocks of bytes from a stream through one buffer that is used again and again.</summary>
sealed class ByteReader(Stream stream)
{
    byte[] buffer = new byte[1 << 16];
    int start;
    int end;

    /// <summary>The bytes up to a delimiter, without it; they hold until the next read.</summary>
    /// <returns>False at the end of the stream; bytes after the last delimiter are dropped.</returns>
    public bool TryReadTo(byte delimiter, out ReadOnlySpan<byte> bytes)
    {
        var looked = 0;
        while (true)
        {
            var found = buffer.AsSpan(start + looked, end - start - looked).IndexOf(delimiter);
            if (found >= 0)
            {
                bytes = buffer.AsSpan(start, looked + found);
                start += looked + found + 1;
                return true;
            }
            looked = end - start;
            if (!Fill())
            {
                bytes = default;
                return false;
            }
        }
    }

    /// <summary>A block of known length; it holds until the next read.</summary>
    public bool TryRead(int length, out ReadOnlySpan<byte> bytes)
    {
        while (end - start < length)
        {
            if (Fill(length))
                continue;
            bytes = default;
            return false;
        }
        bytes = buffer.AsSpan(start, length);
        start += length;
        return true;
    }

    bool Fill(int wanted = 0)
    {
        if (start > 0)
        {
            buffer.AsSpan(start, end - start).CopyTo(buffer);
            end -= start;
            start = 0;
        }
        if (end == buffer.Length || wanted > buffer.Length)
            Array.Resize(ref buffer, Math.Max(wanted, buffer.Length * 2));
        var read = stream.Read(buffer, end, buffer.Length - end);
        end += read;
        return read > 0;
    }
}
