using System.Text.Json;
using System.Text.Json.Nodes;
using Assay.Cli.Models;
using Assay.Formats.LabelStudio;
using Assay.Model;
using Assay.WeakModels;
using Assay.WeakModels.Http;

namespace Assay.Cli.MlBackend;

/// <summary>What a Label Studio project asks of a weak model, answered in its protocol. One request at a time reaches the model.</summary>
internal sealed class Backend(ModelAtHand model) : IDisposable
{
    /// <summary>Tasks in one request.</summary>
    public const int MostTasks = 1_000;

    /// <summary>Label Studio's own word for a deletion is ANNOTATIONS_DELETED; backends know the singular only.</summary>
    private static readonly string[] TrainingEvents = ["ANNOTATION_CREATED", "ANNOTATION_UPDATED", "ANNOTATION_DELETED", "START_TRAINING"];

    private readonly SemaphoreSlim turn = new(1);
    private BoundConfig? last;

    /// <summary>As predictions name it: the model and its version.</summary>
    public string Version => $"{model.Model.Name}:{model.Version}";

    public JsonObject Health() => new() { ["status"] = "UP", ["model_class"] = model.Model.Name, ["model_version"] = Version };

    /// <summary>Whether the model can answer this project.</summary>
    /// <exception cref="Invalid">The config cannot be read.</exception>
    /// <exception cref="UnfitModel">The model answers nothing in it.</exception>
    public async Task<JsonObject> SetUp(JsonElement body, CancellationToken cancellation)
    {
        var xml = Text(body, "schema");
        if (LabelConfig.IsEmpty(xml)) return new JsonObject { ["model_version"] = Version };
        var config = Bound(xml);
        await Turn(() => model.Predict(config.Schema, [], cancellation), cancellation);
        return new JsonObject { ["model_version"] = Version };
    }

    /// <exception cref="Invalid">The request is none, or its config cannot be read.</exception>
    /// <exception cref="UnfitModel">The model answers nothing in it.</exception>
    public async Task<JsonObject> Predict(JsonElement body, CancellationToken cancellation)
    {
        var tasks = Tasks(Get(body, "tasks"));
        var xml = Text(body, "label_config");
        if (LabelConfig.IsEmpty(xml)) return Results(tasks.Select(_ => Nothing()));
        var config = Bound(xml);
        JsonElement[] items = [.. tasks.Select(task => config.ItemOf(Get(task, "data") is { ValueKind: JsonValueKind.Object } data ? data : task))];
        var drafts = await Turn(() => model.Predict(config.Schema, items, cancellation), cancellation);
        return Results(drafts.Select((draft, place) => Prediction(config, draft, items[place], tasks[place])));
    }

    /// <summary>What comes of an event that a model may train on: the model does not learn here, and the result says so. Null for all other events.</summary>
    /// <exception cref="Invalid">The project is missing that the event is of.</exception>
    public JsonObject? Event(JsonElement body)
    {
        if (Get(body, "action") is not { ValueKind: JsonValueKind.String } name || name.GetString() is not { } action || !TrainingEvents.Contains(action))
            return null;
        var project = Get(body, "project");
        if (Get(project, "id").ValueKind is not (JsonValueKind.Number or JsonValueKind.String) || Get(project, "label_config").ValueKind != JsonValueKind.String)
            throw new Invalid("project", "required", $"{action} comes with a project that has an id and a label_config");
        return new JsonObject
        {
            ["result"] = new JsonObject { ["model_version"] = Version, ["ignored"] = $"{action}: the model does not learn from annotations sent here" },
            ["status"] = "ok",
        };
    }

    public void Dispose() => turn.Dispose();

    /// <summary>A task is an object with data, or the data itself; no id is needed. One alone may stand without a list.</summary>
    private static JsonElement[] Tasks(JsonElement tasks) => tasks.ValueKind switch
    {
        JsonValueKind.Object => [tasks],
        JsonValueKind.Array when tasks.GetArrayLength() <= MostTasks => [.. tasks.EnumerateArray()],
        JsonValueKind.Array => throw new Invalid("tasks", "too_many", $"{tasks.GetArrayLength():N0} tasks; at most {MostTasks:N0} go in one request"),
        _ => throw new Invalid("tasks", "required", "there is no list of tasks"),
    };

    private static JsonObject Results(IEnumerable<JsonNode> predictions) => new() { ["results"] = new JsonArray([.. predictions]), [BackendWords.Offsets] = BackendWords.Utf16 };

    private JsonObject Nothing() => new() { ["result"] = new JsonArray(), ["score"] = 0, ["model_version"] = Version };

    private JsonObject Prediction(BoundConfig config, ItemDraft draft, JsonElement item, JsonElement task)
    {
        var answers = draft.ByQuestion.ToDictionary(pair => pair.Key, pair => new ScoredAnswer(pair.Value.Answer, pair.Value.Confidence, pair.Value.PartScores));
        var written = ResultWriter.Write(config, answers, item, KnownSizes.Of(config, task));
        var prediction = new JsonObject { ["result"] = written.Result, ["score"] = draft.Confidence ?? 0, ["model_version"] = Version };
        if (draft.Refusal is { } refusal) prediction["error"] = refusal;
        if (written.Losses.Count > 0) prediction["left_out"] = new JsonArray([.. written.Losses.Select(loss => (JsonNode)loss)]);
        return prediction;
    }

    private BoundConfig Bound(string xml)
    {
        var known = last;
        return known?.Xml == xml ? known : last = LabelConfig.Bind(xml);
    }

    private async Task<T> Turn<T>(Func<ValueTask<T>> act, CancellationToken cancellation)
    {
        await turn.WaitAsync(cancellation);
        try
        {
            return await act();
        }
        finally
        {
            turn.Release();
        }
    }

    private static string Text(JsonElement body, string name) => Get(body, name) is { ValueKind: JsonValueKind.String } text
        ? Assay.Model.Json.JsonText.String(text) ?? throw new Invalid(name, "json", "it holds half of a surrogate pair")
        : throw new Invalid(name, "required", "there is no label config, the XML of a project's labeling interface");

    private static JsonElement Get(JsonElement json, string name) => json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) ? value : default;
}
