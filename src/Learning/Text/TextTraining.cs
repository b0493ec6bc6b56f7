using Assay.Learning.Calibration;

namespace Assay.Learning.Text;

/// <summary>From labeled rows to a classifier: both models on all rows and on parts of them, what each counts, one set of weights of both.</summary>
internal static class TextTraining
{
    public static TextClassifier Run(
        TextFeatures features, SparseRows rows, IReadOnlyList<TrainingRow> examples, IReadOnlyList<int> unlabeled, IReadOnlyList<string> classes, TextClassifierOptions options,
        (IReadOnlyList<string> Classes, float[] Chances)? before, CancellationToken cancel)
    {
        var set = TrainingSet.Of(rows, examples, [], classes.Count, options);
        var folds = options.Calibration == ScoreCalibration.None ? [] : HeldOutScores.FoldsToCalibrate(set.Count, options.Seed);
        var start = before is { } known ? Guesses(set, classes, options.MultiLabel, known) : null;
        var (regression, bayes, epochs, heldOut) = HeldOutScores.Train(set, folds, start, teacher: null, options, cancel);
        var mixture = heldOut.Count == 0 ? ScoreMixture.Usual : ScoreMixture.Fit(heldOut);
        var isTaught = false;
        if (unlabeled.Count > 0 && heldOut.Count > 0)
        {
            var with = TrainingSet.Of(rows, examples, Unlabeled.Drawn(unlabeled, options.Seed), classes.Count, options);
            var taught = HeldOutScores.Train(with, folds, start, mixture, options, cancel);
            var other = ScoreMixture.Fit(taught.HeldOut);
            isTaught = other.Loss(taught.HeldOut) < mixture.Loss(heldOut);
            if (isTaught)
                (set, regression, bayes, heldOut, mixture) = (with, taught.Regression, taught.Bayes, taught.HeldOut, other);
        }

        var isotonic = options.Calibration == ScoreCalibration.Isotonic && heldOut.Count > 0 ? Isotonic(heldOut, mixture, classes.Count, options.MultiLabel) : null;
        return new TextClassifier([.. classes], options.MultiLabel, features, Mixed(regression, bayes, mixture), set.RowOf, isotonic)
        {
            Epochs = epochs,
            IsTaughtByUnlabeled = isTaught,
            HeldOut = heldOut.Count == 0 ? null : new HeldOutChances([.. heldOut.Items], Chances(heldOut, mixture, classes.Count, options.MultiLabel, isotonic)),
        };
    }

    /// <summary>The chances of all examples, each from models that were trained on the other folds; example by example.</summary>
    public static float[] OutOfFold(SparseRows rows, IReadOnlyList<TrainingRow> examples, int classes, TextClassifierOptions options, int folds, CancellationToken cancel)
    {
        var set = TrainingSet.Of(rows, examples, [], classes, options);
        var heldOut = HeldOutScores.Train(set, HeldOutScores.Folds(set.Count, folds, options.Seed), null, teacher: null, options, cancel).HeldOut;
        var mixture = options.Calibration == ScoreCalibration.None ? ScoreMixture.Usual : ScoreMixture.Fit(heldOut);
        var isotonic = options.Calibration == ScoreCalibration.Isotonic ? Isotonic(heldOut, mixture, classes, options.MultiLabel) : null;
        var chances = Chances(heldOut, mixture, classes, options.MultiLabel, isotonic);
        var all = new float[set.Count * classes];
        for (var place = 0; place < heldOut.Count; place++)
            chances.AsSpan(place * classes, classes).CopyTo(all.AsSpan(heldOut.Items[place] * classes));
        return all;
    }

    public static void Check(SparseRows rows, IReadOnlyList<TrainingRow> examples, IReadOnlyList<string> classes, TextClassifierOptions options)
    {
        options.Check();
        if (classes.Count == 0 || classes.Distinct(StringComparer.Ordinal).Count() < classes.Count)
            throw new ArgumentException("Classes are one or more different names.", nameof(classes));
        if (examples.Count == 0)
            throw new ArgumentException("Nothing can be learned from no examples.", nameof(examples));
        foreach (var (place, example) in examples.Index())
            if (Fault(example, rows.Count, classes.Count, options.MultiLabel) is { } fault)
                throw new ArgumentException($"Example {place}: {fault}.", nameof(examples));
    }

    private static string? Fault(TrainingRow example, int rows, int classes, bool isMultiLabel)
    {
        if (example.Row < 0 || example.Row >= rows)
            return $"there is no row {example.Row}; there are {rows}";
        foreach (var label in example.Labels)
            if (label < 0 || label >= classes)
                return $"there is no class {label}; there are {classes}";
        if (!isMultiLabel && example.Labels.Count != 1)
            return $"it has {example.Labels.Count} labels, and one fits";
        return example.Weight > 0 && double.IsFinite(example.Weight) ? null : $"its weight is {example.Weight}, and should be above 0";
    }

    /// <summary>What an earlier model says of the examples, in the form of the ascent; a class it does not know starts small.</summary>
    private static float[] Guesses(TrainingSet set, IReadOnlyList<string> classes, bool isMultiLabel, (IReadOnlyList<string> Classes, float[] Chances) before)
    {
        const float small = 1e-4f;
        int[] places = [.. classes.Select(name => before.Classes.ToList().IndexOf(name))];
        var guesses = new float[set.Targets.Length];
        for (var item = 0; item < set.Count; item++)
        {
            var guess = guesses.AsSpan(item * set.Stride, set.Stride);
            var known = before.Chances.AsSpan(item * before.Classes.Count, before.Classes.Count);
            for (var k = 0; k < set.Outputs; k++)
                guess[k] = places[set.Outputs < classes.Count ? 1 : k] is var place and >= 0 ? Math.Clamp(known[place], small, 1 - small) : small;
            if (!isMultiLabel && set.Outputs > 1)
                ToSumOne(guess[..set.Outputs]);
        }

        return guesses;
    }

    private static void ToSumOne(Span<float> chances)
    {
        var sum = 0f;
        foreach (var chance in chances)
            sum += chance;
        for (var k = 0; k < chances.Length; k++)
            chances[k] /= sum;
    }

    private static LinearScores Mixed(LinearScores regression, LinearScores bayes, ScoreMixture mixture)
    {
        var (a, b) = ((float)mixture.Regression, (float)mixture.Bayes);
        for (var i = 0; i < regression.Weights.Length; i++)
            regression.Weights[i] = (a * regression.Weights[i]) + (b * bayes.Weights[i]);
        return regression;
    }

    /// <summary>One rising function of the chance of a class, learned of all classes of all items together.</summary>
    private static IsotonicCalibration Isotonic(HeldOutScores heldOut, ScoreMixture mixture, int classes, bool isMultiLabel)
    {
        var judged = new List<Judged>(heldOut.Count * heldOut.Outputs);
        Span<float> chances = new float[classes];
        for (var place = 0; place < heldOut.Count; place++)
        {
            Chances(heldOut, place, mixture, chances, isMultiLabel, isotonic: null);
            var target = heldOut.Targets(place);
            for (var k = 0; k < target.Length; k++)
                judged.Add(new Judged(chances[target.Length < classes ? 1 : k], target[k] == 1));
        }

        return IsotonicCalibration.Fit(judged);
    }

    private static float[] Chances(HeldOutScores heldOut, ScoreMixture mixture, int classes, bool isMultiLabel, IsotonicCalibration? isotonic)
    {
        var all = new float[heldOut.Count * classes];
        for (var place = 0; place < heldOut.Count; place++)
            Chances(heldOut, place, mixture, all.AsSpan(place * classes, classes), isMultiLabel, isotonic);
        return all;
    }

    private static void Chances(HeldOutScores heldOut, int place, ScoreMixture mixture, Span<float> chances, bool isMultiLabel, IsotonicCalibration? isotonic)
    {
        var s = heldOut.Regression(place);
        var t = heldOut.Bayes(place);
        Span<float> scores = new float[s.Length];
        for (var k = 0; k < s.Length; k++)
            scores[k] = (float)((mixture.Regression * s[k]) + (mixture.Bayes * t[k]));
        ScoreChances.Of(scores, chances, isMultiLabel, isotonic);
    }
}
