using System.Text.Json;
using Assay.Model;
using Assay.Pipeline.Database;
using Assay.Pipeline.Jobs;
using Assay.Pipeline.Models;
using Assay.Pipeline.Models.Ensembles;
using Assay.Pipeline.Projects;
using Assay.Pipeline.Queue;
using Assay.WeakModels;

namespace Assay.Pipeline.PreAnnotate.Drafting;

/// <summary>
/// Asks a weak model about a project's tasks, some at a time, and keeps what it says. What is committed is not asked again. Every draft is checked against the
/// schema and the item; the refused are counted and told. A model that gets its answers in advance is waited for first, without keeping a runner.
/// </summary>
public sealed class DraftTasks(Db db, Jobs.Jobs jobs, ModelKinds kinds, TimeProvider time) : IJobKind
{
    internal const string Kind = "preannotate";

    private static readonly TimeSpan TellEvery = TimeSpan.FromMilliseconds(250);

    public string Name => Kind;

    public async Task Run(JobRun run, CancellationToken stop)
    {
        var project = run.Job.ProjectId!.Value;
        var input = run.Input<DraftingInput>();
        var settings = db.Read(session => ProjectSettings.Load(session, project));
        var already = db.Read(session => SetupRow.SpentOn(session, input.Setup));
        var begun = (DraftingProgress.Of(run.Job) ?? new DraftingProgress { Total = input.Total }) with { Spent = already };
        var model = kinds.Open(input.Kind, input.Settings, new ProjectContext(db, settings) { Run = run.Job.Id, Setup = input.Setup });
        using var held = model as IDisposable;
        await using var account = ModelAccount.Of(db, project, model, input.Setup);
        var pages = new DraftPages(db, project, input);
        if (model is ILearnsUnlabeled learner)
            learner.Learn(settings.Schema, Counted(pages.Items(), Teller(run, begun)), stop);
        if (model is EnsembleModel ensemble)
        {
            ModelKinds.Learn(ensemble, settings.Schema, EnsembleModel.MostTasks, Teller(run, begun), stop);
            if (begun.Members.Count == 0)
                begun = begun with { Members = [.. ensemble.Members.Select(one => new MemberOfRun(one.Member.Name, one.Member.Version, one.Accuracy, 0))] };
        }

        if (model is IPrepares prepares)
        {
            begun = await Hold(run, begun with { Stage = DraftingStages.Preparing, Version = model.Version });
            var step = await ModelKinds.Prepare(prepares, settings.Schema, pages.Rest(begun.After), stop);
            await db.Write(project, account.Book);
            begun = begun with { Preparation = (begun.Preparation ?? new DraftPreparation()).After(step), Spent = db.Read(session => SetupRow.SpentOn(session, input.Setup)) };
            if (step.Pause is { } pause)
            {
                run.PutOff(pause, begun);
                return;
            }
        }

        var size = kinds.Get(input.Kind).BatchSize;
        var progress = await Hold(run, begun with { Stage = DraftingStages.Drafting, Version = model.Version });
        while (pages.After(progress.After, size) is { Count: > 0 } page)
        {
            stop.ThrowIfCancellationRequested();
            progress = await Draft(run, model, account, input, page, progress, stop);
            jobs.Changed.Raise();
        }

        await db.Write(project, session =>
        {
            run.Hold(session, progress with { Done = progress.Total });
            DifficultyRuns.Note(session, project, Now());
            ImportDrafts.Note(session, project, Now());
        });
    }

    /// <summary>
    /// Imports that ended while the model was busy: the look for them may have come before the run counted as ended. And what a run that did not get to its end had asked
    /// for in advance.
    /// </summary>
    public Task Finished(Job job) => db.Write(job.ProjectId!.Value, session =>
    {
        if (job.State == JobState.Completed)
            ImportDrafts.Note(session, job.ProjectId.Value, Now());
        else
            SettleDrafts.Note(session, jobs, job);
    });

    private async Task<DraftingProgress> Draft(
        JobRun run, IWeakModel model, ModelAccount account, DraftingInput input, IReadOnlyList<DraftTask> page, DraftingProgress progress, CancellationToken stop)
    {
        var project = run.Job.ProjectId!.Value;
        while (true)
        {
            var settings = db.Read(session => ProjectSettings.Load(session, project));
            var drafts = await ModelKinds.Ask(
                model, settings.Schema, [.. page.Select(task => task.Id)], [.. page.Select(task => JsonElement.Parse(task.Data))], stop);
            List<NewPrediction> said =
            [
                .. page.Zip(drafts).Where(each => each.Second.Confidence is not null)
                    .Select(each => new NewPrediction(each.First.Id, Json(settings.Schema, each.Second), each.Second.Confidence) { Prompt = each.Second.Prompt }),
            ];
            var read = db.Read(session => PredictionStore.Read(session, settings, said));

            // a model on a server says only with its answers of which version it is
            var version = model.Version;
            var next = await db.Write(project, session =>
            {
                run.Hold(session);
                if (PredictionStore.Add(session, run.Job.CreatedBy, new ModelName(input.Name, version), read, Now()) is not { } stored)
                    return null;
                account.Book(session);
                var after = After(progress, page, [.. Unanswered(page, drafts), .. Broken(stored)], stored.Stored) with
                {
                    Spent = SetupRow.SpentOn(session, input.Setup),
                    Version = version,
                    Members = [.. progress.Members.Select((member, place) => member with
                    {
                        Undrafted = member.Undrafted + drafts.Count(draft => !draft.Sources.Contains(place)),
                    })],
                };
                run.Hold(session, after);
                return after;
            });
            if (next is not null)
                return next;
        }
    }

    /// <summary>Tasks of which the model has no answer although it should.</summary>
    private static IReadOnlyList<RefusedDraft> Unanswered(IReadOnlyList<DraftTask> page, IReadOnlyList<ItemDraft> drafts) =>
        [.. page.Zip(drafts).Where(each => each.Second.Refusal is not null).Select(each => new RefusedDraft(each.First.Id, each.Second.Refusal!))];

    private static IEnumerable<RefusedDraft> Broken(StoredPredictions stored) =>
        stored.Refused.Select(refused => new RefusedDraft(refused.TaskId, string.Join(" ", refused.Violations.Take(3).Select(violation => violation.Message))));

    private static DraftingProgress After(DraftingProgress progress, IReadOnlyList<DraftTask> page, IReadOnlyList<RefusedDraft> refused, int stored) => progress with
    {
        After = page[^1].Id,
        Done = Math.Min(progress.Total, progress.Done + page.Count),
        Drafted = progress.Drafted + stored,
        Abstained = progress.Abstained + page.Count - stored - refused.Count,
        Refused = progress.Refused + refused.Count,
        RefusedSample = [.. progress.RefusedSample, .. refused.Take(DraftingProgress.MostRefusedTold - progress.RefusedSample.Count)],
    };

    private static string Json(LabelSchema schema, ItemDraft draft) =>
        Answers.Of(schema, draft.ByQuestion.Select(each => (each.Key, each.Value.Answer))).ToJson();

    private static IEnumerable<JsonElement> Counted(IEnumerable<JsonElement> items, Action<long> passed)
    {
        var done = 0L;
        foreach (var item in items)
        {
            yield return item;
            passed(++done);
        }
    }

    /// <summary>Tells now and then how far the learning is.</summary>
    private Action<long> Teller(JobRun run, DraftingProgress begun)
    {
        var told = time.GetTimestamp();
        return done =>
        {
            if (time.GetElapsedTime(told) < TellEvery)
                return;
            told = time.GetTimestamp();
            Hold(run, begun with { Stage = DraftingStages.Learning, Done = Math.Min(begun.Total, done) }).GetAwaiter().GetResult();
            jobs.Changed.Raise();
        };
    }

    private Task<DraftingProgress> Hold(JobRun run, DraftingProgress progress) => db.Write(run.Job.ProjectId!.Value, session =>
    {
        run.Hold(session, progress);
        return progress;
    });

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();
}
