namespace Assay.Learning.Text;

/// <summary>Which features of texts are kept.</summary>
public sealed record TextFeatureOptions
{
    /// <summary>A feature is kept when at least this many texts have it; 1 or more. Null: 1 below 1,000 texts, else 2, which leaves out three quarters of the features and costs no accuracy.</summary>
    public int? MinimumTexts { get; init; }

    /// <summary>The most features that are kept, those of most texts; 1 or more.</summary>
    public int MaximumFeatures { get; init; } = 1 << 20;
}
