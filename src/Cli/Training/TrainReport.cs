using System.Globalization;
using Assay.Learning.Acceptance;

namespace Assay.Cli.Training;

/// <summary>What training came to.</summary>
/// <param name="Texts">What was trained on.</param>
/// <param name="Trial">What was measured.</param>
/// <param name="Folds">Models that were held against a fold each; 0: one against a test file.</param>
internal sealed record TrainReport(LabeledTexts Texts, Trial Trial, int Folds)
{
    /// <summary>Where the model was written.</summary>
    public string? Model { get; init; }

    public string? Version { get; init; }

    private double Accuracy => Trial.Right / (double)Trial.Texts;

    public Dictionary<string, object?> Told()
    {
        var interval = Binomial.Interval(Trial.Right, Trial.Texts);
        var told = new Dictionary<string, object?>
        {
            ["documents"] = Texts.Rows.Count,
            ["test_documents"] = Trial.Texts,
            ["classes"] = Texts.Classes.Count,
            ["folds"] = Folds == 0 ? null : Folds,
            ["accuracy"] = Accuracy,
            ["accuracy_interval"] = new[] { interval.Low, interval.High },
            ["macro_f1"] = Trial.MacroF1,
            ["calibration_error"] = Trial.Calibration.Expected,
            ["brier"] = Trial.Calibration.Brier,
            ["seconds"] = Trial.Seconds,
            ["docs_per_s"] = Trial.TextsASecond,
        };
        if (Model is not null)
            (told["model"], told["version"]) = (Path.GetFullPath(Model), Version);
        return told;
    }

    public void Say(Output output)
    {
        var interval = Binomial.Interval(Trial.Right, Trial.Texts);
        var models = Folds == 0 ? "" : $", {Folds} times on all folds but one";
        output.Say(string.Create(CultureInfo.InvariantCulture, $"Trained on {Texts.Rows.Count:N0} texts of {Texts.Classes.Count:N0} classes{models}, in {Trial.Seconds:F1} s"));
        output.Say(string.Create(
            CultureInfo.InvariantCulture,
            $"Of {Trial.Texts:N0} texts that were not trained on {Accuracy:P1} are right (95 % interval {interval.Low:P1} to {interval.High:P1}); macro F1 {Trial.MacroF1:F3}; calibration error {Trial.Calibration.Expected:F3}; {Trial.TextsASecond:N0} texts/s"));
        output.Say(Model is null ? "Keep the model with --output" : $"The model is in {Path.GetFullPath(Model)}, version {Version}");
    }
}
