using Assay.Model;

namespace Assay.Pipeline.PreAnnotate.Difficulty;

/// <summary>How hard a task seems to weak models.</summary>
internal static class PredictionDoubt
{
    /// <summary>
    /// The mean of how unsure they are, 1 less their mean confidence, and of how far they differ, the share of pairs of them that do not agree on every question;
    /// of only one of the two where the other cannot be said. Null without predictions that say either.
    /// </summary>
    public static double? Of(LabelSchema schema, IReadOnlyList<(Answers Answers, double? Confidence)> predictions)
    {
        double? unsure = predictions.Any(each => each.Confidence is not null) ? 1 - predictions.Average(each => each.Confidence) : null;
        double? differ = predictions.Count > 1 ? Pairs(predictions).Average(pair => Agree(schema, pair.One, pair.Other) ? 0 : 1) : null;
        return unsure is { } one && differ is { } other ? (one + other) / 2 : unsure ?? differ;
    }

    private static bool Agree(LabelSchema schema, Answers one, Answers other) =>
        schema.Questions.All(question => question.Kind.Agree(question, one[question.Name], other[question.Name]));

    private static IEnumerable<(Answers One, Answers Other)> Pairs(IReadOnlyList<(Answers Answers, double? Confidence)> all)
    {
        for (var i = 0; i < all.Count; i++)
            for (var j = 0; j < i; j++)
                yield return (all[i].Answers, all[j].Answers);
    }
}
