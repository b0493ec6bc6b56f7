using System.Data;
using Assay.Pipeline.Database;

namespace Assay.Pipeline.PreAnnotate.Difficulty;

/// <summary>Where a score comes from.</summary>
internal static class Sources
{
    public const string Model = "model";
    public const string Predictions = "predictions";
    public const string Text = "text";
}

/// <summary>How hard a task is.</summary>
/// <param name="TaskId">The task.</param>
/// <param name="Score">0 to 1.</param>
/// <param name="Source">A word of <see cref="Sources"/>.</param>
internal sealed record TaskScore(long TaskId, double Score, string Source)
{
    private static readonly HotSql Store = new(
        """
        INSERT INTO difficulty (task_id, project_id, score, source) VALUES (@task, @project, @score, @source)
        ON CONFLICT (task_id) DO UPDATE SET score = @score, source = @source
        WHERE difficulty.source <> @source OR abs(difficulty.score - @score) > 0.005
        """,
        DbType.Int64, DbType.Int64, DbType.Double, DbType.String);

    public void Save(Session session, long projectId) => session.Hot(Store).Execute(TaskId, projectId, Score, Source);
}
