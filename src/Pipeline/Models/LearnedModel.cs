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
            [.. texts.Select((text, place) => new ItemDraft(text is null ? [] : Draft(classes, chances.AsSpan(place * width, width))))]);
    }

    private Dictionary<string, QuestionDraft> Draft(ChoiceClasses classes, ReadOnlySpan<float> chances)
    {
        var read = classes.Read(chances);
        var scores = new Dictionary<string, double>();
        for (var label = 0; label < chances.Length; label++)
            scores.Add(classifier.Classes[label], chances[label]);
        return new Dictionary<string, QuestionDraft> { [question] = new(classes.Answer(read.Classes), read.Confidence, scores) };
    }

    private ChoiceClasses Classes(LabelSchema schema)
    {
        if (ChoiceClasses.Find(schema, question) is not { } classes)
            throw new UnfitModel($"the project's own model answers the choice \"{question}\", which the schema no longer has; it learns another with the next turn of active learning");
        return classes.IsMultiLabel == classifier.IsMultiLabel && classes.Names.SequenceEqual(classifier.Classes)
            ? classes
            : throw new UnfitModel($"the project's own model knows the labels {string.Join(", ", classifier.Classes)}, and the schema has others; it learns them with the next turn of active learning");
    }
}
