using System.Text.Json;
using Assay.Model;

namespace Assay.WeakModels.Llm;

/// <summary>Several models asked about the same items. What most of them say is drafted, and the confidence is the share that says it; a tie says nothing.</summary>
public sealed class ModelPanel : IWeakModel, IMetered, IDisposable
{
    private readonly IReadOnlyList<IWeakModel> models;

    /// <param name="models">At least two.</param>
    /// <exception cref="UnfitModel">There are fewer.</exception>
    public ModelPanel(params IReadOnlyList<IWeakModel> models)
    {
        if (models.Count < 2) throw new UnfitModel("models agree where there are at least two");
        this.models = models;
    }

    /// <summary>The names joined: <c>llm:anthropic/A+llm:openai/B</c>.</summary>
    public string Name => string.Join('+', models.Select(model => model.Name));

    /// <summary>The versions joined.</summary>
    public string Version => string.Join('+', models.Select(model => model.Version));

    /// <summary>Of all together; without prices when one of them has none.</summary>
    public Spent Spent => models.OfType<IMetered>().Select(model => model.Spent).Aggregate(default(Spent) with { Money = 0 }, (sum, one) => new Spent(
        sum.Requests + one.Requests, sum.InputTokens + one.InputTokens, sum.CacheWriteTokens + one.CacheWriteTokens, sum.CacheReadTokens + one.CacheReadTokens,
        sum.OutputTokens + one.OutputTokens, sum.Money + one.Money));

    /// <inheritdoc/>
    public void Check(LabelSchema schema)
    {
        foreach (var model in models) model.Check(schema);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var model in models) (model as IDisposable)?.Dispose();
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<ItemDraft>> Predict(LabelSchema schema, IReadOnlyList<JsonElement> items, CancellationToken cancellation = default)
    {
        var all = new List<IReadOnlyList<ItemDraft>>();
        foreach (var model in models) all.Add(await model.Predict(schema, items, cancellation));
        return [.. Enumerable.Range(0, items.Count).Select(place => Together(schema, [.. all.Select(drafts => drafts[place])]))];
    }

    private ItemDraft Together(LabelSchema schema, IReadOnlyList<ItemDraft> said)
    {
        if (said.All(draft => draft.Refusal is not null))
            return ItemDraft.Refused(string.Join("; ", said.Select((draft, place) => $"{models[place].Name}: {draft.Refusal}")));
        var drafts = new Dictionary<string, QuestionDraft>();
        foreach (var question in schema.Questions)
            if (Consensus.Of(question, [.. said.Select(draft => draft.ByQuestion.GetValueOrDefault(question.Name))]) is { } draft) drafts[question.Name] = draft;
        return new ItemDraft(drafts);
    }
}
