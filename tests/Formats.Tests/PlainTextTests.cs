namespace Assay.Formats.Tests;

public class PlainTextTests
{
    [Fact]
    public void Every_line_that_is_not_blank_is_an_item_as_it_stands()
    {
        var rows = Reading.Rows("text", "\uFEFFone \"quoted\" \\\n\n \t \n  two \r\nдва 😀");
        rows.Good().ShouldBe(["""{"text":"one \"quoted\" \\"}""", """{"text":"  two "}""", """{"text":"два 😀"}"""]);
        rows.Select(row => row.Line).ShouldBe([1, 4, 5]);
    }

    [Fact]
    public void Lines_may_end_with_CR_alone() => Reading.Rows("text", "one\rtwo\r").Good().ShouldBe(["""{"text":"one"}""", """{"text":"two"}"""]);

    [Fact]
    public void Bytes_that_are_no_text_reject_their_line_only()
    {
        var rows = Reading.Rows("text", [.. "one\ncaf"u8, 0xE9, .. "\nnul"u8, 0, .. "\nfour ä\n"u8]);
        rows.Good().ShouldBe(["""{"text":"one"}""", """{"text":"four ä"}"""]);
        rows.Bad().Select(bad => (bad.Line, bad.Column, bad.Position)).ShouldBe([(2, "text", 4), (3, "text", 4)]);
    }
}
