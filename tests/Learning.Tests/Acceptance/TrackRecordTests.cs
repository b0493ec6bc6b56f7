using Assay.Learning.Acceptance;

namespace Assay.Learning.Tests.Acceptance;

public sealed class TrackRecordTests
{
    [Fact]
    public void Trust_needs_as_many_right_audits_as_the_binomial_test_of_its_first_look()
    {
        var target = new ErrorTarget(0.1, 0.1);
        var record = new TrackRecord(target);
        // ln 0.05 / ln 0.9 = 28.4; twice that before the first look
        record.NextTestAt.ShouldBe(58);
        for (var i = 0; i < 57; i++)
            record.Add(false);
        record.IsTrusted.ShouldBeFalse();
        record.Add(false);
        (record.IsTrusted, record.NextTestAt).ShouldBe((true, null));
    }

    [Fact]
    public void An_arbiter_worse_than_promised_is_trusted_no_more_often_than_delta()
    {
        var random = new Random(7);
        var trusted = 0;
        for (var run = 0; run < 500; run++)
        {
            var record = new TrackRecord(new ErrorTarget(0.1, 0.1));
            for (var i = 0; i < 600 && !record.IsTrusted; i++)
                record.Add(random.NextDouble() < 0.101);
            if (record.IsTrusted)
                trusted++;
        }

        // 50 expected at the most, and three standard errors of the simulation
        trusted.ShouldBeLessThan(70);
    }

    [Fact]
    public void Trust_ends_for_good_when_it_errs_more_often_than_promised()
    {
        var record = new TrackRecord(new ErrorTarget(0.1, 0.1));
        for (var i = 0; i < 58; i++)
            record.Add(false);
        var more = 0;
        for (; record.IsTrusted && more < 400; more++)
            record.Add(more % 2 == 0);
        record.IsBroken.ShouldBeTrue();
        more.ShouldBeLessThan(40);
        for (var i = 0; i < 1000; i++)
            record.Add(false);
        record.IsTrusted.ShouldBeFalse();
    }
}
