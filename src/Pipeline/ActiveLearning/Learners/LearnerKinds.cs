using Assay.Model;
using Assay.Model.Questions;

namespace Assay.Pipeline.ActiveLearning.Learners;

/// <summary>The kinds of question that can be learned, in the order in which one is taken where none is named.</summary>
internal static class LearnerKinds
{
    private static readonly IReadOnlyList<Func<LabelSchema, Question, ILearner?>> All =
    [
        (schema, question) => question is ChoiceQuestion { Mode: not ChoiceMode.Taxonomy } choice ? ImageLearner.Fits(schema) ? new ImageLearner(schema, choice) : new ChoiceLearner(schema, choice) : null,
        (schema, question) => question is SpansQuestion spans ? new SpansLearner(schema, spans) : null,
    ];

    /// <summary>Of the question of this name, or of the first that can be learned; null where there is none.</summary>
    public static ILearner? Find(LabelSchema schema, string? name) => All
        .SelectMany(kind => schema.Questions.Where(question => name is null || question.Name == name).Select(question => kind(schema, question)))
        .FirstOrDefault(learner => learner is not null);
}
