using Assay.Sampling;

namespace Assay.Simulation.Plays;

/// <summary>A way to run a project.</summary>
/// <param name="Name">As reports have it.</param>
/// <param name="Summary">In a sentence.</param>
/// <param name="Learns">Whether the project's own model learns meanwhile.</param>
/// <param name="Chooses">Whether the model chooses what comes next, and people stop when the budget is used up.</param>
/// <param name="Drafts">Whether people see what the model says, and what it is sure of becomes a label without them.</param>
public sealed record Arm(string Name, string Summary, bool Learns, bool Chooses, bool Drafts)
{
    public static readonly Arm Manual = new("manual", "people label every document", false, false, false);

    public static readonly Arm PreAnnotated = new(
        "pre-annotated", "people label in a random order and see drafts of the project's own model; what it is sure of is accepted, people label the rest", true, false, true);

    public static readonly Arm Active = new("active", "the model chooses what people label, who see no drafts; they stop at the budget", true, true, false);

    public static readonly Arm Combined = new("combined", "the model chooses, people see its drafts, what it is sure of is accepted; they stop at the budget", true, true, true);

    public static IReadOnlyList<Arm> All { get; } = [Manual, PreAnnotated, Active, Combined];

    public static Arm? Find(string name) => All.FirstOrDefault(arm => arm.Name == name);

    /// <summary>Which tasks come next, by the name of a strategy.</summary>
    /// <param name="chosen">Where the model chooses.</param>
    internal string Strategy(string chosen) => Chooses ? chosen : RandomOrder.Instance.Name;
}
