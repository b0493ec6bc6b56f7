using Assay.Learning.Tagging;
using Assay.Model;
using Assay.Model.Questions;
using Assay.Pipeline.ActiveLearning.Pools;
using Assay.Pipeline.Models;
using Assay.Sampling;

namespace Assay.Pipeline.ActiveLearning.Learners;

/// <summary>A tagger. Unlike a classifier it reads texts as they are asked about, and not all of them.</summary>
internal sealed class SpansLesson(LabelSchema schema, SpansQuestion question, SpansLearner learner, LearnedTasks tasks, SequenceTagger tagger) : ILesson
{
    /// <summary>Bounds what is read in a turn to some seconds.</summary>
    private const int MostTokens = 500_000, MostTasks = 5_000, FewestTasks = 200;

    private readonly SpanReader reader = new(question, tagger);

    public string Version => tagger.Version;

    /// <summary>Texts are taken to be as long as those that were learned from.</summary>
    public int MostCompared { get; } = Math.Clamp((int)((long)MostTokens * tagger.Training.Texts / Math.Max(1, tagger.Training.Tokens)), FewestTasks, MostTasks);

    public int MostDrafted => MostCompared;

    public TaskPool Pool => tasks.Pool;

    public void Save(Stream stream) => tagger.Save(stream);

    /// <summary>An item is right when all its spans are, and none is missing.</summary>
    public Evaluation Evaluate(IReadOnlyList<HumanLabel> measuring, CancellationToken stop)
    {
        var known = tagger.Labels.ToList();
        var read = Read([.. measuring.Select(label => label.Task)], stop);
        return Evaluation.Of(
            measuring.Zip(read, (label, said) => new Evaluated<(string Field, Stretch Place, int Parts, string Label)>(
                [.. label.Said.Spans!.Regions.Where(region => known.Contains(region.Label)).Select(Place)], [.. said.Regions.Select(Place)], said.Confidence)),
            place => known.IndexOf(place.Label),
            known.Count);

        static (string, Stretch, int, string) Place(SpanRegion region) => (region.Field, new Stretch(region.Start, region.End), region.Parts.Count, region.Label);
    }

    /// <summary>Of the labels of their tokens.</summary>
    public double? Agreement(LearnedModelRow before, IReadOnlyList<long> of, CancellationToken stop)
    {
        if (before.Form != LearnedForm.Tagger || before.Tagger() is not { } other || !other.Labels.SequenceEqual(tagger.Labels))
            return null;
        var (now, then) = (new List<int[]>(), new List<int[]>());
        var earlier = new SpanReader(question, other);
        foreach (var item in tasks.Items([.. of.Take(MostCompared)], stop))
        {
            stop.ThrowIfCancellationRequested();
            now.AddRange(reader.TokenLabels(item).Select(label => (int[])[label]));
            then.AddRange(earlier.TokenLabels(item).Select(label => (int[])[label]));
        }

        return Stability.Kappa(then, now, tagger.Labels.Count + 1, isMultiLabel: false);
    }

    /// <summary>How unsure it is of each token; and for strategies that look at chances, how sure it is of a token of the text on average, and how unsure.</summary>
    public Pool Tell(Pool pool, IReadOnlyList<long> of, IReadOnlyList<HumanLabel> labels, CancellationToken stop)
    {
        float[][] doubts = [.. Read(of, stop).Select(reading => reading.Doubts)];
        return pool with { Probabilities = SpanUncertainty.MeanChances(doubts), SpanUncertainty = SpanUncertainty.OfDoubts(doubts) };
    }

    /// <summary>Which of several spans of a person is wrong it does not tell.</summary>
    public IReadOnlyList<long> Doubted(IReadOnlyList<HumanLabel> learned, IReadOnlyList<HumanLabel> measuring, IReadOnlyList<TwoAnswers> pairs, int most, CancellationToken stop) =>
        new DoubtfulAnswers(this, some => learner.Train(tasks, some, null, stop)).Of(learned, measuring, pairs, most, stop);

    public IEnumerable<NewPrediction> Drafts(IReadOnlyList<long> of, CancellationToken stop)
    {
        foreach (var (place, reading) in Read(of, stop).Index().Where(one => one.Item.HasText))
            yield return new NewPrediction(of[place], Answers.Of(schema, (question.Name, new SpansAnswer(reading.Regions))).ToJson(), reading.Confidence);
    }

    private SpanReading[] Read(IReadOnlyList<long> of, CancellationToken stop)
    {
        var read = new SpanReading[of.Count];
        Parallel.ForEach(
            tasks.Items(of, stop).Index(), new ParallelOptions { MaxDegreeOfParallelism = TaskPool.Threads, CancellationToken = stop },
            one => read[one.Index] = reader.Read(one.Item));
        return read;
    }
}
