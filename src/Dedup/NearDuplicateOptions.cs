namespace Assay.Dedup;

/// <summary>What counts as a near duplicate, and how it is looked for.</summary>
public sealed record NearDuplicateOptions
{
    /// <summary>The usual ones.</summary>
    public static NearDuplicateOptions Usual { get; } = new();

    /// <summary>The Jaccard similarity from which two items are near duplicates; above 0, at most 1. The usual 0.7 was chosen for texts in pieces of five characters.</summary>
    public double Threshold { get; init; } = 0.7;

    /// <summary>Numbers a signature, 16 to 1,024: more compare better, and cost time and two bytes an item each.</summary>
    public int Places { get; init; } = 128;

    /// <summary>Characters a piece of text, 1 to 64.</summary>
    public int ShingleLength { get; init; } = 5;

    /// <summary>What decides over a pair that has a band in common.</summary>
    public PairCheck Check { get; init; } = PairCheck.Exact;

    /// <summary>Threads at most, 1 or more. The result is the same for any number.</summary>
    public int Threads { get; init; } = 1;

    internal void Validate()
    {
        if (!(Threshold is > 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(Threshold), Threshold, "A threshold is above 0, and at most 1.");
        ArgumentOutOfRangeException.ThrowIfLessThan(Threads, 1, nameof(Threads));
        // these refuse what they cannot do
        _ = new MinHash(Places);
        _ = new Shingles(ShingleLength);
    }
}

/// <summary>What decides whether two items are near duplicates.</summary>
public enum PairCheck
{
    /// <summary>The sets themselves where the signatures leave a doubt: where their estimate is within four standard errors of the threshold.</summary>
    Exact,

    /// <summary>The signatures alone: pairs within some hundredths of the threshold fall on either side.</summary>
    Estimate,
}
