using Assay.Learning.Calibration;
using Assay.Learning.LabelErrors;
using Assay.Pipeline.ActiveLearning.Learners;

namespace Assay.Pipeline.ActiveLearning;

/// <summary>
/// Answers of one person that are likely wrong as a whole, where an answer is no single class: spans. As with <see cref="DoubtfulLabels"/> they compete with tasks that have none by what an answer is expected to
/// put right. What is known of an answer is whether a model that has not seen it says the same, and how sure that model is of all that it says. An answer that differs from the model's is right with at most the
/// chance that the model is wrong, and that chance is taken: rather too few are doubted than too many.
/// </summary>
/// <param name="lesson">The model, which has not seen what measures it.</param>
/// <param name="train">A model of some labels; null where they are too few.</param>
internal sealed class DoubtfulAnswers(ILesson lesson, Func<IReadOnlyList<HumanLabel>, ILesson?> train)
{
    /// <summary>Bounds how long two models of half of them take.</summary>
    private const int MostLabels = 2_000, Folds = 2;

    /// <summary>What is expected of people before two have answered the same.</summary>
    private const double ExpectedErrors = 0.1;

    /// <summary>The tasks to ask again, the most doubtful first.</summary>
    /// <param name="learned">Labels that the model has learned from.</param>
    /// <param name="measuring">Labels that it has not.</param>
    /// <param name="pairs">Tasks that two people answered.</param>
    /// <param name="most">At most so many.</param>
    /// <param name="stop">Stops the work.</param>
    public IReadOnlyList<long> Of(IReadOnlyList<HumanLabel> learned, IReadOnlyList<HumanLabel> measuring, IReadOnlyList<TwoAnswers> pairs, int most, CancellationToken stop)
    {
        if (learned.Count < DoubtfulLabels.FewestLabels)
            return [];
        HumanLabel[] some = [.. learned.OrderByDescending(label => label.At).ThenBy(label => label.Task).Take(MostLabels)];
        var isLearned = learned.Select(label => label.Task).ToHashSet();
        var judging = new Judging(pairs);
        var open = judging.Hear(lesson, measuring, pair => !isLearned.Contains(pair), stop);
        for (var fold = 0; fold < Folds; fold++)
        {
            HumanLabel[] held = [.. some.Where((_, place) => place % Folds == fold)];
            var tasks = held.Select(label => label.Task).ToHashSet();
            if (train([.. some.Where((_, place) => place % Folds != fold)]) is { } model)
                judging.Hear(model, held, tasks.Contains, stop);
        }

        var errors = judging.Errors();
        return DoubtfulLabels.Worth(judging.Labels.Where(one => one.Label.IsSingle).Select(one => (one.Label.Task, Doubt(one.Said, errors))), open, most);
    }

    /// <summary>Of two classes: what the model says, and anything else.</summary>
    private static float[] Chances(Judged said) => [(float)said.Confidence, (float)(1 - said.Confidence)];

    private static double Doubt(Judged said, double errors) => AnswerErrors.Doubt(Chances(said), said.IsRight ? 0 : 1, errors);

    /// <summary>Answers, held against models that have not seen them.</summary>
    private sealed class Judging(IReadOnlyList<TwoAnswers> pairs)
    {
        private readonly List<(TwoAnswers Pair, Judged First)> known = [];

        public List<(HumanLabel Label, Judged Said)> Labels { get; } = [];

        /// <summary>Holds labels, and the first answers of some pairs, against a model; gives the mean chance that it is wrong about such a label's task, null without labels.</summary>
        public double? Hear(ILesson model, IReadOnlyList<HumanLabel> labels, Func<long, bool> isOfPair, CancellationToken stop)
        {
            var judged = model.Evaluate(labels, stop).Judged;
            Labels.AddRange(labels.Zip(judged));
            TwoAnswers[] some = [.. pairs.Where(pair => isOfPair(pair.Task))];
            known.AddRange(some.Zip(model.Evaluate([.. some.Select(pair => new HumanLabel(pair.Task, pair.First, 0, IsSingle: false))], stop).Judged));
            return judged.Count == 0 ? null : judged.Average(one => 1 - one.Confidence);
        }

        /// <summary>How often people are wrong. Of the second answers it counts whether they agree with the first.</summary>
        public double Errors()
        {
            (int First, int Second)[] answers = [.. known.Select(one => (Class(one.First.IsRight), Class(one.First.IsRight == one.Pair.Agree)))];
            return AnswerErrors.Rate([.. known.SelectMany(one => Chances(one.First))], answers, 2, ExpectedErrors, DoubtfulLabels.Weight);

            static int Class(bool isTheModels) => isTheModels ? 0 : 1;
        }
    }
}
