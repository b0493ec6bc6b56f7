using System.Data;
using Assay.Model;
using Assay.Pipeline.Database;
using Assay.Pipeline.Media;
using Assay.Pipeline.People;
using Assay.Pipeline.Projects;

namespace Assay.Pipeline.PreAnnotate;

/// <summary>
/// What weak models say of a project's tasks, by model and version. People see the draft of the first model in the project's order that has one; a draft
/// decides nothing. What breaks the schema is refused with the reason and never stored.
/// </summary>
public sealed class Predictions(Db db, TimeProvider time)
{
    /// <summary>Predictions taken at once.</summary>
    public const int MostAtOnce = 1_000;

    private static readonly HotSql Replace = new(
        "UPDATE prediction SET is_replaced = TRUE WHERE task_id = @task AND model_id = @model AND NOT is_replaced", DbType.Int64, DbType.Int64);

    private static readonly HotSql Insert = new(
        """
        INSERT INTO prediction (project_id, task_id, model_id, schema_version, answers, confidence, created_at)
        SELECT @project, id, @model, @schema, @answers, @confidence, @now FROM task WHERE id = @task AND project_id = @project
        """,
        DbType.Int64, DbType.Int64, DbType.Int64, DbType.String, DbType.Double, DbType.Int64, DbType.Int64);

    private static readonly HotSql InsertModel = new(
        """
        INSERT INTO weak_model (project_id, name, version, position, created_by, created_at)
        VALUES (@project, @name, @version, (SELECT coalesce(min(position), 0) - 1 FROM weak_model WHERE project_id = @project), @person, @now)
        """,
        DbType.Int64, DbType.String, DbType.String, DbType.Int64, DbType.Int64);

    /// <summary>
    /// Stores what a model says, in place of what the same version said of the same tasks before. A model that is new to the project comes first in its order.
    /// </summary>
    /// <exception cref="Invalid">The model has no name, or there are more than <see cref="MostAtOnce"/>.</exception>
    public async Task<StoredPredictions> Add(long projectId, long personId, ModelName model, IReadOnlyList<NewPrediction> predictions)
    {
        var named = model.Checked();
        if (predictions.Count > MostAtOnce)
            throw new Invalid("predictions", "too_many", $"{predictions.Count} predictions at once; send at most {MostAtOnce}.");
        for (; ; )
        {
            var read = db.Read(session => Read(session, projectId, predictions));
            if (await db.Write(projectId, session => Store(session, personId, named, read)) is { } stored)
                return stored;
        }
    }

    /// <summary>The models of a project: those whose drafts are shown in their order, then the others.</summary>
    public IReadOnlyList<WeakModel> Models(long projectId) => db.Read<IReadOnlyList<WeakModel>>(session =>
    [
        .. session.Query<Row>(
            """
            SELECT m.id, m.name, m.version, m.position, m.created_at,
                (SELECT count(*) FROM prediction p WHERE p.model_id = m.id AND NOT p.is_replaced) AS predictions,
                (SELECT count(*) FROM annotation a JOIN prediction p ON p.id = a.prediction_id WHERE p.model_id = m.id AND a.is_standing) AS answers,
                (SELECT count(*) FROM annotation a JOIN prediction p ON p.id = a.prediction_id WHERE p.model_id = m.id AND a.is_standing AND a.answers = p.answers) AS unchanged
            FROM weak_model m WHERE m.project_id = @projectId ORDER BY m.position IS NULL, m.position, m.id DESC
            """,
            new { projectId }).Select(row => row.Told()),
    ]);

    /// <summary>Shows the drafts of these models, in this order, and of no others. People see it with the next task they are handed.</summary>
    /// <exception cref="NotFound">The project has no such model.</exception>
    public Task Show(long projectId, long personId, IReadOnlyList<long> models) => db.Write(projectId, session =>
    {
        var known = session.Query<long>("SELECT id FROM weak_model WHERE project_id = @projectId", new { projectId }).ToHashSet();
        if (models.FirstOrDefault(model => !known.Contains(model)) is var unknown and not 0)
            throw new NotFound($"The project has no model {unknown}.");
        session.Execute("UPDATE weak_model SET position = NULL WHERE project_id = @projectId", new { projectId });
        foreach (var (position, model) in models.Distinct().Index())
            session.Execute("UPDATE weak_model SET position = @position WHERE id = @model", new { position = (long)position, model });
        Audit.Add(session, Now(), personId, projectId, "drafts.shown", string.Join(", ", models));
    });

    private static ReadPredictions Read(Session session, long projectId, IReadOnlyList<NewPrediction> predictions)
    {
        var settings = ProjectSettings.Load(session, projectId);
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

    /// <summary>Null when the schema has changed since they were read.</summary>
    private StoredPredictions? Store(Session session, long personId, ModelName model, ReadPredictions read)
    {
        var settings = session.Shared(read.Under.Id, ProjectSettings.Load);
        if (settings.SchemaVersion != read.Under.SchemaVersion)
            return null;
        var now = Now();
        var id = session.OneOrNone<long?>(
            "SELECT id FROM weak_model WHERE project_id = @Id AND name = @Name AND version = @Version", new { settings.Id, model.Name, model.Version })
            ?? session.Insert(InsertModel, settings.Id, model.Name, model.Version, personId, now);
        var refused = read.Refused.ToList();
        var stored = 0;
        foreach (var (index, prediction) in read.Sound)
        {
            session.Hot(Replace).Execute(prediction.TaskId, id);
            if (session.Hot(Insert).Execute(settings.Id, id, settings.SchemaVersion, prediction.Answers, prediction.Confidence, now, prediction.TaskId) > 0)
                stored++;
            else
                refused.Add(new RefusedPrediction(index, prediction.TaskId, [new Violation("taskId", "unknown", $"The project has no task {prediction.TaskId}.")]));
        }

        return new StoredPredictions(stored, [.. refused.OrderBy(each => each.Index)]);
    }

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();

    private sealed record ReadPredictions(
        ProjectSettings Under, IReadOnlyList<(int Index, NewPrediction Prediction)> Sound, IReadOnlyList<RefusedPrediction> Refused);

    private sealed record Row
    {
        public long Id { get; init; }

        public string Name { get; init; } = "";

        public string Version { get; init; } = "";

        public long? Position { get; init; }

        public long Predictions { get; init; }

        public long Answers { get; init; }

        public long Unchanged { get; init; }

        public long CreatedAt { get; init; }

        public WeakModel Told() => new()
        {
            Id = Id,
            Name = Name,
            Version = Version,
            IsShown = Position is not null,
            Predictions = Predictions,
            Answers = Answers,
            Unchanged = Unchanged,
            CreatedAt = DateTimeOffset.FromUnixTimeMilliseconds(CreatedAt),
        };
    }
}
