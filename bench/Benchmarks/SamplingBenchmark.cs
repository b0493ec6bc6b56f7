using System.Diagnostics;
using System.Numerics;
using System.Runtime.InteropServices;
using Assay.Sampling;

namespace Assay.Benchmarks;

/// <summary>Strategies over large pools, beside the form of a textbook and the memory bandwidth of the machine, all in one run.</summary>
internal static class SamplingBenchmark
{
    private const int Items = 100_000, Dimensions = 384, Picks = 100, Rows = 1_000_000, Labels = 10, Runs = 5;

    public static Task Run(Report report)
    {
        var points = Points(spread: 1);
        var bandwidth = Bandwidth(points.Values);
        report.Heading($"Choosing {Picks} items (medians of {Runs} runs); memory is read at {bandwidth:F1} GB/s here");
        report.Table("strategy", "pool", "seconds", "textbook form, seconds", "textbook against ours", "one pass over 32-bit numbers a pick, at that bandwidth");
        Uncertain(report);
        Distances(report, points, bandwidth);
        return Task.CompletedTask;
    }

    private static void Uncertain(Report report)
    {
        var pool = new Pool { Count = Rows, Probabilities = Chances(Rows) };
        foreach (var (strategy, score) in new (IStrategy, Func<float[], double>)[] { (Entropy.Instance, Textbook.Entropy), (LeastConfidence.Instance, row => 1 - row.Max()), (Margin.Instance, Textbook.Margin) })
        {
            var ours = MedianTime.Of(() => strategy.Select(pool, Budget.OfItems(Picks), 1), Runs);
            var naive = MedianTime.Of(() => Enumerable.Range(0, Rows).OrderByDescending(row => score(pool.Probabilities.Row(row).ToArray())).Take(Picks).ToList(), 1);
            report.Row(strategy.Name, $"{Report.Number(Rows)} × {Labels}", $"{ours:F4}", $"{naive:F2}", $"{naive / ours:F0} ×", "");
        }
    }

    private static void Distances(Report report, Matrix points, double bandwidth)
    {
        var pool = new Pool { Count = Items, Embeddings = points, Probabilities = Chances(Items) };
        var clustered = pool with { Embeddings = Points(spread: 0.3f) };
        var least = 4.0 * Items * Dimensions * Picks / 1e9 / bandwidth;
        var size = $"{Report.Number(Items)} × {Dimensions}";
        var naive = MedianTime.Of(() => Textbook.KCenter(points, 5), 1) / 5 * Picks;
        var whole = MedianTime.Of(() => Textbook.WholeNumbers(points, Picks), 3);
        foreach (var (name, own) in new[] { ("no clusters", pool), ("200 clusters", clustered) })
        {
            var ours = MedianTime.Of(() => KCenter.Instance.Select(own, Budget.OfItems(Picks), 1), Runs);
            report.Row(KCenter.Instance.Name, $"{size}, {name}", $"{ours:F3}", $"{naive:F1} (5 picks, times 20)", $"{naive / ours:F0} ×", $"{least:F2}");
        }

        report.Row("… reading 32-bit numbers, both cores", size, $"{whole:F3}", "", "", $"{least:F2}");
        foreach (var strategy in (IStrategy[])[Badge.Instance, Hybrid.Instance, TypiClust.Instance])
            foreach (var (name, own) in new[] { ("no clusters", pool), ("200 clusters", clustered) })
                report.Row(strategy.Name, $"{size}, {name}, {Labels} labels", $"{MedianTime.Of(() => strategy.Select(own, Budget.OfItems(Picks), 1), 3):F3}", "", "", strategy is Badge ? $"{least:F2}" : "");
        var labeled = Points(spread: 1).Take([.. Enumerable.Range(0, 2_000)]);
        report.Row(KCenter.Instance.Name, $"{size}, 2,000 labeled items", $"{MedianTime.Of(() => KCenter.Instance.Select(pool with { LabeledEmbeddings = labeled }, Budget.OfItems(Picks), 1), 1):F3}", "", "", "");
    }

    /// <summary>What both cores read in a second of a block far larger than their caches, best of several.</summary>
    private static double Bandwidth(ReadOnlyMemory<float> block)
    {
        var best = double.PositiveInfinity;
        for (var run = 0; run < 10; run++)
        {
            var begun = Stopwatch.GetTimestamp();
            const int Part = 1 << 18;
            var sums = new float[(block.Length + Part - 1) / Part];
            Parallel.For(0, sums.Length, part =>
            {
                var vectors = MemoryMarshal.Cast<float, Vector<float>>(block.Span[(part * Part)..Math.Min(block.Length, (part + 1) * Part)]);
                Vector<float> a = default, b = default, c = default, d = default;
                for (var place = 0; place + 3 < vectors.Length; place += 4)
                    (a, b, c, d) = (a + vectors[place], b + vectors[place + 1], c + vectors[place + 2], d + vectors[place + 3]);
                sums[part] = Vector.Sum(a + b + c + d);
            });
            best = Math.Min(best, Stopwatch.GetElapsedTime(begun).TotalSeconds);
            GC.KeepAlive(sums);
        }

        return 4.0 * block.Length / best / 1e9;
    }

    private static Matrix Points(float spread)
    {
        var random = new Random(3);
        float[][] middles = [.. Enumerable.Range(0, 200).Select(_ => Enumerable.Range(0, Dimensions).Select(_ => spread == 1 ? 0 : Normal(random)).ToArray())];
        var values = new float[Items * Dimensions];
        for (var item = 0; item < Items; item++)
            for (var place = 0; place < Dimensions; place++)
                values[item * Dimensions + place] = middles[item % middles.Length][place] + spread * Normal(random);
        return new Matrix(Items, Dimensions, values);
    }

    private static Matrix Chances(int rows)
    {
        var random = new Random(5);
        var values = new float[rows * Labels];
        for (var row = 0; row < rows; row++)
        {
            var own = values.AsSpan(row * Labels, Labels);
            var sum = 0f;
            foreach (ref var value in own)
                sum += value = MathF.Exp(3 * Normal(random));
            foreach (ref var value in own)
                value /= sum;
        }

        return new Matrix(rows, Labels, values);
    }

    private static float Normal(Random random) => MathF.Sqrt(-2 * MathF.Log(1 - random.NextSingle())) * MathF.Cos(2 * MathF.PI * random.NextSingle());

    /// <summary>The same as one would write it down first.</summary>
    private static class Textbook
    {
        public static double Entropy(float[] row) => row.Sum(chance => chance > 0 ? -chance * Math.Log(chance) : 0);

        public static double Margin(float[] row)
        {
            var sorted = row.OrderDescending().Take(2).ToList();
            return 1 - (sorted[0] - sorted[1]);
        }

        /// <summary>Each pick compares every item with the newest centre, one number after the other.</summary>
        public static List<int> KCenter(Matrix points, int picks)
        {
            var nearest = new double[points.Rows];
            Array.Fill(nearest, double.PositiveInfinity);
            List<int> chosen = [0];
            while (chosen.Count <= picks)
            {
                for (var item = 0; item < points.Rows; item++)
                {
                    var sum = 0.0;
                    var own = points.Row(item);
                    var centre = points.Row(chosen[^1]);
                    for (var place = 0; place < own.Length; place++)
                        sum += ((double)own[place] - centre[place]) * ((double)own[place] - centre[place]);
                    nearest[item] = Math.Min(nearest[item], sum);
                }

                chosen.Add(Enumerable.Range(0, points.Rows).MaxBy(item => nearest[item]));
            }

            return chosen;
        }

        /// <summary>The same with vectors on both cores: what memory allows without reading less.</summary>
        public static List<int> WholeNumbers(Matrix points, int picks)
        {
            var nearest = new float[points.Rows];
            Array.Fill(nearest, float.PositiveInfinity);
            List<int> chosen = [0];
            while (chosen.Count < picks)
            {
                Parallel.For(0, points.Rows / 1000, part =>
                {
                    var centre = MemoryMarshal.Cast<float, Vector<float>>(points.Row(chosen[^1]));
                    for (var item = part * 1000; item < (part + 1) * 1000; item++)
                    {
                        var own = MemoryMarshal.Cast<float, Vector<float>>(points.Row(item));
                        Vector<float> even = default, odd = default;
                        for (var place = 0; place + 1 < own.Length; place += 2)
                        {
                            var (one, other) = (own[place] - centre[place], own[place + 1] - centre[place + 1]);
                            (even, odd) = (even + one * one, odd + other * other);
                        }

                        nearest[item] = Math.Min(nearest[item], Vector.Sum(even + odd));
                    }
                });
                chosen.Add(nearest.AsSpan().IndexOf(nearest.Max()));
            }

            return chosen;
        }
    }
}
