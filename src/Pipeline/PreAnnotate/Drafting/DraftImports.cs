using Assay.Pipeline.Database;
using Assay.Pipeline.Jobs;
using Assay.Pipeline.Models;
using Assay.Pipeline.Models.Ensembles;
using Assay.Pipeline.Queue;

namespace Assay.Pipeline.PreAnnotate.Drafting;

/// <summary>
/// Begins a run of each model that drafts imports by itself, over the tasks still to be labeled of which it has no draft, when there is a task that no run of it went up
/// to. A model that is drafting is left alone: the end of its run looks again. So is an ensemble while a member of it drafts.
/// </summary>
public sealed class DraftImports(Db db, Jobs.Jobs jobs) : IJobKind
{
    // ensembles after what they are made of
    private const string SetupsSql = $"{SetupRow.Select} WHERE project_id = @project AND drafts_imports ORDER BY CASE kind WHEN '{EnsembleKind.Word}' THEN 1 ELSE 0 END, id";

    public string Name => ImportDrafts.Kind;

    public async Task Run(JobRun run, CancellationToken stop)
    {
        var project = run.Job.ProjectId!.Value;
        foreach (var setup in db.Read(session => session.Query<SetupRow>(SetupsSql, new { project }).ToList()))
        {
            stop.ThrowIfCancellationRequested();
            var scope = db.Read(session => DraftPages.Count(session, project, all: false, setup.Name));
            await db.Write(project, session =>
            {
                run.Hold(session);
                Begin(session, project, setup.Id, scope);
            });
        }

        jobs.Wake();
    }

    private void Begin(Session session, long project, long setupId, (long Count, long Last) scope)
    {
        // removed or told otherwise meanwhile
        if (session.OneOrNone<SetupRow>(SetupRow.Select + " WHERE id = @setupId AND drafts_imports", new { setupId }) is not { } setup)
            return;
        var last = setup.JobId is { } job ? Jobs.Jobs.Get(session, job) : null;
        if (last is { IsFinished: false } || scope.Last <= DraftingInput.Of(last).UpTo || EnsembleMembers.Drafting(session, project, setup) is not null)
            return;
        DraftingRuns.Add(session, jobs, project, setup.CreatedBy, setup, DraftingInput.New(setup, all: false, scope) with { OnlyUndrafted = true });
    }
}
