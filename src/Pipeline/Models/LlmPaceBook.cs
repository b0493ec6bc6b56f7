using Assay.Pipeline.Database;
using Assay.WeakModels.Llm.Calling;

namespace Assay.Pipeline.Models;

/// <summary>The turns of the requests to a language model, or to all of a project, of all nodes: rows of the table request_pace. The clocks of the nodes are taken for one.</summary>
/// <param name="db">The database.</param>
/// <param name="projectId">The project.</param>
/// <param name="scope">The setup; or <see cref="Trials"/>, or <see cref="Whole"/>.</param>
/// <param name="time">The clock of this node.</param>
internal sealed class LlmPaceBook(Db db, long projectId, long scope, TimeProvider time) : IPaceBook
{
    /// <summary>Models that are tried and not set up.</summary>
    public const long Trials = 0;

    /// <summary>All models of the project.</summary>
    public const long Whole = -1;

    public Task<DateTimeOffset> Take(TimeSpan request, TimeSpan tokens) => db.Write(projectId, session =>
    {
        var row = Read(session);
        var turn = Math.Max(Ticks(time.GetUtcNow()), Math.Max(row.NextRequest, row.NextToken));
        Keep(session, row with { NextRequest = turn + request.Ticks, NextToken = turn + tokens.Ticks });
        return DateTimeOffset.UnixEpoch.AddTicks(Math.Max(turn, row.Held));
    });

    public Task Correct(TimeSpan tokens) => db.Write(projectId, session =>
    {
        var row = Read(session);
        Keep(session, row with { NextToken = row.NextToken + tokens.Ticks });
    });

    public Task Hold(DateTimeOffset until) => db.Write(projectId, session =>
    {
        var row = Read(session);
        Keep(session, row with { Held = Math.Max(row.Held, Ticks(until)) });
    });

    /// <summary>Forgets the turns of a model that is removed.</summary>
    public static void Forget(Session session, long projectId, long scope) =>
        session.Execute("DELETE FROM request_pace WHERE project_id = @projectId AND scope = @scope", new { projectId, scope });

    private static long Ticks(DateTimeOffset at) => (at - DateTimeOffset.UnixEpoch).Ticks;

    private Row Read(Session session) => session.OneOrNone<Row>(
        "SELECT next_request, next_token, held FROM request_pace WHERE project_id = @projectId AND scope = @scope", new { projectId, scope }) ?? new Row();

    private void Keep(Session session, Row row) => session.Execute(
        """
        INSERT INTO request_pace (project_id, scope, next_request, next_token, held) VALUES (@projectId, @scope, @NextRequest, @NextToken, @Held)
        ON CONFLICT (project_id, scope) DO UPDATE SET next_request = @NextRequest, next_token = @NextToken, held = @Held
        """,
        new { projectId, scope, row.NextRequest, row.NextToken, row.Held });

    private sealed record Row
    {
        public long NextRequest { get; init; }

        public long NextToken { get; init; }

        public long Held { get; init; }
    }
}
