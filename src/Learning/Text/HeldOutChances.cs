namespace Assay.Learning.Text;

/// <summary>What models that were trained without an example say of it: what its label can be judged by.</summary>
/// <param name="Examples">Their places among those trained on. All where they are few, some thousands drawn by chance where they are many.</param>
/// <param name="Chances">Example by example, in the order of <paramref name="Examples"/>: 0 to 1, a number a class. Where one class fits they sum to 1.</param>
public sealed record HeldOutChances(IReadOnlyList<int> Examples, ReadOnlyMemory<float> Chances);
