namespace Assay.Agreement.Tests;

public sealed class EntityF1Tests
{
    private static readonly LabeledSpan Anna = new(0, 4, "PER"), AnnaBerg = new(0, 9, "PER"), Rome = new(14, 18, "LOC"), RomeOrg = new(14, 18, "ORG");

    [Theory]
    [InlineData(SpanMatch.Exact, 0)]
    [InlineData(SpanMatch.Overlap, 1)]
    [InlineData(SpanMatch.LabelOnly, 1)]
    [InlineData(SpanMatch.Boundary, 1)]
    public void What_counts_as_the_same_is_said_by_the_match(SpanMatch match, int matched)
    {
        EntityF1.Matched([Anna, Rome], [AnnaBerg, RomeOrg], match).ShouldBe(matched);
        EntityF1.Matched([AnnaBerg, RomeOrg], [Anna, Rome], match).ShouldBe(matched);
    }

    [Fact]
    public void Precision_and_recall_of_the_one_against_the_other_make_the_same_F1()
    {
        // 3 spans against 2, of which 2 the same: precision 2/2, recall 2/3, F1 = 2 · 1 · ⅔ / (1 + ⅔) = 0.8
        var agreement = EntityF1.Of([new(0, 0, [Anna, Rome, new(20, 24, "LOC")]), new(0, 1, [Anna, Rome])], SpanMatch.Exact);

        agreement.F1.Value!.Value.ShouldBe(0.8, 1e-12);
        agreement.F1.Items.ShouldBe(1);
    }

    [Fact]
    public void All_pairs_of_people_enter_and_not_the_first_two()
    {
        // the first two agree, the third finds nothing: pairs 1, 0 and 0; 2 · 1 matches over 2 + 1 + 1 spans
        var agreement = EntityF1.Of([new(0, 0, [Anna]), new(0, 1, [Anna]), new(0, 2, [])], SpanMatch.Exact);

        agreement.F1.Value!.Value.ShouldBe(0.5, 1e-12);
        agreement.Pairs.Select(pair => (pair.First, pair.Second, pair.F1.Value)).ShouldBe([(0, 1, 1), (0, 2, 0), (1, 2, 0)]);
    }

    [Fact]
    public void Several_overlapping_spans_match_as_many_as_can()
    {
        // greedy in order of overlap would pair the long one with the middle one and leave two alone
        LabeledSpan[] first = [new(0, 10, "X"), new(10, 12, "X")], second = [new(2, 11, "X"), new(0, 2, "X")];
        EntityF1.Matched(first, second, SpanMatch.Overlap).ShouldBe(2);
    }

    [Fact]
    public void Each_label_is_measured_against_itself()
    {
        Marks<LabeledSpan>[] marks = [new(0, 0, [Anna, Rome]), new(0, 1, [Anna, RomeOrg]), new(1, 0, [Rome]), new(1, 1, [Rome])];
        var labels = EntityF1.PerLabel(marks, SpanMatch.Exact).ToDictionary(pair => pair.Label, pair => pair.Agreement.F1.Value!.Value);

        labels.Keys.ShouldBe(["LOC", "ORG", "PER"]);
        labels["LOC"].ShouldBe(2 / 3.0, 1e-12);
        labels["ORG"].ShouldBe(0);
        labels["PER"].ShouldBe(1);
    }

    [Fact]
    public void Nothing_to_compare_is_undefined_with_the_reason()
    {
        EntityF1.Of([new(0, 0, [Anna]), new(1, 1, [Anna])], SpanMatch.Exact).F1.Undefined.ShouldBe(Undefined.NoSharedItems);
        EntityF1.Of([new(0, 0, []), new(0, 1, [])], SpanMatch.Exact).F1.Undefined.ShouldBe(MatchedF1.NothingMarked);
        Should.Throw<ArgumentException>(() => EntityF1.Of([new(0, 0, [Anna]), new(0, 0, [Anna])], SpanMatch.Exact));
    }

    [Fact]
    public void The_interval_over_documents_covers_the_truth_nearly_as_often_as_it_promises()
    {
        // each of two people finds each of four entities of a document with chance 0.8: expected F1 0.8
        var random = new Random(9);
        var covered = 0;
        for (var trial = 0; trial < 200; trial++)
        {
            var marks = Enumerable.Range(0, 60).SelectMany(item => Enumerable.Range(0, 2).Select(person => new Marks<LabeledSpan>(
                item, person, [.. Enumerable.Range(0, 4).Where(_ => random.NextDouble() < 0.8).Select(place => new LabeledSpan(place * 10, place * 10 + 5, "X"))])));
            var interval = EntityF1.Of(marks, SpanMatch.Exact).F1.Interval!.Value;
            if (interval.Low <= 0.8 && 0.8 <= interval.High) covered++;
        }
        covered.ShouldBeInRange(180, 199);
    }
}
