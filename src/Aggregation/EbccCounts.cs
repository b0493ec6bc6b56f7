using System.Numerics;

namespace Assay.Aggregation;

/// <summary>How often, in expectation, each person said what of each pair of category and subtype, and how many items each pair has.</summary>
internal sealed class EbccCounts(EbccModel model)
{
    /// <summary>Person by person, a row for each category said.</summary>
    public double[] OfPeople { get; } = new double[model.Cells];

    /// <summary>A row.</summary>
    public double[] OfPairs { get; } = new double[model.Columns];

    public void Clear()
    {
        OfPeople.AsSpan().Clear();
        OfPairs.AsSpan().Clear();
    }

    /// <summary>Counts the soft labels, each split into subtypes at random, evenly over all ways to split it.</summary>
    public void Split(EbccModel model, Random random)
    {
        var (row, parts) = (new double[model.Columns], new double[model.Subtypes]);
        var categories = model.Votes.Categories;
        for (var item = 0; item < model.Votes.Items; item++)
        {
            var cast = model.Rows.AsSpan(model.From[item]..model.From[item + 1]);
            if (cast.IsEmpty) continue;
            row.AsSpan().Clear();
            for (var t = 0; t < categories; t++)
            {
                var share = model.Shares[item * categories + t];
                if (share == 0) continue;
                // exponential deviates over their sum
                var sum = 0.0;
                foreach (ref var part in parts.AsSpan()) sum += part = model.Subtypes == 1 ? 1 : -Math.Log(1 - random.NextDouble());
                for (var g = 0; g < parts.Length; g++) row[t * parts.Length + g] = share * parts[g] / sum;
            }
            foreach (var at in cast) Row.Add(row, OfPeople.AsSpan(at, row.Length));
            Row.Add(row, OfPairs);
        }
    }

    /// <summary>Moves towards others, or beyond them where the stride is above 1, but to nothing below 0.</summary>
    public void Step(EbccCounts to, double stride)
    {
        Step(OfPeople, to.OfPeople, stride);
        Step(OfPairs, to.OfPairs, stride);
    }

    private static void Step(double[] from, double[] to, double stride)
    {
        var factor = new Vector<double>(stride);
        for (var at = 0; at < from.Length; at += Vector<double>.Count)
        {
            var here = new Vector<double>(from, at);
            Vector.Max(Vector<double>.Zero, here + factor * (new Vector<double>(to, at) - here)).CopyTo(from, at);
        }
    }
}
