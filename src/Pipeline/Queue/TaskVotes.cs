using System.Data;
using Assay.Model;
using Assay.Pipeline.Database;
using Assay.Pipeline.Projects;

namespace Assay.Pipeline.Queue;

/// <summary>
/// The answers a task is decided from, in the order they came. Under unanimity those that were wanted; with an aggregator late ones too, since each
/// says something.
/// </summary>
internal sealed record TaskVotes(IReadOnlyList<long> Ids, IReadOnlyList<Vote> Votes)
{
    private static readonly HotSql Counted = new(
        "SELECT id, person_id, answers FROM annotation WHERE task_id = @task AND state = 'counted' ORDER BY id", DbType.Int64);

    private static readonly HotSql CountedAndLate = new(
        "SELECT id, person_id, answers FROM annotation WHERE task_id = @task AND state IN ('counted', 'late') ORDER BY id", DbType.Int64);

    /// <param name="session">The transaction.</param>
    /// <param name="settings">Of the project.</param>
    /// <param name="taskId">The task.</param>
    /// <param name="read">An annotation among them whose answers are read already.</param>
    public static TaskVotes Load(Session session, ProjectSettings settings, long taskId, (long Id, Answers Answers)? read = null)
    {
        var (ids, votes) = (new List<long>(), new List<Vote>());
        using var row = session.Hot(settings.CountsLateAnswers ? CountedAndLate : Counted).Read(taskId);
        while (row.Read())
        {
            var id = row.GetInt64(0);
            ids.Add(id);
            votes.Add(new Vote(row.GetInt64(1), id == read?.Id ? read.Value.Answers : Read(settings.Schema, id, row.GetString(2))));
        }

        return new TaskVotes(ids, votes);
    }

    /// <summary>Answers given under an older schema still read: a schema with answers only ever grows.</summary>
    public static Answers Read(LabelSchema schema, long annotation, string answers) => schema.ReadAnswers(answers).Answers
        ?? throw new InvalidOperationException($"Annotation {annotation} no longer fits the schema of its project.");

    /// <summary>What they come to by the project's rule.</summary>
    public Decision Decide(Session session, ProjectSettings settings, long overlap) => settings.Aggregator == DecisionRules.Unanimity
        ? TaskPolicy.Next(settings.Schema, (int)overlap, [.. Votes.Select(vote => vote.Answers)])
        : TaskPolicy.Next(settings.Schema, (int)overlap, Votes, Juries.Of(session, settings), settings.ConfidenceThreshold);
}
