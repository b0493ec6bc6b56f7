using Assay.Model;
using Assay.Pipeline.Database;
using Assay.Pipeline.Models;
using Assay.Pipeline.Models.Ensembles;
using Assay.Pipeline.People;
using Assay.Pipeline.Projects;
using Assay.WeakModels;

namespace Assay.Pipeline.PreAnnotate.Setups;

/// <summary>The weak models of a project that it runs itself. One that does not fit the project's schema cannot be stored.</summary>
public sealed class ModelSetups(Db db, ModelKinds kinds, TimeProvider time)
{
    /// <summary>How many a project may have.</summary>
    public const int Most = 50;

    /// <summary>The oldest first.</summary>
    public IReadOnlyList<ModelSetup> List(long projectId) => db.Read<IReadOnlyList<ModelSetup>>(session =>
        [.. session.Query<SetupRow>(SetupRow.Select + " WHERE project_id = @projectId ORDER BY id", new { projectId }).ToList().Select(row => ModelSetup.Of(session, row))]);

    /// <exception cref="NotFound">The project has no such model.</exception>
    public ModelSetup Get(long projectId, long id) => db.Read(session => ModelSetup.Of(session, SetupRow.Load(session, projectId, id)));

    /// <exception cref="Invalid">Its settings are wrong or do not fit the schema, or the project has as many as it may.</exception>
    /// <exception cref="Conflict">The project has a model of that name.</exception>
    public async Task<ModelSetup> Add(long projectId, long personId, NewModelSetup setup)
    {
        var named = Checked(projectId, setup);
        var id = await db.Write(projectId, session =>
        {
            if (session.One<long>("SELECT count(*) FROM model_setup WHERE project_id = @projectId", new { projectId }) >= Most)
                throw new Invalid("name", "too_many", $"The project has {Most} weak models, the most there can be; remove one first.");
            NameIsFree(session, projectId, named.Name, 0);
            MembersAreThere(session, projectId, named);
            Audit.Add(session, Now(), personId, projectId, "model.added", named.Name);
            return session.One<long>(
                """
                INSERT INTO model_setup (project_id, name, kind, settings, drafts_imports, spent, created_by, created_at, changed_at)
                VALUES (@projectId, @Name, @Kind, @settings, @DraftsImports, @spent, @personId, @now, @now) RETURNING id
                """,
                new
                {
                    projectId,
                    named.Name,
                    named.Kind,
                    settings = named.Settings.GetRawText(),
                    named.DraftsImports,
                    spent = TrialAccounts.Close(session, projectId, named.Kind),
                    personId,
                    now = Now(),
                });
        });
        return Get(projectId, id);
    }

    /// <summary>Sets it up anew. What it has said stays; a run that is going on ends as it began.</summary>
    /// <exception cref="NotFound">The project has no such model.</exception>
    /// <exception cref="Invalid">Its settings are wrong or do not fit the schema, or it would be of another kind.</exception>
    /// <exception cref="Conflict">The project has another model of that name, or it is a member of an ensemble and would be called otherwise.</exception>
    public async Task<ModelSetup> Change(long projectId, long personId, long id, NewModelSetup setup)
    {
        if (Get(projectId, id).Kind != setup.Kind)
            throw new Invalid("kind", "fixed", "A model stays of its kind; add another one instead.");
        var named = Checked(projectId, setup);
        await db.Write(projectId, session =>
        {
            NameIsFree(session, projectId, named.Name, id);
            SetupUses.Rename(session, projectId, SetupRow.Load(session, projectId, id), named.Name);
            MembersAreThere(session, projectId, named);
            session.Execute(
                "UPDATE model_setup SET name = @Name, settings = @settings, drafts_imports = @DraftsImports, changed_at = @now WHERE id = @id AND project_id = @projectId",
                new { named.Name, settings = named.Settings.GetRawText(), named.DraftsImports, now = Now(), id, projectId });
            Audit.Add(session, Now(), personId, projectId, "model.changed", named.Name);
        });
        return Get(projectId, id);
    }

    /// <summary>Removes it; what it has said stays.</summary>
    /// <exception cref="NotFound">The project has no such model.</exception>
    /// <exception cref="Conflict">It is being run, it is the project's arbiter, it says how hard tasks are, or an ensemble is made of it.</exception>
    public Task Remove(long projectId, long personId, long id) => db.Write(projectId, session =>
    {
        var row = SetupRow.Load(session, projectId, id);
        if (row.JobId is { } job && !Jobs.Jobs.Get(session, job).IsFinished)
            throw new Conflict($"\"{row.Name}\" is drafting tasks now; cancel that first.");
        SetupUses.End(session, projectId, row);
        session.Execute("DELETE FROM model_setup WHERE id = @id", new { id });
        LlmPaceBook.Forget(session, projectId, id);
        Audit.Add(session, Now(), personId, projectId, "model.removed", row.Name);
    });

    private static void NameIsFree(Session session, long projectId, string name, long except)
    {
        if (session.OneOrNone<long?>("SELECT id FROM model_setup WHERE project_id = @projectId AND name = @name AND id <> @except", new { projectId, name, except }) is not null)
            throw new Conflict($"The project has a weak model \"{name}\" already; give this one another name.");
    }

    /// <summary>Once more under the project's lock: one may have been removed meanwhile, and its own name is known only here.</summary>
    private static void MembersAreThere(Session session, long projectId, NewModelSetup setup)
    {
        if (setup.Kind != EnsembleKind.Word)
            return;
        try
        {
            var ensemble = EnsembleSettings.Read(setup.Settings);
            if (ensemble.Members.Contains(setup.Name))
                throw new UnfitModel($"an ensemble is no member of itself; give it another name than \"{setup.Name}\"");
            EnsembleMembers.Check(session, projectId, ensemble);
        }
        catch (UnfitModel error)
        {
            throw new Invalid("settings", "unfit", error.Message);
        }
    }

    private NewModelSetup Checked(long projectId, NewModelSetup setup)
    {
        var named = setup.Checked();
        var project = db.Read(session => ProjectSettings.Load(session, projectId));
        (kinds.Open(named.Kind, named.Settings, new ProjectContext(db, project)) as IDisposable)?.Dispose();
        return named;
    }

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();
}
