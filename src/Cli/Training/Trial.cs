using System.Diagnostics;
using Assay.Learning.Calibration;
using Assay.Learning.Text;

namespace Assay.Cli.Training;

/// <summary>Trains classifiers and holds what they say against known labels.</summary>
internal sealed class Trial(TextClassifierOptions options)
{
    private readonly Dictionary<string, (int Right, int Said, int Known)> byClass = [];
    private readonly List<Judged> judged = [];

    private double predicting;

    /// <summary>Spent on training.</summary>
    public double Seconds { get; private set; }

    public int Texts { get; private set; }

    /// <summary>Texts all of whose labels are right.</summary>
    public int Right { get; private set; }

    /// <summary>The mean over classes, known or said, of the harmonic mean of precision and recall.</summary>
    public double MacroF1 => byClass.Count == 0 ? 0 : byClass.Values.Average(count => 2.0 * count.Right / (count.Said + count.Known));

    /// <summary>Texts a second that were read and sorted, on all processors.</summary>
    public double TextsASecond => Texts / Math.Max(predicting, 1e-9);

    public CalibrationErrors Calibration => CalibrationErrors.Of(judged);

    public TextClassifier Train(IReadOnlyList<LabeledText> rows, IReadOnlyList<string> classes, CancellationToken cancellation)
    {
        var examples = LabeledTexts.Examples(rows, classes);
        var begun = Stopwatch.GetTimestamp();
        var model = TextClassifier.Train(examples, classes, options, cancel: cancellation);
        Seconds += Stopwatch.GetElapsedTime(begun).TotalSeconds;
        return model;
    }

    public void Test(TextClassifier model, IReadOnlyList<LabeledText> rows, CancellationToken cancellation)
    {
        string[] texts = [.. rows.Select(row => row.Text)];
        var begun = Stopwatch.GetTimestamp();
        var chances = model.Probabilities(texts, options.Threads, cancellation);
        predicting += Stopwatch.GetElapsedTime(begun).TotalSeconds;
        for (var i = 0; i < rows.Count; i++)
            Count(model, chances.AsSpan(i * model.Classes.Count, model.Classes.Count), rows[i].Labels);
    }

    private void Count(TextClassifier model, ReadOnlySpan<float> chances, IReadOnlyList<string> known)
    {
        var said = new List<string>();
        var best = 0;
        for (var k = 0; k < chances.Length; k++)
        {
            if (chances[k] > chances[best])
                best = k;
            if (!model.IsMultiLabel)
                continue;
            judged.Add(new Judged(Math.Min(chances[k], 1), known.Contains(model.Classes[k])));
            if (chances[k] >= 0.5)
                said.Add(model.Classes[k]);
        }

        if (!model.IsMultiLabel)
        {
            judged.Add(new Judged(Math.Min(chances[best], 1), known[0] == model.Classes[best]));
            said.Add(model.Classes[best]);
        }

        Texts++;
        Right += said.Count == known.Count && said.TrueForAll(known.Contains) ? 1 : 0;
        foreach (var name in said.Union(known))
        {
            var (isSaid, isKnown) = (said.Contains(name), known.Contains(name));
            var count = byClass.GetValueOrDefault(name);
            byClass[name] = (count.Right + (isSaid && isKnown ? 1 : 0), count.Said + (isSaid ? 1 : 0), count.Known + (isKnown ? 1 : 0));
        }
    }
}
