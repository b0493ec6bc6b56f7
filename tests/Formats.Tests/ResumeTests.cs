using CsCheck;

namespace Assay.Formats.Tests;

/// <summary>A reading cut anywhere, by the stream or by a crash, gives the same rows.</summary>
public class ResumeTests
{
    private const string Jsonl = "\uFEFF{\"a\":1}\n\nbroken\r\n  {\"a\": \"é\"}\n[1]\n{\"a\":2}\n{\"a\": \"cut";
    private const string Csv = "\uFEFFid,text\r\n1,\"a \"\"b\"\"\r\nc\"\r\n\r\n2\r\n3,\"x\" y\n4,é\r\n5,\"open\r\n6,c";
    private const string Json = "\uFEFF [ {\"a\":1},\n,[2],\n {\"a\": \"]}\\\"\"} {\"b\":2}\n ,17, {\"a\":\n3} ,]";

    public static TheoryData<string, string> Files => new()
    {
        { "jsonl", Jsonl },
        { "jsonl", Jsonl[..^1] + "\"}\n\n" },
        { "csv", Csv },
        { "csv", "sep=;\n" + Csv.Replace(',', ';') },
        { "tsv", Csv.Replace(',', '\t') },
        { "text", "one\n\n  two\r\nthrée\n\nfour" },
        { "text", "one\rtwo\r\rthree\r" },
        { "json", Json },
        { "json", Json + " tail {}" },
        { "json", Json[..^1] },
        { "json", Json[..^2] },
        { "json", Json[..^4] },
        { "json", Json[..^3] + "\n" },
        { "json", "[,{\"a\":1},,,{\"a\":2}]" },
    };

    [Theory, MemberData(nameof(Files))]
    public void Reading_goes_on_after_any_row_exactly_where_it_stopped(string format, string file)
    {
        foreach (var zipped in new[] { false, true })
        {
            var bytes = zipped ? Reading.Gzip(Reading.Bytes(file)) : Reading.Bytes(file);
            var all = Reading.Rows(format, bytes);
            all.Count.ShouldBeGreaterThan(2);
            Reading.Rows(format, bytes, new ReadOptions { After = Start(format, bytes) }).ShouldBe(all);
            for (var i = 0; i < all.Count; i++)
            {
                var after = new ReadOptions { After = all[i].Position };
                Reading.Rows(format, bytes, after).ShouldBe(all.Skip(i + 1), $"after row {i + 1}");
                Reading.Rows(format, new DripStream(bytes, 1), after).ShouldBe(all.Skip(i + 1), $"after row {i + 1}, byte by byte");
            }
        }
    }

    [Theory, MemberData(nameof(Files))]
    public void Positions_count_rows_and_never_go_back(string format, string file)
    {
        var rows = Reading.Rows(format, file);
        rows.Select(row => row.Position.Row).ShouldBe(Enumerable.Range(1, rows.Count).Select(i => (long)i));
        foreach (var (row, next) in rows.Zip(rows.Skip(1)))
        {
            next.Position.Offset.ShouldBeGreaterThan(row.Position.Offset);
            next.Position.Line.ShouldBeGreaterThanOrEqualTo(row.Position.Line);
            next.Line.ShouldBeGreaterThanOrEqualTo(row.Line);
        }
    }

    [Theory, MemberData(nameof(Files))]
    public void The_stream_may_give_its_bytes_in_pieces_of_any_size(string format, string file)
    {
        foreach (var bytes in new[] { Reading.Bytes(file), Reading.Gzip(Reading.Bytes(file)) })
        {
            var whole = Reading.Rows(format, bytes);
            for (var most = 1; most < 9; most++)
                Reading.Rows(format, new DripStream(bytes, most)).ShouldBe(whole, $"in pieces of {most}");
        }
    }

    [Theory, MemberData(nameof(Files))]
    public void A_file_cut_at_any_byte_keeps_the_rows_before_the_cut(string format, string file)
    {
        var bytes = Reading.Bytes(file);
        var all = Reading.Rows(format, bytes);
        for (var length = 0; length < bytes.Length; length++)
        {
            IReadOnlyList<ReadRow> cut;
            try
            {
                cut = Reading.Rows(format, bytes[..length]);
            }
            catch (UnreadableFile)
            {
                // a header cut in the middle of a quote
                continue;
            }
            var whole = all.Count(row => row.Position.Offset < length);
            cut.Take(whole).Select(row => row.Json).ShouldBe(all.Take(whole).Select(row => row.Json), $"cut at {length}");
            (cut.Count - whole).ShouldBeInRange(0, 2, $"cut at {length}");
        }
    }

    [Theory]
    [InlineData("jsonl")]
    [InlineData("json")]
    [InlineData("csv")]
    [InlineData("text")]
    public void Reading_goes_on_far_into_a_large_file_by_seek_or_by_passing_over(string format)
    {
        // larger than any buffer, so that the place lies in what was not read yet
        string Row(int i) => format switch
        {
            "csv" => $"{i},\"mail {i}\nline two\"\n",
            "text" => $"mail {i}\n",
            "json" => $"{{\"id\": {i}, \"text\": \"mail {i} é\"}},\n",
            _ => $"{{\"id\": {i}, \"text\": \"mail {i} é\"}}\n",
        };
        var rows = string.Concat(Enumerable.Range(0, 60_000).Select(Row));
        var plain = Reading.Bytes((format switch { "csv" => "id,text\n", "json" => "[", _ => "" }) + (format == "json" ? rows[..^2] + "]" : rows));
        plain.Length.ShouldBeGreaterThan(600_000);
        var all = Reading.Rows(format, plain);
        all.Good().Length.ShouldBe(60_000);
        foreach (var at in new[] { 0, 500, 29_999, 59_990, 59_999 })
        {
            var after = new ReadOptions { After = all[at].Position };
            Reading.Rows(format, plain, after).ShouldBe(all.Skip(at + 1));
            Reading.Rows(format, new OneWayStream(plain), after).ShouldBe(all.Skip(at + 1));
            Reading.Rows(format, Reading.Gzip(plain), after).ShouldBe(all.Skip(at + 1));
        }
        using var reader = DatasetFormats.Find(format)!.Open(new MemoryStream(plain), new ReadOptions { After = all[59_990].Position });
        reader.Read().ShouldBeTrue();
        reader.BytesRead.ShouldBe(all[59_991].Position.Offset);
    }

    /// <summary>As a pipe: no seeking.</summary>
    private sealed class OneWayStream(byte[] content) : MemoryStream(content)
    {
        public override bool CanSeek => false;
    }

    [Fact]
    public void A_position_beyond_the_file_is_refused() =>
        Should.Throw<UnreadableFile>(() => Reading.Rows("text", "one\n", new ReadOptions { After = new RowPosition(9, 9, 99) }))
            .Message.ShouldContain("it is not the file that was read before");

    [Fact]
    public void Bytes_of_any_kind_are_read_to_the_end_without_throwing()
    {
        var alphabet = "{}[]\",:;\t\r\n\\ aé0"u8.ToArray();
        var files = Gen.Int[0, alphabet.Length - 1].Select(i => alphabet[i]).Array[0, 80];
        files.Sample(bytes =>
        {
            foreach (var format in DatasetFormats.All)
            {
                IReadOnlyList<ReadRow> rows;
                try
                {
                    rows = Reading.Rows(format.Name, bytes);
                }
                catch (UnreadableFile)
                {
                    continue;
                }
                Reading.Rows(format.Name, new DripStream(bytes, 1)).ShouldBe(rows);
                foreach (var row in rows)
                    Reading.Rows(format.Name, bytes, new ReadOptions { After = row.Position }).ShouldBe(rows.Skip((int)row.Position.Row));
            }
        }, seed: "0000KOIPe036", iter: 3000);
    }

    private static RowPosition Start(string format, byte[] bytes)
    {
        using var reader = DatasetFormats.Find(format)!.Open(new MemoryStream(bytes));
        return reader.Position;
    }
}
