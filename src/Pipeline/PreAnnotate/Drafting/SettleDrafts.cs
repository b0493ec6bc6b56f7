using System.Text.Json;
using Assay.Pipeline.Database;
using Assay.Pipeline.Jobs;
using Assay.Pipeline.Models;
using Assay.Pipeline.Projects;
using Assay.WeakModels;

namespace Assay.Pipeline.PreAnnotate.Drafting;

/// <summary>
/// Brings home what a run that has ended before its time had asked for in advance: it is paid for, so it is kept and booked. Of a run that was cancelled, what has not been
/// worked on is given up. Ends when the model is run again, since that run does the same.
/// </summary>
public sealed class SettleDrafts(Db db, ModelKinds kinds) : IJobKind
{
    internal const string Kind = "settle_drafts";

    public string Name => Kind;

    /// <summary>Sees to it, in the transaction in which the run ends or after it; nothing for a run that has nothing on its way.</summary>
    internal static void Note(Session session, Jobs.Jobs jobs, Job run)
    {
        if (DraftingProgress.Of(run)?.Stage == DraftingStages.Preparing)
            jobs.Add(session, new NewJob(
                Kind, run.ProjectId, run.CreatedBy,
                JsonSerializer.Serialize(new SettlingInput(run.Id, DraftingInput.Of(run), run.State == JobState.Cancelled), JsonSerializerOptions.Web)));
    }

    public async Task Run(JobRun run, CancellationToken stop)
    {
        var project = run.Job.ProjectId!.Value;
        var (id, drafting, givesUp) = run.Input<SettlingInput>();
        if (db.Read(session => SetupRow.IsRunning(session, drafting.Setup)))
            return;
        var settings = db.Read(session => ProjectSettings.Load(session, project));
        var model = kinds.Open(drafting.Kind, drafting.Settings, new ProjectContext(db, settings) { Run = id, Setup = drafting.Setup });
        using var held = model as IDisposable;
        if (model is not IPrepares prepares)
            return;
        var so = run.Job.Progress is { } told ? JsonSerializer.Deserialize<DraftPreparation>(told, JsonSerializerOptions.Web)! : new DraftPreparation();
        var step = await ModelKinds.Settle(prepares, givesUp, stop);
        so = so.After(step);
        await db.Write(project, session => run.Hold(session, so));
        if (step.Pause is { } pause)
            run.PutOff(pause, so);
    }
}

/// <param name="Run">The run that has ended.</param>
/// <param name="Drafting">What it was told to do.</param>
/// <param name="GivesUp">Whether what has not been worked on is given up.</param>
internal sealed record SettlingInput(long Run, DraftingInput Drafting, bool GivesUp);
