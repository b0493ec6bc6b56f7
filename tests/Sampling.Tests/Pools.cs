using CsCheck;

namespace Assay.Sampling.Tests;

/// <summary>Pools that hold everything any strategy looks at.</summary>
internal static class Pools
{
    /// <summary>Small ones of all kinds: with near duplicates, equal items, zero vectors, a single label.</summary>
    public static readonly Gen<Pool> Small = Gen.Select(Gen.Int[0, 40], Gen.Int[1, 5], Gen.Int[1, 6], Gen.UInt).Select((count, labels, columns, seed) => Of(count, labels, columns, (int)(seed % int.MaxValue)));

    public static Pool Of(int count, int labels, int columns, int seed)
    {
        var random = new Random(seed);
        return new Pool
        {
            Count = count,
            Probabilities = Chances(count, labels, random),
            Embeddings = Points(count, columns, random),
            LabeledEmbeddings = Points(random.Next(4), columns, random),
            LabeledClasses = [.. Enumerable.Range(0, random.Next(4)).Select(_ => random.Next(labels))],
            Committee = [Chances(count, labels, random), Chances(count, labels, random), Chances(count, labels, random)],
            SpanUncertainty = SpanUncertainty.OfItems(Enumerable.Range(0, count).Select(_ => Enumerable.Range(0, random.Next(6)).Select(_ => random.NextSingle()).ToArray())),
            Seconds = Enumerable.Range(0, count).Select(_ => 1 + 9 * random.NextSingle()).ToArray(),
            Duplicates = Enumerable.Range(0, count).Select(_ => random.Next(3) == 0 ? random.Next(1 + count / 6) : -1).ToArray(),
        };
    }

    /// <summary>Rows that sum to 1; some hold a label for certain, some know nothing.</summary>
    public static Matrix Chances(int rows, int labels, Random random)
    {
        var values = new float[rows * labels];
        for (var row = 0; row < rows; row++)
        {
            var own = values.AsSpan(row * labels, labels);
            var kind = random.Next(8);
            for (var label = 0; label < labels; label++)
                own[label] = kind == 0 ? 1 : kind == 1 ? 0 : MathF.Pow(random.NextSingle(), 3) + 1e-3f;
            if (kind == 1)
                own[random.Next(labels)] = 1;
            var sum = own.ToArray().Sum();
            foreach (ref var value in own)
                value /= sum;
        }

        return new Matrix(rows, labels, values);
    }

    /// <summary>Points around a few middles, some at zero, some the same as the one before.</summary>
    public static Matrix Points(int rows, int columns, Random random)
    {
        float[][] middles = [.. Enumerable.Range(0, 3).Select(_ => Enumerable.Range(0, columns).Select(_ => 4 * random.NextSingle() - 2).ToArray())];
        var points = new List<float[]>();
        for (var row = 0; row < rows; row++)
        {
            var middle = middles[random.Next(middles.Length)];
            points.Add(random.Next(12) switch
            {
                0 => new float[columns],
                1 when row > 0 => points[row - 1],
                _ => [.. middle.Select(value => value + random.NextSingle() - 0.5f)],
            });
        }

        return rows == 0 ? new Matrix(0, columns, default) : Matrix.OfRows(points);
    }
}
