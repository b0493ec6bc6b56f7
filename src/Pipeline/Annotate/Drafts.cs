using System.Data;
using System.Text;
using System.Text.Json;
using Assay.Model;
using Assay.Pipeline.Database;

namespace Assay.Pipeline.Annotate;

/// <summary>What a person has begun to answer, kept for when they come back. Not validated: it may be half an answer.</summary>
public sealed class Drafts(Db db, TimeProvider time)
{
    public const int LargestBytes = 256 * 1024;

    private static readonly HotSql DeleteRow = new("DELETE FROM draft WHERE person_id = @person AND task_id = @task", DbType.Int64, DbType.Int64);

    /// <summary>Saves for a task the person holds; anything else is passed over, since it may have been submitted meanwhile.</summary>
    /// <param name="projectId">The project.</param>
    /// <param name="personId">Whose it is.</param>
    /// <param name="taskId">The task.</param>
    /// <param name="json">The answers so far, an object by question name.</param>
    /// <param name="settled">Which parts of the weak model's draft were accepted or rejected: an object of lists of places by question name; null for none.</param>
    public Task Save(long projectId, long personId, long taskId, string json, string? settled = null)
    {
        Check("answers", json);
        if (settled is not null)
            Check("settled", settled);
        return db.Write(projectId, session =>
        {
            var held = session.OneOrNone<long?>(
                "SELECT task_id FROM lease WHERE person_id = @personId AND task_id = @taskId AND project_id = @projectId", new { personId, taskId, projectId });
            if (held is not null)
                Store(session, personId, taskId, json, settled, time.GetUtcNow().ToUnixTimeMilliseconds());
        });
    }

    internal static void Delete(Session session, long personId, long taskId) => session.Hot(DeleteRow).Execute(personId, taskId);

    internal static void Store(Session session, long personId, long taskId, string json, string? settled, long now) => session.Execute(
        """
        INSERT INTO draft (person_id, task_id, answers, settled, saved_at) VALUES (@personId, @taskId, @json, @settled, @now)
        ON CONFLICT (person_id, task_id) DO UPDATE SET answers = @json, settled = @settled, saved_at = @now
        """,
        new { personId, taskId, json, settled, now });

    private static void Check(string path, string json)
    {
        if (Encoding.UTF8.GetByteCount(json) > LargestBytes)
            throw new Invalid([new Violation(path, "size", $"The draft has more than {LargestBytes / 1024} KB.")]);
        try
        {
            using var document = JsonDocument.Parse(json);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                throw new Invalid([new Violation(path, "type", $"The draft is {document.RootElement.ValueKind}; it should be an object by question name.")]);
        }
        catch (JsonException error)
        {
            throw new Invalid([new Violation(path, "json", $"The draft is not JSON: {error.Message}")]);
        }
    }
}
