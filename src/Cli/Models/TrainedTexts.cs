using System.Text.Json;
using Assay.Learning.Text;
using Assay.Model;
using Assay.Model.Questions;
using Assay.WeakModels;

namespace Assay.Cli.Models;

/// <summary>
/// What <c>assay train</c> wrote, as a weak model: it answers the first choice that has its labels, over all fields that are text. An item without a word is abstained from, and of
/// several labels it drafts those likelier than not. Confidence is the chance that all of it is right, the labels taken as independent.
/// </summary>
internal sealed class TrainedTexts(TextClassifier classifier) : IWeakModel
{
    private const float Likely = 0.5f;

    public string Name => "trained";

    public string Version => classifier.Version;

    /// <exception cref="BadInput">There is no such file, or it holds no model.</exception>
    public static ModelAtHand Open(string path)
    {
        if (!File.Exists(path))
            throw new BadInput($"there is no file {path}; assay train FILE --output {path} writes one");
        try
        {
            using var stream = File.OpenRead(path);
            var classifier = TextClassifier.Load(stream);
            return new ModelAtHand(new TrainedTexts(classifier)) { Labels = classifier.Classes, TakesSeveral = classifier.IsMultiLabel };
        }
        catch (InvalidDataException error)
        {
            throw new BadInput($"{path}: {error.Message}");
        }
    }

    public void Check(LabelSchema schema) => Question(schema);

    public ValueTask<IReadOnlyList<ItemDraft>> Predict(LabelSchema schema, IReadOnlyList<JsonElement> items, CancellationToken cancellation = default)
    {
        var question = Question(schema);
        string?[] texts = [.. items.Select(item => ItemTexts.All(item, schema.Fields))];
        var chances = classifier.Probabilities([.. texts.Select(text => text ?? "")], cancel: cancellation);
        var width = classifier.Classes.Count;
        return ValueTask.FromResult<IReadOnlyList<ItemDraft>>(
            [.. texts.Select((text, place) => Draft(question, string.IsNullOrWhiteSpace(text) ? null : chances[(place * width)..((place + 1) * width)]))]);
    }

    private ItemDraft Draft(ChoiceQuestion question, float[]? chances)
    {
        if (chances is null)
            return new ItemDraft(new Dictionary<string, QuestionDraft>());
        string[] likely = classifier.IsMultiLabel
            ? [.. classifier.Classes.Zip(chances).Where(one => one.Second >= Likely).Select(one => one.First)]
            : [classifier.Classes[Array.IndexOf(chances, chances.Max())]];
        string[] chosen = [.. question.Labels.Select(label => label.Name).Where(likely.Contains)];
        var sure = classifier.IsMultiLabel
            ? classifier.Classes.Zip(chances, (name, chance) => chosen.Contains(name) ? chance : 1.0 - chance).Aggregate(1.0, (all, each) => all * each)
            : chances.Max();
        if (chosen.Length < question.Min || chosen.Length > (question.Max ?? int.MaxValue))
            return new ItemDraft(new Dictionary<string, QuestionDraft>());
        var scores = classifier.Classes.Zip(chances).ToDictionary(one => one.First, one => (double)one.Second);
        return new ItemDraft(new Dictionary<string, QuestionDraft> { [question.Name] = new(ChoiceAnswer.Of(chosen), Math.Clamp(sure, 0, 1), scores) });
    }

    private ChoiceQuestion Question(LabelSchema schema) =>
        schema.Questions.OfType<ChoiceQuestion>().FirstOrDefault(question => question.Mode == (classifier.IsMultiLabel ? ChoiceMode.Multiple : ChoiceMode.Single)
            && classifier.Classes.All(name => question.Labels.Any(label => label.Name == name)))
        ?? throw new UnfitModel($"the model was trained on {(classifier.IsMultiLabel ? "several labels of" : "one label")} of {string.Join(", ", classifier.Classes.Take(20))}, and no choice has these labels; "
            + $"there are {string.Join(", ", schema.Questions.Select(one => $"{one.Name} ({one.Kind.Name})"))}");
}
