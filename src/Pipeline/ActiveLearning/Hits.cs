namespace Assay.Pipeline.ActiveLearning;

/// <summary>Which tasks of the random stream models are right on, in the same order for all.</summary>
/// <param name="Own">The model of all chosen labels.</param>
/// <param name="Labels">Numbers of labels, ascending.</param>
/// <param name="Random">For each number: models of so many other random labels.</param>
/// <param name="Chosen">For each number: the model of the first so many chosen labels; null where there are fewer.</param>
internal sealed record Hits(bool[] Own, int[] Labels, bool[][] Random, bool[]?[] Chosen);
