using Assay.Model;

namespace Assay.Cli.Demo;

/// <summary>What a weak model answers to the items of a project.</summary>
/// <param name="Model">Its name.</param>
/// <param name="Version">Of the model; another one answers otherwise.</param>
/// <param name="Rows">By row, the first row first.</param>
internal sealed record Drafts(string Model, string Version, IReadOnlyList<Draft> Rows);

/// <summary>What a weak model answers to one item.</summary>
/// <param name="Answers">Valid answers.</param>
/// <param name="Confidence">How sure it is of them, 0 to 1: of the least sure of what it marked; 0 where it found nothing.</param>
internal sealed record Draft(Answers Answers, double Confidence)
{
    /// <param name="answers">What it answers.</param>
    /// <param name="each">How sure it is of each region.</param>
    public static Draft Of(Answers answers, IReadOnlyCollection<double> each) => new(answers, each.Count == 0 ? 0 : each.Min());
}
