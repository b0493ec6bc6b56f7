using System.Text.Json;
using Assay.Model;
using Assay.Pipeline.Database;

namespace Assay.Pipeline.Annotate;

/// <summary>The weak model's draft that a person had before them while they answered.</summary>
internal sealed record SeenDraft(string Answers)
{
    /// <exception cref="Invalid">It is of another task.</exception>
    public static SeenDraft Load(Session session, long projectId, long taskId, long predictionId) =>
        session.OneOrNone<string>(
            "SELECT answers FROM prediction WHERE id = @predictionId AND task_id = @taskId AND project_id = @projectId", new { predictionId, taskId, projectId })
            is { } answers
            ? new SeenDraft(answers)
            : throw new Invalid("predictionId", "unknown", $"Prediction {predictionId} is not of task {taskId}; send the one that came with the task, or none.");

    /// <summary>What became of it in the answers, as JSON; null when it no longer fits the schema.</summary>
    public string? UseIn(Answers answers, LabelSchema schema) =>
        schema.ReadDraft(Answers).Answers is { } draft ? DraftUse.ToJson(DraftUse.Of(schema, draft, answers)) : null;

    /// <summary>All its parts as dealt with: places by question, for a person who takes their answers back.</summary>
    public string? Settled(LabelSchema schema)
    {
        if (schema.ReadDraft(Answers).Answers is not { } draft)
            return null;
        var settled = new Dictionary<string, IEnumerable<int>>();
        foreach (var (name, answer) in draft.ByQuestion)
            if (answer.Kind.Parts(schema.Question(name)!, answer) is { } parts)
                settled.Add(name, Enumerable.Range(0, parts));
        return JsonSerializer.Serialize(settled);
    }
}
