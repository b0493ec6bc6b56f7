using Assay.Pipeline.ActiveLearning;

namespace Assay.Simulation.Plays;

/// <summary>What a simulation takes for granted. Everything that is not here is measured.</summary>
public sealed record Assumptions
{
    /// <summary>The largest share of the documents that measures the model, where its drafts are accepted on them.</summary>
    public const double MostAudited = 0.3;

    /// <summary>People who label, 2 or more.</summary>
    public int Annotators { get; init; } = 5;

    /// <summary>Accuracy on known answers, all labels being equally frequent, below which somebody is not hired, 0 to 1.</summary>
    public double PassMark { get; init; } = 0.9;

    /// <summary>Mistakes are so many times as frequent as those of the real people drawn, 0 or more.</summary>
    public double Mistakes { get; init; } = 1;

    /// <summary>Mistakes of the reviewer, as a share of those of an annotator.</summary>
    public double ReviewerMistakes { get; init; } = 0.25;

    /// <summary>How often somebody takes a draft over without looking further, 0 to 1.</summary>
    public double Pull { get; init; } = 0.3;

    /// <summary>The share of their usual time that those who take it over need, above 0.</summary>
    public double DraftTime { get; init; } = 0.4;

    /// <summary>Median seconds to decide and to click, besides reading.</summary>
    public double Seconds { get; init; } = 4;

    /// <summary>Words read in a second.</summary>
    public double WordsPerSecond { get; init; } = 4;

    /// <summary>A review takes so many times as long.</summary>
    public double ReviewTime { get; init; } = 1.5;

    /// <summary>How far people differ in speed: the standard deviation of the logarithm.</summary>
    public double PaceSpread { get; init; } = 0.25;

    /// <summary>Human tasks per 1,000 documents at which people stop where the model chooses.</summary>
    public int Budget { get; init; } = 200;

    /// <summary>By which strategy it chooses.</summary>
    public string Strategy { get; init; } = LearningSettings.UsualStrategy;

    /// <summary>Share of the documents that only measure the model; more where fewer would not do to choose from which confidence its drafts are accepted.</summary>
    public double RandomShare { get; init; } = 0.1;

    /// <summary>Accepted unseen: at most this share wrong, as the project promises itself.</summary>
    public double Epsilon { get; init; } = 0.02;

    /// <summary>With a confidence of 1 less this.</summary>
    public double Delta { get; init; } = 0.1;

    /// <summary>Human tasks per 1,000 documents after which what the model is sure of is accepted.</summary>
    public int AcceptAfter { get; init; } = 100;

    /// <summary>Documents that are answered twice, beside the project, to measure agreement.</summary>
    public int AgreementDocuments { get; init; } = 300;
}
