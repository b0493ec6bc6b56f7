using System.Globalization;
using System.Text;
using System.Text.Json;
using CsCheck;
using CsvHelper;

namespace Assay.Formats.Tests;

public class WriterTests
{
    private static readonly string[] Columns = ["id", "text", "labels", "score", "gold"];

    private static readonly Gen<string> Texts = Gen.OneOf(
        Gen.String[Gen.Char["ab,;\t\"\r\n '=é😀\\{}[]"], 0, 12],
        Gen.String[0, 12]).Select(text => string.Concat(text.EnumerateRunes()).Replace("\0", ""));

    private static string Write(string format, IReadOnlyList<string> columns, IEnumerable<Cell[]> rows, WriteOptions? options = null)
    {
        using var stream = new MemoryStream();
        var writer = ((IWritableFormat)DatasetFormats.Find(format)!).Create(stream, columns, options);
        foreach (var row in rows)
            writer.Write(row).AsTask().Wait();
        writer.Complete().AsTask().Wait();
        stream.CanWrite.ShouldBeTrue("the stream stays the caller's");
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static readonly Cell[] Full =
        [Cell.Number(7), Cell.Text("say \"hi\",\nÄ😀 </b>"), Cell.Json("[\"a\", {\"b\":\n1}]"), Cell.Number(0.1), Cell.Boolean(true)];

    private static readonly Cell[] Empty = [Cell.Null, Cell.Text(null), Cell.Json(null), Cell.Number((double?)null), Cell.Boolean(null)];

    [Fact]
    public void JSONL_has_the_columns_in_order_and_one_line_a_row() =>
        Write("jsonl", Columns, [Full, Empty]).ShouldBe(
            "{\"id\":7,\"text\":\"say \\\"hi\\\",\\nÄ😀 </b>\",\"labels\":[\"a\", {\"b\":1}],\"score\":0.1,\"gold\":true}\n"
            + "{\"id\":null,\"text\":null,\"labels\":null,\"score\":null,\"gold\":null}\n");

    [Fact]
    public void CSV_has_a_header_and_flattens_lists_to_JSON_text() =>
        Write("csv", Columns, [Full, Empty]).ShouldBe(
            "id,text,labels,score,gold\r\n7,\"say \"\"hi\"\",\nÄ😀 </b>\",\"[\"\"a\"\", {\"\"b\"\":\n1}]\",0.1,true\r\n,,,,\r\n");

    [Theory]
    [InlineData("\"te\\u0078t\"", "text")]
    [InlineData("null", "")]
    [InlineData("-4.50", "-4.50")]
    [InlineData("true", "true")]
    [InlineData("[]", "[]")]
    [InlineData("[[\"a\",\"b\"]]", "\"[[\"\"a\"\",\"\"b\"\"]]\"")]
    public void CSV_flattens_JSON_values(string json, string field) => Write("csv", ["n", "x"], [[Cell.Number(1), Cell.Json(json)]]).ShouldBe($"n,x\r\n1,{field}\r\n");

    [Fact]
    public void TSV_quotes_what_holds_a_tab() =>
        Write("tsv", ["a", "b"], [[Cell.Text("x\ty"), Cell.Text("1,2")]]).ShouldBe("a\tb\r\n\"x\ty\"\t1,2\r\n");

    [Fact]
    public void Any_texts_written_as_CSV_or_TSV_read_back_equal()
    {
        Gen.Select(Gen.Int[1, 4], Texts.Array[4].Array[0, 6], Gen.Bool).Sample((width, rows, comma) =>
        {
            var format = comma ? "csv" : "tsv";
            var columns = Enumerable.Range(0, width).Select(i => $"c {i}").ToArray();
            var expected = rows.Select(row => row.Take(width).ToArray()).ToArray();
            var file = Write(format, columns, expected.Select(row => row.Select(Cell.Text).ToArray()));
            var read = Reading.Rows(format, file, new ReadOptions { Delimiter = comma ? ',' : '\t' });
            read.Bad().ShouldBeEmpty();
            read.Good().Select(Values).ShouldBe(expected);
            if (comma)
                Oracle(file).ShouldBe(expected);
        }, seed: "0000KOIPe036", iter: 3000);
    }

    [Fact]
    public void Any_texts_written_as_JSONL_read_back_equal()
    {
        Texts.Array[3].Array[0, 6].Sample(rows =>
        {
            var read = Reading.Rows("jsonl", Write("jsonl", ["a", "b\"\\", "é"], rows.Select(row => row.Select(Cell.Text).ToArray())));
            read.Bad().ShouldBeEmpty();
            read.Good().Select(Values).ShouldBe(rows);
        }, seed: "0000KOIPe036", iter: 2000);
    }

    [Fact]
    public void The_same_rows_give_the_same_bytes_whatever_the_culture()
    {
        var before = CultureInfo.CurrentCulture;
        var here = (Write("csv", Columns, [Full]), Write("jsonl", Columns, [Full]));
        try
        {
            var odd = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            odd.NumberFormat = new NumberFormatInfo { NumberDecimalSeparator = ",", NegativeSign = "~" };
            CultureInfo.CurrentCulture = odd;
            (Write("csv", Columns, [Full]), Write("jsonl", Columns, [Full])).ShouldBe(here);
            Write("csv", ["n"], [[Cell.Number(-0.5)], [Cell.Number(-12)]]).ShouldBe("n\r\n-0.5\r\n-12\r\n");
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Formulas_are_guarded_on_request_only_and_numbers_never()
    {
        Cell[][] rows =
        [
            [Cell.Text("=1+1")], [Cell.Text("+1")], [Cell.Text("-1")], [Cell.Text("@x")], [Cell.Text("a=b")], [Cell.Number(-1)], [Cell.Json("\"=x\"")], [Cell.Json("-1")],
        ];
        Write("csv", ["x"], rows).ShouldBe("x\r\n=1+1\r\n+1\r\n-1\r\n@x\r\na=b\r\n-1\r\n=x\r\n-1\r\n");
        Write("csv", ["x"], rows, new WriteOptions { GuardFormulas = true }).ShouldBe("x\r\n'=1+1\r\n'+1\r\n'-1\r\n'@x\r\na=b\r\n-1\r\n'=x\r\n-1\r\n");
    }

    [Fact]
    public void A_byte_order_mark_is_written_on_request_and_read_over()
    {
        var file = Write("csv", ["x"], [[Cell.Text("ä")]], new WriteOptions { ByteOrderMark = true });
        file.ShouldBe("\uFEFFx\r\nä\r\n");
        Reading.Rows("csv", file).Good().ShouldBe(["""{"x":"ä"}"""]);
    }

    [Fact]
    public async Task Memory_stays_flat_over_many_rows()
    {
        var counting = new CountingStream();
        var writer = new Jsonl().Create(counting, ["id", "text"]);
        for (var i = 0; i < 50_000; i++)
            await writer.Write([Cell.Number(i), Cell.Text("a text of some length, to be written again and again")]);
        await writer.Complete();
        counting.Bytes.ShouldBeGreaterThan(3_000_000);
        counting.Largest.ShouldBeLessThan(100_000);
    }

    [Fact]
    public void Mistakes_of_the_caller_are_told_at_once()
    {
        Should.Throw<ArgumentException>(() => Write("csv", ["a", "a"], []));
        Should.Throw<ArgumentException>(() => Write("jsonl", [], []));
        Should.Throw<ArgumentException>(() => Write("csv", ["a"], [[Cell.Null, Cell.Null]]));
        Should.Throw<ArgumentOutOfRangeException>(() => Cell.Number(double.NaN));
    }

    private static string?[] Values(string row) => [.. JsonDocument.Parse(row).RootElement.EnumerateObject().Select(property => property.Value.GetString())];

    private static List<string[]> Oracle(string file)
    {
        using var oracle = new CsvParser(new StringReader(file), CultureInfo.InvariantCulture);
        var rows = new List<string[]>();
        while (oracle.Read())
            rows.Add(oracle.Record!);
        return rows[1..];
    }

    private sealed class CountingStream : MemoryStream
    {
        public long Bytes { get; private set; }
        public int Largest { get; private set; }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Bytes += buffer.Length;
            Largest = Math.Max(Largest, buffer.Length);
            return ValueTask.CompletedTask;
        }
    }
}
