using Assay.Model;
using Assay.Pipeline.Models;
using Assay.Sampling;

namespace Assay.Pipeline.ActiveLearning;

/// <summary>How a project's own model learns, and what it brings forward.</summary>
/// <param name="IsOn">Off puts all tasks back in their order.</param>
/// <param name="Question">The choice question that is learned; null for the first.</param>
/// <param name="Strategy">Which tasks come first: the name of a strategy that looks at chances or vectors.</param>
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

    /// <summary>What a classifier of texts can tell a strategy.</summary>
    private const StrategyNeeds Known = StrategyNeeds.Probabilities | StrategyNeeds.Embeddings;

    /// <summary>The strategies that can be set.</summary>
    public static IReadOnlyList<string> Strategies { get; } =
        [.. Assay.Sampling.Strategies.All.Where(strategy => (strategy.Needs & ~Known) == 0).Select(strategy => strategy.Name)];

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
        if (ChoiceClasses.Find(schema, Question) is not { } classes)
            violations.Add(new Violation("question", "unfit", Question is null
                ? "The schema has no choice among plain labels, which is what can be learned."
                : $"The schema has no choice \"{Question}\" among plain labels, which is what can be learned."));
        else if (classes.Names.Count < 2)
            violations.Add(new Violation("question", "unfit", $"The choice \"{classes.Question.Name}\" has one label; there is nothing to learn."));
        else if (classes.IsMultiLabel && Strategy == ClassBalanced.Instance.Name)
            violations.Add(new Violation("strategy", "unfit", $"{Strategy} is for one label, and \"{classes.Question.Name}\" takes several."));
        if (!schema.Fields.Any(Assay.WeakModels.ItemTexts.IsText))
            violations.Add(new Violation("question", "unfit", "The schema shows no text, which is what is learned from."));
    }
}
