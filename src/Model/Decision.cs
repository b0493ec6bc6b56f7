namespace Assay.Model;

/// <summary>What becomes of a task after an answer.</summary>
public abstract record Decision
{
    private Decision() { }

    /// <summary>More people are needed.</summary>
    public sealed record Open : Decision;

    /// <summary>The label is final.</summary>
    /// <param name="Final">The answers that are exported.</param>
    /// <param name="How">How they came about: a word of <see cref="FinalHow"/>.</param>
    /// <param name="Confidence">In [0, 1]; null when there is nothing to judge it by, as with a single answer.</param>
    public sealed record Completed(Answers Final, string How, double? Confidence) : Decision;

    /// <summary>People differ.</summary>
    /// <param name="Questions">The names of the questions on which they do, in the order of the schema; at least one.</param>
    public sealed record Disputed(IReadOnlyList<string> Questions) : Decision;
}
