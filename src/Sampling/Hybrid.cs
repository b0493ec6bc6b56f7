using Assay.Sampling.Choosing;
using Assay.Sampling.Distances;

namespace Assay.Sampling;

/// <summary>
/// Uncertain and unlike each other: of the items with the smallest margins, ten for each that is wanted, k-means++ draws one after the other with a chance in proportion to
/// <c>u · d²</c>, with u the margin's score and d the distance to the nearest item that is labeled or drawn.
/// </summary>
/// <remarks>
/// The preselection is that of Zhdanov (2019), "Diverse mini-batch active learning", arXiv:1901.05954; the drawing that of Arthur and Vassilvitskii (2007), weighted. While a
/// model knows nothing all margins are alike, and what remains is diversity.
/// </remarks>
public sealed class Hybrid : IStrategy
{
    /// <summary>Candidates for each item wanted.</summary>
    private const int Candidates = 10;

    /// <summary>The one there is.</summary>
    public static Hybrid Instance { get; } = new();

    private Hybrid() { }

    /// <inheritdoc/>
    public string Name => "hybrid";

    /// <inheritdoc/>
    public string Summary => "Items that are both uncertain and unlike what is labeled or chosen.";

    /// <inheritdoc/>
    public StrategyNeeds Needs => StrategyNeeds.Probabilities | StrategyNeeds.Embeddings;

    /// <inheritdoc/>
    public IReadOnlyList<int> Select(Pool pool, Budget budget, ulong seed, CancellationToken cancel = default)
    {
        this.Check(pool);
        var basket = new Basket(pool, budget);
        var scores = new float[pool.Count];
        Margin.ScoreAll(pool, scores, cancel);
        if (basket.IsFull)
            return basket.Chosen;
        ByteCodes.Check(pool.Embeddings!, "item", cancel);
        var candidates = Ranking.Top(scores, (int)Math.Min(pool.Count, (long)Candidates * basket.Expected), seed).ToArray();
        Draw(pool.Embeddings!.Take(candidates), pool.LabeledEmbeddings, candidates, scores, basket, new Draws(seed), cancel);

        // where candidates were near duplicates, or too dear
        Ranking.Fill(scores, basket, seed, cancel);
        return basket.Chosen;
    }

    private static void Draw(Matrix points, Matrix? labeled, int[] candidates, float[] scores, Basket basket, Draws draws, CancellationToken cancel)
    {
        var nearest = new Nearest(points, cancel);
        if (labeled is { Rows: > 0 })
            nearest.AddAll(labeled);
        var weights = new float[candidates.Length];
        while (!basket.IsFull)
        {
            for (var place = 0; place < weights.Length; place++)
            {
                var far = float.IsPositiveInfinity(nearest.Squared[place]) ? 1 : nearest.Squared[place];
                weights[place] = basket.IsOpen(candidates[place]) ? far * scores[candidates[place]] : 0;
            }

            if (draws.Weighted(weights) is not (>= 0 and var drawn))
                return;
            basket.Take(candidates[drawn]);
            nearest.Add(points.Row(drawn));
        }
    }
}
