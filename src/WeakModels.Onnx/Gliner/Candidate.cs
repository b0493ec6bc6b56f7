namespace Assay.WeakModels.Onnx.Gliner;

/// <summary>A span that may be drafted.</summary>
/// <param name="First">Its first word.</param>
/// <param name="Last">Its last word.</param>
/// <param name="Label">The place of its label in the question.</param>
/// <param name="Score">How likely it is, 0 to 1.</param>
internal readonly record struct Candidate(int First, int Last, int Label, double Score);

/// <summary>What was read of a text.</summary>
/// <param name="Candidates">Those that may be drafted.</param>
/// <param name="Best">Of each label, the likeliest span, above the threshold or not; 0 where there is none.</param>
internal sealed record Reading(List<Candidate> Candidates, double[] Best)
{
    /// <summary>Nothing yet.</summary>
    public static Reading Of(int labels) => new([], new double[labels]);

    /// <summary>Notes a span.</summary>
    /// <param name="candidate">The span.</param>
    /// <param name="passes">Whether it may be drafted.</param>
    public void Add(Candidate candidate, bool passes)
    {
        Best[candidate.Label] = Math.Max(Best[candidate.Label], candidate.Score);
        if (passes) Candidates.Add(candidate);
    }

    /// <summary>Notes all that another one has.</summary>
    public void Add(Reading other)
    {
        Candidates.AddRange(other.Candidates);
        for (var label = 0; label < Best.Length; label++) Best[label] = Math.Max(Best[label], other.Best[label]);
    }
}
