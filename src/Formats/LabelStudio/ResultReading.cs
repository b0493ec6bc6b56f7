using Assay.Model;

namespace Assay.Formats.LabelStudio;

/// <summary>What came of reading a result: the answers it gives, or why it gives none.</summary>
/// <param name="Answers">Null exactly when there are problems. Checked against the schema as a draft; questions that nothing was said to are left out.</param>
/// <param name="Scores">How sure the model is, by the name of the question.</param>
/// <param name="Problems">What is wrong, each a sentence for a person.</param>
public sealed record ResultReading(Answers? Answers, IReadOnlyDictionary<string, ResultScores> Scores, IReadOnlyList<string> Problems)
{
    /// <summary>What was set aside since nothing asks for it: links between regions.</summary>
    public IReadOnlyList<string> Unused { get; init; } = [];

    internal static ResultReading Wrong(params IReadOnlyList<string> problems) => new(null, new Dictionary<string, ResultScores>(), problems);
}

/// <summary>How sure a model is of one answer.</summary>
/// <param name="Whole">0 to 1: the least of its parts; null when the model does not say.</param>
/// <param name="Parts">Of each region, in the order of the answer; empty when it has none, or the model does not say of each.</param>
public sealed record ResultScores(double? Whole, IReadOnlyList<double> Parts);
