using Assay.Model;

namespace Assay.Aggregation.Tests;

public sealed class EbccTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Subtypes_are_taken_where_people_share_their_mistakes(bool shared)
    {
        // a third of the items are of a kind that most take for another; else each errs alone, as often
        var random = new Random(5);
        int[][] rows = [.. Enumerable.Range(0, 600).Select(_ =>
        {
            var (truth, confusing) = (random.Next(2), random.Next(3) == 0);
            return Enumerable.Range(0, 12).Select(_ => random.NextDouble() < (!shared ? 0.7 : confusing ? 0.3 : 0.9) ? truth : 1 - truth).ToArray();
        })];
        var votes = Votes.OfRows(rows, 2);

        (BestBound(votes, subtypes: 2) > BestBound(votes, subtypes: 1)).ShouldBe(shared);
        Ebcc.Instance.Aggregate(votes).LogLikelihood!.Value.ShouldBe(Math.Max(BestBound(votes, 1), BestBound(votes, 2)), 1);
    }

    [Fact]
    public void Long_steps_end_where_a_plain_round_changes_nothing()
    {
        var votes = Votes.OfRows(Simulated.Rows(items: 500, people: 10, categories: 3, accuracy: 0.7, seed: 3).Rows, 3);
        var consensus = Ebcc.Instance.Aggregate(votes, new AggregationOptions { Tolerance = 1e-10, MaxIterations = 2_000 });
        consensus.Converged.ShouldBeTrue();

        // the soft labels counted again are the matrices they were found with
        var model = new EbccModel(votes, consensus.SoftLabels.Flat, subtypes: 1);
        var counts = new EbccCounts(model);
        counts.Split(model, new Random(0));
        var again = new EbccDirichlets(model);
        again.Update(counts);
        for (var a = 0; a < votes.Annotators; a++)
            for (var t = 0; t < 3; t++)
            {
                double[] row = [.. Enumerable.Range(0, 3).Select(said => Math.Exp(again.Logs[(a * 3 + said) * model.Columns + t]))];
                for (var said = 0; said < 3; said++) consensus.Confusions![a, t, said].ShouldBe(row[said] / row.Sum(), 1e-4);
            }
    }

    [Fact]
    public void Without_subtypes_the_seed_decides_nothing()
    {
        var votes = Votes.OfRows(Simulated.Rows(items: 500, people: 10, categories: 3, accuracy: 0.7, seed: 3).Rows, 3);
        var one = Ebcc.Instance.Aggregate(votes, new AggregationOptions { Seed = 1 });
        var other = Ebcc.Instance.Aggregate(votes, new AggregationOptions { Seed = 2 });

        other.SoftLabels.Flat.AsSpan().SequenceEqual(one.SoftLabels.Flat).ShouldBeTrue();
    }

    private static double BestBound(Votes votes, int subtypes)
    {
        var model = new EbccModel(votes, SoftLabels.Start(votes, AggregationOptions.Default), subtypes);
        return Enumerable.Range(0, 4).Max(seed =>
        {
            var run = new EbccRun(model, AggregationOptions.Default, new Random(seed));
            run.Fit();
            return run.Outcome.Objective;
        });
    }
}
