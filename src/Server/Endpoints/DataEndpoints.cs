using Assay.Model;
using Assay.Pipeline.People;
using Assay.Pipeline.Quality;
using Assay.Server.Auth;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Assay.Server.Endpoints;

/// <summary>The tasks of a project as a table.</summary>
public static class DataEndpoints
{
    public static void Map(RouteGroupBuilder api) =>
        api.InProject("Data").Get("/tasks", ListTasks, Access.Member(ProjectRole.Reviewer, Scope.Read)).ProducesProblem(StatusCodes.Status400BadRequest);

    /// <summary>Tasks by id, a page at a time; the total is known unless one searches.</summary>
    public static Ok<TaskPage> ListTasks(long projectId, TaskList tasks, string? status = null, string? search = null, long after = 0, int limit = 50)
    {
        var known = TaskStatusNames.TryParse(status, out var only);
        if (!known && !string.IsNullOrEmpty(status))
            throw new Invalid("status", "unknown", $"\"{status}\" is no status. One is {string.Join(", ", TaskStatusNames.All)}.");
        return TypedResults.Ok(tasks.Page(projectId, known ? only : null, search, after, limit));
    }
}
