using Assay.Model;
using Assay.Pipeline.Database;
using Assay.Pipeline.People;
using Assay.Pipeline.Projects;

namespace Assay.Pipeline.Quality.Arbitration;

/// <summary>What becomes of a clarification.</summary>
internal static class ClarificationStates
{
    public const string Open = "open";
    public const string Taken = "taken";
    public const string Dismissed = "dismissed";
}

/// <summary>What arbiters found missing in the guidelines: an inbox, from which a sentence is taken into a new version or put aside.</summary>
public sealed class Clarifications(Db db, TimeProvider time)
{
    /// <summary>How many are told at once.</summary>
    public const int Page = 100;

    /// <summary>Those that wait, the oldest first.</summary>
    public IReadOnlyList<Clarification> List(long projectId) => db.Read<IReadOnlyList<Clarification>>(session =>
    [
        .. session.Query<OpinionRow>(
            OpinionRow.Select + " WHERE o.project_id = @projectId AND o.clarification_state = 'open' ORDER BY o.id LIMIT @Page", new { projectId, Page })
            .Select(row => new Clarification(row.Id, row.TaskId, row.Clarification!, row.Reasons, row.Model, DateTimeOffset.FromUnixTimeMilliseconds(row.CreatedAt))),
    ]);

    /// <summary>Adds it at the end of the guidelines, as a new version.</summary>
    /// <param name="projectId">The project.</param>
    /// <param name="personId">Who takes it.</param>
    /// <param name="id">The clarification.</param>
    /// <param name="text">In these words; null for its own.</param>
    /// <exception cref="NotFound">It does not wait.</exception>
    /// <exception cref="Invalid">The words are empty, or the guidelines would be too long.</exception>
    public Task<long> Take(long projectId, long personId, long id, string? text) => db.Write(projectId, session =>
    {
        var words = (text ?? Waiting(session, projectId, id).Clarification!).Trim();
        if (words.Length == 0)
            throw new Invalid("text", "required", "There are no words to add to the guidelines.");
        var settings = ProjectSettings.Load(session, projectId);
        var before = session.OneOrNone<string>(
            "SELECT text FROM guideline WHERE project_id = @projectId AND version = @GuidelineVersion", new { projectId, settings.GuidelineVersion }) ?? "";
        var whole = before.TrimEnd() is { Length: > 0 } old ? $"{old}\n\n- {words}\n" : $"- {words}\n";
        if (GuidelineRules.Check(whole) is { Count: > 0 } violations)
            throw new Invalid(violations);
        Put(session, projectId, id, ClarificationStates.Taken);
        Guidelines.Add(session, projectId, settings.GuidelineVersion + 1, whole, personId, Now());
        return settings.GuidelineVersion + 1;
    });

    /// <summary>Puts it aside.</summary>
    /// <exception cref="NotFound">It does not wait.</exception>
    public Task Dismiss(long projectId, long personId, long id) => db.Write(projectId, session =>
    {
        Put(session, projectId, id, ClarificationStates.Dismissed);
        Audit.Add(session, Now(), personId, projectId, "clarification.dismissed", $"opinion {id}");
    });

    private static OpinionRow Waiting(Session session, long projectId, long id) =>
        session.OneOrNone<OpinionRow>(OpinionRow.Select + " WHERE o.id = @id AND o.project_id = @projectId AND o.clarification_state = 'open'", new { id, projectId })
        ?? throw new NotFound($"No clarification {id} waits in this project; it may have been taken or dismissed already.");

    private static void Put(Session session, long projectId, long id, string state)
    {
        Waiting(session, projectId, id);
        session.Execute("UPDATE opinion SET clarification_state = @state WHERE id = @id", new { state, id });
    }

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();
}

/// <param name="Id">Of the opinion it came with.</param>
/// <param name="TaskId">The task in dispute.</param>
/// <param name="Text">What the guidelines could say.</param>
/// <param name="Reasons">Why the arbiter answers as it does.</param>
/// <param name="Model">The arbiter.</param>
/// <param name="At">When.</param>
public sealed record Clarification(long Id, long TaskId, string Text, string? Reasons, string Model, DateTimeOffset At);
