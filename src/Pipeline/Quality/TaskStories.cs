using System.Text.Json;
using Assay.Model;
using Assay.Model.Questions;
using Assay.Pipeline.Database;
using Assay.Pipeline.Media;
using Assay.Pipeline.People;
using Assay.Pipeline.Projects;
using Assay.Pipeline.Quality.Arbitration;
using Assay.Pipeline.Queue;

namespace Assay.Pipeline.Quality;

/// <summary>Everything known of one task: its data, every answer, how it was decided, who holds it, what happened.</summary>
public sealed class TaskStories(Db db)
{
    private const string ItemSql = """
        SELECT i.data, i.line, i.batch_id, b.file_name FROM item i LEFT JOIN batch b ON b.id = i.batch_id WHERE i.task_id = @taskId
        """;

    private const string AnnotationSql = """
        SELECT a.id, a.submission_id, a.person_id, p.name, p.email, p.is_simulated, p.is_admin, a.answers, a.skip_reason, a.created_at, a.lead_time_ms,
            a.guideline_version, a.state, a.prediction_id, a.draft_use
        FROM annotation a JOIN person p ON p.id = a.person_id WHERE a.task_id = @taskId ORDER BY a.id
        """;

    private const string FinalSql = """
        SELECT f.answers, f.how, f.confidence, f.decided_at, f.comment, f.guideline_version, f.from_annotations,
            f.decided_by AS person_id, p.name, p.email, p.is_simulated, p.is_admin
        FROM final_label f LEFT JOIN person p ON p.id = f.decided_by WHERE f.task_id = @taskId
        """;

    private const string LeaseSql = """
        SELECT l.person_id, p.name, p.email, p.is_simulated, p.is_admin, l.expires_at AS created_at
        FROM lease l JOIN person p ON p.id = l.person_id WHERE l.task_id = @taskId ORDER BY l.claimed_at
        """;

    private const string PredictionSql = """
        SELECT p.id, m.name, m.version, p.answers, p.confidence, p.created_at, p.prompt_key
        FROM prediction p JOIN weak_model m ON m.id = p.model_id WHERE p.task_id = @taskId ORDER BY p.id
        """;

    private const string HistorySql = """
        SELECT a.at AS created_at, p.name, a.what AS state, a.detail AS skip_reason
        FROM audit a LEFT JOIN person p ON p.id = a.person_id WHERE a.task_id = @taskId ORDER BY a.id
        """;

    /// <param name="projectId">The project.</param>
    /// <param name="taskId">The task.</param>
    /// <param name="blind">Leave out who said what while the task is not decided, so that names do not decide it.</param>
    public TaskStory Get(long projectId, long taskId, bool blind) => db.Read(session =>
    {
        var settings = ProjectSettings.Load(session, projectId);
        var task = TaskState.Load(session, projectId, taskId);
        var item = session.One<Row>(ItemSql, new { taskId });
        var data = JsonElement.Parse(item.Data);
        var annotations = session.Query<Row>(AnnotationSql, new { taskId }).ToList();
        var final = session.OneOrNone<Row>(FinalSql, new { taskId });
        var hidden = blind && final is null;
        var given = Given(settings.Schema, annotations);
        var differing = Differing(settings.Schema, given, Disputed(session, taskId));
        return new TaskStory
        {
            Id = task.Id,
            Status = task.Status,
            Data = data,
            Media = ItemMedia.Of(session, projectId, settings.Schema, data),
            Source = item.BatchId is { } batch ? new StorySource(item.FileName ?? "", item.Line ?? 0, batch) : null,
            Priority = Ranks.Priority(task.Rank),
            Overlap = task.Overlap,
            Difficulty = session.OneOrNone<double?>("SELECT score FROM difficulty WHERE task_id = @taskId", new { taskId }),
            IsGold = task.IsGold,
            DuplicateOf = null,
            Duplicates = session.One<long>("SELECT count(*) FROM duplicate WHERE task_id = @taskId", new { taskId }),
            Annotations =
            [
                .. annotations.Select((row, i) => new StoryAnnotation(
                    row.Id, row.SubmissionId, hidden ? null : Who(row), i + 1, Json(row.Answers), row.SkipReason, At(row.CreatedAt), row.LeadTimeMs,
                    row.GuidelineVersion, row.State)
                {
                    Words = InWords(settings.Schema, given.Find(each => each.Id == row.Id).Answers),
                    PredictionId = row.PredictionId,
                    DraftUse = Json(row.DraftUse),
                }),
            ],
            Predictions = [.. session.Query<Row>(PredictionSql, new { taskId }).Select(row => new StoryPrediction(
                row.Id, row.Name ?? "", row.Version, JsonElement.Parse(row.Answers!), row.Confidence, At(row.CreatedAt)) { PromptKey = row.PromptKey })],
            Final = final is null
                ? null
                : new FinalLabel(
                    JsonElement.Parse(final.Answers!), final.How, final.Confidence, At(final.DecidedAt), final.PersonId == 0 ? null : Who(final), final.Comment,
                    final.GuidelineVersion, JsonSerializer.Deserialize<List<long>>(final.FromAnnotations) ?? []),
            Opinion = Opinion(session, taskId, final),
            Differing = differing,
            Differences = [.. differing.SelectMany(name => StoryDifference.Of(settings.Schema.Question(name)!, Asked(settings.Schema.Question(name)!, given)))],
            Leases = [.. session.Query<Row>(LeaseSql, new { taskId }).Select(row => new StoryLease(Who(row), At(row.CreatedAt)))],
            History = [.. session.Query<Row>(HistorySql, new { taskId }).Select(row => new StoryEvent(At(row.CreatedAt), row.Name ?? "Assay", row.State, row.SkipReason))],
        };
    });

    private static StoryOpinion? Opinion(Session session, long taskId, Row? final) => OpinionRow.Last(session, taskId) is { } row && (final is not null || !row.IsBlind)
        ? new StoryOpinion(
            row.Id, row.Model, row.Version, Json(row.Answers), row.Confidence, row.Reasons, row.Clarification, row.Failure, row.IsBlind,
            final?.How == FinalHow.Arbitration, At(row.CreatedAt))
        : null;

    /// <summary>The answers people gave, each with its annotation.</summary>
    private static List<(long Id, Answers Answers)> Given(LabelSchema schema, IEnumerable<Row> annotations) =>
    [
        .. annotations
            .Where(row => row.State is "counted" or "late" && row.Answers is not null)
            .Select(row => (row.Id, Answers: schema.ReadAnswers(row.Answers!).Answers!))
            .Where(given => given.Answers is not null),
    ];

    private static List<string> Differing(LabelSchema schema, List<(long Id, Answers Answers)> given, HashSet<string> disputed) =>
    [
        .. schema.Questions
            .Where(question => disputed.Contains(question.Name) || Asked(question, given) is { Count: > 1 } asked
                && asked.Skip(1).Any(other => !question.Kind.Agree(question, asked[0].Answers[question.Name], other.Answers[question.Name])))
            .Select(question => question.Name),
    ];

    private static List<(long Id, Answers Answers)> Asked(Question question, List<(long Id, Answers Answers)> given) =>
        given.FindAll(each => each.Answers.IsAsked(question.Name));

    private static Dictionary<string, string>? InWords(LabelSchema schema, Answers? answers) =>
        answers?.ByQuestion.ToDictionary(pair => pair.Key, pair => pair.Value.Kind.Describe(schema.Question(pair.Key)!, pair.Value));

    /// <summary>People may agree on a question, and still an aggregator trusts none of them enough.</summary>
    private static HashSet<string> Disputed(Session session, long taskId) =>
        session.OneOrNone<string>("SELECT questions FROM dispute WHERE task_id = @taskId", new { taskId }) is { } questions
            ? JsonSerializer.Deserialize<HashSet<string>>(questions) ?? []
            : [];

    private static Person Who(Row row) => new()
    {
        Id = row.PersonId,
        Name = row.Name ?? "",
        Email = row.Email ?? "",
        IsAdmin = row.IsAdmin,
        IsSimulated = row.IsSimulated,
    };

    private static DateTimeOffset At(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);

    private static JsonElement? Json(string? text) => text is null ? null : JsonElement.Parse(text);

    private sealed record Row
    {
        public long Id { get; init; }

        public string SubmissionId { get; init; } = "";

        public long PersonId { get; init; }

        public string? Name { get; init; }

        public string? Email { get; init; }

        public bool IsSimulated { get; init; }

        public bool IsAdmin { get; init; }

        public string? Answers { get; init; }

        public string? SkipReason { get; init; }

        public long CreatedAt { get; init; }

        public long LeadTimeMs { get; init; }

        public long GuidelineVersion { get; init; }

        public string State { get; init; } = "";

        public string Version { get; init; } = "";

        public long? PredictionId { get; init; }

        public string? PromptKey { get; init; }

        public string? DraftUse { get; init; }

        public string Data { get; init; } = "{}";

        public long? Line { get; init; }

        public long? BatchId { get; init; }

        public string? FileName { get; init; }

        public string How { get; init; } = "";

        public double? Confidence { get; init; }

        public long DecidedAt { get; init; }

        public string? Comment { get; init; }

        public string FromAnnotations { get; init; } = "[]";
    }
}
