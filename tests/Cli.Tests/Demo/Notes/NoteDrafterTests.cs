using Assay.Cli.Demo;
using Assay.Cli.Demo.Notes;
using Assay.Model.Questions;

namespace Assay.Cli.Tests.Demo.Notes;

public sealed class NoteDrafterTests
{
    [Fact]
    public void Most_of_its_spans_are_right_and_it_finds_a_good_part()
    {
        var (drawn, right, there) = (0, 0, 0);
        foreach (var note in TownNote.All)
        {
            var spans = Spans(NoteDrafter.Of(note.Text));
            (drawn, right, there) = (drawn + spans.Count, right + spans.Count(note.Spans.Contains), there + note.Spans.Count);
        }

        TestContext.Current.TestOutputHelper?.WriteLine(FormattableString.Invariant($"precision {(double)right / drawn:0.000}, recall {(double)right / there:0.000}, {drawn} drawn, {there} there"));
        ((double)right / drawn).ShouldBeGreaterThan(0.75);
        ((double)right / there).ShouldBeInRange(0.4, 0.9);
    }

    [Fact]
    public void Its_drafts_are_answers_the_schema_takes_with_a_confidence_that_is_a_share()
    {
        foreach (var note in TownNote.All)
        {
            var draft = NoteDrafter.Of(note.Text);
            TownNote.Schema.ReadAnswers(draft.Answers.ToJson(), TownNote.Facts(note.Text)).Violations.ShouldBeEmpty();
            draft.Confidence.ShouldBeInRange(0, 1);
        }
    }

    [Fact]
    public void Offsets_are_in_code_points()
    {
        var span = Spans(NoteDrafter.Of("🎶🎶 Write to ada@example.org.")).ShouldHaveSingleItem();

        (span.Label, span.Start, span.End).ShouldBe(("contact", 12, 27));
    }

    [Fact]
    public void What_has_nothing_it_knows_gets_an_empty_draft_it_is_not_sure_of()
    {
        var draft = NoteDrafter.Of("nothing happened");

        Spans(draft).ShouldBeEmpty();
        draft.Confidence.ShouldBe(0);
    }

    private static IReadOnlyList<SpanRegion> Spans(Draft draft) => ((SpansAnswer)draft.Answers[TownNote.Entities]!).Regions;
}
