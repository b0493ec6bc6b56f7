using System.Text.Json;
using Assay.Model;
using Assay.Pipeline.Database;
using Assay.Pipeline.Models;
using Assay.Pipeline.Projects;
using Assay.WeakModels;

namespace Assay.Pipeline.PreAnnotate.Drafting;

/// <summary>Tells what a run of a model would cost before it begins.</summary>
public sealed class RunEstimates(Db db, ModelKinds kinds)
{
    /// <summary>Tasks from which the cost of all is estimated.</summary>
    public const int Sampled = 200;

    /// <param name="projectId">The project.</param>
    /// <param name="setupId">The model.</param>
    /// <param name="all">Also over tasks that are decided or answered; otherwise over those still to be labeled.</param>
    /// <param name="cancellation">Stops between items.</param>
    /// <exception cref="NotFound">The project has no such model.</exception>
    public async Task<RunEstimate> Of(long projectId, long setupId, bool all, CancellationToken cancellation)
    {
        var (setup, settings, tasks, sample) = db.Read(session => (
            SetupRow.Load(session, projectId, setupId), ProjectSettings.Load(session, projectId), DraftPages.Count(session, projectId, all).Count, TaskSample.Of(session, projectId, Sampled, seed: 1)));
        var model = kinds.Open(setup.Kind, JsonElement.Parse(setup.Settings), new ProjectContext(db, settings) { Setup = setup.Id });
        using var held = model as IDisposable;
        if (model is not IEstimates estimates || sample.Count == 0)
            return new RunEstimate(tasks, null, setup.SpentSoFar);
        var cost = await estimates.Estimate(settings.Schema, sample.Select(task => JsonElement.Parse(task.Data)), tasks / (double)sample.Count, cancellation);
        return RunEstimate.Of(tasks, cost, setup.SpentSoFar);
    }
}
