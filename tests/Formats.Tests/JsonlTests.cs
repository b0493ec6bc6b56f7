namespace Assay.Formats.Tests;

public class JsonlTests
{
    private const string Good = """{"text": "fine"}""";

    [Fact]
    public void Good_rows_come_out_byte_for_byte_with_their_lines()
    {
        var rows = Reading.Rows("jsonl", "\uFEFF{ \"text\" : \"a\\u0062\" }\r\n\n   \n\t{\"n\":[1, 2]} \n");
        rows.Good().ShouldBe(["{ \"text\" : \"a\\u0062\" }", "{\"n\":[1, 2]}"]);
        rows.Select(row => row.Line).ShouldBe([1, 4]);
    }

    [Fact]
    public void A_last_line_without_line_end_is_a_row() => Reading.Rows("jsonl", Good + "\n" + Good).Good().ShouldBe([Good, Good]);

    [Theory]
    [InlineData("[1]", null, 1, "The row is an array. Each row must be an object")]
    [InlineData("  \"text\"", null, 3, "The row is a text.")]
    [InlineData("-4", null, 1, "The row is a number.")]
    [InlineData("null", null, 1, "The row is null.")]
    [InlineData("text,label", null, 1, "The row is not JSON.")]
    [InlineData("{\"text\": \"ü\", \"n\": NaN}", "n", 20, "NaN, Infinity and None are not JSON; write null.")]
    [InlineData("{'text': 1}", null, 2, "JSON texts stand in double quotes.")]
    [InlineData("{\"a\": True}", "a", 7, "Write true and false in lower case.")]
    [InlineData("{\"a\": 1,}", "a", 9, "Is there a comma before it?")]
    [InlineData("{\"a\": \"x\ty\"}", "a", 9, "write a line break as \\n and a tab as \\t")]
    [InlineData("{\"a\": \"x", "a", 9, "Is the rest of the row missing?")]
    [InlineData("{\"a\": 1} {\"b\": 2}", "a", 10, "not valid JSON")]
    [InlineData("{\"a\": 1, \"b\": 2, \"a\": 3}", "a", 18, "The property \"a\" occurs twice in one object")]
    [InlineData("{\"a\": 1, \"\\u0061\": 3}", "a", 10, "The property \"a\" occurs twice in one object")]
    [InlineData("{\"o\": {\"b\": 1, \"b\": 2}}", null, 16, "The property \"b\" occurs twice in one object")]
    [InlineData("{\"a\": \"\\ud83d\"}", "a", 7, "half of a surrogate pair")]
    [InlineData("{\"a\": \"\\ude00\\ud83d\"}", "a", 7, "half of a surrogate pair")]
    [InlineData("{\"a\": \"x\\u0000\"}", "a", 7, "NUL character")]
    [InlineData("{\"a\\u0000\": 1}", null, 2, "NUL character")]
    public void A_bad_row_is_rejected_with_place_and_reason_and_the_next_is_read(string bad, string? column, int position, string reason)
    {
        var rows = Reading.Rows("jsonl", Good + "\n" + bad + "\n" + Good + "\n");
        rows.Count.ShouldBe(3);
        rows.Good().ShouldBe([Good, Good]);
        var rejected = rows.Bad().ShouldHaveSingleItem();
        rejected.Reason.ShouldContain(reason);
        (rejected.Line, rejected.Column, rejected.Position).ShouldBe((2, column, position));
        rejected.Excerpt.ShouldBe(bad.Replace('\t', ' '));
    }

    [Fact]
    public void The_same_name_in_two_objects_of_a_row_is_no_repetition() =>
        Reading.Rows("jsonl", """{"a": {"a": 1, "b": {"a": 2}}, "b": [{"a": 1}, {"a": 2}]}""").Bad().ShouldBeEmpty();

    [Fact]
    public void A_repetition_is_found_among_thousands_of_names()
    {
        var names = string.Join(",", Enumerable.Range(0, 5000).Select(i => $"\"p{i}\":{i}"));
        Reading.Rows("jsonl", "{" + names + "}").Bad().ShouldBeEmpty();
        Reading.Rows("jsonl", "{" + names + ",\"p17\":0}").Bad().ShouldHaveSingleItem().Column.ShouldBe("p17");
    }

    [Fact]
    public void An_escaped_surrogate_pair_is_a_character() => Reading.Rows("jsonl", """{"a": "\ud83d\ude00 \\ud83d"}""").Bad().ShouldBeEmpty();

    [Fact]
    public void Sixty_four_levels_are_read_and_one_more_is_rejected()
    {
        static string Nested(int levels) => "{\"a\":" + new string('[', levels - 1) + new string(']', levels - 1) + "}";
        Reading.Rows("jsonl", Nested(64)).Bad().ShouldBeEmpty();
        Reading.Rows("jsonl", Nested(65)).Bad().ShouldHaveSingleItem().Reason.ShouldContain("more than 64 levels");
        Reading.Rows("jsonl", Nested(5000)).Bad().ShouldHaveSingleItem().Reason.ShouldContain("more than 64 levels");
    }

    [Fact]
    public void Bytes_that_are_not_UTF_8_reject_their_row_only()
    {
        byte[] file = [.. Reading.Bytes(Good + "\n{\"text\": \"caf"), 0xE9, .. Reading.Bytes("\"}\n{\"text\": \"café\"}\n")];
        var rows = Reading.Rows("jsonl", file);
        rows.Good().ShouldBe([Good, "{\"text\": \"café\"}"]);
        var rejected = rows.Bad().ShouldHaveSingleItem();
        rejected.Reason.ShouldBe("Byte 0xE9 (in Latin-1 it would be \"é\") is not valid UTF-8 here. Save the file as UTF-8.");
        (rejected.Line, rejected.Position, rejected.Excerpt).ShouldBe((2, 14, "{\"text\": \"caf\uFFFD\"}"));
    }

    [Fact]
    public void A_cut_last_line_is_rejected_and_the_rows_before_are_kept()
    {
        var rows = Reading.Rows("jsonl", Good + "\n{\"text\": \"half a ro");
        rows.Good().ShouldBe([Good]);
        rows.Bad().ShouldHaveSingleItem().Reason.ShouldBe("The file ends in the middle of this row.");
    }

    [Fact]
    public void The_excerpt_of_a_long_row_shows_the_fault_and_stays_short()
    {
        var rejected = Reading.Rows("jsonl", "{\"text\": \"" + new string('x', 5000) + "\", \"n\": oops, \"more\": \"" + new string('y', 5000) + "\"}").Bad().ShouldHaveSingleItem();
        rejected.Excerpt.ShouldContain("\"n\": oops");
        rejected.Excerpt.Length.ShouldBeLessThanOrEqualTo(RejectedRow.MaxExcerpt);
    }
}
