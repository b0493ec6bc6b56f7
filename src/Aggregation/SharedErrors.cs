using Assay.Model;

namespace Assay.Aggregation;

/// <summary>
/// Where errors go, the same for all people: <c>P(says l | t is true, errs) = E[t, l]</c>, l ≠ t. Even at first, then counted, with one vote
/// beforehand for each pair of categories (a Dirichlet prior). With two categories there is nothing to learn.
/// </summary>
internal sealed class SharedErrors
{
    private const double Prior = 1;

    private readonly int categories;

    // by what was said, then by truth, as in Dawid-Skene; 0 where the two are the same
    private readonly double[] logs;

    public SharedErrors(int categories) : this(categories, Even(categories)) { }

    private SharedErrors(int categories, double[] logs) => (this.categories, this.logs) = (categories, logs);

    /// <summary>The logarithms of E, by what was said, then by truth; 0 where the two are the same.</summary>
    public ReadOnlySpan<double> Logs => logs;

    public static SharedErrors Of(int categories, double[] logs) => new(categories, logs);

    /// <summary>For each truth what an error that says this adds to the logarithm of its weight; 0 for the truth that it would be no error of.</summary>
    public ReadOnlySpan<double> Saying(int said) => logs.AsSpan(said * categories, categories);

    /// <summary>Counts the errors again by the soft labels.</summary>
    public void Learn(Votes votes, double[] truth)
    {
        if (categories <= 2) return;
        logs.AsSpan().Fill(Prior);
        for (var item = 0; item < votes.Items; item++)
        {
            var soft = truth.AsSpan(item * categories, categories);
            foreach (var said in votes.CategoriesOf(item)) Row.Add(soft, logs.AsSpan(said * categories, categories));
        }
        var sums = new double[categories];
        for (var said = 0; said < categories; said++)
        {
            logs[said * categories + said] = 0;
            Row.Add(Saying(said), sums);
        }
        for (var said = 0; said < categories; said++)
        {
            var row = logs.AsSpan(said * categories, categories);
            for (var t = 0; t < row.Length; t++) row[t] = said == t ? 1 : row[t] / sums[t];
        }
        Softmax.Log(logs);
    }

    /// <summary>The logarithm of the prior, up to a constant.</summary>
    public double LogPrior()
    {
        var sum = 0.0;
        foreach (var log in logs) sum += log;
        return Prior * sum;
    }

    private static double[] Even(int categories)
    {
        if ((double)categories * categories > Array.MaxLength)
            throw new ArgumentException(
                $"A matrix of errors over {categories} categories does not fit into memory; take a method without, such as mace.", nameof(categories));
        var logs = new double[categories * categories];
        logs.AsSpan().Fill(-Math.Log(categories - 1));
        for (var t = 0; t < categories; t++) logs[t * categories + t] = 0;
        return logs;
    }
}
