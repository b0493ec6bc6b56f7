using Assay.Model;
using Assay.Pipeline.Database;

namespace Assay.Pipeline.PreAnnotate.Difficulty;

/// <summary>Whether tasks get a score of how hard they are, and whether the easiest come first.</summary>
/// <param name="IsOn">Whether tasks are scored.</param>
/// <param name="QuickStart">So many of the easiest come first in the queue, 0 to 100,000.</param>
/// <param name="SetupId">One of the weak models that the project has set up, a language model, which is asked about every task; null for none.</param>
public sealed record DifficultySettings(bool IsOn = false, int QuickStart = 200, long? SetupId = null)
{
    private const int Most = 100_000;

    /// <exception cref="Invalid">Something is out of its range.</exception>
    internal DifficultySettings Checked() => QuickStart is >= 0 and <= Most
        ? this
        : throw new Invalid("quickStart", "range", $"quickStart is {QuickStart}; it should be from 0 to {Most}.");

    internal static DifficultySettings Of(Session session, long projectId) =>
        session.OneOrNone<Row>("SELECT is_on, quick_start, setup_id FROM difficulty_setting WHERE project_id = @projectId", new { projectId }) is { } row
            ? new DifficultySettings(row.IsOn, row.QuickStart, row.SetupId)
            : new DifficultySettings();

    internal void Save(Session session, long projectId, long personId, long now) => session.Execute(
        """
        INSERT INTO difficulty_setting (project_id, is_on, quick_start, setup_id, changed_by, changed_at)
        VALUES (@projectId, @IsOn, @QuickStart, @SetupId, @personId, @now)
        ON CONFLICT (project_id) DO UPDATE SET is_on = @IsOn, quick_start = @QuickStart, setup_id = @SetupId, changed_by = @personId, changed_at = @now
        """,
        new { projectId, IsOn, QuickStart, SetupId, personId, now });

    private sealed record Row
    {
        public bool IsOn { get; init; }

        public int QuickStart { get; init; }

        public long? SetupId { get; init; }
    }
}
