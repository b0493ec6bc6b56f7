using Assay.Model;
using Assay.Model.Questions;

namespace Assay.WeakModels.Onnx.Entailment;

/// <summary>The choices of a schema with the sentences that their labels become. What a person reads of a label stands in it, the name where it has no title.</summary>
/// <param name="Schema">The schema.</param>
/// <param name="Questions">Its choices, each with the place of the sentence of each label.</param>
/// <param name="Sentences">As pieces; each once, though several labels may read the same.</param>
internal sealed record Hypotheses(LabelSchema Schema, IReadOnlyList<(ChoiceQuestion Question, int[] Sentences)> Questions, IReadOnlyList<IReadOnlyList<int>> Sentences)
{
    private const string Place = "{}";

    /// <exception cref="UnfitModel">The template has no place for the label, or holds a token that is the model's own.</exception>
    public static void Check(string template, EntailmentFolder model)
    {
        if (template.Split(Place).Length != 2) throw new UnfitModel($"the template \"{template}\" should hold {{}} once, where the label goes");
        if (model.Tokenizer.Special.Within(template) is { } special) throw new UnfitModel($"the template \"{template}\" holds {special}, which is a sign of the model's own; take other words");
    }

    /// <exception cref="UnfitModel">The schema has no choice or no text, or a label cannot be asked about.</exception>
    public static Hypotheses Of(LabelSchema schema, string template, EntailmentFolder model)
    {
        var choices = schema.Questions.OfType<ChoiceQuestion>().Where(question => question.Mode != ChoiceMode.Taxonomy).ToList();
        if (choices.Count == 0)
            throw new UnfitModel($"nli drafts choices of one or several labels; there are {string.Join(", ", schema.Questions.Select(one => $"{one.Name} ({one.Kind.Name})"))}");
        if (!schema.Fields.Any(ItemTexts.IsText)) throw new UnfitModel("nli reads texts, and no field of the schema is one");
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        var sentences = new List<IReadOnlyList<int>>();
        foreach (var label in choices.SelectMany(choice => choice.Labels))
        {
            if (places.ContainsKey(label.Shown)) continue;
            if (model.Tokenizer.Special.Within(label.Shown) is { } special)
                throw new UnfitModel($"the label \"{label.Shown}\" holds {special}, which is a sign of the model's own; give it another title");
            var sentence = model.Tokenizer.Pieces.Encode(template.Replace(Place, label.Shown, StringComparison.Ordinal));
            if (model.Pairs.Room(sentence) < 1)
                throw new UnfitModel($"the label \"{Short(label.Shown)}\" makes a sentence of {sentence.Count} tokens; with a text beside it the model takes {model.Pairs.MostTokens}: give it a shorter title");
            places.Add(label.Shown, sentences.Count);
            sentences.Add(sentence);
        }
        return new Hypotheses(schema, [.. choices.Select(choice => (choice, choice.Labels.Select(label => places[label.Shown]).ToArray()))], sentences);
    }

    private static string Short(string label) => label.Length > 60 ? $"{label[..60]}…" : label;
}
