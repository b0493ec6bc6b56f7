using Assay.Model;

namespace Assay.Aggregation;

/// <summary>
/// Enhanced Bayesian classifier combination: within a category items come in M unnamed subtypes (easy ones, a confusable kind), and everyone
/// has a confusion row for each, so that people may err on the same items. <c>P(a says l | t, g) = v_a[t, g, l]</c>, <c>P(g | t) = π_t[g]</c>,
/// <c>P(t) = τ_t</c>.
/// </summary>
/// <remarks>
/// <para>Li, Rubinstein and Cohn (2019), "Exploiting worker correlation for label aggregation in crowdsourcing", ICML, PMLR 97:3886-3895. Mean-field
/// variational Bayes with the paper's priors: Dirichlet(0.1/M) on π, Dirichlet(4 on the diagonal, 1 off it) on v, and on τ the shares of the votes.
/// M is 10 in the paper. Here the bound of the likelihood chooses: one start without subtypes, which is BCC (Kim and Ghahramani 2012) and takes no
/// chance, and four random ones with two subtypes, which the seed decides. The start with the highest bound wins.</para>
/// <para>The matrices are the means over the subtypes; the skill is the chance of being right, 0 to 1.</para>
/// <para>Time grows with votes × categories × rounds × starts, and the starts share the processors; memory with people × categories² × the starts that
/// run at once: the dearest of the methods.</para>
/// </remarks>
public sealed class Ebcc : IAggregator
{
    private const int Subtypes = 2;

    // of the numbers of one kind that the starts which run at once have, four kinds each: 512 MB
    private const int MostNumbersAtOnce = 1 << 24;

    /// <summary>Starts: one without subtypes, the others random.</summary>
    public const int Starts = 5;

    /// <summary>The only instance.</summary>
    public static readonly Ebcc Instance = new();

    private Ebcc() { }

    /// <inheritdoc/>
    public string Name => "ebcc";

    /// <inheritdoc/>
    public string Title => "EBCC";

    /// <inheritdoc/>
    public Consensus Aggregate(Votes votes, AggregationOptions? options = null)
    {
        options ??= AggregationOptions.Default;
        if (votes.Count == 0) return Majority.Instance.Aggregate(votes, options);
        var shares = SoftLabels.Start(votes, options);
        EbccModel plain = new(votes, shares, subtypes: 1), split = new(votes, shares, Subtypes);
        var atOnce = Math.Clamp(MostNumbersAtOnce / Math.Max(1, split.Cells), 1, options.Threads ?? Environment.ProcessorCount);
        var (gate, best) = (new Lock(), (Start?)null);
        // a start is one part: alone on its thread, so that it adds in the same order for any number of them
        Parts.Each(Starts, 1, options with { Threads = atOnce }, (number, _) =>
        {
            var model = number == 0 ? plain : split;
            var run = new EbccRun(model, options, new Random(unchecked(options.Seed * Starts + number)));
            run.Fit();
            lock (gate)
                best = Start.Better(best, new Start(number, model, run.Dirichlets, run.Outcome));
        });
        return Consensus(best!, options);
    }

    private static Consensus Consensus(Start start, AggregationOptions options)
    {
        var (model, dirichlets) = (start.Model, start.Dirichlets);
        var (votes, pairs, subtypes) = (model.Votes, model.Pairs, model.Subtypes);
        var categories = votes.Categories;
        var logOfPairs = dirichlets.LogOfPairs[..pairs];
        var soft = new double[votes.Items * categories];
        Parts.Each(votes.Items, Parts.OfItems, options, (from, to) =>
        {
            var rows = new double[(to - from) * pairs];
            for (var item = from; item < to; item++)
            {
                var row = rows.AsSpan((item - from) * pairs, pairs);
                logOfPairs.CopyTo(row);
                for (var v = model.From[item]; v < model.From[item + 1]; v++) Row.Add(dirichlets.Logs.AsSpan(model.Rows[v], pairs), row);
            }
            Softmax.Rows(rows, pairs);
            for (var at = 0; at < rows.Length; at++) soft[from * categories + at / subtypes] += rows[at];
        });
        var (chances, skills) = (new double[votes.Annotators * categories * categories], new double[votes.Annotators]);
        for (var a = 0; a < votes.Annotators; a++)
            for (var t = 0; t < categories; t++)
            {
                var frequencies = dirichlets.Frequencies.AsSpan(t * subtypes, subtypes);
                var row = chances.AsSpan((a * categories + t) * categories, categories);
                for (var l = 0; l < categories; l++)
                    for (var g = 0; g < subtypes; g++)
                        row[l] += frequencies[g] * Math.Exp(dirichlets.Logs[(a * categories + l) * model.Columns + t * subtypes + g]);
                var sum = 0.0;
                foreach (var chance in row) sum += chance;
                foreach (ref var chance in row) chance /= sum;
                foreach (var frequency in frequencies) skills[a] += frequency * row[t];
            }
        double[] ofCategories = [.. dirichlets.Frequencies.Chunk(subtypes).Select(frequencies => frequencies.Sum())];
        return Aggregation.Consensus.Of(votes, soft, ofCategories, skills, () => LearnedChances.OfMatrices(votes, logOfPairs, dirichlets.Compact())) with
        {
            Confusions = new Confusions(chances, categories),
            Iterations = start.Outcome.Iterations,
            Converged = start.Outcome.Converged,
            LogLikelihood = start.Outcome.Objective,
        };
    }

    /// <summary>What is kept of a start, without what it worked with.</summary>
    private sealed record Start(int Number, EbccModel Model, EbccDirichlets Dirichlets, ExpectationMaximization Outcome)
    {
        /// <summary>The one with the higher bound; of equals the earlier, whichever was ready first.</summary>
        public static Start Better(Start? one, Start other)
        {
            if (one is null) return other;
            var higher = other.Outcome.Objective.CompareTo(one.Outcome.Objective);
            return higher > 0 || higher == 0 && other.Number < one.Number ? other : one;
        }
    }
}
