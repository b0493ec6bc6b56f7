using System.Text.Json;

namespace Assay.Formats.Tests;

public class CsvTests
{
    [Fact]
    public void Fields_become_texts_in_the_order_of_the_columns()
    {
        var rows = Reading.Rows("csv", "\uFEFFtext,\"the \"\"label\"\"\",n\r\n\"one, two\",ham,1\r\n\"line\r\nbreak\",\"say \"\"hi\"\"\",\r\n5\" disk,Ж😀\\, 2\r\n");
        rows.Good().ShouldBe([
            """{"text":"one, two","the \"label\"":"ham","n":"1"}""",
            """{"text":"line\r\nbreak","the \"label\"":"say \"hi\"","n":""}""",
            """{"text":"5\" disk","the \"label\"":"Ж😀\\","n":" 2"}""",
        ]);
        rows.Select(row => row.Line).ShouldBe([2, 3, 5]);
    }

    [Fact]
    public void Values_read_back_as_they_stood_whatever_JSON_must_escape()
    {
        const string Text = "tab\tbackslash\\ bell\a slash/ <b>&amp;</b> \u2028 \u007F";
        var json = Reading.Rows("csv", $"text,n\n\"{Text}\",1\n").Good().ShouldHaveSingleItem();
        JsonDocument.Parse(json).RootElement.GetProperty("text").GetString().ShouldBe(Text);
    }

    [Fact]
    public void The_last_row_needs_no_line_end_and_blank_lines_are_passed_over()
    {
        var rows = Reading.Rows("csv", "\n\na,b\n\n1,2\n  \n\r\n3,4");
        rows.Good().ShouldBe(["""{"a":"1","b":"2"}""", """{"a":"3","b":"4"}"""]);
        rows.Select(row => row.Line).ShouldBe([5, 8]);
    }

    [Theory]
    [InlineData("1", "The row has 1 field, the header 3 (id, text, label). Add the missing fields, empty ones too.", null, null)]
    [InlineData("1,a,b,c,d", "The row has 5 fields, the header 3 (id, text, label). Put a field that holds the delimiter in quotes.", null, null)]
    [InlineData("1,\"a\" b,c", "There is text after the closing quote of a field.", "text", 6)]
    [InlineData("1,\"a\"\"b\"c\",d", "There is text after the closing quote of a field.", "text", 9)]
    [InlineData("1,ü\0,c", "NUL character", "text", 4)]
    public void A_bad_row_is_rejected_with_place_and_reason_and_the_next_is_read(string bad, string reason, string? column, int? position)
    {
        var rows = Reading.Rows("csv", "id,text,label\n0,x,y\n" + bad + "\n2,x,y\n");
        rows.Good().ShouldBe(["""{"id":"0","text":"x","label":"y"}""", """{"id":"2","text":"x","label":"y"}"""]);
        var rejected = rows.Bad().ShouldHaveSingleItem();
        rejected.Reason.ShouldContain(reason);
        (rejected.Line, rejected.Column, rejected.Position).ShouldBe((3, column, position));
        rejected.Excerpt.ShouldBe(bad.Replace('\0', ' '));
    }

    [Fact]
    public void Bytes_that_are_not_UTF_8_reject_their_row_only_and_name_the_column()
    {
        var rows = Reading.Rows("csv", [.. "id,text\n1,caf"u8, 0xE9, .. "\n2,café\n"u8]);
        rows.Good().ShouldBe(["""{"id":"2","text":"café"}"""]);
        var rejected = rows.Bad().ShouldHaveSingleItem();
        (rejected.Line, rejected.Column, rejected.Position).ShouldBe((2, "text", 6));
        rejected.Reason.ShouldContain("Byte 0xE9");
    }

    [Fact]
    public void A_quote_that_is_never_closed_rejects_the_rest_and_keeps_the_rows_before()
    {
        var rows = Reading.Rows("csv", "id,text\n1,a\n2,\"open\n3,c\n4,d\n");
        rows.Good().ShouldBe(["""{"id":"1","text":"a"}"""]);
        var rejected = rows.Bad().ShouldHaveSingleItem();
        rejected.Reason.ShouldStartWith("The quote that opens here is never closed.");
        (rejected.Line, rejected.Column, rejected.Position).ShouldBe((3, "text", 3));
    }

    [Fact]
    public void A_row_after_a_faulty_quote_is_read_again_from_the_next_line()
    {
        // the quote after the second comma opens nothing any more, or it would take the rows after with it
        var rows = Reading.Rows("csv", "id,text\n1,\"a\" and \"b\",\"\n2,c\n");
        rows.Bad().ShouldHaveSingleItem().Line.ShouldBe(2);
        rows.Good().ShouldBe(["""{"id":"2","text":"c"}"""]);
    }

    [Fact]
    public void Columns_without_a_name_or_with_one_taken_get_their_own()
    {
        using var reader = new Csv().Open(new MemoryStream(Reading.Bytes("text,,text, text_2 ,text,\n1,2,3,4,5,6\n")));
        reader.Columns.ShouldBe(["text", "column_2", "text_3", "text_2", "text_4", "column_6"]);
        reader.Read().ShouldBeTrue();
        reader.Rejected.ShouldBeNull();
        reader.Warnings.ShouldBe([
            "Column 2 has no name; it is called \"column_2\".",
            "Column 3 is called \"text\" like one before; it is called \"text_3\".",
            "Column 5 is called \"text\" like one before; it is called \"text_4\".",
            "Column 6 has no name; it is called \"column_6\".",
        ]);
    }

    [Fact]
    public void A_first_row_that_looks_like_data_is_warned_about()
    {
        using var reader = new Csv().Open(new MemoryStream(Reading.Bytes("17,ham\n18,spam\n")));
        reader.Warnings.ShouldHaveSingleItem().ShouldStartWith("The first row is taken as the column names, but looks like data.");
    }

    [Theory]
    [InlineData("a;b\n\"1;2\";3,5\n4;5,5\n", "{\"a\":\"1;2\",\"b\":\"3,5\"}")]
    [InlineData("a\tb\n1\t2, 3\n", "{\"a\":\"1\",\"b\":\"2, 3\"}")]
    [InlineData("a|b\n1|2\n", "{\"a\":\"1\",\"b\":\"2\"}")]
    [InlineData("a,b\n1;2,3;4\n", "{\"a\":\"1;2\",\"b\":\"3;4\"}")]
    [InlineData("x;y;z,b\n1,2\n3,4\n", "{\"x;y;z\":\"1\",\"b\":\"2\"}")]
    [InlineData("\"a;b\",c\n1;1,2\n", "{\"a;b\":\"1;1\",\"c\":\"2\"}")]
    [InlineData("text\nno delimiter\n", "{\"text\":\"no delimiter\"}")]
    [InlineData("sep=;\r\na;b,c,d\r\n1;2,3,4\r\n", "{\"a\":\"1\",\"b,c,d\":\"2,3,4\"}")]
    [InlineData("a,b\r1,2\r", "{\"a\":\"1\",\"b\":\"2\"}")]
    public void The_delimiter_is_found_out_from_the_file(string file, string row) => Reading.Rows("csv", file).Good()[0].ShouldBe(row);

    [Fact]
    public void The_delimiter_can_be_said() =>
        Reading.Rows("csv", "a,b;c\n1,2;3\n", new ReadOptions { Delimiter = ';' }).Good().ShouldBe(["""{"a,b":"1,2","c":"3"}"""]);

    [Fact]
    public void A_delimiter_that_cannot_be_is_refused() =>
        Should.Throw<UnreadableFile>(() => Reading.Rows("csv", "a,b\n", new ReadOptions { Delimiter = '"' })).Message.ShouldContain("cannot be used");

    [Theory]
    [InlineData("a,\"b\n", "never closed")]
    [InlineData("a,\"b\"c\n", "text after the closing quote")]
    public void A_header_that_cannot_be_read_refuses_the_file(string file, string reason) =>
        Should.Throw<UnreadableFile>(() => Reading.Rows("csv", file)).Message.ShouldContain(reason);

    [Theory]
    [InlineData("")]
    [InlineData("\n \n")]
    [InlineData("a,b")]
    [InlineData("a,b\n")]
    public void A_file_without_rows_has_none(string file) => Reading.Rows("csv", file).ShouldBeEmpty();

    [Fact]
    public void Tabs_only_are_a_row_of_empty_fields_in_TSV() =>
        Reading.Rows("tsv", "a\tb\tc\n\t\t\n1\t\"x\ty\"\t,\n").Good().ShouldBe(["""{"a":"","b":"","c":""}""", """{"a":"1","b":"x\ty","c":","}"""]);
}
