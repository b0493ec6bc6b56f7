using Assay.Pipeline.Database;
using Assay.Pipeline.Queue;

namespace Assay.Pipeline.ActiveLearning;

/// <summary>A row of the table learning. Written only under the project's lock.</summary>
internal sealed record LearningRow
{
    public long ProjectId { get; init; }

    public bool IsOn { get; init; }

    public string? Question { get; init; }

    public string Strategy { get; init; } = "";

    public int EveryLabels { get; init; }

    public int EveryMinutes { get; init; }

    public double RandomShare { get; init; }

    public int? Batch { get; init; }

    public bool Drafts { get; init; }

    public bool AsksAgain { get; init; }

    /// <summary>Counts the changes of the settings.</summary>
    public long Run { get; init; }

    /// <summary>Labels since the last turn read them.</summary>
    public long Fresh { get; init; }

    /// <summary>So many begin a turn.</summary>
    public long Wanted { get; init; }

    /// <summary>Whether a turn is to come whatever there is.</summary>
    public bool IsAsked { get; init; }

    public long ChangedBy { get; init; }

    public long ChangedAt { get; init; }

    /// <summary>Whether anything is new.</summary>
    public bool IsDue => IsAsked || Fresh > 0;

    public LearningSettings Settings => new(IsOn, Question, Strategy, EveryLabels, EveryMinutes, RandomShare, Batch, Drafts, AsksAgain);

    public RandomStream Stream => new(ProjectId, RandomShare);

    public static LearningRow Of(Session session, long projectId) =>
        session.OneOrNone<LearningRow>("SELECT * FROM learning WHERE project_id = @projectId", new { projectId })
        ?? new LearningRow { ProjectId = projectId }.With(new LearningSettings());

    /// <summary>The row as it is now; null where it is off or set anew since.</summary>
    public LearningRow? StillRuns(Session session) => Of(session, ProjectId) is { IsOn: true } now && now.Run == Run ? now : null;

    public LearningRow With(LearningSettings settings) => this with
    {
        IsOn = settings.IsOn,
        Question = settings.Question,
        Strategy = settings.Strategy,
        EveryLabels = settings.EveryLabels,
        EveryMinutes = settings.EveryMinutes,
        RandomShare = settings.RandomShare,
        Batch = settings.Batch,
        Drafts = settings.Drafts,
        AsksAgain = settings.AsksAgain,
        Wanted = settings.EveryLabels,
    };

    /// <summary>Labels after which it learns again, once there are so many.</summary>
    public long WantedAfter(long labels) => Math.Max(EveryLabels, (labels + 9) / 10);

    /// <summary>How many tasks are brought forward.</summary>
    public int BatchAfter(long labels) => Batch ?? (int)Math.Min(10_000, 2 * WantedAfter(labels));

    public void Save(Session session) => session.Execute(
        """
        INSERT INTO learning (project_id, is_on, question, strategy, every_labels, every_minutes, random_share, batch, drafts, asks_again, run, fresh, wanted, is_asked, changed_by, changed_at)
        VALUES (@ProjectId, @IsOn, @Question, @Strategy, @EveryLabels, @EveryMinutes, @RandomShare, @Batch, @Drafts, @AsksAgain, @Run, @Fresh, @Wanted, @IsAsked, @ChangedBy, @ChangedAt)
        ON CONFLICT (project_id) DO UPDATE SET is_on = @IsOn, question = @Question, strategy = @Strategy, every_labels = @EveryLabels, every_minutes = @EveryMinutes,
            random_share = @RandomShare, batch = @Batch, drafts = @Drafts, asks_again = @AsksAgain, run = @Run, fresh = @Fresh, wanted = @Wanted, is_asked = @IsAsked,
            changed_by = @ChangedBy, changed_at = @ChangedAt
        """,
        this);
}
