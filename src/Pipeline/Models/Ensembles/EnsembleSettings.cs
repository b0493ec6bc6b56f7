using System.Text.Json;
using Assay.WeakModels;

namespace Assay.Pipeline.Models.Ensembles;

/// <summary>What a project sets of an ensemble.</summary>
/// <param name="Members">The names of its members, in their order: at least two, none twice.</param>
/// <param name="Learns">Whether members count by how right they are, which is learned without labels; otherwise most of them win.</param>
/// <param name="Minimum">The least confidence with which it drafts, 0 to 1.</param>
/// <param name="AtLeast">So many members must have answered a question.</param>
internal sealed record EnsembleSettings(IReadOnlyList<string> Members, bool Learns, double Minimum, int AtLeast)
{
    public const int MostMembers = 20;

    // the accuracies of two can be exchanged without changing how often they agree
    private const int LeastLearned = 3;

    public const string Majority = "majority";
    public const string LabelModel = "label-model";

    private const int UsualAtLeast = 2;

    /// <exception cref="UnfitModel">They are of another form, or a number is outside its range.</exception>
    public static EnsembleSettings Read(JsonElement settings)
    {
        var written = KindSettings.Read<Written>(
            settings, $"the settings of an ensemble are {{\"members\": [\"A\", \"B\"], \"combine\": \"{Majority}\" or \"{LabelModel}\"}}, and perhaps minimum, atLeast");
        string[] members = [.. (written.Members ?? []).OfType<string>().Distinct(StringComparer.Ordinal)];
        if (members.Length is < 2 or > MostMembers)
            throw new UnfitModel($"an ensemble has 2 to {MostMembers} members; {members.Length} are named");
        if (written.Combine is not (Majority or LabelModel))
            throw new UnfitModel($"an ensemble combines its members by \"{Majority}\" or \"{LabelModel}\", not \"{written.Combine}\"");
        if (written.Combine == LabelModel && members.Length < LeastLearned)
            throw new UnfitModel($"a label model needs {LeastLearned} members or more: where two differ nothing tells which of them is right. Combine two by \"{Majority}\"");
        if (written.Minimum is { } minimum && !(minimum is >= 0 and <= 1))
            throw new UnfitModel(FormattableString.Invariant($"the least confidence of an ensemble is 0 to 1, not {minimum}"));
        if (written.AtLeast is { } least && (least < 1 || least > members.Length))
            throw new UnfitModel($"of {members.Length} members 1 to {members.Length} must have answered, not {least}");
        return new EnsembleSettings(members, written.Combine == LabelModel, written.Minimum ?? 0, written.AtLeast ?? UsualAtLeast);
    }

    private sealed record Written(IReadOnlyList<string?>? Members = null, string? Combine = null, double? Minimum = null, int? AtLeast = null);
}
