namespace Assay.Learning.Tagging;

/// <summary>A chain to learn from.</summary>
/// <param name="Features">The features of its tokens, one token after the other.</param>
/// <param name="First">For each token the place of its first feature, and last the number of all.</param>
/// <param name="Tags">The true tag of each token.</param>
/// <param name="Weight">How much it counts.</param>
/// <param name="Fold">The fold of its text.</param>
internal sealed record Chain(int[] Features, int[] First, int[] Tags, float Weight, int Fold = 0)
{
    public int Tokens => Tags.Length;

    public ReadOnlySpan<int> Of(int token) => Features.AsSpan(First[token], First[token + 1] - First[token]);

    /// <summary>The same with features by other numbers; those below 0 are left out.</summary>
    public Chain Renumbered(int[] numbers)
    {
        var (features, first) = (new List<int>(Features.Length), new int[First.Length]);
        for (var token = 0; token < Tokens; token++)
        {
            foreach (var feature in Of(token))
                if (numbers[feature] >= 0) features.Add(numbers[feature]);
            first[token + 1] = features.Count;
        }

        return this with { Features = [.. features], First = first };
    }
}
