using System.IO.Compression;
using System.Text;

namespace Assay.Formats.Tests;

/// <summary>One row as a reader handed it out.</summary>
public sealed record ReadRow(long Line, string? Json, RejectedRow? Rejected, RowPosition Position);

/// <summary>Reads small files whole, for tests to look at.</summary>
public static class Reading
{
    public static IReadOnlyList<ReadRow> Rows(string format, string content, ReadOptions? options = null) => Rows(format, Bytes(content), options);

    public static IReadOnlyList<ReadRow> Rows(string format, byte[] content, ReadOptions? options = null) => Rows(format, new MemoryStream(content), options);

    public static IReadOnlyList<ReadRow> Rows(string format, Stream stream, ReadOptions? options = null)
    {
        using var reader = DatasetFormats.Find(format)!.Open(stream, options);
        var rows = new List<ReadRow>();
        while (reader.Read())
            rows.Add(new ReadRow(reader.Line, reader.Rejected is null ? Encoding.UTF8.GetString(reader.Row.Span) : null, reader.Rejected, reader.Position));
        return rows;
    }

    public static string[] Good(this IEnumerable<ReadRow> rows) => [.. rows.Where(row => row.Json is not null).Select(row => row.Json!)];

    public static RejectedRow[] Bad(this IEnumerable<ReadRow> rows) => [.. rows.Where(row => row.Rejected is not null).Select(row => row.Rejected!)];

    public static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    public static byte[] Gzip(byte[] plain)
    {
        using var file = new MemoryStream();
        using (var gzip = new GZipStream(file, CompressionLevel.Fastest))
            gzip.Write(plain);
        return file.ToArray();
    }
}

/// <summary>Gives out at most some bytes a read, so that every boundary falls everywhere.</summary>
public sealed class DripStream(byte[] content, int most) : MemoryStream(content)
{
    public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(most, buffer.Length)]);

    public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(most, count));
}
