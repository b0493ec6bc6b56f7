namespace Assay.Model.Questions;

/// <summary>Every kind of question there is. Contract tests run over this list.</summary>
public static class QuestionKinds
{
    /// <summary>In the order the schema editor offers them.</summary>
    public static readonly IReadOnlyList<IQuestionKind> All =
    [
        ChoiceKind.Instance,
        RatingKind.Instance,
        TextKind.Instance,
        SpansKind.Instance,
        RelationsKind.Instance,
        BoxesKind.Instance,
        PolygonsKind.Instance,
        MasksKind.Instance,
        KeypointsKind.Instance,
        SegmentsKind.Instance,
        RankingKind.Instance,
        PairwiseKind.Instance,
    ];

    /// <summary>The kind with this word in the JSON; null when there is none.</summary>
    public static IQuestionKind? Find(string name) => All.FirstOrDefault(kind => kind.Name == name);
}
