using Assay.Model;
using Assay.Pipeline.Media;
using Assay.Pipeline.Queue;

namespace Assay.Pipeline.Projects;

/// <summary>What a project's settings may be.</summary>
public static class ProjectRules
{
    public static IReadOnlyList<Violation> Check(ProjectChanges changes)
    {
        var violations = new List<Violation>();
        if (changes.Name is { } name && (name.Trim().Length is 0 or > 200 || name.Any(char.IsControl)))
            Broken("name", "length", "A project's name has 1 to 200 characters.");
        if (changes.Overlap is < 1 or > 50)
            Broken("overlap", "range", $"Each task is answered by 1 to 50 people, not {changes.Overlap}.");
        if (changes.LeaseSeconds is < 30 or > 86_400)
            Broken("leaseSeconds", "range", $"A claimed task is kept for 30 to 86400 seconds, not {changes.LeaseSeconds}.");
        if (changes.SkipPolicy is { } policy && !SkipPolicies.All.Contains(policy))
            Broken("skipPolicy", "unknown", $"The skip policy is one of {string.Join(", ", SkipPolicies.All)}.");
        if (changes.GoldRate is { } rate && rate is not (>= 0 and <= 0.5))
            Broken("goldRate", "range", "The share of gold tasks is 0 to 0.5.");
        if (changes.WithheldShare is { } withheld && withheld is not (>= 0 and <= Withholding.Most))
            Broken("withheldShare", "range", "The share of tasks whose drafts are withheld is 0 to 0.5.");
        if (changes.Aggregator is { } rule && !DecisionRules.All.Contains(rule))
            Broken("aggregator", "unknown", $"The aggregator is one of {string.Join(", ", DecisionRules.All)}.");
        if (changes.ConfidenceThreshold is { } least && least is not (>= 0 and <= 1))
            Broken("confidenceThreshold", "range", "The confidence that is enough is 0 to 1.");
        if (changes.ItemWord is { } word && (word.Trim().Length is 0 or > 40 || word.Any(char.IsControl)))
            Broken("itemWord", "length", "The word for items has 1 to 40 characters.");
        if (changes.MediaHosts?.Count > AllowedHosts.Most)
            Broken("mediaHosts", "too_many", $"A project fetches from at most {AllowedHosts.Most} hosts.");
        foreach (var fault in (changes.MediaHosts ?? []).Take(AllowedHosts.Most).Select(AllowedHosts.Fault).OfType<string>())
            Broken("mediaHosts", "host", fault);
        return violations;

        void Broken(string path, string rule, string message) => violations.Add(new Violation(path, rule, message));
    }
}
