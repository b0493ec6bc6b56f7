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

    public TurnBasis Basis => new(Row.Run, Settings.SchemaVersion, Rounds.Count == 0 ? 0 : Rounds[^1].Id, Row.Fresh, Row.IsAsked, Labels.Count);

    /// <summary>Null where the project does not learn.</summary>
    /// <exception cref="Invalid">The schema has changed since it was set, and the question can no longer be learned.</exception>
    public static TurnStart? Read(Session session, long projectId)
    {
        // first how many are new: those that come before the labels are read are learned now, and counted for the next turn too
        if (LearningProject.Read(session, projectId) is not var (row, settings, learner))
            return null;
        return new TurnStart(
            row, settings, learner, LearnedModelRow.Newest(session, projectId), RoundRow.Last(session, projectId, MostRounds), HumanLabels.Of(session, projectId, settings.Schema, learner));
    }
}

/// <summary>What must be known of how a turn began to keep what came of it.</summary>
/// <param name="Run">Of the settings.</param>
/// <param name="SchemaVersion">By which labels were read.</param>
/// <param name="LastRound">The round before; 0 where there was none.</param>
/// <param name="Fresh">Labels that the round before had not read.</param>
/// <param name="IsAsked">Whether somebody had asked for a turn.</param>
/// <param name="Labels">All there were.</param>
internal sealed record TurnBasis(long Run, long SchemaVersion, long LastRound, long Fresh, bool IsAsked, int Labels)
{
    /// <summary>Whether what was computed from it may be kept: the settings and the schema are the same, and no other turn came first.</summary>
    public bool Stands(Session session, LearningRow now) =>
        now.IsOn && now.Run == Run && ProjectSettings.Load(session, now.ProjectId).SchemaVersion == SchemaVersion && (RoundRow.Newest(session, now.ProjectId)?.Id ?? 0) == LastRound;
}
