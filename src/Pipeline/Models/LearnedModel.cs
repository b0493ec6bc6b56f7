using System.Text.Json;
using Assay.Learning.Text;
using Assay.Model;
using Assay.WeakModels;

namespace Assay.Pipeline.Models;

/// <summary>A project's own classifier as a weak model: it answers one choice question, over all fields that are text. An item without text is abstained from.</summary>
internal sealed class LearnedModel(string question, TextClassifier classifier) : IWeakModel
{
    public const string Word = "learned";

    public string Name => Word;

    public string Version => classifier.Version;

    public void Check(LabelSchema schema) => Classes(schema);

    public ValueTask<IReadOnlyList<ItemDraft>> Predict(LabelSchema schema, IReadOnlyList<JsonElement> items, CancellationToken cancellation = default)
    {
        var classes = Classes(schema);
        string?[] texts = [.. items.Select(item => ItemTexts.All(item, schema.Fields))];
        var chances = classifier.Probabilities([.. texts.Select(text => text ?? "")], threads: 1, cancellation);
        var width = classifier.Classes.Count;
        return ValueTask.FromResult<IReadOnlyList<ItemDraft>>(
            [.. texts.Select((text, place) => new ItemDraft(text is null ? [] : classes.Draft(chances.AsSpan(place * width, width))))]);
    }

    private ChoiceClasses Classes(LabelSchema schema) => ChoiceClasses.Of(schema, question, classifier.Classes, classifier.IsMultiLabel);
}
