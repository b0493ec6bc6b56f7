using Assay.Aggregation;

namespace Assay.Pipeline.Projects;

/// <summary>How the answers to a task become its label: a project's setting "aggregator".</summary>
public static class DecisionRules
{
    /// <summary>Everybody agrees, or a reviewer decides.</summary>
    public const string Unanimity = "unanimity";

    /// <summary>The confidence that is enough, where a project does not say.</summary>
    public const double UsualThreshold = 0.8;

    public static IReadOnlyList<string> All { get; } = [Unanimity, .. Aggregators.All.Select(aggregator => aggregator.Name)];

    /// <summary>Whether it learns how good each person is, from all votes of the project.</summary>
    public static bool LearnsPeople(string rule) => rule != Unanimity && rule != Majority.Instance.Name;
}
