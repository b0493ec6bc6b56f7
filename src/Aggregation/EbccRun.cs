using System.Numerics;
using System.Runtime.InteropServices;

namespace Assay.Aggregation;

/// <summary>
/// One start of <see cref="Ebcc"/>. Its state is what was counted of people and items, that is the posterior Dirichlet distributions less their
/// priors. A round goes over the votes once: an item's probabilities are found and counted at once, and never kept.
/// </summary>
/// <remarks>
/// Plain rounds creep, so a step goes further than the round leads, by a stride that grows while the bound rises and falls back to 1 where it does not
/// (Salakhutdinov and Roweis 2003, "Adaptive overrelaxed bound optimization methods", ICML): about half the rounds. The bound still never falls.
/// </remarks>
internal sealed class EbccRun
{
    private const double Growth = 1.5, LongestStride = 8;

    // starts end a few units of the bound apart, so each is followed further than other methods are
    private const double ShareOfTolerance = 0.1;

    // a product of sums is taken the logarithm of before it may overflow: a sum is between 1 and the number of columns
    private const double Much = 1e200;

    private readonly EbccModel model;
    private readonly AggregationOptions options;

    // what the bound is of; what a round makes of it; where a plain step led
    private EbccCounts counts, next, plain;

    public EbccRun(EbccModel model, AggregationOptions options, Random random)
    {
        (this.model, this.options) = (model, options);
        Dirichlets = new EbccDirichlets(model);
        (counts, next, plain) = (new EbccCounts(model), new EbccCounts(model), new EbccCounts(model));
        counts.Split(model, random);
    }

    /// <summary>How it went; the objective is the bound of the likelihood.</summary>
    public ExpectationMaximization Outcome { get; private set; }

    /// <summary>What the last round was made with.</summary>
    public EbccDirichlets Dirichlets { get; }

    /// <summary>Goes on until the bound rises no more.</summary>
    public void Fit()
    {
        var (last, stride) = (double.NegativeInfinity, 1.0);
        for (var iteration = 1; iteration <= options.MaxIterations; iteration++)
        {
            options.Cancel.ThrowIfCancellationRequested();
            Dirichlets.Update(counts);
            var now = Expect() - Dirichlets.Divergence;
            if (now < last && stride > 1)
            {
                stride = 1;
                (counts, plain) = (plain, counts);
                continue;
            }
            Outcome = new ExpectationMaximization(iteration, Math.Abs(now - last) < ShareOfTolerance * options.Tolerance * model.Votes.Count, now);
            if (Outcome.Converged) return;
            last = now;
            (plain, next) = (next, plain);
            // a plain step leads to the last round of all, for it could not be taken back
            stride = iteration + 1 >= options.MaxIterations ? 1 : Math.Min(stride * Growth, LongestStride);
            counts.Step(plain, stride);
        }
    }

    /// <summary>Finds the probabilities of every item and counts them; gives the logarithm of the likelihood.</summary>
    private double Expect()
    {
        next.Clear();
        var (total, product) = (0.0, 1.0);
        var (width, columns) = (Vector<double>.Count, model.Columns);
        ReadOnlySpan<int> from = model.From, rows = model.Rows;
        ref var logs = ref MemoryMarshal.GetArrayDataReference(Dirichlets.Logs);
        ref var counted = ref MemoryMarshal.GetArrayDataReference(next.OfPeople);
        var (buffer, prior, ofPairs) = (new double[columns], Dirichlets.LogOfPairs, next.OfPairs);
        for (var item = 0; item + 1 < from.Length; item++)
        {
            var cast = rows[from[item]..from[item + 1]];
            if (cast.IsEmpty) continue;
            var most = new Vector<double>(double.NegativeInfinity);
            // two vectors at a time, since a vote's numbers lie in the same lines of the cache
            var column = 0;
            for (; column + width < columns; column += 2 * width)
            {
                var (one, two) = (new Vector<double>(prior, column), new Vector<double>(prior, column + width));
                foreach (var row in cast)
                {
                    one += Vector.LoadUnsafe(ref logs, (nuint)(row + column));
                    two += Vector.LoadUnsafe(ref logs, (nuint)(row + column + width));
                }
                one.CopyTo(buffer, column);
                two.CopyTo(buffer, column + width);
                most = Vector.Max(most, Vector.Max(one, two));
            }
            if (column < columns)
            {
                var one = new Vector<double>(prior, column);
                foreach (var row in cast) one += Vector.LoadUnsafe(ref logs, (nuint)(row + column));
                one.CopyTo(buffer, column);
                most = Vector.Max(most, one);
            }
            var highest = most[0];
            for (var lane = 1; lane < width; lane++) highest = Math.Max(highest, most[lane]);
            var (sums, shift) = (Vector<double>.Zero, new Vector<double>(highest));
            for (column = 0; column < columns; column += width)
            {
                var weight = Vector.Exp(new Vector<double>(buffer, column) - shift);
                weight.CopyTo(buffer, column);
                sums += weight;
            }
            var sum = Vector.Sum(sums);
            total += highest;
            product *= sum;
            if (product > Much) (total, product) = (total + Math.Log(product), 1);
            var scale = new Vector<double>(1 / sum);
            for (column = 0; column + width < columns; column += 2 * width)
            {
                var (one, two) = (new Vector<double>(buffer, column) * scale, new Vector<double>(buffer, column + width) * scale);
                (new Vector<double>(ofPairs, column) + one).CopyTo(ofPairs, column);
                (new Vector<double>(ofPairs, column + width) + two).CopyTo(ofPairs, column + width);
                foreach (var row in cast)
                {
                    var at = (nuint)(row + column);
                    (Vector.LoadUnsafe(ref counted, at) + one).StoreUnsafe(ref counted, at);
                    (Vector.LoadUnsafe(ref counted, at + (nuint)width) + two).StoreUnsafe(ref counted, at + (nuint)width);
                }
            }
            if (column < columns)
            {
                var one = new Vector<double>(buffer, column) * scale;
                (new Vector<double>(ofPairs, column) + one).CopyTo(ofPairs, column);
                foreach (var row in cast)
                {
                    var at = (nuint)(row + column);
                    (Vector.LoadUnsafe(ref counted, at) + one).StoreUnsafe(ref counted, at);
                }
            }
        }
        return total + Math.Log(product);
    }
}
