using Assay.Model;
using Assay.Model.Questions;

namespace Assay.WeakModels.Onnx.Gliner;

/// <summary>The questions of a schema that are answered by spans, each with the beginnings of rows that ask for its labels.</summary>
internal sealed record GlinerTarget(LabelSchema Schema, IReadOnlyList<(SpansQuestion Question, IReadOnlyList<Prompt> Prompts)> Questions)
{
    /// <exception cref="UnfitModel">There is no such question, its labels cannot be asked for, or it forbids what was asked.</exception>
    public static GlinerTarget Of(LabelSchema schema, GlinerFolder model, bool nested)
    {
        SpansQuestion[] questions = [.. schema.Questions.OfType<SpansQuestion>()];
        if (questions.Length == 0)
            throw new UnfitModel($"gliner drafts spans; there are {string.Join(", ", schema.Questions.Select(one => $"{one.Name} ({one.Kind.Name})"))}");
        if (nested && questions.FirstOrDefault(question => question.Overlap == SpanOverlap.None) is { } flat)
            throw new UnfitModel($"spans within others were asked for, and \"{flat.Name}\" allows no overlap; its overlap should be nested or any");
        return new GlinerTarget(schema, [.. questions.Select(question => (question, Prompt.Of([.. question.Labels.Select(label => label.Shown)], model)))]);
    }
}
