namespace Assay.Pipeline.Metrics;

/// <summary>What labeling a project costs and how good it is, measured: the platform's table, and where labels and the queue come from.</summary>
public sealed record MetricsReport
{
    /// <summary>When it was counted.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What the figures are of.</summary>
    public required WorkCount Work { get; init; }

    /// <summary>The figures, in reading order.</summary>
    public required IReadOnlyList<MetricRow> Table { get; init; }

    /// <summary>How the labels came about, the most first.</summary>
    public required IReadOnlyList<LabelSource> Labels { get; init; }

    /// <summary>The tasks that wait, by what brings them forward; of tasks that several things do, the first in this order.</summary>
    public required IReadOnlyList<QueuePart> Queue { get; init; }

    /// <summary>Share of what people are given whose answer is known, 0 to 0.5.</summary>
    public required double GoldRate { get; init; }
}

/// <summary>What was done for the documents that have a final label, those whose answer was known beforehand and the archived aside.</summary>
/// <param name="Documents">How many there are.</param>
/// <param name="Answers">Answers of people to them that counted, late ones too.</param>
/// <param name="OutsideAnswers">Of these, the ones that were imported.</param>
/// <param name="Decisions">Labels that a reviewer decided.</param>
/// <param name="GoldAnswers">Answers of people to tasks whose answer is known.</param>
/// <param name="WithoutPerson">Documents that nobody answered and nobody decided.</param>
/// <param name="Timed">Documents of which all answers were given here, so that their time is known.</param>
/// <param name="Seconds">Seconds for which people had these before them, skips included; the time of reviewers is not measured.</param>
/// <param name="GoldSeconds">The same of tasks whose answer is known.</param>
public sealed record WorkCount(
    long Documents, long Answers, long OutsideAnswers, long Decisions, long GoldAnswers, long WithoutPerson, long Timed, double Seconds, double GoldSeconds);

/// <param name="Name">
/// tasks_per_1000, without_person_per_1000 and hours_per_1000, each for 1,000 documents with a final label; alpha; label_accuracy; model_accuracy.
/// </param>
/// <param name="Of">For alpha and model_accuracy the question; for label_accuracy how labels came about (people, auto_accepted, arbitration, or null for all of them); else null.</param>
/// <param name="Value">With its 95 % interval and how many items it is of; null where it is not measured.</param>
/// <param name="Missing">
/// Why it is not: too_few_documents, not_timed, too_few_shared, too_few_known, too_few_audits, too_few_blind, off, no_model, too_few_random. Null where it is.
/// </param>
/// <param name="Share">For label_accuracy the share of labels that it says something of, 0 to 1.</param>
public sealed record MetricRow(string Name, string? Of, Estimate? Value, string? Missing, double? Share = null);

/// <param name="How">A word of <see cref="Model.FinalHow"/>, or the name of the aggregator.</param>
/// <param name="ModelName">The weak model whose drafts became the labels; null for others.</param>
/// <param name="Labels">How many there are now.</param>
public sealed record LabelSource(string How, string? ModelName, long Labels);

/// <param name="Kind">
/// another_answer: somebody has begun it; audit: drawn to check drafts that are accepted unseen; informative: teaches the project's model most; random: brought forward to measure that model; easy; priority;
/// plain: as imported; and review: disputed, waits for a reviewer.
/// </param>
/// <param name="Tasks">How many.</param>
public sealed record QueuePart(string Kind, long Tasks);

/// <summary>Krippendorff's α of a question; null while it is undefined.</summary>
public sealed record AlphaFigure(string Question, Estimate? Value);

/// <summary>The project's own model, as it was last held against the random stream.</summary>
/// <param name="IsOn">Whether the project learns.</param>
/// <param name="Question">What is learned; null where nothing can be.</param>
/// <param name="HasModel">Whether there is a model yet.</param>
/// <param name="Accuracy">Null without tasks to hold it against.</param>
public sealed record OwnModelFigure(bool IsOn, string? Question, bool HasModel, Estimate? Accuracy);
