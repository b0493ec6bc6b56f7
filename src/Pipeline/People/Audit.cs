using Assay.Pipeline.Database;

namespace Assay.Pipeline.People;

/// <summary>Who did what, in the transaction in which it was done. Rows are only ever added.</summary>
public static class Audit
{
    public static void Add(Session session, long at, long? personId, long? projectId, string what, string? detail = null, long? taskId = null) =>
        session.Execute(
            """
            INSERT INTO audit (at, person_id, project_id, task_id, what, detail)
            VALUES (@at, @personId, @projectId, @taskId, @what, @detail)
            """,
            new { at, personId, projectId, taskId, what, detail });
}
