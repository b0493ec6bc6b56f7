namespace Assay.Model.Questions;

/// <summary>What is different about a part of an answer.</summary>
public enum ChangeKind
{
    /// <summary>It is only in the second answer.</summary>
    Added,

    /// <summary>It is only in the first answer.</summary>
    Removed,

    /// <summary>It is in both, and not the same.</summary>
    Changed,
}

/// <summary>One difference between two answers to a question.</summary>
/// <param name="What">Added, removed or changed.</param>
/// <param name="First">The place of the part in the list of the first answer; null when it is not there, or the answer is no list.</param>
/// <param name="Second">The place in the second answer, likewise.</param>
/// <param name="Details">In words: what was added or removed, or each thing that changed, <c>label dog → cat</c>. At least one.</param>
public sealed record Change(ChangeKind What, int? First, int? Second, IReadOnlyList<string> Details)
{
    /// <summary>In words.</summary>
    public IReadOnlyList<string> Details { get; } = ValueList<string>.Of(Details);

    /// <summary>The whole answer became another.</summary>
    public static Change Whole(string before, string after) => new(ChangeKind.Changed, null, null, [$"{before} → {after}"]);
}
