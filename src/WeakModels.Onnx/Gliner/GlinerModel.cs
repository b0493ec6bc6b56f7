using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Assay.Model;
using Assay.Model.Questions;

namespace Assay.WeakModels.Onnx.Gliner;

/// <summary>
/// Spans of any labels by a published model of GLiNER. Answers questions of the kind spans, over their fields; long texts are read in windows that overlap. In a
/// text of which nothing is likely the answer is no spans; an item without a word is abstained from.
/// </summary>
/// <remarks>
/// <para>Scores are those of the likeliest span of each label. Confidence is the least score of the spans drafted; where there is none, 1 less the highest of
/// those below the threshold. It ranks; it is no probability until it was calibrated.</para>
/// <para>More labels than the model takes at once are asked for in groups, in their order, and a score depends a little on the labels beside its own.</para>
/// <para>Source: Zaratiana et al. 2024, GLiNER: Generalist Model for Named Entity Recognition using Bidirectional Transformer.</para>
/// </remarks>
public sealed class GlinerModel : IWeakModel, IRunsHere, IDisposable
{
    private readonly GlinerFolder model;
    private readonly GlinerOptions options;
    private readonly GlinerReader reader;
    private GlinerTarget? target;

    private GlinerModel(GlinerFolder model, GlinerOptions options)
    {
        (this.model, this.options, reader) = (model, options, new GlinerReader(model, options.Threshold));
        var said = string.Create(CultureInfo.InvariantCulture, $"{model.Identity}\n{options.Threshold}\n{options.Nested}");
        Version = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(said)))[..12];
    }

    /// <inheritdoc/>
    public string Name => "gliner";

    /// <inheritdoc/>
    public string Version { get; }

    /// <inheritdoc/>
    public ProcessorUse Processor => model.Graph.Processor;

    /// <summary>Opens a folder.</summary>
    /// <param name="folder">As published: a graph, <c>gliner_config.json</c>, the files of a tokenizer.</param>
    /// <param name="options">How it is asked; null for the defaults.</param>
    /// <exception cref="UnfitModel">The folder is not what is needed.</exception>
    public static GlinerModel Open(ModelFolder folder, GlinerOptions? options = null)
    {
        options ??= new GlinerOptions();
        if (options.Threshold is not (>= 0 and <= 1)) throw new UnfitModel("the threshold is a probability, from 0 to 1");
        return new GlinerModel(GlinerFolder.Open(folder, options.Session), options);
    }

    /// <inheritdoc/>
    public void Check(LabelSchema schema) => Asked(schema);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ItemDraft>> Predict(LabelSchema schema, IReadOnlyList<JsonElement> items, CancellationToken cancellation = default)
    {
        var asked = Asked(schema);
        var drafts = items.Select(_ => new Dictionary<string, QuestionDraft>()).ToArray();
        foreach (var (question, prompts) in asked.Questions)
        {
            var texts = Texts(question, items, cancellation);
            var found = reader.Read([.. texts.Select(text => text.Pieces)], prompts, question.Labels.Count, cancellation);
            foreach (var ofItem in texts.Zip(found, (text, reading) => new TextRead(text.Item, text.Field, text.Words, reading)).GroupBy(read => read.Item))
                drafts[ofItem.Key].Add(question.Name, Draft(question, [.. ofItem]));
        }
        return ValueTask.FromResult<IReadOnlyList<ItemDraft>>([.. drafts.Select(ofItem => new ItemDraft(ofItem))]);
    }

    /// <inheritdoc/>
    public void Dispose() => model.Graph.Dispose();

    private GlinerTarget Asked(LabelSchema schema) =>
        target is { } ready && ready.Schema == schema ? ready : target = GlinerTarget.Of(schema, model, options.Nested);

    /// <summary>The texts that a question marks, by item, those of one in the order of its fields.</summary>
    private List<TextWords> Texts(SpansQuestion question, IReadOnlyList<JsonElement> items, CancellationToken cancellation)
    {
        var texts = new List<TextWords>();
        foreach (var (place, item) in items.Index())
            foreach (var field in question.Fields)
            {
                cancellation.ThrowIfCancellationRequested();
                if (ItemTexts.Of(item, field) is not { } text) continue;
                var words = WordSplitter.Split(text);
                if (words.Count == 0) continue;
                texts.Add(new TextWords(place, field, words, [.. words.Select(word => model.Tokenizer.Pieces.EncodeWord(word.Text))]));
            }
        return texts;
    }

    private QuestionDraft Draft(SpansQuestion question, IReadOnlyList<TextRead> texts)
    {
        var kept = texts.SelectMany(text => Greedy.Keep(text.Reading.Candidates, model.Output != GlinerOutput.Spans, options.Nested).Select(one => (text.Field, text.Words, Span: one))).ToList();
        double[] best = [.. question.Labels.Select((_, label) => texts.Max(text => text.Reading.Best[label]))];
        var regions = kept.Select(one => new SpanRegion(
            question.Labels[one.Span.Label].Name, one.Field, [new Stretch(one.Words[one.Span.First].Start, one.Words[one.Span.Last].End)], []));
        return new QuestionDraft(
            new SpansAnswer([.. regions]), kept.Count > 0 ? kept.Min(one => one.Span.Score) : 1 - best.Max(),
            best.Select((score, label) => (question.Labels[label].Name, score)).ToDictionary())
        {
            PartScores = [.. kept.Select(one => one.Span.Score)],
        };
    }

    private sealed record TextWords(int Item, string Field, IReadOnlyList<Word> Words, IReadOnlyList<IReadOnlyList<int>> Pieces);

    private sealed record TextRead(int Item, string Field, IReadOnlyList<Word> Words, Reading Reading);
}
