namespace Shipworthy.Extractors.History;

/// <summary>A stream to read from that knows how long its reader has been waiting. Time in which nobody reads does not count.</summary>
sealed class WatchedStream(Stream inner) : Stream
{
    long waitingSince;

    /// <summary>Whether a read has been waiting for longer than a while.</summary>
    public bool WaitsLongerThan(TimeSpan while_) =>
        Interlocked.Read(ref waitingSince) is > 0 and var since && Environment.TickCount64 - since > while_.TotalMilliseconds;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        Interlocked.Exchange(ref waitingSince, Environment.TickCount64);
        try
        {
            return inner.Read(buffer);
        }
        finally
        {
            Interlocked.Exchange(ref waitingSince, 0);
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
