using Assay.Model;
using Assay.Pipeline.Database;
using Assay.Pipeline.Projects;

namespace Assay.Pipeline.Quality;

/// <summary>What lists say of a task.</summary>
internal sealed record TaskHead(string Excerpt, LabelingStatus Status)
{
    /// <summary>By id; a task that is gone is left out.</summary>
    public static Dictionary<long, TaskHead> Of(Session session, long projectId, long[] tasks)
    {
        if (tasks.Length == 0)
            return [];
        var schema = ProjectSettings.Load(session, projectId).Schema;
        return session.Query<(long Id, string Status, string Data)>(
                $"SELECT t.id, t.status, i.data FROM task t JOIN item i ON i.task_id = t.id WHERE t.id {session.Dialect.AnyOf("tasks")}", new { tasks })
            .ToDictionary(row => row.Id, row => new TaskHead(Excerpts.Of(schema, row.Data), TaskStatusNames.Parse(row.Status)));
    }
}
