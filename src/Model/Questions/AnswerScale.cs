namespace Assay.Model.Questions;

/// <summary>What may be said of two answers to a question.</summary>
public enum ScaleLevel
{
    /// <summary>That they are the same or not.</summary>
    Nominal,

    /// <summary>Which is more.</summary>
    Ordinal,

    /// <summary>How far they lie apart.</summary>
    Interval,

    /// <summary>How much of them they share: each is a set of members.</summary>
    Set,

    /// <summary>How alike they are: 1 − <see cref="IQuestionKind.Similarity"/> is their distance.</summary>
    Similarity,
}

/// <summary>The scale of a question's answers, for measures of agreement.</summary>
/// <param name="Level">What may be said of two answers.</param>
/// <param name="Values">At ordinal and interval level the number each of <see cref="IQuestionKind.Categories"/> stands for; otherwise empty.</param>
/// <param name="Members">At set level all that an answer may hold, in schema order; otherwise empty.</param>
public sealed record AnswerScale(ScaleLevel Level, IReadOnlyList<double> Values, IReadOnlyList<string> Members)
{
    /// <summary>Answers are the same or not.</summary>
    public static readonly AnswerScale Nominal = new(ScaleLevel.Nominal, [], []);

    /// <summary>Answers are more or less alike.</summary>
    public static readonly AnswerScale Similarity = new(ScaleLevel.Similarity, [], []);
}
