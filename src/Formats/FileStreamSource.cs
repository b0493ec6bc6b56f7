namespace Assay.Formats;

/// <summary>The bytes of a file, unwrapped when it is gzip (told by its first two bytes), with a count of the bytes as they lie on disk.</summary>
internal sealed class FileStreamSource : IDisposable
{
    private readonly PeekedStream raw;
    private readonly Stream plain;
    private readonly long maxExpanded;
    private long expanded;

    public FileStreamSource(Stream stream, long maxExpanded)
    {
        this.maxExpanded = maxExpanded;
        raw = new PeekedStream(stream);
        try
        {
            Compressed = Gzip.IsGzip(raw.Peek);
        }
        catch
        {
            raw.Dispose();
            throw;
        }
        plain = Compressed ? Gzip.Unpack(raw) : raw;
    }

    public bool Compressed { get; }
    public long RawBytes => raw.Count;

    public int Read(Span<byte> into)
    {
        var read = plain.Read(into);
        expanded += read;
        if (Compressed && expanded > maxExpanded)
        {
            throw new UnreadableFile(FormattableString.Invariant(
                $"The gzip file grows to more than {maxExpanded:N0} bytes, which is the limit. Split it into several files."));
        }
        return read;
    }

    /// <summary>Passes over bytes without reading them, where the file allows it.</summary>
    public bool TrySkip(long count) => !Compressed && raw.TrySkip(count);

    public void Dispose()
    {
        plain.Dispose();
        raw.Dispose();
    }

    /// <summary>A stream whose first two bytes were looked at already, and which counts what is taken from it.</summary>
    private sealed class PeekedStream(Stream inner) : Stream
    {
        private byte[]? head;
        private int given;

        public long Count { get; private set; }

        public ReadOnlySpan<byte> Peek
        {
            get
            {
                var two = new byte[2];
                head = two[..inner.ReadAtLeast(two, two.Length, throwOnEndOfStream: false)];
                return head;
            }
        }

        public override int Read(Span<byte> buffer)
        {
            int read;
            if (head is { } first && given < first.Length && buffer.Length > 0)
            {
                read = Math.Min(buffer.Length, first.Length - given);
                first.AsSpan(given, read).CopyTo(buffer);
                given += read;
            }
            else
            {
                read = inner.Read(buffer);
            }
            Count += read;
            return read;
        }

        public bool TrySkip(long count)
        {
            if (!inner.CanSeek || inner.Length - inner.Position < count)
                return false;
            inner.Seek(count, SeekOrigin.Current);
            Count += count;
            return true;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));
        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
        public override void Flush() { }
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
