using Assay.Model;
using Assay.Pipeline.Database;
using Assay.Pipeline.Models;
using Assay.Pipeline.People;
using Assay.Pipeline.Projects;
using Assay.Pipeline.Queue;

namespace Assay.Pipeline.PreAnnotate;

/// <summary>
/// What weak models say of a project's tasks, by model and version. People see the draft of the first model in the project's order that has one; a draft
/// decides nothing. What breaks the schema is refused with the reason and never stored.
/// </summary>
public sealed class Predictions(Db db, TimeProvider time)
{
    /// <summary>Predictions taken at once.</summary>
    public const int MostAtOnce = 1_000;

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
            var read = db.Read(session => PredictionStore.Read(session, ProjectSettings.Load(session, projectId), predictions));
            var stored = await db.Write(projectId, session =>
            {
                DifficultyRuns.Note(session, projectId, Now());
                return PredictionStore.Add(session, personId, named, read, Now());
            });
            if (stored is not null)
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

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();

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
