using Assay.Model;

namespace Assay.Pipeline.Quality.Arbitration;

/// <summary>What becomes of an arbiter's opinion.</summary>
public static class ArbitrationPolicies
{
    /// <summary>It is shown to whoever decides.</summary>
    public const string OpinionOnly = "opinion_only";

    /// <summary>It decides, while the arbiter is shown to be right often enough.</summary>
    public const string Decide = "decide";

    public static IReadOnlyList<string> All { get; } = [OpinionOnly, Decide];
}

/// <summary>Who is asked about a project's disputes, and what becomes of the opinions.</summary>
/// <param name="SetupId">One of the weak models that the project has set up; null for nobody.</param>
/// <param name="Policy">opinion_only or decide.</param>
/// <param name="LeastAccuracy">For decide: at least this share of its decisions is right, 0.5 to 0.99.</param>
/// <param name="Delta">For decide: with a confidence of 1 less this, 0.001 to 0.5.</param>
/// <param name="BlindShare">
/// Share of disputes, drawn by chance, that people decide without seeing the opinion: 0 to 0.9, for decide from 0.05. The arbiter's accuracy is measured on these alone.
/// </param>
public sealed record ArbitrationSettings(
    long? SetupId = null, string Policy = ArbitrationPolicies.OpinionOnly, double LeastAccuracy = 0.9, double Delta = 0.1, double BlindShare = 0.2)
{
    /// <exception cref="Invalid">Something is out of its range.</exception>
    internal ArbitrationSettings Checked()
    {
        var violations = new List<Violation>();
        if (!ArbitrationPolicies.All.Contains(Policy))
            violations.Add(new Violation("policy", "unknown", $"\"{Policy}\" is no policy; there are {string.Join(", ", ArbitrationPolicies.All)}."));
        Check("leastAccuracy", LeastAccuracy, 0.5, 0.99);
        Check("delta", Delta, 0.001, 0.5);
        Check("blindShare", BlindShare, Policy == ArbitrationPolicies.Decide ? 0.05 : 0, 0.9);
        return violations.Count == 0 ? this : throw new Invalid(violations);

        void Check(string path, double value, double low, double high)
        {
            if (!(value >= low && value <= high))
                violations.Add(new Violation(path, "range", FormattableString.Invariant($"{path} is {value}; it should be from {low} to {high}.")));
        }
    }
}
