using System.Numerics;

namespace Assay.Aggregation;

/// <summary>The posterior Dirichlet distributions of <see cref="Ebcc"/>: the means of their logarithms, and how far they are from the priors.</summary>
internal sealed class EbccDirichlets
{
    private readonly EbccModel model;

    // by column: the sum of a person's prior; the logarithms of Γ of that sum, and, row by row, of the prior
    private readonly double[] sumOfPrior, logGammaOfSum, logGammaOfPrior;

    public EbccDirichlets(EbccModel model)
    {
        this.model = model;
        (Logs, LogOfPairs, Frequencies) = (new double[model.Cells], new double[model.Columns], new double[model.Pairs]);
        LogOfPairs.AsSpan().Fill(double.NegativeInfinity);
        sumOfPrior = new double[model.Columns];
        for (var at = 0; at < model.Prior.Length; at += model.Columns) Row.Add(model.Prior.AsSpan(at, model.Columns), sumOfPrior);
        logGammaOfSum = [.. sumOfPrior.Select(GammaFunction.Log)];
        logGammaOfPrior = [.. model.Prior.Select(GammaFunction.Log)];
    }

    /// <summary>Person by person, a row for each category said: the mean of the logarithm of its chance.</summary>
    public double[] Logs { get; }

    /// <summary>A row: the mean of the logarithm of each pair's frequency, −∞ in the empty columns.</summary>
    public double[] LogOfPairs { get; }

    /// <summary>The mean frequency of each pair.</summary>
    public double[] Frequencies { get; }

    /// <summary>The Kullback-Leibler divergence from the priors, of all together.</summary>
    public double Divergence { get; private set; }

    /// <summary>The logarithms without the empty columns.</summary>
    public double[] Compact()
    {
        var compact = new double[Logs.Length / model.Columns * model.Pairs];
        for (int from = 0, to = 0; from < Logs.Length; from += model.Columns, to += model.Pairs)
            Logs.AsSpan(from, model.Pairs).CopyTo(compact.AsSpan(to));
        return compact;
    }

    /// <summary>Takes up what was counted.</summary>
    public void Update(EbccCounts counts)
    {
        var sum = Vector<double>.Zero;
        for (var at = 0; at < Logs.Length; at += model.Prior.Length)
            sum += OfPerson(counts.OfPeople.AsSpan(at, model.Prior.Length), Logs.AsSpan(at, model.Prior.Length));
        Divergence = OfPairs(counts.OfPairs) + Vector.Sum(sum);
    }

    /// <summary>A distribution a column; its categories are the rows. An empty column is its prior, and adds nothing.</summary>
    private Vector<double> OfPerson(ReadOnlySpan<double> counts, Span<double> logs)
    {
        var divergence = Vector<double>.Zero;
        for (var column = 0; column < model.Columns; column += Vector<double>.Count)
        {
            var total = new Vector<double>(sumOfPrior, column);
            for (var at = column; at < logs.Length; at += model.Columns) total += new Vector<double>(counts[at..]);
            var (all, logGammaOfTotal) = GammaFunction.DigammaAndLog(total);
            divergence += logGammaOfTotal - new Vector<double>(logGammaOfSum, column);
            for (var at = column; at < logs.Length; at += model.Columns)
            {
                var count = new Vector<double>(counts[at..]);
                var (digamma, logGamma) = GammaFunction.DigammaAndLog(count + new Vector<double>(model.Prior, at));
                var mean = digamma - all;
                mean.CopyTo(logs[at..]);
                divergence += count * mean - logGamma + new Vector<double>(logGammaOfPrior, at);
            }
        }
        return divergence;
    }

    /// <summary>The frequencies of categories, and of subtypes within them.</summary>
    private double OfPairs(double[] counts)
    {
        var subtypes = model.Subtypes;
        double[] mine = new double[subtypes], prior = new double[subtypes], mean = new double[model.Votes.Categories];
        double[] ofCategories = [.. model.PriorOfCategories];
        prior.AsSpan().Fill(model.PriorOfSubtypes);
        var divergence = 0.0;
        for (var t = 0; t < mean.Length; t++)
        {
            for (var g = 0; g < subtypes; g++)
            {
                ofCategories[t] += counts[t * subtypes + g];
                mine[g] = prior[g] + counts[t * subtypes + g];
            }
            divergence += GammaFunction.Divergence(mine, prior, LogOfPairs.AsSpan(t * subtypes, subtypes));
        }
        divergence += GammaFunction.Divergence(ofCategories, model.PriorOfCategories, mean);
        var items = ofCategories.Sum();
        for (var pair = 0; pair < model.Pairs; pair++)
        {
            var t = pair / subtypes;
            LogOfPairs[pair] += mean[t];
            var ofCategory = ofCategories[t] - model.PriorOfCategories[t] + subtypes * model.PriorOfSubtypes;
            Frequencies[pair] = ofCategories[t] / items * (counts[pair] + model.PriorOfSubtypes) / ofCategory;
        }
        return divergence;
    }
}
