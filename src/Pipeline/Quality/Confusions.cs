using Assay.Model;

namespace Assay.Pipeline.Quality;

/// <summary>Confusion matrices of two people, or of people and the final labels, and the tasks behind each cell.</summary>
public sealed class Confusions
{
    public ConfusionOfTwo Of(long projectId, string question, string? a, string? b) => throw Unmeasured(projectId, question, a, b);

    public CellPage Tasks(long projectId, string question, string? a, string? b, string row, string column, long after, int limit) =>
        throw Unmeasured(projectId, question, a, b, row, column, after, limit);

    private static Conflict Unmeasured(params object?[] about) => new($"Nothing is measured yet of {string.Join(", ", about)}.");
}
