using System.Data;
using Assay.Model;
using Assay.Pipeline.Database;
using Assay.Pipeline.Media;
using Assay.Pipeline.Projects;
using Assay.Pipeline.Queue;
using Assay.WeakModels;

namespace Assay.Pipeline.Models;

/// <summary>What models say, checked and kept: by whoever sends it, and by the jobs that ask models.</summary>
internal static class PredictionStore
{
    private static readonly HotSql Replace = new(
        "UPDATE prediction SET is_replaced = TRUE WHERE task_id = @task AND model_id = @model AND NOT is_replaced", DbType.Int64, DbType.Int64);

    private static readonly HotSql Insert = new(
        """
        INSERT INTO prediction (project_id, task_id, model_id, schema_version, answers, confidence, created_at, prompt_key, prompt_id, prompt_own)
        SELECT @project, id, @model, @schema, @answers, @confidence, @now, @key, @prompt, @own FROM task WHERE id = @task AND project_id = @project
        """,
        DbType.Int64, DbType.Int64, DbType.Int64, DbType.String, DbType.Double, DbType.Int64, DbType.String, DbType.Int64, DbType.String, DbType.Int64);

    private static readonly HotSql InsertModel = new(
        """
        INSERT INTO weak_model (project_id, name, version, position, created_by, created_at)
        VALUES (@project, @name, @version, (SELECT coalesce(min(position), 0) - 1 FROM weak_model WHERE project_id = @project), @person, @now)
        """,
        DbType.Int64, DbType.String, DbType.String, DbType.Int64, DbType.Int64);

    /// <summary>The id of a model of this name and version; null where the project has none.</summary>
    public static long? Model(Session session, long projectId, ModelName model) => session.OneOrNone<long?>(
        "SELECT id FROM weak_model WHERE project_id = @projectId AND name = @Name AND version = @Version", new { projectId, model.Name, model.Version });

    /// <summary>The id of a model of this name and version, which the project has from now on.</summary>
    public static long ModelOf(Session session, long projectId, long personId, ModelName model, long now) =>
        Model(session, projectId, model) ?? session.Insert(InsertModel, projectId, model.Name, model.Version, personId, now);

    /// <summary>Tells what fits the schema and the items from what does not.</summary>
    public static ReadPredictions Read(Session session, ProjectSettings settings, IReadOnlyList<NewPrediction> predictions)
    {
        var sound = new List<(int Index, NewPrediction Prediction)>();
        var refused = new List<RefusedPrediction>();
        foreach (var (index, prediction) in predictions.Index())
        {
            var reading = settings.Schema.ReadDraft(prediction.Answers, ItemExtents.Of(session, settings, prediction.TaskId));
            if (prediction.Confidence is { } confidence && !(confidence is >= 0 and <= 1))
                Refuse(index, prediction, [new Violation("confidence", "range", $"{confidence} is not between 0 and 1.")]);
            else if (reading.Answers is { } answers)
                sound.Add((index, prediction with { Answers = answers.ToJson() }));
            else
                Refuse(index, prediction, reading.Violations);
        }

        return new ReadPredictions(settings, sound, refused);

        void Refuse(int index, NewPrediction prediction, IReadOnlyList<Violation> why) => refused.Add(new RefusedPrediction(index, prediction.TaskId, why));
    }

    /// <summary>In place of what the same version said of the same tasks before. Null when the schema has changed since they were read.</summary>
    public static StoredPredictions? Add(Session session, long personId, ModelName model, ReadPredictions read, long now)
    {
        var settings = session.Shared(read.Under.Id, ProjectSettings.Load);
        if (settings.SchemaVersion != read.Under.SchemaVersion)
            return null;
        var id = ModelOf(session, settings.Id, personId, model, now);
        var refused = read.Refused.ToList();
        var stored = 0;
        var prompts = new Dictionary<string, long>();
        foreach (var (index, prediction) in read.Sound)
        {
            session.Hot(Replace).Execute(prediction.TaskId, id);
            var prompt = prediction.Prompt;
            if (session.Hot(Insert).Execute(
                settings.Id, id, settings.SchemaVersion, prediction.Answers, prediction.Confidence, now,
                prompt?.Key, prompt is null ? null : Shared(prompt.Shared), prompt?.Own, prediction.TaskId) > 0)
                stored++;
            else
                refused.Add(new RefusedPrediction(index, prediction.TaskId, [new Violation("taskId", "unknown", $"The project has no task {prediction.TaskId}.")]));
        }

        AcceptRuns.Note(session, settings.Id, now);
        return new StoredPredictions(stored, [.. refused.OrderBy(each => each.Index)]);

        long? Shared(SharedPrompt shared) =>
            prompts.TryGetValue(shared.Hash, out var known) ? known : prompts[shared.Hash] = Prompts.Keep(session, settings.Id, shared, now);
    }
}

/// <param name="Under">The project as it was when they were checked.</param>
/// <param name="Sound">Those that can be kept, with their places.</param>
/// <param name="Refused">The others, and why.</param>
internal sealed record ReadPredictions(ProjectSettings Under, IReadOnlyList<(int Index, NewPrediction Prediction)> Sound, IReadOnlyList<RefusedPrediction> Refused);
