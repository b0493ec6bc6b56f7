using Assay.Learning.Tagging;

namespace Assay.Learning.Tests.Tagging;

public sealed class KnownSpansTests
{
    private static readonly Dictionary<string, int> Labels = new() { ["a"] = 0, ["b"] = 1 };

    [Fact]
    public void Of_spans_that_overlap_the_longest_is_kept_then_the_first_then_the_label_named_first()
    {
        Kept("one two three four", new(0, 7, "a"), new(4, 13, "b")).ShouldBe("two three b");
        Kept("one two three four", new(4, 13, "b"), new(8, 18, "a")).ShouldBe("three four a");
        Kept("one two six four", new(4, 11, "b"), new(0, 7, "a")).ShouldBe("one two a");
        Kept("one two", new(0, 3, "b"), new(0, 3, "a"), new(4, 7, "b")).ShouldBe("one a, two b");
        Kept("one two three", new(0, 13, "a"), new(4, 7, "b")).ShouldBe("one two three a");
    }

    [Fact]
    public void A_word_is_cut_where_a_span_begins_or_ends_in_it()
    {
        var known = KnownSpans.Of(new TaggedText("preUSbased x", [new(3, 5, "a")]), 0, Labels);
        Words(known).ShouldBe("pre|US|based|x");
        known.CutTokens.ShouldBe(2);
        known.Tags(0, 4).ShouldBe([TagScheme.Outside, TagScheme.Unit(0), TagScheme.Outside, TagScheme.Outside]);
    }

    [Fact]
    public void White_space_at_the_ends_of_a_span_is_not_part_of_what_is_learned()
    {
        var known = KnownSpans.Of(new TaggedText("😀 in New York  now", [new(4, 14, "a"), new(14, 15, "b")]), 0, Labels);
        Kept(known).ShouldBe("New York a");
        (known.Blank, known.Overlapping).ShouldBe((1, 0));
    }

    [Fact]
    public void Tags_are_of_the_part_asked_for()
    {
        var known = KnownSpans.Of(new TaggedText("a b c d e", [new(2, 7, "b"), new(8, 9, "a")]), 0, Labels);
        known.Tags(1, 5).ShouldBe([TagScheme.Begin(1), TagScheme.Inside(1), TagScheme.Last(1), TagScheme.Unit(0)]);
    }

    [Theory]
    [InlineData(-1, 2, "a", 1, "the span -1-2")]
    [InlineData(2, 2, "a", 1, "the span 2-2")]
    [InlineData(0, 4, "a", 1, "a text of 3 code points")]
    [InlineData(0, 1, "c", 1, "the label c is not one of a, b")]
    [InlineData(0, 1, "a", double.NaN, "the weight NaN")]
    [InlineData(0, 1, "a", -1, "the weight -1")]
    public void What_cannot_be_learned_from_is_told_with_its_place(int start, int end, string label, double weight, string message) =>
        Should.Throw<ArgumentException>(() => KnownSpans.Of(new TaggedText("😀bc", [new(start, end, label)], weight), 7, Labels)).Message.ShouldSatisfyAllConditions(
            told => told.ShouldContain("Example 7"), told => told.ShouldContain(message));

    private static string Kept(string text, params TaggedSpan[] spans) => Kept(KnownSpans.Of(new TaggedText(text, spans), 0, Labels));

    private static string Kept(KnownSpans known) =>
        string.Join(", ", known.Spans.Select(span => $"{known.Text[known.Tokens[span.From].At..known.Tokens[span.To - 1].Until]} {Labels.Keys.ElementAt(span.Label)}"));

    private static string Words(KnownSpans known) => string.Join('|', known.Tokens.Select(token => known.Text[token.At..token.Until]));
}
