using System.Text.Json;
using Assay.Learning.Vectors;
using Assay.Model;
using Assay.Pipeline.Media.Vectors;
using Assay.Pipeline.Projects;
using Assay.WeakModels;

namespace Assay.Pipeline.Models;

/// <summary>A project's own classifier of images as a weak model: it answers one choice question. An item without an image, or with one that is missing or cannot be decoded, is abstained from.</summary>
internal sealed class LearnedImages(string question, LabelClassifier classifier, ImageVectors vectors, ProjectSettings project) : IWeakModel
{
    public string Name => LearnedModel.Word;

    public string Version => classifier.Version;

    public void Check(LabelSchema schema) => Classes(schema);

    public async ValueTask<IReadOnlyList<ItemDraft>> Predict(LabelSchema schema, IReadOnlyList<JsonElement> items, CancellationToken cancellation = default)
    {
        var classes = Classes(schema);
        await vectors.Fill(project, items, cancellation);
        var chances = new float[classifier.Labels.Count];
        var drafts = new List<ItemDraft>();
        foreach (var vector in vectors.OfItems(project, items))
        {
            cancellation.ThrowIfCancellationRequested();
            if (vector is null)
            {
                drafts.Add(new ItemDraft(new Dictionary<string, QuestionDraft>()));
                continue;
            }

            classifier.Probabilities(Array.ConvertAll(vector, number => (float)number), chances);
            drafts.Add(new ItemDraft(classes.Draft(chances)));
        }

        return drafts;
    }

    private ChoiceClasses Classes(LabelSchema schema)
    {
        var classes = ChoiceClasses.Of(schema, question, classifier.Labels, classifier.IsMultiLabel);
        if (vectors.Encoder.Name != classifier.Source)
            throw new UnfitModel($"the project's own model learned from images as {classifier.Source} sees them, and this server uses {vectors.Encoder.Name}; it learns anew with the next turn of active learning");
        return ItemVectors.Fields(schema).Count * vectors.Encoder.Length == classifier.Coordinates
            ? classes
            : throw new UnfitModel("the project's own model learned from as many images an item as the schema had, and it shows others now; it learns anew with the next turn of active learning");
    }
}
