namespace Assay.Learning.Tagging;

/// <summary>How a tagger is trained; the defaults are one setting for all kinds of text.</summary>
public sealed record SequenceTaggerOptions
{
    /// <summary>The defaults.</summary>
    public static readonly SequenceTaggerOptions Default = new();

    /// <summary>Of the order in which texts are seen and of the features left out. The same seed, examples and options give the same tagger on the same kind of machine.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Passes over the examples, 1 or more.</summary>
    public int Epochs { get; init; } = 12;

    /// <summary>Passes when the training begins at an older tagger, 1 or more.</summary>
    public int WarmEpochs { get; init; } = 4;

    /// <summary>
    /// Whether chances are calibrated: the tagger is first trained without a tenth of the texts, and on these a temperature is learned. It takes as long again. A warm
    /// start keeps the temperature of the tagger it begins at; fewer than ten texts are not calibrated.
    /// </summary>
    public bool Calibrates { get; init; } = true;

    /// <summary>The size of the first steps, above 0.</summary>
    public double LearningRate { get; init; } = 0.1;

    /// <summary>How strongly weights are drawn to 0, 0 or more: the factor of half their square, beside the summed loss of all examples.</summary>
    public double Penalty { get; init; } = 0.3;

    /// <summary>The share of features that is left out at each token of each pass, 0 up to 1: what is learned then rests on more than one hint.</summary>
    public double Dropout { get; init; } = 0.3;

    /// <summary>A feature seen at fewer tokens is left out, 1 or more.</summary>
    public int LeastTokens { get; init; } = 2;

    /// <summary>The most weights a tagger may have, at 12 bytes each while it is trained and 4 afterwards; features seen less often are left out beyond it.</summary>
    public long MostWeights { get; init; } = 60_000_000;

    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Epochs, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(WarmEpochs, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(LeastTokens, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MostWeights, 1);
        if (!(LearningRate > 0 && double.IsFinite(LearningRate)))
            throw new ArgumentOutOfRangeException(nameof(LearningRate), LearningRate, "The learning rate should be above 0.");
        if (!(Penalty >= 0 && double.IsFinite(Penalty)))
            throw new ArgumentOutOfRangeException(nameof(Penalty), Penalty, "The penalty should be 0 or more.");
        if (!(Dropout is >= 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(Dropout), Dropout, "The dropout should be from 0 up to 1, and not 1.");
    }
}
