using Assay.Model;
using Assay.Pipeline.ActiveLearning.Learners;
using Assay.Pipeline.Database;
using Assay.Pipeline.Models;
using Assay.Pipeline.Projects;

namespace Assay.Pipeline.ActiveLearning;

/// <summary>What a turn begins with, as it was at one moment.</summary>
internal sealed record TurnStart(
    LearningRow Row, ProjectSettings Settings, ILearner Learner, LearnedModelRow? Saved, IReadOnlyList<RoundRow> Rounds, IReadOnlyList<HumanLabel> Labels)
{
    /// <summary>Rounds that are read: those of the learning curve.</summary>
    public const int MostRounds = 1_000;

    /// <summary>Whether anything is new.</summary>
    public bool IsDue => Row.IsAsked || Row.Fresh > 0;

    /// <summary>Null where the project does not learn.</summary>
    /// <exception cref="Invalid">The schema has changed since it was set, and the question can no longer be learned.</exception>
    public static TurnStart? Read(Session session, long projectId)
    {
        // first how many are new: those that come before the labels are read are learned now, and counted for the next turn too
        var row = LearningRow.Of(session, projectId);
        if (!row.IsOn)
            return null;
        var settings = ProjectSettings.Load(session, projectId);
        row.Settings.Checked(settings.Schema);
        var learner = LearnerKinds.Find(settings.Schema, row.Question)!;
        return new TurnStart(
            row, settings, learner, LearnedModelRow.Newest(session, projectId), RoundRow.Last(session, projectId, MostRounds), HumanLabels.Of(session, projectId, settings.Schema, learner));
    }

    /// <summary>Whether what was computed from it may be kept: the settings and the schema are the same, and no other turn came first.</summary>
    public bool Stands(Session session, LearningRow now) =>
        now.IsOn && now.Run == Row.Run && ProjectSettings.Load(session, Row.ProjectId).SchemaVersion == Settings.SchemaVersion
        && (RoundRow.Newest(session, Row.ProjectId)?.Id ?? 0) == (Rounds.Count == 0 ? 0 : Rounds[^1].Id);
}
