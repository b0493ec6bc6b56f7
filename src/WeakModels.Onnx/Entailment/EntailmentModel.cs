using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Assay.Model;
using Assay.Model.Questions;

namespace Assay.WeakModels.Onnx.Entailment;

/// <summary>
/// Zero-shot classification by a model of natural language inference: each label becomes a sentence, and the model says how far the text entails it. Answers
/// choices of one or several labels, over all fields that are text. An item without text is abstained from.
/// </summary>
/// <remarks>
/// <para>One label: softmax over the labels of the logits of entailment; the highest is drafted, of equals the first. Several labels, or a question with a single
/// one: for each label softmax over its logits of contradiction and entailment; those from the threshold on are drafted.</para>
/// <para>Confidence is the highest probability; where nothing is drafted because none of several labels reaches the threshold, 1 less the highest. It ranks;
/// it is no probability until it was calibrated.</para>
/// <para>Source: Yin et al. 2019, Benchmarking Zero-shot Text Classification.</para>
/// </remarks>
public sealed class EntailmentModel : IWeakModel, IRunsHere, IDisposable
{
    private const double UsualThreshold = 0.5;

    private readonly EntailmentFolder model;
    private readonly EntailmentOptions options;
    private Hypotheses? hypotheses;

    private EntailmentModel(EntailmentFolder model, EntailmentOptions options)
    {
        (this.model, this.options) = (model, options);
        var said = string.Create(CultureInfo.InvariantCulture, $"{model.Identity}\n{options.Template}\n{options.Threshold}\n{model.Classes}");
        Version = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(said)))[..12];
    }

    /// <inheritdoc/>
    public string Name => "nli";

    /// <inheritdoc/>
    public string Version { get; }

    /// <inheritdoc/>
    public ProcessorUse Processor => model.Graph.Processor;

    /// <summary>Opens a folder.</summary>
    /// <param name="folder">As published: a graph, <c>config.json</c>, the files of a tokenizer.</param>
    /// <param name="options">How it is asked; null for the defaults.</param>
    /// <exception cref="UnfitModel">The folder or the template is not what is needed.</exception>
    public static EntailmentModel Open(ModelFolder folder, EntailmentOptions? options = null)
    {
        options ??= new EntailmentOptions();
        if (options.Threshold is not (null or >= 0 and <= 1)) throw new UnfitModel("the threshold is a probability, from 0 to 1");
        var model = EntailmentFolder.Open(folder, options);
        try
        {
            Hypotheses.Check(options.Template, model);
            return new EntailmentModel(model, options);
        }
        catch
        {
            model.Graph.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Check(LabelSchema schema) => Asked(schema);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ItemDraft>> Predict(LabelSchema schema, IReadOnlyList<JsonElement> items, CancellationToken cancellation = default)
    {
        var asked = Asked(schema);
        var most = model.Pairs.MostTokens;
        IReadOnlyList<int>?[] texts = [.. items.Select(item =>
        {
            cancellation.ThrowIfCancellationRequested();
            return ItemTexts.All(item, schema.Fields) is { } text ? Cut(model.Tokenizer.Pieces.Encode(text), most) : null;
        })];
        var logits = Run(texts, asked.Sentences, cancellation);
        return ValueTask.FromResult<IReadOnlyList<ItemDraft>>([.. texts.Select((text, place) => Draft(asked, text is null ? null : logits[place]))]);
    }

    /// <inheritdoc/>
    public void Dispose() => model.Graph.Dispose();

    private Hypotheses Asked(LabelSchema schema) =>
        hypotheses is { } ready && ready.Schema == schema ? ready : hypotheses = Hypotheses.Of(schema, options.Template, model);

    private static IReadOnlyList<int> Cut(IReadOnlyList<int> ids, int most) => ids.Count <= most ? ids : [.. ids.Take(most)];

    /// <summary>The two logits of each sentence, by text.</summary>
    private (double Entailment, double Contradiction)[][] Run(IReadOnlyList<int>?[] texts, IReadOnlyList<IReadOnlyList<int>> sentences, CancellationToken cancellation)
    {
        var found = texts.Select(_ => new (double, double)[sentences.Count]).ToArray();
        var pairs = (from text in Enumerable.Range(0, texts.Length) where texts[text] is not null from sentence in Enumerable.Range(0, sentences.Count) select (Text: text, Sentence: sentence)).ToArray();
        int[] lengths = [.. pairs.Select(pair => model.Pairs.Length(texts[pair.Text]!, sentences[pair.Sentence]))];
        Batches.Run(model.Graph, lengths, batch =>
        {
            var logits = model.Graph.Run(model.Pairs.Inputs([.. batch.Select(at => (texts[pairs[at].Text]!, sentences[pairs[at].Sentence]))], model.Graph.FixedLength));
            var classes = model.Classes.Count;
            if (logits.Shape is not [var rows, var width] || rows != batch.Length || width != classes)
                throw new UnfitModel($"{model.Graph.Path} gives logits of the shape {logits}; of {batch.Length} rows and {classes} outputs, as config.json names them, it should be [{batch.Length}, {classes}]");
            if (logits.HasNaN) throw new UnfitModel($"{model.Graph.Path} gives logits that are no numbers; a graph of 16 bits may overflow: take another variant");
            foreach (var (row, at) in batch.Index())
                found[pairs[at].Text][pairs[at].Sentence] = (logits.Values[row * classes + model.Classes.Entailment], logits.Values[row * classes + model.Classes.Contradiction]);
        }, cancellation);
        return found;
    }

    private ItemDraft Draft(Hypotheses asked, (double, double)[]? logits)
    {
        var drafts = new Dictionary<string, QuestionDraft>();
        if (logits is not null)
            foreach (var (question, sentences) in asked.Questions)
                if (Draft(question, [.. sentences.Select(sentence => logits[sentence])]) is { } draft) drafts.Add(question.Name, draft);
        return new ItemDraft(drafts);
    }

    private QuestionDraft? Draft(ChoiceQuestion question, IReadOnlyList<(double, double)> logits)
    {
        var scores = question.ChoosesOne && logits.Count > 1 ? EntailmentScores.OfOne(logits) : EntailmentScores.OfEach(logits);
        var best = Array.IndexOf(scores, scores.Max());
        var chosen = question.ChoosesOne ? One(scores, best) : Several(question, scores);
        if (chosen is null) return null;
        return new QuestionDraft(
            ChoiceAnswer.Of([.. chosen.Select(label => question.Labels[label].Name)]), chosen.Count > 0 ? scores[best] : 1 - scores[best],
            scores.Select((score, label) => (question.Labels[label].Name, score)).ToDictionary());
    }

    private List<int>? One(double[] scores, int best) => scores[best] >= (options.Threshold ?? 0) ? [best] : null;

    /// <summary>Those from the threshold on, the likeliest where the question allows no more; null when there are fewer than it takes.</summary>
    private List<int>? Several(ChoiceQuestion question, double[] scores)
    {
        var chosen = Enumerable.Range(0, scores.Length).Where(label => scores[label] >= (options.Threshold ?? UsualThreshold))
            .OrderByDescending(label => scores[label]).Take(question.Max ?? int.MaxValue).Order().ToList();
        return chosen.Count < question.Min ? null : chosen;
    }
}
