using System.Text.Json;
using Assay.Learning.Tagging;
using Assay.Model;
using Assay.Model.Questions;
using Assay.WeakModels;

namespace Assay.Pipeline.Models;

/// <summary>A project's own tagger as a weak model: it answers one question for spans. An item without a word is abstained from.</summary>
internal sealed class LearnedTagger(string question, SequenceTagger tagger) : IWeakModel
{
    public string Name => LearnedModel.Word;

    public string Version => tagger.Version;

    public void Check(LabelSchema schema) => Question(schema);

    public ValueTask<IReadOnlyList<ItemDraft>> Predict(LabelSchema schema, IReadOnlyList<JsonElement> items, CancellationToken cancellation = default)
    {
        var spans = Question(schema);
        var reader = new SpanReader(spans, tagger);
        var drafts = new List<ItemDraft>();
        foreach (var item in items)
        {
            cancellation.ThrowIfCancellationRequested();
            var read = reader.Read(item);
            drafts.Add(new ItemDraft(read.HasText ? Draft(read) : []));
        }

        return ValueTask.FromResult<IReadOnlyList<ItemDraft>>(drafts);
    }

    private Dictionary<string, QuestionDraft> Draft(SpanReading read) => new()
    {
        [question] = new QuestionDraft(new SpansAnswer(read.Regions), read.Confidence, SpanScores.ByLabel(read.Regions, read.Scores)) { PartScores = read.Scores },
    };

    private SpansQuestion Question(LabelSchema schema)
    {
        if (schema.Question(question) is not SpansQuestion spans)
            throw new UnfitModel($"the project's own model answers the spans \"{question}\", which the schema no longer has; it learns another with the next turn of active learning");
        return tagger.Labels.All(label => spans.Labels.Any(known => known.Name == label))
            ? spans
            : throw new UnfitModel($"the project's own model knows the labels {string.Join(", ", tagger.Labels)}, and the schema has others; it learns them with the next turn of active learning");
    }
}
