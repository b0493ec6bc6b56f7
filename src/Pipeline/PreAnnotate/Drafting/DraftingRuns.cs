using System.Text.Json;
using Assay.Model;
using Assay.Pipeline.Database;
using Assay.Pipeline.Jobs;
using Assay.Pipeline.Models;
using Assay.Pipeline.Models.Ensembles;

namespace Assay.Pipeline.PreAnnotate.Drafting;

/// <summary>Starts, stops and resumes the runs of a project's weak models over its tasks.</summary>
public sealed class DraftingRuns(Db db, Jobs.Jobs jobs)
{
    /// <summary>Begins a run of a model over the tasks there are now.</summary>
    /// <param name="projectId">The project.</param>
    /// <param name="personId">On whose behalf.</param>
    /// <param name="setupId">The model.</param>
    /// <param name="all">Also over tasks that are decided or answered; otherwise over those still to be labeled.</param>
    /// <exception cref="NotFound">The project has no such model.</exception>
    /// <exception cref="Conflict">A run of it goes on, or of a member of it where it is an ensemble, or there are no such tasks.</exception>
    public async Task<DraftingRun> Start(long projectId, long personId, long setupId, bool all)
    {
        var scope = db.Read(session => DraftPages.Count(session, projectId, all));
        var id = await db.Write(projectId, session =>
        {
            var setup = SetupRow.Load(session, projectId, setupId);
            if (setup.JobId is { } last && !Jobs.Jobs.Get(session, last).IsFinished)
                throw new Conflict($"\"{setup.Name}\" is drafting tasks already.");
            if (EnsembleMembers.Drafting(session, projectId, setup) is { } member)
                throw new Conflict($"\"{member}\", of which \"{setup.Name}\" is made, is drafting now; begin when it has ended, or cancel it first.");
            if (scope.Count == 0)
                throw new Conflict(all ? "The project has no tasks to draft." : "No task is left to be labeled; draft all tasks instead.");
            return Add(session, jobs, projectId, personId, setup, DraftingInput.New(setup, all, scope));
        });
        jobs.Wake();
        return DraftingRun.Of(jobs.Get(id));
    }

    /// <summary>Stops the last run after the tasks it is at. What it has drafted stays; what it has asked for in advance is given up, and what is answered already kept.</summary>
    /// <exception cref="NotFound">The project has no such model, or it never ran.</exception>
    public async Task<DraftingRun> Cancel(long projectId, long setupId)
    {
        var id = Last(projectId, setupId);
        await jobs.Cancel(id, (session, run) => SettleDrafts.Note(session, jobs, run));
        return DraftingRun.Of(jobs.Get(id));
    }

    /// <summary>Goes on with a cancelled or failed run where it stopped, with the model as it was set up when it began.</summary>
    /// <exception cref="NotFound">The project has no such model, or it never ran.</exception>
    /// <exception cref="Conflict">It is neither cancelled nor failed.</exception>
    public async Task<DraftingRun> Resume(long projectId, long setupId)
    {
        var id = Last(projectId, setupId);
        await db.Write(projectId, session => jobs.Resume(session, id));
        jobs.Wake();
        return DraftingRun.Of(jobs.Get(id));
    }

    /// <summary>Adds the job of a run and makes it the model's last, under the project's lock.</summary>
    internal static long Add(Session session, Jobs.Jobs jobs, long projectId, long personId, SetupRow setup, DraftingInput input)
    {
        var job = jobs.Add(session, new NewJob(DraftTasks.Kind, projectId, personId, JsonSerializer.Serialize(input, JsonSerializerOptions.Web)));
        session.Execute("UPDATE model_setup SET job_id = @job WHERE id = @Id", new { job, setup.Id });
        return job;
    }

    private long Last(long projectId, long setupId) => db.Read(session =>
    {
        var setup = SetupRow.Load(session, projectId, setupId);
        return setup.JobId ?? throw new NotFound($"\"{setup.Name}\" has not drafted anything yet.");
    });
}
