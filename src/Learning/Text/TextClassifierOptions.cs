namespace Assay.Learning.Text;

/// <summary>How a text classifier is trained. The defaults are one setting for all kinds of texts.</summary>
public sealed record TextClassifierOptions
{
    /// <summary>Whether any number of labels may fit a text, each a question of its own. Else one label fits.</summary>
    public bool MultiLabel { get; init; }

    /// <summary>Of the order in which texts are gone through, and of the folds. The same seed and the same texts give the same model, with any number of threads.</summary>
    public ulong Seed { get; init; }

    /// <summary>Whether rare classes count as much as frequent ones.</summary>
    public ClassWeights ClassWeights { get; init; }

    /// <summary>How scores become chances.</summary>
    public ScoreCalibration Calibration { get; init; } = ScoreCalibration.Temperature;

    /// <summary>C of the logistic regression, above 0: the larger, the closer it follows the labels.</summary>
    public double Strength { get; init; } = 10;

    /// <summary>Added to each count of naive Bayes, above 0.</summary>
    public double Smoothing { get; init; } = 0.03;

    /// <summary>Times through the texts at the most, 1 or more; training stops before when little would change.</summary>
    public int MostEpochs { get; init; } = 30;

    /// <summary>At most so many at once; 0: one a processor. The model is the same.</summary>
    public int Threads { get; init; }

    /// <summary>What of a text becomes a feature, where the classifier learns the features too.</summary>
    public TextFeatureOptions Features { get; init; } = new();

    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Strength);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Smoothing);
        ArgumentOutOfRangeException.ThrowIfLessThan(MostEpochs, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(Threads);
    }
}

/// <summary>How much the texts of a class count together.</summary>
public enum ClassWeights
{
    /// <summary>As many as there are.</summary>
    None,

    /// <summary>As much as those of each other class. With several labels, texts that have a label as much as those that have not, but at most a hundred times as they are.</summary>
    Balanced,
}

/// <summary>How scores of a classifier become chances; learned on texts that were held out.</summary>
public enum ScoreCalibration
{
    /// <summary>Not at all: as trained.</summary>
    None,

    /// <summary>Both models' scores, each times a number.</summary>
    Temperature,

    /// <summary>By temperature, then by a rising function of the chance; needs some hundreds of texts.</summary>
    Isotonic,
}
