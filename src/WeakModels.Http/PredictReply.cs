using System.Text.Json;
using Assay.Formats.LabelStudio;
using Assay.Model.Json;

namespace Assay.WeakModels.Http;

/// <summary>What a server predicts of one task.</summary>
/// <param name="Result">The result, a list; undefined when nothing is said.</param>
/// <param name="Score">How sure it is, 0 to 1; null when it does not say.</param>
/// <param name="Version">The model's version; null when it does not say.</param>
/// <param name="Error">Why there is no result; null when it does not say.</param>
internal sealed record TaskPrediction(JsonElement Result, double? Score, string? Version, string? Error = null);

/// <summary>The reply to a request for predictions.</summary>
/// <param name="Tasks">In the order of the tasks that were sent.</param>
/// <param name="Unit">What the offsets count, where the server says so.</param>
internal sealed record PredictReply(IReadOnlyList<TaskPrediction> Tasks, OffsetUnit Unit)
{
    private static readonly TaskPrediction Nothing = new(default, null, null);

    /// <summary>Reads <c>{"results": […]}</c>, an element a task: a prediction, several of which the surest counts, or nothing.</summary>
    /// <exception cref="BackendFailure">It has not that form, or not as many elements as tasks.</exception>
    public static PredictReply Read(JsonElement json, int tasks)
    {
        var list = json.ValueKind == JsonValueKind.Array ? json : Get(json, "results") is { ValueKind: JsonValueKind.Array } results ? results : Get(json, "predictions");
        if (list.ValueKind != JsonValueKind.Array)
            throw new BackendFailure($"the reply has no list of results: {JsonText.Show(json)}", mayBeOfItems: true);
        var unit = JsonText.String(Get(json, BackendWords.Offsets)) switch
        {
            BackendWords.Utf16 => OffsetUnit.Utf16,
            BackendWords.CodePoints => OffsetUnit.CodePoints,
            _ => OffsetUnit.Unknown,
        };
        var version = Version(json);
        return new PredictReply([.. TasksOf(list, tasks).Select(task => task.Version is null ? task with { Version = version } : task)], unit);
    }

    private static IReadOnlyList<TaskPrediction> TasksOf(JsonElement list, int tasks)
    {
        var count = list.GetArrayLength();
        if (count == tasks && !(tasks == 1 && IsRegion(list[0]))) return [.. list.EnumerateArray().Select(Task)];
        // of a single task some servers send what they found, without a list around it
        if (tasks == 1 && count == 0) return [Nothing];
        if (tasks == 1 && list.EnumerateArray().All(IsRegion)) return [new TaskPrediction(list, null, null)];
        throw new BackendFailure($"{count} results for {tasks} {(tasks == 1 ? "task" : "tasks")}; there must be one a task, in their order", mayBeOfItems: true);
    }

    private static TaskPrediction Task(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Array) return One(json);
        if (json.GetArrayLength() == 0) return Nothing;
        if (json.EnumerateArray().All(IsRegion)) return new TaskPrediction(json, null, null);
        return json.EnumerateArray().Select(One).MaxBy(prediction => prediction.Score ?? -1)!;
    }

    private static TaskPrediction One(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object when IsRegion(json) => throw new BackendFailure("a region stands where a prediction with a result belongs", mayBeOfItems: true),
        JsonValueKind.Object => new TaskPrediction(Get(json, "result"), ResultReader.ScoreOf(json), Version(json), JsonText.String(Get(json, "error"))),
        JsonValueKind.Null => Nothing,
        _ => new TaskPrediction(json, null, null),
    };

    private static string? Version(JsonElement json) => BackendWords.Version(Get(json, "model_version"));

    private static bool IsRegion(JsonElement json) => Get(json, "from_name").ValueKind != JsonValueKind.Undefined || JsonText.String(Get(json, "type")) == "relation";

    private static JsonElement Get(JsonElement json, string name) => json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) ? value : default;
}
