using System.Globalization;
using Assay.Simulation.Plays;

namespace Assay.Cli.Simulating;

/// <summary>What a simulation came to, and what it took for granted.</summary>
/// <param name="Dataset">The name of the file.</param>
/// <param name="Data">What was played on.</param>
/// <param name="Assumptions">What was taken for granted.</param>
/// <param name="Results">Of every arm and run.</param>
/// <param name="Took">How long the program needed.</param>
internal sealed record SimulationReport(string Dataset, PlayData Data, Assumptions Assumptions, IReadOnlyList<ArmResult> Results, TimeSpan Took)
{
    public IReadOnlyList<ArmFigures> Arms { get; } = Figures(Results);

    public int Runs => Arms[0].Runs.Count;

    /// <summary>What was assumed, by name, in words.</summary>
    public IReadOnlyList<(string Name, object Value, string Words)> Assumed { get; } =
    [
        ("people", "virtual", "The people are virtual; everything else is the program that real projects run on."),
        ("annotators", Assumptions.Annotators, string.Create(CultureInfo.InvariantCulture, $"{Assumptions.Annotators} people label, and a reviewer decides where they differ.")),
        ("pass_mark", Assumptions.PassMark, string.Create(CultureInfo.InvariantCulture, $"Each errs, a label at a time, as often as a real crowd worker drawn from those who were right on {Assumptions.PassMark:P0} or more; mistakes of different people are independent.")),
        ("mistakes", Assumptions.Mistakes, string.Create(CultureInfo.InvariantCulture, $"They err {(Assumptions.Mistakes == 1 ? "" : $"{Assumptions.Mistakes:0.##} times ")}as often as those, the reviewer {Assumptions.ReviewerMistakes:0.##} times as often as they.")),
        ("reviewer_mistakes", Assumptions.ReviewerMistakes, ""),
        ("pull", Assumptions.Pull, string.Create(CultureInfo.InvariantCulture, $"Who sees a draft takes it over without looking further {Assumptions.Pull:P0} of the time, right or wrong, and then needs {Assumptions.DraftTime:P0} of the usual time.")),
        ("draft_time", Assumptions.DraftTime, ""),
        ("seconds", Assumptions.Seconds, string.Create(CultureInfo.InvariantCulture, $"A document takes {Assumptions.Seconds:0.#} s and a second for every {Assumptions.WordsPerSecond:0.#} words in the median, a review {Assumptions.ReviewTime:0.#} times that; people differ in pace.")),
        ("words_per_second", Assumptions.WordsPerSecond, ""),
        ("review_time", Assumptions.ReviewTime, ""),
        ("pace_spread", Assumptions.PaceSpread, ""),
        ("known_labels", "right", "The labels of the files are taken to be right."),
    ];

    /// <summary>How the projects were set.</summary>
    public IReadOnlyList<(string Name, object Value, string Words)> Settings { get; } =
    [
        ("budget", Assumptions.Budget, string.Create(CultureInfo.InvariantCulture, $"Where the model chooses, people stop at {Assumptions.Budget} tasks per 1,000 documents.")),
        ("strategy", Assumptions.Strategy, $"It chooses by the strategy {Assumptions.Strategy}."),
        ("random_share", Assumptions.RandomShare, string.Create(CultureInfo.InvariantCulture, $"{Assumptions.RandomShare:P0} of the documents, drawn by chance, measure the model and teach it nothing until the end.")),
        ("accept_error", Assumptions.Epsilon, string.Create(CultureInfo.InvariantCulture, $"After {Assumptions.AcceptAfter} tasks per 1,000 documents drafts are accepted unseen, by a promise of at most {Assumptions.Epsilon:P1} wrong with {1 - Assumptions.Delta:P0} confidence, audited on the documents that measure the model: so many as the first choice of a threshold needs, at most {Assumptions.MostAudited:P0} of all.")),
        ("accept_confidence", 1 - Assumptions.Delta, ""),
        ("accept_after", Assumptions.AcceptAfter, ""),
    ];

    /// <summary>What each figure is measured by.</summary>
    public static IReadOnlyList<string> Measured { get; } =
    [
        "Tasks are answers that people gave and disputes a reviewer decided. Hours are theirs, by the time assumed.",
        "Agreement is Krippendorff's alpha of two answers to each of some hundred documents drawn by chance, under the conditions at an arm's end; these answers are not counted as tasks. With drafts it counts also that people follow the same draft.",
        "Label accuracy is the share of right labels among the documents that have one in the end.",
        "Model accuracy is that of a text classifier trained on these labels, and on the other documents without any, on the test documents; of manual, relative to the same classifier trained on the labels of the manual arm.",
        "Ranges are the 95 % interval of one run, or the smallest and the largest of several.",
    ];

    public Dictionary<string, object?> Told() => new()
    {
        ["dataset"] = Dataset,
        ["documents"] = Data.Documents.Count,
        ["test_documents"] = Data.Test.Count,
        ["labels"] = Data.Labels.Count,
        ["runs"] = Runs,
        ["seed"] = Results[0].Seed,
        ["seconds"] = Took.TotalSeconds,
        ["arms"] = Arms.Select(Told).ToList(),
        ["assumptions"] = Assumed.ToDictionary(assumed => assumed.Name, assumed => assumed.Value),
        ["settings"] = Settings.ToDictionary(set => set.Name, set => set.Value),
        ["measured"] = Measured,
    };

    public void Say(Output output)
    {
        output.Say(string.Create(
            CultureInfo.InvariantCulture,
            $"{Dataset}: {Data.Documents.Count:N0} documents of {Data.Labels.Count:N0} labels, {Data.Test.Count:N0} to test on; {(Runs == 1 ? "one run" : $"{Runs} runs")}, {Took.TotalSeconds:F0} s"));
        output.Say("");
        output.Table(
            ["arm", "tasks/1,000", "alpha", "hours/1,000", "labeled", "labels right", "model right", "of manual"],
            Arms.Select(arm => (IReadOnlyList<string>)
            [
                arm.Arm.Name, Words(arm.Tasks, "F0"), arm.Alpha is { } alpha ? Words(alpha, "F3") : "–", Words(arm.Hours, "F2"), Words(arm.Labeled, "P0"), Words(arm.LabelAccuracy, "P1"),
                Words(arm.ModelAccuracy, "P1"), arm.Relative is { } relative ? Words(relative, "P1") : "–",
            ]));
        output.Say("");
        output.Say("Simulated. Assumed:");
        foreach (var (_, _, words) in Assumed.Where(assumed => assumed.Words != ""))
            output.Say($"  {words}");
        output.Say("Set:");
        foreach (var (_, _, words) in Settings.Where(set => set.Words != ""))
            output.Say($"  {words}");
        output.Say("Measured:");
        foreach (var words in Measured)
            output.Say($"  {words}");
    }

    /// <summary>A figure and its range.</summary>
    public static string Words(Figure figure, string format) => figure.Range is [var low, var high]
        ? string.Create(CultureInfo.InvariantCulture, $"{Plain(figure.Value, format)} ({Plain(low, format)}–{Plain(high, format)})")
        : Plain(figure.Value, format);

    private static string Plain(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture).Replace(" %", "%", StringComparison.Ordinal);

    private static Dictionary<string, object?> Told(ArmFigures arm) => new()
    {
        ["arm"] = arm.Arm.Name,
        ["tasks_per_1000"] = arm.Tasks.Value,
        ["reviews_per_1000"] = arm.Runs.Average(run => 1000.0 * run.Reviews / run.Documents),
        ["alpha"] = arm.Alpha?.Value,
        ["alpha_range"] = arm.Alpha?.Range,
        ["hours_per_1000"] = arm.Hours.Value,
        ["labeled"] = arm.Labeled.Value,
        ["label_accuracy"] = arm.LabelAccuracy.Value,
        ["label_accuracy_range"] = arm.LabelAccuracy.Range,
        ["accepted"] = arm.Accepted.Value,
        ["accepted_accuracy"] = arm.AcceptedAccuracy,
        ["accept_refusals"] = arm.Runs.Select(run => run.AcceptRefusal).ToList(),
        ["second_answers_per_1000"] = arm.Runs.Average(run => 1000.0 * run.SecondAnswers / run.Documents),
        ["model_accuracy"] = arm.ModelAccuracy.Value,
        ["model_accuracy_range"] = arm.ModelAccuracy.Range,
        ["relative_accuracy"] = arm.Relative?.Value,
        ["relative_accuracy_range"] = arm.Relative?.Range,
        ["curve"] = arm.Curve.Select(point => new[] { point.Labels, point.Accuracy }).ToList(),
    };

    private static List<ArmFigures> Figures(IReadOnlyList<ArmResult> results)
    {
        var manual = results.Where(result => result.Arm == Arm.Manual).ToDictionary(result => result.Seed);
        return [.. results.GroupBy(result => result.Arm).Select(runs => new ArmFigures([.. runs], manual))];
    }
}
