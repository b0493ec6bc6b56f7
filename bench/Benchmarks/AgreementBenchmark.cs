using System.Diagnostics;
using Assay.Agreement;
using Assay.Model;

namespace Assay.Benchmarks;

/// <summary>Agreement coefficients over a million items, against the textbook form in the same run.</summary>
internal static class AgreementBenchmark
{
    private const int Units = 1_000_000, People = 5, Runs = 5;

    public static Task Run(Report report)
    {
        report.Heading("Agreement (medians of 5 runs; interval and standard error included; the textbook form has neither)");
        report.Table("measure", "data", "ms", "allocated MB", "textbook ms", "textbook against ours", "value", "textbook value");
        var votes = Generate(Units, 5, spread: 5);
        report.Row("making the votes", $"{Report.Number(Units)} units × {People}, 30 % missing", Time(() => Votes.Of(votes.Item, votes.Who, votes.Said, Units, People, 5)).Cells, "", "", "", "");
        foreach (var (level, scale) in new[] { ("nominal", Scale.Nominal), ("interval", Scale.Of(Level.Interval, [1, 2, 3, 4, 5])) })
            Compare(report, $"α {level}", $"{Report.Number(Units)} units × {People}, 5 values, 30 % missing", votes, scale, Units, 5);
        foreach (var coefficient in Coefficients.All.Where(each => each.Measure(Fresh(votes, Units, 5), Scale.Ranks(5)).Undefined is null && each.Name != "krippendorff_alpha"))
        {
            var measured = Time(() => Fresh(votes, Units, 5), coefficient, Scale.Ranks(5));
            report.Row(coefficient.Name, $"{Report.Number(Units)} units × {People}, 5 values, 30 % missing", measured.Cells, "", "", $"{measured.Result.Value:F6}", "");
        }
        var fine = Generate(100_000, 101, spread: 9);
        Compare(report, "α interval", $"100,000 units × {People}, 101 values, 30 % missing", fine, Scale.Of(Level.Interval, Enumerable.Range(0, 101).Select(value => (double)value)), 100_000, 101);
        Cohen(report);
        return Task.CompletedTask;
    }

    private static void Compare(Report report, string name, string data, (int[] Item, int[] Who, int[] Said) votes, Scale scale, int units, int categories)
    {
        var ours = Time(() => Fresh(votes, units, categories), KrippendorffAlpha.Instance, scale);
        var naive = Time(() => Textbook(votes, scale));
        report.Row(name, data, ours.Cells, $"{naive.Milliseconds:F0}", $"{naive.Milliseconds / ours.Milliseconds:F0} ×", $"{ours.Result.Value:F6}", $"{naive.Result:F6}");
    }

    private static void Cohen(Report report)
    {
        var random = new Random(7);
        int[] first = [.. Enumerable.Range(0, 1_000_000).Select(_ => random.Next(5))], second = [.. first.Select(category => random.Next(3) == 0 ? random.Next(5) : category)];
        var ours = Time(() => CohenKappa.Of(first, second, 5));
        var naive = Time(() =>
        {
            double items = first.Length;
            var observed = first.Zip(second).Count(pair => pair.First == pair.Second) / items;
            var (rows, columns) = (first.CountBy(each => each).ToDictionary(), second.CountBy(each => each).ToDictionary());
            var expected = rows.Sum(row => row.Value / items * columns.GetValueOrDefault(row.Key) / items);
            return (observed - expected) / (1 - expected);
        });
        report.Row("Cohen's κ", "1,000,000 pairs, 5 categories", ours.Cells, $"{naive.Milliseconds:F0}", $"{naive.Milliseconds / ours.Milliseconds:F0} ×", $"{ours.Result.Value:F6}", $"{naive.Result:F6}");
    }

    // the coincidence matrix as the textbook has it: a dictionary of pairs of values
    private static double Textbook((int[] Item, int[] Who, int[] Said) votes, Scale scale)
    {
        var coincidences = new Dictionary<(int, int), double>();
        foreach (var unit in votes.Item.Zip(votes.Said).GroupBy(vote => vote.First, vote => vote.Second))
        {
            var said = unit.ToList();
            for (var a = 0; a < said.Count; a++)
                for (var b = 0; b < said.Count; b++)
                    if (a != b) coincidences[(said[a], said[b])] = coincidences.GetValueOrDefault((said[a], said[b])) + 1.0 / (said.Count - 1);
        }
        var counts = coincidences.GroupBy(pair => pair.Key.Item1).ToDictionary(group => group.Key, group => group.Sum(pair => pair.Value));
        var all = counts.Values.Sum();
        var seen = coincidences.Sum(pair => pair.Value * Squared(pair.Key.Item1, pair.Key.Item2));
        var chance = counts.Sum(a => counts.Sum(b => a.Value * b.Value * Squared(a.Key, b.Key))) / (all - 1);
        return 1 - seen / chance;

        double Squared(int a, int b) => a == b ? 0 : scale.Level == Level.Nominal ? 1 : Math.Pow(scale.Values[a] - scale.Values[b], 2);
    }

    private static (int[] Item, int[] Who, int[] Said) Generate(int units, int categories, int spread)
    {
        var random = new Random(30);
        List<int> item = [], who = [], said = [];
        for (var unit = 0; unit < units; unit++)
        {
            var truth = random.Next(categories);
            for (var person = 0; person < People; person++)
            {
                if (random.NextDouble() < 0.3) continue;
                item.Add(unit);
                who.Add(person);
                said.Add(random.Next(10) < 7 ? truth : Math.Clamp(truth + random.Next(-spread, spread + 1), 0, categories - 1));
            }
        }
        return ([.. item], [.. who], [.. said]);
    }

    private static Votes Fresh((int[] Item, int[] Who, int[] Said) votes, int units, int categories) =>
        Votes.Of(votes.Item, votes.Who, votes.Said, units, People, categories);

    private static Timing<T> Time<T>(Func<T> work)
    {
        var times = new List<double>();
        long bytes = 0;
        var result = default(T)!;
        for (var run = 0; run < Runs + 1; run++)
        {
            var before = GC.GetTotalAllocatedBytes(true);
            var begun = Stopwatch.GetTimestamp();
            result = work();
            // the first run compiles
            if (run > 0) times.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
            bytes = GC.GetTotalAllocatedBytes(true) - before;
        }
        times.Sort();
        return new Timing<T>(result, Report.Percentile(times, 0.5), bytes / 1e6);
    }

    // what votes remember must not make the second run cheaper, so each run has its own, made outside the clock
    private static Timing<Coefficient> Time(Func<Votes> prepare, ICoefficient coefficient, Scale scale)
    {
        var ready = new Queue<Votes>(Enumerable.Range(0, Runs + 1).Select(_ => prepare()));
        return Time(() => coefficient.Measure(ready.Dequeue(), scale));
    }

    private sealed record Timing<T>(T Result, double Milliseconds, double Megabytes)
    {
        public string Cells => $"{Milliseconds:F1} | {Megabytes:F1}";
    }
}
