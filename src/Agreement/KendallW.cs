namespace Assay.Agreement;

/// <summary>
/// Kendall's W, the coefficient of concordance: how far <c>m</c> people put <c>n</c> things in the same order.
/// <c>W = 12 S / (m²(n³ − n) − m Σ(t³ − t))</c>, <c>S</c> being the spread of the things' rank sums and <c>t</c> the sizes of ties.
/// </summary>
/// <remarks>
/// Kendall and Babington Smith (1939), "The problem of m rankings", Annals of Mathematical Statistics 10:275-287. 0 no agreement, 1 all the same; the mean of Spearman's ρ over all pairs of
/// people is (mW − 1)/(m − 1). Null with fewer than two people or things, and when everybody ties everything.
/// </remarks>
public static class KendallW
{
    /// <summary>W of rankings of the same things, each by ranks or scores; ties share the mean of their ranks.</summary>
    /// <exception cref="ArgumentException">Rankings differ in length, or a rank is not a number.</exception>
    public static double? Of(IReadOnlyList<IReadOnlyList<double>> rankings)
    {
        var (people, things) = (rankings.Count, rankings.Count == 0 ? 0 : rankings[0].Count);
        if (rankings.Any(ranking => ranking.Count != things || ranking.Any(double.IsNaN)))
            throw new ArgumentException($"Every ranking must give a number to each of the {things} things.", nameof(rankings));
        if (people < 2 || things < 2) return null;
        var sums = new double[things];
        double ties = 0;
        foreach (var ranking in rankings)
        {
            var order = Enumerable.Range(0, things).GroupBy(thing => ranking[thing]).OrderBy(tied => tied.Key);
            var below = 0;
            foreach (int[] tied in order.Select(group => group.ToArray()))
            {
                foreach (var thing in tied) sums[thing] += below + (tied.Length + 1) / 2.0;
                ties += Math.Pow(tied.Length, 3) - tied.Length;
                below += tied.Length;
            }
        }
        var mean = sums.Average();
        var most = (double)people * people * (Math.Pow(things, 3) - things) - people * ties;
        return most <= 0 ? null : 12 * sums.Sum(sum => (sum - mean) * (sum - mean)) / most;
    }
}
