namespace Assay.Learning.Acceptance;

/// <summary>A draft that was held against a person's answer, drawn at random for it.</summary>
/// <param name="Confidence">Of the draft; any number but NaN, larger is surer.</param>
/// <param name="IsWrong">Whether the person answered otherwise.</param>
/// <param name="Rate">The chance with which it was drawn, above 0, at most 1.</param>
public sealed record AuditedDraft(double Confidence, bool IsWrong, double Rate = 1)
{
    /// <summary>
    /// Audits as if all had been drawn with the smallest of their rates: each of a larger one is kept with the quotient of the two. What is left is an
    /// even sample, to which exact limits apply; weighted audits have none.
    /// </summary>
    /// <param name="audits">In a fixed order, on which the draw depends.</param>
    /// <param name="seed">Of the draw.</param>
    /// <exception cref="ArgumentException">A confidence is NaN, or a rate is not above 0 and at most 1.</exception>
    public static IReadOnlyList<AuditedDraft> Even(IReadOnlyCollection<AuditedDraft> audits, long seed = 0)
    {
        foreach (var audit in audits)
        {
            if (double.IsNaN(audit.Confidence))
                throw new ArgumentException("An audit has no number as its confidence (NaN).", nameof(audits));
            if (!(audit.Rate is > 0 and <= 1))
                throw new ArgumentException($"An audit was drawn with the rate {audit.Rate}; a rate is above 0 and at most 1.", nameof(audits));
        }

        if (audits.Count == 0)
            return [];
        var smallest = audits.Min(audit => audit.Rate);
        return [.. audits.Where((audit, place) => audit.Rate.Equals(smallest) || RandomDraw.Of(seed, place) * audit.Rate < smallest)];
    }
}
