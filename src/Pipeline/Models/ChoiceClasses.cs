using Assay.Model;
using Assay.Model.Questions;
using Assay.WeakModels;

namespace Assay.Pipeline.Models;

/// <summary>A choice among plain labels as the classes of a classifier: from answers to classes, and from chances back to an answer.</summary>
internal sealed class ChoiceClasses(ChoiceQuestion question)
{
    private const float Chosen = 0.5f;

    public ChoiceQuestion Question { get; } = question;

    /// <summary>In the order of the schema.</summary>
    public IReadOnlyList<string> Names { get; } = [.. question.Labels.Select(label => label.Name)];

    /// <summary>Whether any number of labels may fit.</summary>
    public bool IsMultiLabel => !Question.ChoosesOne;

    /// <summary>The question of this name, or the first that can be learned; null where there is none.</summary>
    public static ChoiceClasses? Find(LabelSchema schema, string? name) =>
        schema.Questions.OfType<ChoiceQuestion>().FirstOrDefault(question => question.Mode != ChoiceMode.Taxonomy && (name is null || question.Name == name)) is { } found
            ? new ChoiceClasses(found)
            : null;

    /// <summary>The question of this name, for a model that was trained on these labels.</summary>
    /// <exception cref="UnfitModel">The schema has no such question, or it has other labels.</exception>
    public static ChoiceClasses Of(LabelSchema schema, string question, IReadOnlyList<string> labels, bool isMultiLabel)
    {
        if (Find(schema, question) is not { } classes)
            throw new UnfitModel($"the project's own model answers the choice \"{question}\", which the schema no longer has; it learns another with the next turn of active learning");
        return classes.IsMultiLabel == isMultiLabel && classes.Names.SequenceEqual(labels)
            ? classes
            : throw new UnfitModel($"the project's own model knows the labels {string.Join(", ", labels)}, and the schema has others; it learns them with the next turn of active learning");
    }

    /// <summary>The classes of an answer; null where it is missing.</summary>
    public IReadOnlyList<int>? Of(Answers answers)
    {
        if (answers[Question.Name] is not ChoiceAnswer answer)
            return null;
        int[] classes = [.. answer.Labels.Select(path => Question.Labels.IndexOf(path.Names[0])).Order()];
        return classes.Any(label => label < 0) || (!IsMultiLabel && classes.Length != 1) ? null : classes;
    }

    /// <summary>
    /// What a model says: the likeliest label; of several those likelier than not, but as many as the question allows. The confidence is the chance that all of
    /// it is right, the labels taken as independent.
    /// </summary>
    public ReadChances Read(ReadOnlySpan<float> chances)
    {
        if (!IsMultiLabel)
        {
            var best = 0;
            for (var label = 1; label < chances.Length; label++)
                if (chances[label] > chances[best])
                    best = label;
            return new ReadChances([best], Math.Clamp(chances[best], 0, 1));
        }

        var given = chances.ToArray();
        int[] likeliest = [.. Enumerable.Range(0, given.Length).OrderByDescending(label => given[label])];
        var count = Math.Clamp(given.Count(chance => chance >= Chosen), Math.Min(Question.Min, given.Length), Math.Max(Question.Min, Question.Max ?? given.Length));
        int[] chosen = [.. likeliest.Take(count).Order()];
        var confidence = given.Select((chance, label) => chosen.Contains(label) ? chance : 1.0 - chance).Aggregate(1.0, (all, each) => all * each);
        return new ReadChances(chosen, Math.Clamp(confidence, 0, 1));
    }

    /// <summary>What a model says, with the chance of each label.</summary>
    public Dictionary<string, QuestionDraft> Draft(ReadOnlySpan<float> chances)
    {
        var read = Read(chances);
        var scores = new Dictionary<string, double>();
        for (var label = 0; label < chances.Length; label++)
            scores.Add(Names[label], chances[label]);
        return new Dictionary<string, QuestionDraft> { [Question.Name] = new(Answer(read.Classes), read.Confidence, scores) };
    }

    /// <summary>The answer of these classes.</summary>
    public ChoiceAnswer Answer(IReadOnlyList<int> classes) => ChoiceAnswer.Of([.. classes.Select(label => Names[label])]);
}

/// <param name="Classes">Ascending.</param>
/// <param name="Confidence">The chance that all of it is right, 0 to 1.</param>
internal readonly record struct ReadChances(int[] Classes, double Confidence);
