using System.Collections.Concurrent;
using Assay.Model;
using Assay.Pipeline.Database;
using Assay.Pipeline.Media;
using Assay.Pipeline.Projects;
using Assay.Pipeline.Queue;

namespace Assay.Pipeline.Annotate;

/// <summary>
/// Takes answers and skips. Everything a person sends is kept: what repeats changes nothing, what comes late is stored and counts
/// if the task still wants an answer, what differs from the person's earlier answer is stored beside it. A late answer never reopens a task; where an
/// aggregator decides it is a vote like any other, and the task is decided again with it.
/// </summary>
public sealed class Submissions(Db db, TimeProvider time)
{
    private const int LongestReason = 1000;

    private const int MostKnown = 1_000;

    private readonly ConcurrentDictionary<long, ProjectSettings> lately = new();

    /// <summary>Stores answers and decides, in the same transaction, what becomes of the task.</summary>
    /// <exception cref="Invalid">The answers break the schema; every violation names question, value and rule.</exception>
    /// <exception cref="Conflict">The UUID belongs to another submission, or the task was never given to this person.</exception>
    public Task<Submitted> Submit(long projectId, long personId, NewSubmission submission)
    {
        CheckId(submission.SubmissionId);
        var read = Read(projectId, submission);
        var draft = submission.PredictionId is { } id ? db.Read(session => SeenDraft.Load(session, projectId, submission.TaskId, id)) : null;
        return db.Write(projectId, session =>
        {
            var settings = session.Shared(projectId, ProjectSettings.Load);
            if (settings.SchemaVersion != read.Under.SchemaVersion)
            {
                lately.TryRemove(projectId, out _);
                read = ReadAnswers.Of(settings, submission.Answers, ItemExtents.Of(session, settings, submission.TaskId));
            }

            return Store(session, settings, personId, submission, read, draft?.UseIn(read.Answers, settings.Schema));
        });
    }

    /// <summary>Passes the task on, by the project's policy.</summary>
    public Task<Submitted> Skip(long projectId, long personId, NewSkip skip)
    {
        CheckId(skip.SubmissionId);
        var reason = skip.Reason.Trim();
        if (reason.Length is 0 or > LongestReason)
            throw new Invalid([new Violation("reason", "length", $"The reason has {reason.Length} characters; say why in 1 to {LongestReason}.")]);
        return db.Write(projectId, session =>
            StoreSkip(session, session.Shared(projectId, ProjectSettings.Load), personId, skip with { Reason = reason }));
    }

    /// <summary>
    /// Reads the answers here and not on the writer's thread, under the schema seen last. The transaction looks whether it is still in force;
    /// answers that do not fit are held against the schema of this moment before they are refused.
    /// </summary>
    private ReadAnswers Read(long projectId, NewSubmission submission)
    {
        if (lately.TryGetValue(projectId, out var known) && known.Schema.ReadAnswers(submission.Answers, Facts(known, submission.TaskId)).Answers is { } fitting)
            return new ReadAnswers(known, fitting, fitting.ToJson());
        var settings = db.Read(session => ProjectSettings.Load(session, projectId));
        if (lately.Count >= MostKnown)
            lately.Clear();
        lately[projectId] = settings;
        return ReadAnswers.Of(settings, submission.Answers, Facts(settings, submission.TaskId));
    }

    private ItemFacts Facts(ProjectSettings settings, long taskId) => settings.Schema.PointedInto.Count == 0
        ? ItemFacts.None
        : db.Read(session => ItemExtents.Of(session, settings, taskId));

    private Submitted Store(Session session, ProjectSettings settings, long personId, NewSubmission submission, ReadAnswers read, string? draftUse)
    {
        var now = Now();
        var (task, earlier, hasDraft) = TaskState.LoadFor(session, settings.Id, personId, submission.TaskId, submission.SubmissionId);
        if (earlier is not null)
            return Repeated(earlier.Value, personId, submission.SubmissionId, task);
        var row = Row(settings, personId, submission.SubmissionId, task, submission.LeadTimeMs, submission.GuidelineVersion, now) with
        {
            Answers = read.Json,
            PredictionId = submission.PredictionId,
            DraftUse = draftUse,
            DraftId = settings.WithheldShare > 0 ? Withholding.ShownDraft(session, task.Id) : null,
            DraftWithheld = Withholding.Holds(task.Id, settings.WithheldShare),
        };

        // who holds a task has no standing answer to it
        var held = Leases.TakeForAnswer(session, personId, task.Id);
        if (held is null && Annotations.HasStanding(session, personId, task.Id))
        {
            Annotations.Insert(session, row with { State = AnnotationStates.Superseded, IsStanding = false });
            return new Submitted(submission.SubmissionId, task.Id, Outcomes.AlreadyAnswered, task.Status);
        }

        var purpose = held ?? Leases.TakePast(session, personId, task.Id) ?? throw NeverGiven(task.Id);
        if (hasDraft)
            Drafts.Delete(session, personId, task.Id);
        Annotations.Tally(session, settings.Id, personId, now, answers: 1, skips: 0, row.LeadTimeMs);
        var outcome = held is null ? Outcomes.Late : Outcomes.Accepted;
        if (purpose == LeasePurposes.Gold)
        {
            Annotations.Insert(session, row);
            AggregationRuns.Note(session, settings, personId, now);
            return new Submitted(submission.SubmissionId, task.Id, outcome, LabelingStatus.InProgress);
        }

        var freed = held is null ? task : task with { Leased = task.Leased - 1 };
        if (!task.IsOpen)
        {
            Annotations.Insert(session, row with { State = AnnotationStates.Late });
            freed.Save(session, now);
            AggregationRuns.Note(session, settings, personId, now);
            var again = settings.CountsLateAnswers && Redecisions.Apply(session, settings, task.Id, now);
            return new Submitted(submission.SubmissionId, task.Id, Outcomes.Late, again ? TaskState.Load(session, settings.Id, task.Id).Status : task.Status);
        }

        var id = Annotations.Insert(session, row);
        AggregationRuns.Note(session, settings, personId, now);
        var answered = Decide(session, settings, freed with { Submitted = task.Submitted + 1 }, personId, read.Answers, id, now);
        return new Submitted(submission.SubmissionId, task.Id, outcome, answered.Status);
    }

    private static TaskState Decide(Session session, ProjectSettings settings, TaskState task, long personId, Answers own, long ownId, long now)
    {
        if (task.Submitted < task.Overlap)
            return TaskOutcomes.Apply(session, task, new Decision.Open(), settings.GuidelineVersion, [], now);
        var votes = task.Submitted == 1 && !settings.CountsLateAnswers
            ? new TaskVotes([ownId], [new Vote(personId, own)])
            : TaskVotes.Load(session, settings, task.Id, (ownId, own));
        return TaskOutcomes.Apply(session, task, votes.Decide(session, settings, task.Overlap), settings.GuidelineVersion, votes.Ids, now);
    }

    private Submitted StoreSkip(Session session, ProjectSettings settings, long personId, NewSkip skip)
    {
        if (settings.SkipPolicy == SkipPolicies.Forbidden)
            throw new Conflict("Tasks of this project cannot be skipped.");
        var now = Now();
        var (task, earlier, _) = TaskState.LoadFor(session, settings.Id, personId, skip.TaskId, skip.SubmissionId);
        if (earlier is not null)
            return Repeated(earlier.Value, personId, skip.SubmissionId, task);
        var row = Row(settings, personId, skip.SubmissionId, task, skip.LeadTimeMs, settings.GuidelineVersion, now) with
        {
            State = AnnotationStates.Skipped,
            SkipReason = skip.Reason,
        };

        var held = Leases.TakeForAnswer(session, personId, task.Id);
        if (held is null && Annotations.HasStanding(session, personId, task.Id))
        {
            Annotations.Insert(session, row with { IsStanding = false });
            return new Submitted(skip.SubmissionId, task.Id, Outcomes.AlreadyAnswered, task.Status);
        }

        var purpose = held ?? Leases.TakePast(session, personId, task.Id) ?? throw NeverGiven(task.Id);
        Annotations.Insert(session, row);
        Annotations.Tally(session, settings.Id, personId, now, answers: 0, skips: 1, row.LeadTimeMs);
        var outcome = held is null ? Outcomes.Late : Outcomes.Accepted;
        if (purpose == LeasePurposes.Gold)
            return new Submitted(skip.SubmissionId, task.Id, outcome, LabelingStatus.InProgress);

        var skipped = (task with { Leased = held is null ? task.Leased : task.Leased - 1, Skips = task.Skips + 1 }).Settled();
        if (skipped.IsOpen && settings.SkipPolicy == SkipPolicies.Nobody && skipped.Submitted + skipped.Leased == 0)
            skipped = TaskOutcomes.SetAside(session, skipped, LabelingStatus.Skipped, now);
        else
            skipped.Save(session, now);
        if (skipped.OpenSlots > 0)
            Reopenings.Add(session, skipped);
        return new Submitted(skip.SubmissionId, task.Id, outcome, skipped.Status);
    }

    private static Submitted Repeated((long PersonId, long TaskId) same, long personId, string submissionId, TaskState task) =>
        same.PersonId == personId && same.TaskId == task.Id
            ? new Submitted(submissionId, task.Id, Outcomes.Repeated, task.IsGold ? LabelingStatus.InProgress : task.Status)
            : throw new Conflict($"The submission id {submissionId} belongs to another submission; make a new UUID for each.");

    private static Conflict NeverGiven(long taskId) => new($"Task {taskId} was not given to you; claim tasks from the queue.");

    private static NewAnnotation Row(
        ProjectSettings settings, long personId, string submissionId, TaskState task, long leadTimeMs, long guidelineVersion, long now) => new()
        {
            SubmissionId = submissionId,
            ProjectId = settings.Id,
            TaskId = task.Id,
            PersonId = personId,
            State = AnnotationStates.Counted,
            IsStanding = true,
            LeadTimeMs = Math.Clamp(leadTimeMs, 0, 86_400_000),
            GuidelineVersion = Math.Clamp(guidelineVersion, 0, settings.GuidelineVersion),
            CreatedAt = now,
        };

    private static void CheckId(string submissionId)
    {
        if (!Guid.TryParseExact(submissionId, "D", out var id) || id.ToString("D") != submissionId)
            throw new Invalid([new Violation("submissionId", "uuid", $"\"{Shortened(submissionId)}\" is not a lower-case UUID with hyphens.")]);
    }

    private static string Shortened(string text) => text.Length <= 40 ? text : text[..40] + "…";

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Answers as they are stored, and the settings whose schema they fit.</summary>
    private sealed record ReadAnswers(ProjectSettings Under, Answers Answers, string Json)
    {
        /// <exception cref="Invalid">They break the schema.</exception>
        public static ReadAnswers Of(ProjectSettings settings, string text, ItemFacts item)
        {
            var reading = settings.Schema.ReadAnswers(text, item);
            return reading.Answers is { } answers ? new ReadAnswers(settings, answers, answers.ToJson()) : throw new Invalid(reading.Violations);
        }
    }
}
