using System.Text.Json;
using Assay.Learning.Acceptance;
using Assay.Learning.Text;
using Assay.Model;
using Assay.Pipeline.Database;
using Assay.Pipeline.Models;
using Assay.Pipeline.Queue;
using Assay.Sampling;

namespace Assay.Pipeline.ActiveLearning;

/// <summary>What a turn comes to.</summary>
/// <param name="Round">To be kept.</param>
/// <param name="Model">To be kept; null where there were no two different labels to learn from.</param>
/// <param name="Pool">With the model.</param>
internal sealed record TurnResult(RoundRow Round, LearnedModelRow? Model, TaskPool Pool);

/// <summary>One turn of the loop: learns, measures, chooses. Takes nothing but the processor and short reads.</summary>
internal sealed class Turn(Db db, TaskPools pools, TimeProvider time)
{
    private const long StopSalt = 0x73746F70L << 20;

    /// <exception cref="Invalid">The strategy cannot work with what there is.</exception>
    public TurnResult Compute(TurnStart start, CancellationToken stop)
    {
        var began = time.GetTimestamp();
        var pool = pools.Get(start.Settings, start.Saved, stop);
        var labels = start.Labels.Where(label => pool.RowOf.ContainsKey(label.Task)).ToLookup(label => start.Row.Stream.Holds(label.Task));
        HumanLabel[] learned = [.. labels[false]];
        var model = Train(start.Classes, pool, learned, start.Row.Stream, stop);
        var chances = model?.Probabilities(pool.Rows, TaskPool.Threads, stop);
        var evaluation = Evaluation.Of(chances is null ? [] : [.. labels[true].Select(label => (label.Classes, Read(start.Classes, chances, pool.RowOf[label.Task])))], start.Classes.Names.Count);
        var agreement = model is null ? null : Agreement(start, pool, model, stop);
        var strategy = StrategyFor(start.Row, model);
        var places = Next(start, pool, learned, strategy, chances, stop);
        var gain = model is null ? null : Gain(start, learned.Length, evaluation);
        var (low, high) = evaluation.Interval;
        var round = new RoundRow
        {
            ProjectId = start.Row.ProjectId,
            Run = start.Row.Run,
            Question = start.Classes.Question.Name,
            Labels = learned.Length,
            Evaluated = evaluation.Items,
            Correct = evaluation.Right,
            Low = low,
            High = high,
            MacroF1 = evaluation.MacroF1,
            CalibrationError = evaluation.CalibrationError,
            Calibration = RoundRow.Json(LearnedCalibration.Of(evaluation.Judged)),
            Strategy = strategy.Name,
            Version = model?.Version,
            Chosen = places.Count,
            Places = JsonSerializer.Serialize(places),
            Doubted = JsonSerializer.Serialize(Doubted(start, pool, learned, [.. labels[true]], model, chances)),
            Agreement = agreement,
            Gain = gain,
            GainBy = gain is null ? null : LearningCurve.Way,
            At = time.GetUtcNow().ToUnixTimeMilliseconds(),
        };
        var saved = model is null ? null : Saved(start, pool, model, round.At);
        return new TurnResult(round with { Seconds = time.GetElapsedTime(began).TotalSeconds }, saved, pool with { Model = model ?? pool.Model });
    }

    /// <summary>What a model says of a row.</summary>
    public static ReadChances Read(ChoiceClasses classes, float[] chances, int row) => classes.Read(chances.AsSpan(row * classes.Names.Count, classes.Names.Count));

    /// <summary>From the labels, and from the tasks that have none, but for those that measure it. Null before there are two different labels.</summary>
    private static TextClassifier? Train(ChoiceClasses classes, TaskPool pool, HumanLabel[] labels, RandomStream stream, CancellationToken stop)
    {
        if (labels.Select(label => string.Join(',', label.Classes)).Distinct().Take(2).Count() < 2)
            return null;
        var warm = pool.Model is { } before && before.IsMultiLabel == classes.IsMultiLabel && before.Classes.SequenceEqual(classes.Names) ? before : null;
        var labeled = labels.Select(label => label.Task).ToHashSet();
        int[] unlabeled = [.. pool.RowOf.Where(task => !labeled.Contains(task.Key) && !stream.Holds(task.Key)).Select(task => task.Value).Order()];
        return TextClassifier.TrainSemiSupervised(
            pool.Features, pool.Rows, [.. labels.Select(label => new TrainingRow(pool.RowOf[label.Task], label.Classes))], unlabeled, classes.Names,
            new TextClassifierOptions { MultiLabel = classes.IsMultiLabel, Threads = TaskPool.Threads }, warm, stop);
    }

    /// <summary>Before there is a model diversity alone decides.</summary>
    private static IStrategy StrategyFor(LearningRow row, TextClassifier? model)
    {
        var wanted = Strategies.Find(row.Strategy)!;
        return model is null && wanted.Needs.HasFlag(StrategyNeeds.Probabilities) ? TypiClust.Instance : wanted;
    }

    private IReadOnlyList<long> Next(TurnStart start, TaskPool pool, HumanLabel[] labels, IStrategy strategy, float[]? chances, CancellationToken stop)
    {
        // read only now: what was answered while the model learned is not brought forward
        var open = db.Read(session => OpenTask.All(session, start.Row.ProjectId));
        var seed = unchecked((ulong)((start.Row.ProjectId * 1_000_003) + (start.Rounds.Count == 0 ? 0 : start.Rounds[^1].Id)));
        try
        {
            return new NextTasks(start.Row, pool, labels, seed).Choose(open, strategy, chances, start.Classes.Names.Count, start.Classes.IsMultiLabel, stop);
        }
        catch (UnfitPool error)
        {
            throw new Invalid("strategy", "unfit", error.Message);
        }
    }

    /// <summary>With the model before, on tasks that stay the same; null where there was none of these labels.</summary>
    private double? Agreement(TurnStart start, TaskPool pool, TextClassifier model, CancellationToken stop)
    {
        if (start.Saved is not { } saved || saved.Question != start.Classes.Question.Name)
            return null;
        var before = pool.Model is { } kept && kept.Version == saved.Version ? kept : saved.Read();
        if (before.IsMultiLabel != model.IsMultiLabel || !before.Classes.SequenceEqual(model.Classes))
            return null;
        long[] tasks = [.. pool.RowOf.Keys.OrderBy(task => RandomDraw.Of(start.Row.ProjectId ^ StopSalt, task)).Take(Stability.StopSet)];
        string[] texts = [.. pools.Texts(start.Settings, tasks, stop)];
        return Stability.Kappa(Said(before), Said(model), start.Classes.Names.Count, start.Classes.IsMultiLabel);

        int[][] Said(TextClassifier asked)
        {
            var chances = asked.Probabilities(texts, TaskPool.Threads, stop);
            return [.. Enumerable.Range(0, texts.Length).Select(place => Read(start.Classes, chances, place).Classes)];
        }
    }

    private IReadOnlyList<long> Doubted(TurnStart start, TaskPool pool, HumanLabel[] learned, HumanLabel[] measuring, TextClassifier? model, float[]? chances)
    {
        if (!start.Row.AsksAgain || model?.HeldOut is not { } heldOut || chances is null)
            return [];
        var pairs = db.Read(session =>
            SecondAnswers.CanBeGiven(session, start.Row.ProjectId) ? TwoAnswers.Of(session, start.Row.ProjectId, start.Settings.Schema, start.Classes) : null);
        return pairs is null ? [] : new DoubtfulLabels(start.Classes, pool, learned, measuring, chances).Of(heldOut, pairs, (int)start.Row.WantedAfter(start.Labels.Count));
    }

    private static double? Gain(TurnStart start, int labels, Evaluation evaluation) => LearningCurve.Gain(
    [
        .. start.Rounds.Where(round => round.Version is not null && round.Question == start.Classes.Question.Name).Select(round => (round.Labels, round.Evaluated, round.Correct)),
        (labels, evaluation.Items, evaluation.Right),
    ]);

    private static LearnedModelRow Saved(TurnStart start, TaskPool pool, TextClassifier model, long now)
    {
        using var stream = new MemoryStream();
        model.Save(stream);
        return new LearnedModelRow
        {
            ProjectId = start.Row.ProjectId,
            Question = start.Classes.Question.Name,
            SchemaVersion = start.Settings.SchemaVersion,
            Version = model.Version,
            Texts = pool.LearnedOf,
            Bytes = stream.ToArray(),
            CreatedAt = now,
        };
    }
}
