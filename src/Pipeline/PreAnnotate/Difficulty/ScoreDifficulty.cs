using System.Text;
using System.Text.Json;
using Assay.Learning.Difficulty;
using Assay.Model;
using Assay.Pipeline.Database;
using Assay.Pipeline.Jobs;
using Assay.Pipeline.Models;
using Assay.Pipeline.Projects;
using Assay.Pipeline.Queue;
using Assay.WeakModels;

namespace Assay.Pipeline.PreAnnotate.Difficulty;

/// <summary>
/// Scores how hard the tasks are that people are still to label: by a language model where one is set, else by the doubts of weak models where they have
/// drafted, else by the words. Then the easiest are brought forward. Some at a time; goes on from the last committed page. What the model has scored is not asked again.
/// </summary>
public sealed class ScoreDifficulty(Db db, Jobs.Jobs jobs, ModelKinds kinds, TimeProvider time) : IJobKind
{
    /// <summary>Tasks scored in one transaction; by a language model fewer, so that a stop loses little.</summary>
    private const int Size = 500;

    private const int JudgedSize = 100;

    public string Name => DifficultyRuns.Kind;

    public async Task Run(JobRun run, CancellationToken stop)
    {
        var project = run.Job.ProjectId!.Value;
        var (wanted, settings) = db.Read(session => (DifficultySettings.Of(session, project), ProjectSettings.Load(session, project)));
        if (wanted.IsOn)
            await Score(run, wanted, settings, stop);
        await new EasyFirst(db, time).Order(run, wanted, stop);
        jobs.Changed.Raise();
    }

    private async Task Score(JobRun run, DifficultySettings wanted, ProjectSettings settings, CancellationToken stop)
    {
        var tasks = new OpenTasks(db, settings.Id);
        var progress = run.Job.Progress is { } left ? JsonSerializer.Deserialize<DifficultyProgress>(left, JsonSerializerOptions.Web)! : new DifficultyProgress { Total = tasks.Count() };
        var setup = wanted.SetupId is { } id ? db.Read(session => SetupRow.Load(session, settings.Id, id)) : null;
        var judge = setup is null ? null : kinds.OpenJudge(setup.Kind, JsonElement.Parse(setup.Settings), new ProjectContext(db, settings) { Setup = setup.Id });
        using var held = judge as IDisposable;
        await using var account = ModelAccount.Of(db, settings.Id, judge, setup?.Id ?? 0);
        var texts = TextDifficulty.Fit(tasks.All().Select(task => Words(settings.Schema, task.Data)), stop);
        while (tasks.After(progress.After, judge is null ? Size : JudgedSize) is { Count: > 0 } page)
        {
            stop.ThrowIfCancellationRequested();
            var judged = judge is null ? [] : await Judged(judge, settings.Schema, [.. page.Where(task => task.Source != Sources.Model)], stop);
            var scores = page.Where(task => task.Source != Sources.Model || judge is null).Select(task => Scored(settings.Schema, texts, task, judged)).ToList();
            var refused = judged.Values.Where(each => each.Score is null).ToList();
            progress = progress with
            {
                After = page[^1].Id,
                Done = Math.Min(progress.Total, progress.Done + page.Count),
                Refused = progress.Refused + refused.Count,
                WhyRefused = progress.WhyRefused ?? refused.FirstOrDefault()?.Why,
            };
            await db.Write(settings.Id, session =>
            {
                run.Hold(session, progress);
                account.Book(session);
                foreach (var score in scores)
                    score.Save(session, settings.Id);
            });
            jobs.Changed.Raise();
        }
    }

    private static async Task<Dictionary<long, Assay.WeakModels.Difficulty>> Judged(
        IDifficultyJudge judge, LabelSchema schema, IReadOnlyList<OpenTask> tasks, CancellationToken stop)
    {
        var judged = tasks.Count == 0 ? [] : await ModelKinds.Ask(judge, schema, [.. tasks.Select(task => JsonElement.Parse(task.Data))], stop);
        return tasks.Zip(judged).ToDictionary(pair => pair.First.Id, pair => pair.Second);
    }

    private TaskScore Scored(LabelSchema schema, TextDifficulty texts, OpenTask task, Dictionary<long, Assay.WeakModels.Difficulty> judged)
    {
        if (judged.GetValueOrDefault(task.Id)?.Score is { } said)
            return new TaskScore(task.Id, said, Sources.Model);
        var predictions = task.Drafts == 0 ? [] : db.Read(session => session.Query<Draft>(
            "SELECT answers, confidence FROM prediction WHERE task_id = @Id AND NOT is_replaced ORDER BY id", new { task.Id }).ToList());
        var read = predictions.Select(draft => (Answers: schema.ReadDraft(draft.Answers).Answers, draft.Confidence)).Where(draft => draft.Answers is not null);
        return PredictionDoubt.Of(schema, [.. read.Select(draft => (draft.Answers!, draft.Confidence))]) is { } doubt
            ? new TaskScore(task.Id, doubt, Sources.Predictions)
            : new TaskScore(task.Id, texts.Of(Words(schema, task.Data)), Sources.Text);
    }

    /// <summary>All an item says; of a conversation its turns.</summary>
    private static string Words(LabelSchema schema, string data)
    {
        using var document = JsonDocument.Parse(data);
        var all = new StringBuilder();
        foreach (var field in schema.Fields.Where(field => !field.IsMedia))
            if (document.RootElement.TryGetProperty(field.Name, out var value))
                all.Append(value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText()).Append('\n');
        return all.ToString();
    }

    private sealed record Draft
    {
        public string Answers { get; init; } = "";

        public double? Confidence { get; init; }
    }
}

/// <summary>How far a run has come.</summary>
internal sealed record DifficultyProgress
{
    public long Done { get; init; }

    public long Total { get; init; }

    /// <summary>Tasks of which the model had no score.</summary>
    public long Refused { get; init; }

    public string? WhyRefused { get; init; }

    /// <summary>The last task dealt with.</summary>
    public long After { get; init; }
}
