using Assay.Model;
using Assay.Pipeline.Database;
using Assay.Pipeline.Projects;

namespace Assay.Pipeline.PreAnnotate.Effects;

/// <summary>Measures what drafts do to time, agreement and errors, against the tasks whose drafts are withheld.</summary>
public sealed class DraftEffects(Db db)
{
    /// <summary>The latest answers that are looked at.</summary>
    public const int MostCounted = 200_000;

    private const string Sql = $"""
        SELECT a.task_id AS task, a.lead_time_ms, a.answers, a.draft_withheld, p.answers AS draft, f.answers AS truth
        FROM annotation a JOIN prediction p ON p.id = a.draft_id
        LEFT JOIN final_label f ON f.task_id = a.task_id AND f.how IN ('{FinalHow.Gold}', '{FinalHow.Review}')
        WHERE a.project_id = @projectId AND a.draft_id IS NOT NULL AND a.is_standing AND a.answers IS NOT NULL
        ORDER BY a.id DESC LIMIT @MostCounted
        """;

    public DraftEffect Of(long projectId) => db.Read(session =>
    {
        var share = ProjectSettings.Load(session, projectId).WithheldShare;
        GroupSums shown = new(), withheld = new();
        var counted = 0;
        foreach (var row in session.Query<MeasuredAnswer>(Sql, new { projectId, MostCounted }))
        {
            counted++;
            (row.DraftWithheld ? withheld : shown).Add(row);
        }

        return new DraftEffect(
            share, shown.Told(), withheld.Told(), GroupSums.TimeSaved(shown, withheld),
            Share.Difference(shown.Agreed, withheld.Agreed), Share.Difference(shown.SaysDraft, withheld.SaysDraft),
            Share.Difference(shown.SaysWrongDraft, withheld.SaysWrongDraft), Share.Difference(shown.Wrong, withheld.Wrong), counted);
    });
}

/// <summary>An answer to a task that had a draft, and what is known of the right one.</summary>
internal sealed record MeasuredAnswer
{
    public long Task { get; init; }

    public long LeadTimeMs { get; init; }

    public string Answers { get; init; } = "";

    public bool DraftWithheld { get; init; }

    public string Draft { get; init; } = "";

    /// <summary>By gold or a reviewer; null where it is not known.</summary>
    public string? Truth { get; init; }
}
