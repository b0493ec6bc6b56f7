using Assay.Model;
using Assay.Pipeline.ActiveLearning.Learners;
using Assay.Pipeline.Database;
using Assay.Pipeline.Projects;

namespace Assay.Pipeline.ActiveLearning;

/// <summary>A project that learns, and how.</summary>
internal sealed record LearningProject(LearningRow Row, ProjectSettings Settings, ILearner Learner)
{
    /// <summary>Null where it does not.</summary>
    /// <exception cref="Invalid">The schema has changed since it was set, and the question can no longer be learned.</exception>
    public static LearningProject? Read(Session session, long projectId)
    {
        var row = LearningRow.Of(session, projectId);
        if (!row.IsOn)
            return null;
        var settings = ProjectSettings.Load(session, projectId);
        row.Settings.Checked(settings.Schema);
        return new LearningProject(row, settings, LearnerKinds.Find(settings.Schema, row.Question)!);
    }
}
