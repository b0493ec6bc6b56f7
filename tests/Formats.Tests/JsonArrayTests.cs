namespace Assay.Formats.Tests;

public class JsonArrayTests
{
    [Fact]
    public void Elements_come_out_byte_for_byte_with_their_lines()
    {
        var rows = Reading.Rows("json", "\uFEFF\n[\n  {\"text\": \"a ] } \\\" b\"},{\"n\": [1, {}]}\n,\n  {\n    \"o\": {}\n  }\n]\n");
        rows.Good().ShouldBe(["{\"text\": \"a ] } \\\" b\"}", "{\"n\": [1, {}]}", "{\n    \"o\": {}\n  }"]);
        rows.Select(row => row.Line).ShouldBe([3, 3, 5]);
        rows.Bad().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \n ")]
    [InlineData("[]")]
    [InlineData(" [ \n ] ")]
    public void A_file_without_elements_has_no_rows(string file) => Reading.Rows("json", file).ShouldBeEmpty();

    [Theory]
    [InlineData("[{\"a\": 1}, {\"b\": oops}, {\"c\": 3}]", "not valid JSON")]
    [InlineData("[{\"a\": 1}, [1, 2], {\"c\": 3}]", "The row is an array.")]
    [InlineData("[{\"a\": 1}, 17, {\"c\": 3}]", "The row is a number.")]
    [InlineData("[{\"a\": 1}, \"a, ] text\", {\"c\": 3}]", "The row is a text.")]
    [InlineData("[{\"a\": 1}, null, {\"c\": 3}]", "The row is null.")]
    [InlineData("[{\"a\": 1}, {\"b\": 1, \"b\": 2}, {\"c\": 3}]", "occurs twice")]
    [InlineData("[{\"a\": 1} {\"b\": 2}, {\"c\": 3}]", "A comma is missing before this row.")]
    [InlineData("[{\"a\": 1},, {\"c\": 3}]", "There is a comma, but no row before it.")]
    [InlineData("[, {\"a\": 1}, {\"c\": 3}]", "There is a comma, but no row before it.")]
    [InlineData("[{\"a\": 1}, {\"c\": 3},]", "The last row is followed by a comma.")]
    [InlineData("[{\"a\": 1}, {\"c\": 3}] {\"d\": 4}, 5", "There is more after the end of the array")]
    [InlineData("[{\"a\": 1}, {\"c\": 3}]]", "There is more after the end of the array")]
    [InlineData("[{\"a\": 1}, {\"c\": 3}", "The file ends before the array is closed with \"]\".")]
    [InlineData("[{\"a\": 1}, {\"c\": 3},\n", "The file ends before the array is closed with \"]\".")]
    [InlineData("[{\"a\": 1}, {\"c\": 3}, {\"d\": \"x, {}]", "The file ends in the middle of this row")]
    [InlineData("[{\"a\": 1}, {\"c\": 3}, {\"d\": [1, 2]", "The file ends in the middle of this row")]
    public void One_fault_is_one_rejected_row_and_the_others_are_kept(string file, string reason)
    {
        var rows = Reading.Rows("json", file);
        rows.Good().ShouldBe(["{\"a\": 1}", "{\"c\": 3}"]);
        rows.Bad().ShouldHaveSingleItem().Reason.ShouldContain(reason);
    }

    [Fact]
    public void A_fault_on_a_later_line_of_a_row_is_told_with_that_line()
    {
        var rejected = Reading.Rows("json", "[\n  {\n    \"text\": \"a\",\n    \"n\": 01\n  }\n]").Bad().ShouldHaveSingleItem();
        rejected.Line.ShouldBe(2);
        rejected.Position.ShouldBeNull();
        rejected.Column.ShouldBe("n");
        rejected.Reason.ShouldEndWith("(Line 4, character 11.)");
    }

    [Theory]
    [InlineData("{\"version\": 1, \"items\": [{\"text\": \"a\"}]}", "whose property \"items\" is an array. Save that array alone")]
    [InlineData("{\"text\": \"a\"}", "The file holds one JSON object.")]
    [InlineData("{\"text\": \"a\"}\n{\"text\": \"b\"}\n", "Read it as format jsonl")]
    [InlineData("text\na\n", "The file begins with \"t\". A JSON file must hold an array of objects")]
    public void A_file_that_is_no_array_is_refused_with_advice(string file, string advice) =>
        Should.Throw<UnreadableFile>(() => Reading.Rows("json", file)).Message.ShouldContain(advice);
}
