using System.Text;

namespace Assay.Formats.Tests;

/// <summary>What holds for files of every format: compression, encodings, limits.</summary>
public class FileTests
{
    public static TheoryData<string, string> Small => new()
    {
        { "jsonl", "{\"text\":\"one\"}\n{\"text\":\"two\"}\n" },
        { "json", "[{\"text\":\"one\"},\n{\"text\":\"two\"}]\n" },
        { "csv", "text\none\ntwo\n" },
        { "tsv", "text\none\ntwo\n" },
        { "text", "one\ntwo\n" },
    };

    private static readonly string[] OneTwo = ["{\"text\":\"one\"}", "{\"text\":\"two\"}"];

    [Theory, MemberData(nameof(Small))]
    public void Gzip_is_unwrapped(string format, string file)
    {
        var zipped = Reading.Gzip(Reading.Bytes(file));
        using var reader = DatasetFormats.Find(format)!.Open(new MemoryStream(zipped));
        reader.Compressed.ShouldBeTrue();
        Reading.Rows(format, zipped).Good().ShouldBe(OneTwo);
        while (reader.Read()) { }
        reader.BytesRead.ShouldBe(zipped.Length);
    }

    [Theory, MemberData(nameof(Small))]
    public void Gzip_in_several_members_is_one_file(string format, string file) =>
        Reading.Rows(format, [.. Reading.Gzip(Reading.Bytes(file[..5])), .. Reading.Gzip(Reading.Bytes(file[5..]))]).Good().ShouldBe(OneTwo);

    [Theory, MemberData(nameof(Small))]
    public void Progress_of_a_plain_file_is_what_lies_before_the_next_row(string format, string file)
    {
        using var reader = DatasetFormats.Find(format)!.Open(new MemoryStream(Reading.Bytes(file)));
        reader.Read();
        reader.BytesRead.ShouldBeInRange(4, file.Length - 4);
        reader.BytesRead.ShouldBe(reader.Position.Offset);
    }

    [Theory, MemberData(nameof(Small))]
    public void Damaged_gzip_keeps_the_rows_before_and_rejects_the_rest(string format, string file)
    {
        var noise = new byte[300_000];
        new Random(7).NextBytes(noise);
        var comment = Convert.ToHexString(noise);
        var open = format == "json" ? file.TrimEnd()[..^1] + ",\n" : file;
        var zipped = Reading.Gzip(Reading.Bytes(open + (format is "jsonl" or "json" ? $"{{\"text\":\"{comment}\"}}" : comment)));
        var rows = Reading.Rows(format, zipped[..(zipped.Length / 2)]);
        rows.Good().ShouldBe(OneTwo);
        rows.Bad().ShouldHaveSingleItem().Reason.ShouldStartWith("The gzip data is damaged or cut off here");
        zipped[zipped.Length / 2] ^= 0x55;
        rows = Reading.Rows(format, zipped);
        rows.Good().ShouldBe(OneTwo);
        rows.Bad().ShouldHaveSingleItem();
    }

    [Fact]
    public void A_gzip_bomb_stops_at_the_limit()
    {
        var bomb = Reading.Gzip(new byte[5_000_000].Select(_ => (byte)'x').ToArray());
        bomb.Length.ShouldBeLessThan(100_000);
        Should.Throw<UnreadableFile>(() => Reading.Rows("text", bomb, new ReadOptions { MaxExpandedBytes = 1_000_000 }))
            .Message.ShouldBe("The gzip file grows to more than 1,000,000 bytes, which is the limit. Split it into several files.");
    }

    public static TheoryData<byte[], string> Foreign => new()
    {
        { [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("text\none\n")], "The file is UTF-16" },
        { [0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes("text\none\n")], "The file is UTF-16" },
        { Encoding.Unicode.GetBytes("text\none\n"), "zero bytes. If it is UTF-16, save it as UTF-8." },
        { Encoding.Latin1.GetBytes("text\ncafé\nküche\nplain\nnaïve\n"), "looks like Latin-1 or Windows-1252. Save it as UTF-8" },
        { [.. "PK\u0003\u0004"u8, 1, 2, 3], "a ZIP archive or an Excel workbook" },
        { [0xD0, 0xCF, 0x11, 0xE0, 1], "old Excel" },
        { [.. "PAR1"u8, 1], "Parquet" },
        { [0x28, 0xB5, 0x2F, 0xFD, 1], "zstd" },
        { [.. "%PDF-1.7"u8], "PDF" },
        { Reading.Gzip([.. "\u001F"u8, 0x8B, 8, 0]), "compressed twice" },
    };

    [Theory, MemberData(nameof(Foreign))]
    public void A_file_that_is_not_UTF_8_text_is_refused_with_advice(byte[] file, string advice)
    {
        foreach (var format in DatasetFormats.All)
            Should.Throw<UnreadableFile>(() => Reading.Rows(format.Name, file)).Message.ShouldContain(advice);
    }

    [Fact]
    public void A_refused_file_is_closed()
    {
        var file = new MemoryStream(Encoding.Unicode.GetBytes("\uFEFFtext"));
        Should.Throw<UnreadableFile>(() => new Csv().Open(file));
        file.CanRead.ShouldBeFalse();
    }

    [Theory, MemberData(nameof(Small))]
    public void A_row_of_fifty_megabytes_is_rejected_without_being_held(string format, string file)
    {
        const int Megabytes = 50;
        var end = format == "json" ? 2 : 0;
        var (open, close) = format switch { "jsonl" => ("{\"text\":\"", "\"}\n"), "json" => (",{\"text\":\"", "\"}]"), _ => ("", "\n") };
        var body = file[..(file.Length - end)];
        var stream = new LongStream(Reading.Bytes(body + open), Megabytes * 1_000_000L, Reading.Bytes(close + (format == "json" ? "" : body[(body.IndexOf("one", StringComparison.Ordinal) is var at && format == "jsonl" ? 0 : at)..])));
        var before = GC.GetAllocatedBytesForCurrentThread();
        var rows = Reading.Rows(format, stream);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(45_000_000);
        rows.Good().ShouldBe(format == "json" ? OneTwo : [.. OneTwo, .. OneTwo]);
        var rejected = rows.Bad().ShouldHaveSingleItem();
        rejected.Reason.ShouldMatch("This row has 50,000,[0-9]{3} bytes; at most 10,000,000 are read.");
        rejected.Excerpt.Length.ShouldBeLessThanOrEqualTo(RejectedRow.MaxExcerpt);
        rejected.Excerpt.ShouldContain("xxxxx");
    }

    [Theory, MemberData(nameof(Small))]
    public void The_limit_of_a_row_is_exact(string format, string _)
    {
        const int Limit = 2000;
        string Row(int bytes) => format switch
        {
            "jsonl" => "{\"text\":\"" + new string('x', bytes - 12) + "\"}\n",
            "json" => "[{\"text\":\"" + new string('x', bytes - 11) + "\"}]",
            "text" => new string('x', bytes - 1) + "\n",
            _ => "text\n" + new string('x', bytes - 1) + "\n",
        };
        var options = new ReadOptions { MaxRowBytes = Limit };
        Reading.Rows(format, Row(Limit), options).Bad().ShouldBeEmpty();
        Reading.Rows(format, Row(Limit + 1), options).Bad().ShouldHaveSingleItem().Reason.ShouldContain("This row has 2,001 bytes");
    }

    [Theory, MemberData(nameof(Small))]
    public void Reading_stops_when_asked_to(string format, string file)
    {
        using var stop = new CancellationTokenSource();
        using var reader = DatasetFormats.Find(format)!.Open(new MemoryStream(Reading.Bytes(file)));
        reader.Read(stop.Token).ShouldBeTrue();
        stop.Cancel();
        Should.Throw<OperationCanceledException>(() => reader.Read(stop.Token));
    }

    [Theory, MemberData(nameof(Small))]
    public void Reading_on_at_the_end_stays_at_the_end(string format, string file)
    {
        using var reader = DatasetFormats.Find(format)!.Open(new MemoryStream(Reading.Bytes(file)));
        while (reader.Read()) { }
        var end = reader.Position;
        reader.Read().ShouldBeFalse();
        reader.Position.ShouldBe(end);
    }

    [Theory, MemberData(nameof(Small))]
    public void A_hundred_thousand_rows_are_read_in_the_memory_of_a_few(string format, string file)
    {
        var row = format == "jsonl" ? "{\"text\":\"one\"}\n" : format == "json" ? "{\"text\":\"one\"},\n" : "one\n";
        var start = format switch { "json" => "[", "jsonl" or "text" => "", _ => "text\n" };
        var many = Reading.Bytes(start + string.Concat(Enumerable.Repeat(row, 100_000)));
        file.ShouldContain("one");
        using var reader = DatasetFormats.Find(format)!.Open(new MemoryStream(many));
        reader.Read();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 1; i < 100_000; i++)
        {
            reader.Read().ShouldBeTrue();
            reader.Rejected.ShouldBeNull();
        }
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(100_000 * 24);
    }

    /// <summary>A file with a long run of x in its middle, which is never held.</summary>
    private sealed class LongStream(byte[] first, long middle, byte[] last) : Stream
    {
        private long position;

        public override int Read(Span<byte> buffer)
        {
            var read = 0;
            for (; read < buffer.Length && position < Length; read++, position++)
                buffer[read] = position < first.Length ? first[position] : position < first.Length + middle ? (byte)'x' : last[position - first.Length - middle];
            return read;
        }

        public override long Length => first.Length + middle + last.Length;
        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Position { get => position; set => throw new NotSupportedException(); }
        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));
        public override void Flush() { }
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
