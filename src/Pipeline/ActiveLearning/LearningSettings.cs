using Assay.Model;
using Assay.Pipeline.ActiveLearning.Learners;
using Assay.Sampling;

namespace Assay.Pipeline.ActiveLearning;

/// <summary>How a project's own model learns, and what it brings forward.</summary>
/// <param name="IsOn">Off puts all tasks back in their order.</param>
/// <param name="Question">What is learned: a choice among plain labels, over text or over images, or spans. Null for the first choice, and where there is none for the first spans.</param>
/// <param name="Strategy">Which tasks come first: the name of a strategy that looks at chances, vectors, or tokens of spans.</param>
/// <param name="EveryLabels">New labels after which it learns again, 5 to 10,000; at least a tenth of those there are.</param>
/// <param name="EveryMinutes">Minutes after the first new label when it does at the latest, 1 to 1,440.</param>
/// <param name="RandomShare">Share of tasks, drawn by chance, that measure the model: never chosen by it, never learned from. 0.02 to 0.5.</param>
/// <param name="Batch">Tasks brought forward at a time, 1 to 10,000; null for twice as many as labels are waited for.</param>
/// <param name="Drafts">Whether people see what the model says, but of the tasks that measure it.</param>
/// <param name="AsksAgain">Whether one more person is asked where the label of a single one is likely wrong.</param>
public sealed record LearningSettings(
    bool IsOn = false, string? Question = null, string Strategy = LearningSettings.UsualStrategy, int EveryLabels = 20, int EveryMinutes = 10, double RandomShare = 0.1,
    int? Batch = null, bool Drafts = true, bool AsksAgain = true)
{
    /// <summary>Uncertain and unlike each other.</summary>
    public const string UsualStrategy = "hybrid";

    private const int MostBatch = 10_000;

    /// <summary>What a model can tell a strategy.</summary>
    private const StrategyNeeds Known = StrategyNeeds.Probabilities | StrategyNeeds.Embeddings | StrategyNeeds.SpanUncertainty;

    /// <summary>The strategies that can be set.</summary>
    public static IReadOnlyList<string> Strategies { get; } =
        [.. Assay.Sampling.Strategies.All.Where(strategy => (strategy.Needs & ~Known) == 0).Select(strategy => strategy.Name)];

    /// <summary>Those that can be set where a choice is learned.</summary>
    public static IReadOnlyList<string> StrategiesOfChoices { get; } =
        [.. Strategies.Where(name => !Assay.Sampling.Strategies.Find(name)!.Needs.HasFlag(StrategyNeeds.SpanUncertainty))];

    /// <exception cref="Invalid">Something is out of its range, or does not fit the schema.</exception>
    internal LearningSettings Checked(LabelSchema schema)
    {
        var violations = new List<Violation>();
        if (!Strategies.Contains(Strategy))
            violations.Add(new Violation("strategy", "unknown", $"\"{Strategy}\" is no strategy that can be set; there are {string.Join(", ", Strategies)}."));
        Check("everyLabels", EveryLabels, 5, 10_000);
        Check("everyMinutes", EveryMinutes, 1, 1_440);
        Check("randomShare", RandomShare, 0.02, 0.5);
        if (Batch is { } batch)
            Check("batch", batch, 1, MostBatch);
        if (IsOn)
            CheckQuestion(schema, violations);
        return violations.Count == 0 ? this : throw new Invalid(violations);

        void Check(string path, double value, double low, double high)
        {
            if (!(value >= low && value <= high))
                violations.Add(new Violation(path, "range", FormattableString.Invariant($"{path} is {value}; it should be from {low} to {high}.")));
        }
    }

    private void CheckQuestion(LabelSchema schema, List<Violation> violations)
    {
        if (LearnerKinds.Find(schema, Question) is not { } learner)
            violations.Add(new Violation("question", "unfit", Question is null
                ? "The schema has no choice among plain labels and no spans, which is what can be learned."
                : $"The schema has no choice among plain labels and no spans called \"{Question}\", which is what can be learned."));
        else if (Assay.Sampling.Strategies.Find(Strategy) is { } strategy && Strategies.Contains(Strategy))
        {
            if (learner.Refusal(schema) is { } refusal)
                violations.Add(new Violation("question", "unfit", refusal));
            if (!learner.Takes(strategy))
                violations.Add(new Violation("strategy", "unfit", $"{Strategy} is not for the {learner.Question.Kind.Name} \"{learner.Question.Name}\": {strategy.Summary}"));
        }
    }
}
