using System.Text.Json.Serialization;
using Assay.Pipeline.People;

namespace Assay.Pipeline.Quality.Measuring;

/// <summary>How far people agree in a project, as it was measured at one moment.</summary>
/// <remarks>
/// What counts are the answers of people, the skipped, undone and repeated aside, to tasks that are not archived. Numbers of the last measurement
/// stand until the next is ready, so that the page never waits for them.
/// </remarks>
public sealed record ProjectAgreement
{
    /// <summary>When the answers were read that these numbers are of.</summary>
    public required DateTimeOffset MeasuredAt { get; init; }

    /// <summary>Whether nothing has changed since; false while newer answers are being counted: ask again in a moment.</summary>
    public required bool IsCurrent { get; init; }

    /// <summary>Answers counted.</summary>
    public required long Answers { get; init; }

    /// <summary>Tasks with at least two answers.</summary>
    public required int ItemsWithTwo { get; init; }

    /// <summary>In schema order.</summary>
    public required IReadOnlyList<QuestionAgreement> Questions { get; init; }

    /// <summary>Everybody who shares a task with somebody.</summary>
    public required IReadOnlyList<Person> People { get; init; }
}

/// <summary>How far people agree on one question.</summary>
public sealed record QuestionAgreement
{
    /// <summary>Its name.</summary>
    public required string Question { get; init; }

    /// <summary>Its words.</summary>
    public required string Title { get; init; }

    /// <summary>Its kind.</summary>
    public required string Kind { get; init; }

    /// <summary>
    /// What may be said of two answers: nominal, the same or not; ordinal, which is more; interval, by how much; set, how much they share (MASI distance);
    /// similarity, how alike they are (regions, rankings), of at most 5,000 tasks.
    /// </summary>
    public required string Level { get; init; }

    /// <summary>Whether answers are free: no list of labels, no confusion matrix.</summary>
    public required bool IsOpen { get; init; }

    /// <summary>Share of pairs of answers that agree; null when undefined.</summary>
    public required Estimate? Percent { get; init; }

    /// <summary>Why it is undefined.</summary>
    public required string? Undefined { get; init; }

    /// <summary>Every coefficient that means something for the question, percent agreement and Krippendorff's α first.</summary>
    public required IReadOnlyList<CoefficientFigure> Coefficients { get; init; }

    /// <summary>Krippendorff's α of them; null where it is undefined.</summary>
    [JsonIgnore]
    public Estimate? Alpha => Coefficients.FirstOrDefault(figure => figure.Name == "krippendorff_alpha")?.Value;

    /// <summary>Each label in schema order; empty for free answers.</summary>
    public required IReadOnlyList<LabelFigure> Labels { get; init; }

    /// <summary>Each two people who share a task; of very many those who share most.</summary>
    public required IReadOnlyList<PairOfPeople> Pairs { get; init; }

    /// <summary>Pairs of people left out because there are so many.</summary>
    public required int PairsLeftOut { get; init; }

    /// <summary>Final labels against what people said; null for free answers, sets and long lists, and while nothing is final.</summary>
    public required Confusion? Confusion { get; init; }

    /// <summary>The same over time; null without answers.</summary>
    public required TimeLine? OverTime { get; init; }
}

/// <param name="Name">As on the command line: krippendorff_alpha.</param>
/// <param name="Title">As people know it: Krippendorff's α.</param>
/// <param name="Value">Null exactly when undefined.</param>
/// <param name="Undefined">Why it has no value; null when it has one.</param>
public sealed record CoefficientFigure(string Name, string Title, Estimate? Value, string? Undefined);

/// <param name="Label">Its name; a path of a taxonomy joined by " / ".</param>
/// <param name="Given">Answers that are it, or hold it where several may be chosen.</param>
/// <param name="Specific">Of an answer that gives it, the chance that another person's to the same task gives it too; null when undefined.</param>
/// <param name="Undefined">Why it has no value; null when it has one.</param>
public sealed record LabelFigure(string Label, long Given, Estimate? Specific, string? Undefined);

/// <param name="A">A person.</param>
/// <param name="B">Another.</param>
/// <param name="Tasks">Tasks both answered.</param>
/// <param name="Percent">Share on which they agree.</param>
/// <param name="Kappa">Cohen's κ over all of them; null when undefined.</param>
/// <param name="Undefined">Why κ is undefined.</param>
public sealed record PairOfPeople(long A, long B, int Tasks, Estimate? Percent, Estimate? Kappa, string? Undefined);

/// <param name="Labels">In schema order.</param>
/// <param name="Counts">A row a final label, a column what people said.</param>
public sealed record Confusion(IReadOnlyList<string> Labels, long[][] Counts);

/// <param name="Period">day, week (from Monday) or month, by the length of the project.</param>
/// <param name="Periods">Without gaps, oldest first; at most 60, of a longer project the last.</param>
public sealed record TimeLine(string Period, IReadOnlyList<PeriodFigure> Periods);

/// <summary>Agreement on the tasks of one period: a task counts once, when its last answer came.</summary>
/// <param name="From">The first day, yyyy-mm-dd, UTC.</param>
/// <param name="Tasks">Tasks whose last answer came in the period.</param>
/// <param name="Answers">All answers to these tasks.</param>
/// <param name="Percent">Percent agreement; null when undefined.</param>
/// <param name="PercentUndefined">Why it has no value.</param>
/// <param name="Alpha">Krippendorff's α; null when undefined.</param>
/// <param name="AlphaUndefined">Why it has no value.</param>
public sealed record PeriodFigure(
    string From, int Tasks, int Answers, Estimate? Percent, string? PercentUndefined, Estimate? Alpha, string? AlphaUndefined);
