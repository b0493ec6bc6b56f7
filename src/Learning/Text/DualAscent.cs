namespace Assay.Learning.Text;

/// <summary>
/// Logistic regression, of one label or of several, by stochastic dual coordinate ascent: minimises <c>Σ c_i · loss(W x_i) + ‖W‖² / (2 C)</c>. Each item holds a guess of its own
/// chances, <c>α_i</c>, and <c>W = C Σ c_i (y_i − α_i) x_i</c>; a step moves one guess towards what W says of the item. The gap between the loss and its bound, <c>Σ c_i KL(α_i ‖ p_i)</c>,
/// tells when to stop.
/// </summary>
/// <remarks>Shalev-Shwartz and Zhang (2013), "Stochastic dual coordinate ascent methods for regularized loss minimization", JMLR 14; Yu, Huang and Lin (2011), "Dual coordinate descent methods
/// for logistic regression and maximum entropy models", Machine Learning 85.</remarks>
internal sealed class DualAscent
{
    private const float Least = 1e-12f;

    private readonly TrainingSet set;
    private readonly int[] items;
    private readonly float strength;
    private readonly float[] guesses;
    private readonly float[] squares;

    private DualAscent(TrainingSet set, int[] items, float strength, float[]? start)
    {
        (this.set, this.items, this.strength) = (set, items, strength);
        Scores = LinearScores.Zero(set.Outputs, set.Rows.Width);
        guesses = (float[])(start ?? set.Targets).Clone();
        squares = new float[set.Count];
        foreach (var item in items)
        {
            foreach (var value in set.Rows.Values(item))
                squares[item] += value * value;
            squares[item]++;
        }
    }

    private LinearScores Scores { get; }

    public static (LinearScores Scores, int Epochs) Fit(TrainingSet set, int[] items, float strength, float[]? start, DualAscentLimits limits, ulong seed, CancellationToken cancel)
    {
        var run = new DualAscent(set, items, strength, start);
        if (start is not null)
            run.Recall();
        var order = (int[])items.Clone();
        var random = new SplitMix(seed);
        var epoch = 0;
        while (epoch < limits.MostEpochs)
        {
            random.Shuffle(order);
            epoch++;
            if (run.Epoch(order, cancel) <= limits.Gap)
                break;
        }

        return (run.Scores, epoch);
    }

    /// <summary>The weights that belong to the guesses.</summary>
    private void Recall()
    {
        Span<float> change = new float[set.Stride];
        foreach (var item in items)
        {
            var target = set.TargetsOf(item);
            var guess = guesses.AsSpan(item * set.Stride, set.Stride);
            for (var k = 0; k < set.Outputs; k++)
                change[k] = strength * Counts(item, target, k) * (target[k] - guess[k]);
            Scores.Add(set.Rows.Columns(item), set.Rows.Values(item), change);
        }
    }

    private float Counts(int item, ReadOnlySpan<float> target, int output) =>
        set.TrainingWeights[item] * (set.IsIndependent ? 1 + (target[output] * (set.PositiveWeights[output] - 1)) : 1);

    /// <summary>Goes through all items once. Gives the mean gap of an item, as it was when the item's turn came.</summary>
    private double Epoch(int[] order, CancellationToken cancel)
    {
        Span<float> scores = new float[set.Stride];
        var (gap, weight) = (0.0, 0.0);
        for (var turn = 0; turn < order.Length; turn++)
        {
            if ((turn & 255) == 0)
                cancel.ThrowIfCancellationRequested();
            var item = order[turn];
            Scores.Of(set.Rows.Columns(item), set.Rows.Values(item), scores);
            var guess = guesses.AsSpan(item * set.Stride, set.Outputs);
            gap += set.TrainingWeights[item] * (set.IsIndependent ? Independent(scores, guess, item) : OneOf(scores[..set.Outputs], guess, strength * set.TrainingWeights[item], squares[item]));
            weight += set.TrainingWeights[item];
            Scores.Add(set.Rows.Columns(item), set.Rows.Values(item), scores);
        }

        return gap / weight;
    }

    /// <summary>The step that raises a lower bound of the dual most, along the way from the guess to the chances. Scores become the change of the weights.</summary>
    private static float OneOf(Span<float> scores, Span<float> guess, float counts, float square)
    {
        Numbers.Softmax(scores);
        var (gap, distance) = (0f, 0f);
        for (var k = 0; k < scores.Length; k++)
        {
            if (guess[k] > Least)
                gap += guess[k] * MathF.Log(guess[k] / Math.Max(scores[k], Least));
            distance += (scores[k] - guess[k]) * (scores[k] - guess[k]);
        }

        gap = Math.Max(gap, 0);
        var step = distance < Least ? 0 : Math.Min(1, (gap + distance) / (distance * (2 + (counts * square))));
        for (var k = 0; k < scores.Length; k++)
        {
            var by = step * (scores[k] - guess[k]);
            guess[k] += by;
            scores[k] = -counts * by;
        }

        return gap;
    }

    /// <summary>The best guess of each output. Scores become the change of the weights.</summary>
    private float Independent(Span<float> scores, Span<float> guess, int item)
    {
        var gap = 0f;
        var target = set.TargetsOf(item);
        for (var k = 0; k < guess.Length; k++)
        {
            var (score, before) = (scores[k], guess[k]);
            var chance = Numbers.Sigmoid(score);
            gap += Divergence(before, chance) + Divergence(1 - before, 1 - chance);
            var counts = strength * Counts(item, target, k);
            var by = Numbers.Sigmoid(Best(score, before, counts * squares[item])) - before;
            guess[k] += by;
            scores[k] = -counts * by;
        }

        return Math.Max(gap, 0);
    }

    /// <summary>The log-odds z of a guess with <c>z = score − reach · (σ(z) − before)</c>: where the guess is what the weights say after it. Newton's method within a bracket.</summary>
    private static float Best(float score, float before, float reach)
    {
        var (low, high) = (score - (reach * (1 - before)), score + (reach * before));
        var at = Math.Clamp(score, low, high);
        for (var round = 0; round < 50; round++)
        {
            var chance = Numbers.Sigmoid(at);
            var off = at - score + (reach * (chance - before));
            if (Math.Abs(off) < 1e-3f)
                break;
            (low, high) = off > 0 ? (low, at) : (at, high);
            var next = at - (off / (1 + (reach * chance * (1 - chance))));
            at = next > low && next < high ? next : (low + high) / 2;
        }

        return at;
    }

    private static float Divergence(float guess, float chance) => guess > Least ? guess * MathF.Log(guess / Math.Max(chance, Least)) : 0;
}

/// <summary>When the ascent stops.</summary>
/// <param name="MostEpochs">After so many times through the items.</param>
/// <param name="Gap">Or when the mean gap of an item is at most this.</param>
internal sealed record DualAscentLimits(int MostEpochs, double Gap);
