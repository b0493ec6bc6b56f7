using System.Text.Json;
using Assay.Learning.Acceptance;
using Assay.Model;
using Assay.Pipeline.ActiveLearning.Learners;
using Assay.Pipeline.ActiveLearning.Pools;
using Assay.Pipeline.Database;
using Assay.Pipeline.Models;
using Assay.Pipeline.Queue;
using Assay.Sampling;

namespace Assay.Pipeline.ActiveLearning;

/// <summary>What a turn comes to.</summary>
/// <param name="Basis">What it began with.</param>
/// <param name="Round">To be kept.</param>
/// <param name="Model">To be kept; null where there were no two different labels to learn from.</param>
internal sealed record TurnResult(TurnBasis Basis, RoundRow Round, LearnedModelRow? Model);

/// <summary>One turn of the loop: learns, measures, chooses. Takes nothing but the processor and short reads.</summary>
internal sealed class Turn(Db db, TaskPools pools, TimeProvider time)
{
    private const long StopSalt = 0x73746F70L << 20;

    /// <returns>With it the tasks, and what of the model the next turn begins with.</returns>
    /// <exception cref="Invalid">The strategy cannot work with what there is.</exception>
    public (TurnResult Result, TaskPool Pool) Compute(TurnStart start, CancellationToken stop)
    {
        var began = time.GetTimestamp();
        var pool = pools.Get(start.Settings, start.Learner, start.Saved, stop);
        var tasks = new LearnedTasks(db, start.Settings, start.Row.Stream, pool, start.Saved);
        var labels = start.Labels.Where(label => pool.RowOf.ContainsKey(label.Task)).ToLookup(label => start.Row.Stream.Holds(label.Task));
        HumanLabel[] learned = [.. labels[false]];
        HumanLabel[] measuring = [.. labels[true]];
        var lesson = start.Learner.Learn(tasks, learned, stop);
        var evaluation = lesson?.Evaluate(measuring, stop) ?? Evaluation.None;
        var agreement = lesson is null ? null : Agreement(start, pool, lesson, stop);
        var strategy = StrategyFor(start.Row, lesson);
        var places = Next(start, pool, learned, strategy, lesson, stop);
        var gain = lesson is null ? null : Gain(start, learned.Length, evaluation);
        var (low, high) = evaluation.Interval;
        var round = new RoundRow
        {
            ProjectId = start.Row.ProjectId,
            Run = start.Row.Run,
            Question = start.Learner.Question.Name,
            Labels = learned.Length,
            Evaluated = evaluation.Items,
            Correct = evaluation.Right,
            Low = low,
            High = high,
            MacroF1 = evaluation.MacroF1,
            CalibrationError = evaluation.CalibrationError,
            Calibration = RoundRow.Json(LearnedCalibration.Of(evaluation.Judged)),
            Strategy = strategy.Name,
            Version = lesson?.Version,
            Chosen = places.Count,
            Places = JsonSerializer.Serialize(places),
            Doubted = JsonSerializer.Serialize(Doubted(start, learned, measuring, lesson, stop)),
            Agreement = agreement,
            Gain = gain,
            GainBy = gain is null ? null : LearningCurve.Way,
            At = time.GetUtcNow().ToUnixTimeMilliseconds(),
        };
        var saved = lesson is null ? null : Saved(start, lesson, round.At);
        return (new TurnResult(start.Basis, round with { Seconds = time.GetElapsedTime(began).TotalSeconds }, saved), lesson?.Pool ?? pool);
    }

    /// <summary>Before there is a model diversity alone decides.</summary>
    private static IStrategy StrategyFor(LearningRow row, ILesson? lesson)
    {
        var wanted = Strategies.Find(row.Strategy)!;
        return lesson is null && (wanted.Needs & (StrategyNeeds.Probabilities | StrategyNeeds.SpanUncertainty)) != 0 ? TypiClust.Instance : wanted;
    }

    private IReadOnlyList<long> Next(TurnStart start, TaskPool pool, HumanLabel[] labels, IStrategy strategy, ILesson? lesson, CancellationToken stop)
    {
        // read only now: what was answered while the model learned is not brought forward
        var open = db.Read(session => OpenTask.All(session, start.Row.ProjectId));
        var seed = unchecked((ulong)((start.Row.ProjectId * 1_000_003) + (start.Rounds.Count == 0 ? 0 : start.Rounds[^1].Id)));
        try
        {
            return new NextTasks(start.Row, pool, labels, seed).Choose(open, strategy, lesson, stop);
        }
        catch (UnfitPool error)
        {
            throw new Invalid("strategy", "unfit", error.Message);
        }
    }

    /// <summary>With the model before, on tasks that stay the same; null where there was none of these labels.</summary>
    private static double? Agreement(TurnStart start, TaskPool pool, ILesson lesson, CancellationToken stop)
    {
        if (start.Saved is not { } saved || saved.Question != start.Learner.Question.Name)
            return null;
        long[] tasks = [.. pool.RowOf.Keys.OrderBy(task => RandomDraw.Of(start.Row.ProjectId ^ StopSalt, task)).Take(Stability.StopSet)];
        return lesson.Agreement(saved, tasks, stop);
    }

    private IReadOnlyList<long> Doubted(TurnStart start, HumanLabel[] learned, HumanLabel[] measuring, ILesson? lesson, CancellationToken stop)
    {
        if (!start.Row.AsksAgain || lesson is null)
            return [];
        var pairs = db.Read(session =>
            SecondAnswers.CanBeGiven(session, start.Row.ProjectId) ? TwoAnswers.Of(session, start.Row.ProjectId, start.Settings.Schema, start.Learner) : null);
        return pairs is null ? [] : lesson.Doubted(learned, measuring, pairs, (int)start.Row.WantedAfter(start.Labels.Count), stop);
    }

    private static double? Gain(TurnStart start, int labels, Evaluation evaluation) => LearningCurve.Gain(
    [
        .. start.Rounds.Where(round => round.Version is not null && round.Question == start.Learner.Question.Name).Select(round => (round.Labels, round.Evaluated, round.Correct)),
        (labels, evaluation.Items, evaluation.Right),
    ]);

    private static LearnedModelRow Saved(TurnStart start, ILesson lesson, long now)
    {
        using var stream = new MemoryStream();
        lesson.Save(stream);
        return new LearnedModelRow
        {
            ProjectId = start.Row.ProjectId,
            Question = start.Learner.Question.Name,
            SchemaVersion = start.Settings.SchemaVersion,
            Version = lesson.Version,
            Texts = lesson.Pool.LearnedOf,
            Bytes = stream.ToArray(),
            CreatedAt = now,
        };
    }
}
