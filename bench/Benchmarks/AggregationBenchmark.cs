using System.Diagnostics;
using Assay.Aggregation;
using Assay.Model;

namespace Assay.Benchmarks;

/// <summary>
/// Aggregators over 100,000 tasks × 5 votes, 1,000 people, 5 classes, a tenth of the people spammers, beside Dawid-Skene written as the formula
/// reads: dense arrays over items and people, one thread.
/// </summary>
internal static class AggregationBenchmark
{
    private const int Items = 100_000, Overlap = 5, People = 1_000, Classes = 5, Rounds = 3, DenseIterations = 3, Seed = 20261125;

    public static Task Run(Report report)
    {
        var (votes, truth) = Draw();
        report.Heading($"Aggregation of {Report.Number(Items)} tasks × {Overlap} votes, {Report.Number(People)} people, {Classes} classes, a tenth of the people spammers");
        report.Table("method", "seconds", "iterations", "ms an iteration", "accuracy", "allocated, MB", "peak of the process, MB");
        foreach (var aggregator in Aggregators.All)
        {
            aggregator.Aggregate(votes, new AggregationOptions { MaxIterations = 2 });
            var times = new List<double>();
            long allocated = 0;
            Consensus? consensus = null;
            for (var round = 0; round < Rounds; round++)
            {
                GC.Collect();
                var (before, begun) = (GC.GetTotalAllocatedBytes(true), Stopwatch.GetTimestamp());
                consensus = aggregator.Aggregate(votes);
                times.Add(Stopwatch.GetElapsedTime(begun).TotalSeconds);
                allocated = GC.GetTotalAllocatedBytes(true) - before;
            }

            times.Sort();
            var median = times[Rounds / 2];
            report.Row(
                aggregator.Title, $"{median:F3}", consensus!.Iterations, consensus.Iterations == 0 || aggregator == Ebcc.Instance ? "–" : $"{1000 * median / consensus.Iterations:F1}",
                $"{Accuracy(consensus.Answers, truth):F4}", Report.Number(allocated / 1e6), Report.Number(Peak()));
        }

        var dense = Stopwatch.GetTimestamp();
        var (answers, reached) = Dense(votes);
        var seconds = Stopwatch.GetElapsedTime(dense).TotalSeconds;
        report.Row("Dawid-Skene, dense", $"{seconds:F3}", DenseIterations, $"{1000 * seconds / DenseIterations:F1}", $"{Accuracy(answers, truth):F4}", Report.Number(reached / 1e6), Report.Number(Peak()));
        report.Note($"Medians of {Rounds} runs with the default options, all on one set of votes. The dense form is stopped after {DenseIterations} iterations; compare the time of one. "
            + $"The peak of the process includes the votes and whatever ran before. EBCC's time is that of {Ebcc.Starts} starts, its iterations those of the best.");
        return Task.CompletedTask;
    }

    /// <summary>People right with chance 0.5 to 0.95, errors to the two neighbours more than to others; spammers say anything.</summary>
    private static (Votes Votes, int[] Truth) Draw()
    {
        var random = new Random(Seed);
        int[] truth = [.. Enumerable.Range(0, Items).Select(_ => random.Next(Classes))];
        double[] accuracy = [.. Enumerable.Range(0, People).Select(person => person % 10 == 0 ? 0 : 0.5 + 0.45 * random.NextDouble())];
        int[] item = new int[Items * Overlap], annotator = new int[item.Length], category = new int[item.Length];
        var chosen = new HashSet<int>();
        for (var i = 0; i < Items; i++)
        {
            chosen.Clear();
            while (chosen.Count < Overlap) chosen.Add(random.Next(People));
            foreach (var (at, person) in chosen.Index())
            {
                var v = i * Overlap + at;
                (item[v], annotator[v]) = (i, person);
                category[v] = accuracy[person] == 0 ? random.Next(Classes)
                    : random.NextDouble() < accuracy[person] ? truth[i]
                    : (truth[i] + (random.NextDouble() < 0.7 ? 1 + (Classes - 2) * random.Next(2) : 2 + random.Next(Classes - 3))) % Classes;
            }
        }

        return (Votes.Of(item, annotator, category, Items, People, Classes), truth);
    }

    private static (int[] Answers, long Bytes) Dense(Votes votes)
    {
        var before = GC.GetTotalAllocatedBytes(true);
        // one byte a cell of items × people, 0 where someone did not vote
        var table = new byte[Items, People];
        for (var i = 0; i < Items; i++)
            for (var v = 0; v < votes.AnnotatorsOf(i).Length; v++) table[i, votes.AnnotatorsOf(i)[v]] = (byte)(votes.CategoriesOf(i)[v] + 1);
        var soft = new double[Items, Classes];
        for (var i = 0; i < Items; i++)
            foreach (var category in votes.CategoriesOf(i)) soft[i, category] += 1.0 / Overlap;
        for (var iteration = 0; iteration < DenseIterations; iteration++)
        {
            var errors = new double[People, Classes, Classes];
            var prior = new double[Classes];
            for (var i = 0; i < Items; i++)
            {
                for (var t = 0; t < Classes; t++) prior[t] += soft[i, t] / Items;
                for (var a = 0; a < People; a++)
                    if (table[i, a] > 0)
                        for (var t = 0; t < Classes; t++) errors[a, t, table[i, a] - 1] += soft[i, t];
            }

            for (var a = 0; a < People; a++)
                for (var t = 0; t < Classes; t++)
                {
                    var sum = 0.0;
                    for (var l = 0; l < Classes; l++) sum += errors[a, t, l] += 0.1;
                    for (var l = 0; l < Classes; l++) errors[a, t, l] /= sum;
                }

            for (var i = 0; i < Items; i++)
            {
                var sum = 0.0;
                for (var t = 0; t < Classes; t++)
                {
                    var weight = prior[t];
                    for (var a = 0; a < People; a++)
                        if (table[i, a] > 0) weight *= errors[a, t, table[i, a] - 1];
                    sum += soft[i, t] = weight;
                }

                for (var t = 0; t < Classes; t++) soft[i, t] /= sum;
            }
        }

        return ([.. Enumerable.Range(0, Items).Select(i => Enumerable.Range(0, Classes).MaxBy(t => soft[i, t]))], GC.GetTotalAllocatedBytes(true) - before);
    }

    private static double Accuracy(IReadOnlyList<int> answers, int[] truth) => answers.Zip(truth).Count(pair => pair.First == pair.Second) / (double)truth.Length;

    private static double Peak()
    {
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64 / 1e6;
    }
}
