using Assay.Learning.Acceptance;
using CsCheck;

namespace Assay.Learning.Tests.Acceptance;

public sealed class RiskControlTests
{
    private static readonly ErrorTarget Two = new(0.02, 0.05);

    private static readonly ThresholdGrid Grid = new([0.9, 0.8, 0.7, 0.6, 0.5]);

    private static readonly Gen<List<AuditedDraft>> Audits = Gen.Select(Gen.Int[50, 100].Select(step => step / 100.0), Gen.Int[0, 60])
        .Select((confidence, draw) => new AuditedDraft(confidence, draw == 0)).List[0, 1500];

    [Fact]
    public void Without_audits_nothing_is_accepted()
    {
        var choice = RiskControl.Choose([], Grid, Two);
        choice.Accepted.ShouldBeNull();
        choice.Refusal.ShouldBe(new Refusal(RefusalReason.TooFewAudits, 149));
        RiskControl.Choose([], ThresholdGrid.Of([0.9, 0.8], 0, Two), Two).Refusal.ShouldBe(new Refusal(RefusalReason.TooFewAudits, 149));
    }

    [Fact]
    public void One_audit_too_few_promises_nothing()
    {
        RiskControl.Choose(Right(148, 0.95), Grid, Two).Refusal.ShouldBe(new Refusal(RefusalReason.TooFewAudits, 1));
        var enough = RiskControl.Choose(Right(149, 0.95), Grid, Two);
        enough.Refusal.ShouldBeNull();
        enough.Accepted!.Threshold.ShouldBe(0.5);
        enough.Accepted.Bound.ShouldBe(0.019905, 1e-6);
        enough.Accepted.Coverage.ShouldBe(1);
    }

    [Fact]
    public void The_trial_ends_at_the_first_threshold_that_fails_though_a_looser_one_would_pass()
    {
        List<AuditedDraft> audits = [.. Right(200, 0.95), .. Enumerable.Repeat(new AuditedDraft(0.85, true), 6), .. Right(800, 0.75)];
        var choice = RiskControl.Choose(audits, Grid, Two);
        choice.Accepted!.Threshold.ShouldBe(0.9);
        choice.Accepted.Coverage.ShouldBe(200 / 1006.0);
        choice.Tried.Select(one => one.IsKept).ShouldBe([true, false, false, false, false]);
        choice.Tried[1].ShouldBe(new TriedThreshold(0.8, 206, 6, 206 / 1006.0, 0.05, false));
        new ErrorTarget(0.02, 0.05).IsBorneOut(6, 1006).ShouldBeTrue("so this says something");
    }

    [Fact]
    public void A_second_start_goes_on_with_its_own_share_behind_one_that_failed()
    {
        List<AuditedDraft> audits = [.. Right(200, 0.95), .. Enumerable.Repeat(new AuditedDraft(0.85, true), 6), .. Right(800, 0.75)];
        var choice = RiskControl.Choose(audits, new ThresholdGrid([0.9, 0.8, 0.7, 0.6], [0, 2]), Two);
        choice.Tried.Select(one => (one.IsKept, one.Level)).ShouldBe([(true, 0.025), (false, 0.025), (true, 0.025), (true, 0.025)]);
        choice.Accepted!.Threshold.ShouldBe(0.6);
    }

    [Fact]
    public void What_is_rejected_hands_its_level_on_to_the_next_start() =>
        RiskControl.Choose(Right(400, 0.95), new ThresholdGrid([0.9, 0.8, 0.7], [0, 1]), Two).Tried.Select(one => one.Level).ShouldBe([0.025, 0.05, 0.05]);

    [Fact]
    public void Where_the_surest_are_wrong_the_refusal_says_how_many_right_ones_would_mend_it()
    {
        List<AuditedDraft> audits = [.. Right(290, 0.95), .. Enumerable.Repeat(new AuditedDraft(0.95, true), 10)];
        var refusal = RiskControl.Choose(audits, Grid, Two).Refusal!;
        refusal.Reason.ShouldBe(RefusalReason.TooManyWrong);
        RiskControl.Choose([.. audits, .. Right(refusal.MoreAudits, 0.95)], Grid, Two).Accepted.ShouldNotBeNull();
        RiskControl.Choose([.. audits, .. Right(refusal.MoreAudits - 1, 0.95)], Grid, Two).Accepted.ShouldBeNull();
    }

    [Fact]
    public void Equal_confidences_are_accepted_together()
    {
        List<AuditedDraft> audits = [.. Right(300, 0.8), .. Enumerable.Repeat(new AuditedDraft(0.8, true), 20)];
        var choice = RiskControl.Choose(audits, new ThresholdGrid([0.8]), Two);
        choice.Tried.ShouldHaveSingleItem().Audited.ShouldBe(320);
        choice.Accepted.ShouldBeNull();
    }

    [Fact]
    public void A_larger_epsilon_or_delta_never_accepts_less() => Gen.Select(Audits, Gen.Double[0.005, 0.2], Gen.Double[0.01, 0.3], Gen.Double[1, 3]).Sample(
        (audits, epsilon, delta, more) =>
        {
            var strict = Threshold(audits, epsilon, delta);
            return Threshold(audits, epsilon * more, delta) <= strict && Threshold(audits, epsilon, delta * more) <= strict;
        },
        seed: "0000KNIeXpO5", iter: 300);

    [Fact]
    public void What_is_accepted_has_a_bound_within_epsilon_and_what_failed_has_none() => Gen.Select(Audits, Gen.Double[0.005, 0.2]).Sample(
        (audits, epsilon) =>
        {
            var choice = RiskControl.Choose(audits, Grid, new ErrorTarget(epsilon, 0.1));
            return choice.Tried.All(one => one.Bound <= epsilon == one.IsKept);
        },
        seed: "0000KNIeXpO5", iter: 300);

    [Fact]
    public void Audits_drawn_with_different_rates_are_evened_out_to_the_smallest()
    {
        List<AuditedDraft> audits = [.. Enumerable.Repeat(new AuditedDraft(0.9, false, 0.1), 1000), .. Enumerable.Repeat(new AuditedDraft(0.6, true, 0.5), 5000)];
        var even = AuditedDraft.Even(audits, seed: 3);
        even.Count(audit => audit.Rate.Equals(0.1)).ShouldBe(1000);
        ((double)even.Count(audit => audit.Rate.Equals(0.5))).ShouldBe(1000, 85, "a fifth of 5,000, three standard deviations either way");
        AuditedDraft.Even(audits, seed: 3).ShouldBe(even);
        RiskControl.Choose(audits, new ThresholdGrid([0.5]), Two, seed: 3).Audits.ShouldBe(even.Count);
    }

    [Fact]
    public void What_is_no_number_is_refused()
    {
        Should.Throw<ArgumentException>(() => RiskControl.Choose([new AuditedDraft(double.NaN, false)], Grid, Two)).Message.ShouldContain("NaN");
        Should.Throw<ArgumentException>(() => new ThresholdGrid([double.NaN])).Message.ShouldContain("NaN");
        Should.Throw<ArgumentException>(() => ThresholdGrid.Of([0.5, double.NaN], 1000, Two)).Message.ShouldContain("NaN");
        Should.Throw<ArgumentException>(() => new ThresholdGrid([0.5, 0.6])).Message.ShouldContain("strict to loose");
        Should.Throw<ArgumentException>(() => RiskControl.Choose([new AuditedDraft(0.5, false, 0)], Grid, Two)).Message.ShouldContain("rate");
        Should.Throw<ArgumentOutOfRangeException>(() => new ErrorTarget(0, 0.1));
        Should.Throw<ArgumentOutOfRangeException>(() => new ErrorTarget(0.1, double.NaN));
    }

    [Fact]
    public void The_grid_begins_where_one_wrong_audit_may_be_borne_and_again_with_twice_as_many()
    {
        double[] pool = [.. Enumerable.Range(1, 1000).Select(place => place / 1000.0)];
        var grid = ThresholdGrid.Of(pool, 1000, Two);
        var first = new ErrorTarget(0.02, 0.05 / 2).AuditsFor(1);
        new ErrorTarget(0.02, 0.05 / 3).AuditsFor(1).ShouldBeGreaterThan(250, "so a third start has no room");
        grid.Starts.Select(start => grid.Thresholds[start]).ShouldBe([(1001 - first) / 1000.0, (1001 - (2 * first)) / 1000.0]);
        grid.Thresholds[^1].ShouldBe(0.001, "with all of the pool");
        ThresholdGrid.Of(pool, 148, Two).Thresholds.ShouldBeEmpty();
        ThresholdGrid.Of(Enumerable.Repeat(0.5, 100), 1000, Two).Thresholds.ShouldBe([0.5]);
    }

    [Theory]
    [InlineData(new[] { -1 })]
    [InlineData(new[] { 2 })]
    [InlineData(new[] { 1, 0 })]
    [InlineData(new[] { 0, 0 })]
    public void A_start_is_a_place_of_the_grid(int[] starts) =>
        Should.Throw<ArgumentException>(() => new ThresholdGrid([0.9, 0.8], starts)).Message.ShouldContain("2 thresholds");

    [Fact]
    public void Looks_share_delta_and_need_half_as_many_audits_more()
    {
        var looks = new LookSchedule(new ErrorTarget(0.05, 0.1));
        Enumerable.Range(1, 10_000).Sum(look => looks.At(look).Delta).ShouldBe(0.1, 1e-4);
        looks.First.ShouldBe(2 * 59);
        looks.After(0).ShouldBe(looks.First);
        looks.After(200).ShouldBe(300);
    }

    private static AuditedDraft[] Right(int count, double confidence) => [.. Enumerable.Repeat(new AuditedDraft(confidence, false), count)];

    private static double Threshold(List<AuditedDraft> audits, double epsilon, double delta) =>
        RiskControl.Choose(audits, Grid, new ErrorTarget(epsilon, delta)).Accepted?.Threshold ?? double.PositiveInfinity;
}
