using System.Globalization;
using System.IO.Hashing;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Assay.Formats.LabelStudio;
using Assay.Model;
using Assay.Model.Questions;
using JsonList = System.Text.Json.Nodes.JsonArray;

namespace Assay.WeakModels.Http;

/// <summary>
/// A model on a server that speaks the protocol of Label Studio's ML backends: <c>/health</c>, <c>/setup</c> with a label config, <c>/predict</c> with tasks. The config
/// is made of the schema; a task holds only what the fields show. Whatever a server answers, no item is lost: one whose prediction is no draft says why.
/// </summary>
/// <remarks>
/// <para>Confidence is the <c>score</c> of a result, of several regions the least, otherwise the prediction's; 0 where the server states none between 0 and 1, so that such a
/// draft is never taken for a sure one.</para>
/// <para>One request runs at a time for an address, also where several models ask it. The same item has the same task id in every batch, so that a server which keeps what it predicted is not misled.</para>
/// <para>That a version always says the same is for the server to keep.</para>
/// </remarks>
public sealed class HttpModel : IWeakModel, IDisposable
{
    private const string NoVersion = "unversioned";

    /// <summary>After so many items asked alone that came to nothing, the rest of a batch is not asked.</summary>
    private const int MostInVain = 3;

    private const int MostProblems = 3;

    private readonly HttpModelOptions options;
    private readonly BackendClient client;
    private BoundConfig? config;
    private string project = "";

    private HttpModel(BackendAddress address, HttpModelOptions options)
    {
        this.options = options;
        client = new BackendClient(address, options);
    }

    /// <inheritdoc/>
    public string Name => "http";

    /// <summary>As the server names it, at the set-up and with each prediction. Of a batch with several, all of them with + between.</summary>
    public string Version { get; private set; } = NoVersion;

    /// <summary>A model at an address. Nothing is sent before the first batch.</summary>
    /// <param name="url">http or https, with or without a path, <c>http://NAME:PASSWORD@HOST</c> for a server that asks who one is.</param>
    /// <param name="options">Null for the usual ones.</param>
    /// <exception cref="UnfitModel">It is no such address.</exception>
    public static HttpModel At(string url, HttpModelOptions? options = null) => new(BackendAddress.Parse(url), options ?? new HttpModelOptions());

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<ItemDraft>> Predict(LabelSchema schema, IReadOnlyList<JsonElement> items, CancellationToken cancellation = default)
    {
        if (config is null || !config.Schema.Equals(schema)) config = await SetUp(schema, cancellation).ConfigureAwait(false);
        var (drafts, versions) = (new List<ItemDraft>(items.Count), new SortedSet<string>(StringComparer.Ordinal));
        foreach (var batch in items.Chunk(options.BatchSize)) drafts.AddRange(await Batch(config, batch, versions, cancellation).ConfigureAwait(false));
        if (versions.Count > 0) Version = string.Join('+', versions);
        return drafts;
    }

    /// <inheritdoc/>
    public void Check(LabelSchema schema) => ConfigOf(schema);

    /// <inheritdoc/>
    public void Dispose() => client.Dispose();

    private static BoundConfig ConfigOf(LabelSchema schema)
    {
        var made = LabelConfig.Write(schema);
        return made.Controls.Count > 0 ? made : throw new UnfitModel($"nothing of this schema can be asked of a model server: {string.Join("; ", made.Losses)}");
    }

    private async Task<BoundConfig> SetUp(LabelSchema schema, CancellationToken cancellation)
    {
        var made = ConfigOf(schema);
        // a server keeps a model for each project, whose number it takes from before the point
        project = string.Create(CultureInfo.InvariantCulture, $"{XxHash3.HashToUInt64(Encoding.UTF8.GetBytes(made.Xml)) % int.MaxValue}.0");
        try
        {
            await Health(cancellation).ConfigureAwait(false);
            Version = await VersionOf(made, cancellation).ConfigureAwait(false) ?? NoVersion;
            return made;
        }
        catch (BackendFailure failure)
        {
            throw new UnfitModel(failure.Message, failure);
        }
    }

    private async Task Health(CancellationToken cancellation)
    {
        try
        {
            await client.Get("health", options.SetupTimeout, cancellation).ConfigureAwait(false);
        }
        catch (BackendFailure failure) when (failure.IsMissing)
        {
            await client.Get("", options.SetupTimeout, cancellation).ConfigureAwait(false);
        }
    }

    private async Task<string?> VersionOf(BoundConfig made, CancellationToken cancellation)
    {
        try
        {
            var body = new JsonObject { ["project"] = project, ["schema"] = made.Xml, ["hostname"] = "", ["access_token"] = "" };
            var reply = await client.Post("setup", body, options.SetupTimeout, cancellation).ConfigureAwait(false);
            return reply.ValueKind == JsonValueKind.Object && reply.TryGetProperty("model_version", out var version) ? BackendWords.Version(version) : null;
        }
        catch (BackendFailure failure) when (failure.IsMissing)
        {
            return null; // it needs no set-up
        }
    }

    private async Task<IReadOnlyList<ItemDraft>> Batch(BoundConfig made, JsonElement[] items, ISet<string> versions, CancellationToken cancellation)
    {
        try
        {
            return await Ask(made, items, versions, cancellation).ConfigureAwait(false);
        }
        catch (BackendFailure failure)
        {
            return failure.MayBeOfItems && items.Length > 1
                ? await OneByOne(made, items, versions, cancellation).ConfigureAwait(false)
                : [.. items.Select(_ => Refused(failure.Message))];
        }
    }

    private async Task<IReadOnlyList<ItemDraft>> OneByOne(BoundConfig made, JsonElement[] items, ISet<string> versions, CancellationToken cancellation)
    {
        var (drafts, inVain) = (new List<ItemDraft>(items.Length), 0);
        foreach (var item in items)
        {
            if (inVain == MostInVain)
            {
                drafts.Add(Refused(drafts[^1].Refusal!));
                continue;
            }
            try
            {
                drafts.AddRange(await Ask(made, [item], versions, cancellation).ConfigureAwait(false));
                inVain = 0;
            }
            catch (BackendFailure failure)
            {
                drafts.Add(Refused(failure.Message));
                inVain++;
            }
        }
        return drafts;
    }

    private async Task<IReadOnlyList<ItemDraft>> Ask(BoundConfig made, JsonElement[] items, ISet<string> versions, CancellationToken cancellation)
    {
        var body = new JsonObject
        {
            ["tasks"] = new JsonList([.. items.Select(item => (JsonNode)Task(made, item))]),
            ["project"] = project,
            ["label_config"] = made.Xml,
            ["params"] = new JsonObject { ["login"] = null, ["password"] = null, ["context"] = null },
        };
        var reply = PredictReply.Read(await client.Post("predict", body, options.PredictTimeout, cancellation).ConfigureAwait(false), items.Length);
        foreach (var prediction in reply.Tasks)
            if (prediction.Version is { } version) versions.Add(version);
        return [.. reply.Tasks.Select((prediction, place) => Draft(made, prediction, reply.Unit, items[place]))];
    }

    private static JsonObject Task(BoundConfig made, JsonElement item)
    {
        var data = made.DataOf(item);
        var id = (long)(XxHash3.HashToUInt64(Encoding.UTF8.GetBytes(data.ToJsonString())) >> 11); // whole in a JavaScript number
        return new JsonObject { ["id"] = id, ["data"] = data, ["annotations"] = new JsonList(), ["predictions"] = new JsonList() };
    }

    private static ItemDraft Draft(BoundConfig made, TaskPrediction prediction, OffsetUnit unit, JsonElement item)
    {
        var reading = ResultReader.Read(made, prediction.Result, item, unit);
        if (reading.Answers is not { } answers)
            return Refused(string.Join("; ", reading.Problems.Take(MostProblems)) + (reading.Problems.Count > MostProblems ? $"; and {reading.Problems.Count - MostProblems} more" : ""));
        if (answers.ByQuestion.Count == 0 && prediction.Error is { Length: > 0 } error) return Refused(BackendClient.Excerpt(error));
        return new ItemDraft(answers.ByQuestion.ToDictionary(pair => pair.Key, pair => Draft(pair.Value, reading.Scores[pair.Key], prediction.Score)));
    }

    private static QuestionDraft Draft(Answer answer, ResultScores scores, double? ofAll)
    {
        var stated = scores.Whole ?? ofAll;
        var byLabel = answer switch
        {
            ChoiceAnswer choice when stated is { } sure => choice.Labels.ToDictionary(label => label.ToString(), _ => sure),
            SpansAnswer spans => SpanScores.ByLabel(spans.Regions, scores.Parts),
            _ => [],
        };
        return new QuestionDraft(answer, stated ?? 0, byLabel) { PartScores = scores.Parts };
    }

    private static ItemDraft Refused(string why) => new(new Dictionary<string, QuestionDraft>()) { Refusal = why };
}
