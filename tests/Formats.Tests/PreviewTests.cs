using System.Text.Json;

namespace Assay.Formats.Tests;

public class PreviewTests
{
    private static Preview Of(string format, string content, int rows = 20) =>
        Preview.Of(new MemoryStream(Reading.Bytes(content)), DatasetFormats.Find(format)!, rows);

    [Fact]
    public void Columns_are_told_with_kind_and_samples_in_order_of_appearance()
    {
        var preview = Of("jsonl", """
            {"text": "one", "n": 1, "ok": true, "tags": ["a"], "none": null, "mixed": 1}
            {"text": "two", "n": 2.5, "ok": false, "tags": {"b": 1}, "none": "", "mixed": "x", "late": "l"}
            {"text": "one", "n": 3}
            {"text": "four", "n": -4e2}
            """);
        preview.Columns.Select(column => (column.Name, column.Kind)).ShouldBe([
            ("text", ColumnKind.Text), ("n", ColumnKind.Number), ("ok", ColumnKind.Boolean), ("tags", ColumnKind.Object), ("none", ColumnKind.Empty),
            ("mixed", ColumnKind.Text), ("late", ColumnKind.Text),
        ]);
        preview.Columns[0].Samples.ShouldBe(["one", "two", "four"]);
        preview.Columns[1].Samples.ShouldBe(["1", "2.5", "3"]);
        preview.Columns[3].Samples.ShouldBe(["[\"a\"]", "{\"b\": 1}"]);
        preview.Rows.Count.ShouldBe(4);
        preview.Rows[1].GetProperty("late").GetString().ShouldBe("l");
        preview.Warnings.ShouldBeEmpty();
        (preview.Format, preview.Compressed).ShouldBe(("jsonl", false));
    }

    [Fact]
    public void CSV_values_that_read_as_numbers_throughout_are_numbers()
    {
        var preview = Of("csv", "id,score,text,flag,nothing\n1,0.5,17,true,\n2,,x,FALSE, \n");
        preview.Columns.Select(column => column.Kind).ShouldBe([ColumnKind.Number, ColumnKind.Number, ColumnKind.Text, ColumnKind.Boolean, ColumnKind.Empty]);
    }

    [Fact]
    public void Only_the_first_rows_are_shown_and_bad_ones_are_told()
    {
        var preview = Of("jsonl", "broken\n" + string.Concat(Enumerable.Range(0, 200).Select(i => $"{{\"n\": {i}}}\n")), rows: 5);
        preview.Rows.Select(row => row.GetProperty("n").GetInt32()).ShouldBe([0, 1, 2, 3, 4]);
        preview.Rejected.ShouldHaveSingleItem().Line.ShouldBe(1);
        preview.Warnings.ShouldHaveSingleItem().ShouldStartWith("1 of the first 100 rows cannot be read and would be left out; the first, on line 1: The row is not JSON.");
    }

    [Theory]
    [InlineData("text", "", "The file holds no rows.")]
    [InlineData("csv", "a,b\n", "The file holds no rows.")]
    [InlineData("jsonl", "a,b\n1,2\n", "None of the first rows can be read. Is this the right format?")]
    [InlineData("csv", "a,a\n1,2\n", "Column 2 is called \"a\" like one before; it is called \"a_2\".")]
    public void What_looks_wrong_is_warned_about(string format, string file, string warning) => Of(format, file).Warnings.ShouldContain(warning);

    [Fact]
    public void Long_texts_and_endless_columns_do_not_fill_the_page()
    {
        var many = string.Join(",", Enumerable.Range(0, 3000).Select(i => $"\"c{i}\":{i}"));
        var preview = Of("jsonl", $$"""{"text": "{{new string('x', 1_000_000)}}", "deep": {"a": ["{{new string('y', 1_000_000)}}"]}, {{many}}}""");
        preview.Columns.Count.ShouldBe(500);
        preview.Warnings.ShouldHaveSingleItem().ShouldContain("more than 500 different columns");
        preview.Columns[0].Samples.ShouldHaveSingleItem().Length.ShouldBe(100);
        preview.Rows.ShouldHaveSingleItem().GetRawText().Length.ShouldBeLessThan(20_000);
        preview.Rows[0].GetProperty("text").GetString()!.Length.ShouldBe(2000);
    }

    [Fact]
    public void A_kind_is_written_as_the_contract_names_it() =>
        JsonSerializer.Serialize(Enum.GetValues<ColumnKind>()).ShouldBe("""["empty","text","number","boolean","object"]""");
}
