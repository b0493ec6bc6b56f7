using Assay.Model;
using Assay.Pipeline.Database;
using Assay.Pipeline.Projects;

namespace Assay.Pipeline.Metrics;

/// <summary>Overviews of projects, none older than forty times as long as it took to count.</summary>
public sealed class Overviews(Db db, RecentCounts counts, Func<long, IReadOnlyList<AgreementFigure>> agreement, TimeProvider clock)
{
    private const int Days = 30;

    /// <summary>The latest answers, from which the time per task is taken.</summary>
    private const int TimedAnswers = 1000;

    /// <summary>Rows rejected longer ago than this are looked at or never will be; they no longer ask for it.</summary>
    private static readonly TimeSpan Lately = TimeSpan.FromDays(7);

    private readonly Recent<Overview> recent = new(
        clock, TimeSpan.FromMilliseconds(500), projectId =>
        {
            var (tasks, figures) = (counts.Of(projectId), agreement(projectId));
            return db.Read(session => Count(session, projectId, tasks, figures, clock.GetUtcNow()));
        });

    public Overview Of(long projectId) => recent.Of(projectId);

    private static Overview Count(Session session, long projectId, ProjectCounts tasks, IReadOnlyList<AgreementFigure> agreement, DateTimeOffset now)
    {
        var settings = ProjectSettings.Load(session, projectId);
        var today = Queue.Days.Of(now);
        var row = session.One<Row>(
            """
            SELECT (SELECT count(*) FROM task WHERE project_id = @projectId AND open_slots > 0) AS waiting,
                (SELECT count(*) FROM lease WHERE project_id = @projectId AND expires_at > @now) AS held,
                (SELECT count(DISTINCT person_id) FROM lease WHERE project_id = @projectId AND expires_at > @now) AS holders,
                (SELECT coalesce(sum(answers), 0) FROM tally WHERE project_id = @projectId) AS answers,
                (SELECT count(*) FROM member m JOIN person p ON p.id = m.person_id WHERE m.project_id = @projectId AND NOT p.is_simulated) AS people,
                (SELECT count(*) FROM person p WHERE p.is_simulated
                    AND (EXISTS (SELECT 1 FROM member m WHERE m.project_id = @projectId AND m.person_id = p.id)
                        OR EXISTS (SELECT 1 FROM tally t WHERE t.project_id = @projectId AND t.person_id = p.id AND t.answers > 0))) AS simulated,
                (SELECT min(since) FROM dispute WHERE project_id = @projectId) AS oldest_dispute,
                (SELECT count(*) FROM duplicate d JOIN batch b ON b.id = d.batch_id WHERE b.project_id = @projectId) AS duplicates
            """,
            new { projectId, now = now.ToUnixTimeMilliseconds() });
        var imports = session.One<ImportRow>(
            """
            SELECT sum(CASE WHEN j.state IN ('queued', 'running') THEN 1 ELSE 0 END) AS running,
                sum(CASE WHEN j.state = 'failed' THEN 1 ELSE 0 END) AS failed,
                min(CASE WHEN j.state = 'failed' THEN j.finished_at END) AS failed_since,
                sum(b.rejected) AS rejected,
                sum(CASE WHEN j.created_at > @lately THEN b.rejected ELSE 0 END) AS rejected_lately,
                min(CASE WHEN j.created_at > @lately AND b.rejected > 0 THEN j.created_at END) AS rejected_since
            FROM batch b JOIN job j ON j.id = b.id WHERE b.project_id = @projectId AND b.undo_job_id IS NULL
            """,
            new { projectId, lately = (now - Lately).ToUnixTimeMilliseconds() });
        var days = session.Query<DayRow>(
            """
            SELECT day, sum(answers) AS answers, sum(decided) AS decided FROM (
                SELECT day, answers, 0 AS decided FROM tally WHERE project_id = @projectId AND day > @before
                UNION ALL
                SELECT decided_at / 86400000, 0, count(*) FROM final_label WHERE project_id = @projectId AND decided_at >= (@before + 1) * 86400000
                GROUP BY decided_at / 86400000) AS days
            GROUP BY day
            """,
            new { projectId, before = today - Days }).ToDictionary(day => day.Day);
        var perDay = Enumerable.Range(1, Days).Select(i => today - Days + i).Select(day => new DayCount(
            Queue.Days.Date(day).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
            days.GetValueOrDefault(day)?.Answers ?? 0,
            days.GetValueOrDefault(day)?.Decided ?? 0)).ToList();
        var times = session.Query<long>(
            """
            SELECT lead_time_ms FROM annotation
            WHERE project_id = @projectId AND batch_id IS NULL AND answers IS NOT NULL ORDER BY created_at DESC LIMIT @TimedAnswers
            """,
            new { projectId, TimedAnswers }).Order().Select(ms => ms / 1000.0).ToList();
        var disputes = new DisputeCount(tasks.Of(LabelingStatus.Disputed), Moment(row.OldestDispute));
        var pace = perDay.TakeLast(Projection.PaceDays).SkipWhile(day => day.Decided == 0).Select(day => day.Decided).ToList();
        return new Overview
        {
            Total = tasks.Total,
            ByStatus = Enum.GetValues<LabelingStatus>().ToDictionary(status => status.ToText(), tasks.Of),
            Duplicates = row.Duplicates,
            Decided = tasks.Decided,
            Waiting = row.Waiting,
            Held = row.Held,
            Holders = row.Holders,
            Answers = row.Answers,
            AnswersToday = perDay[^1].Answers,
            People = row.People,
            PerDay = perDay,
            SecondsPerTask = Projection.Median(times),
            Agreement = agreement,
            Disputes = disputes,
            Needs = Needs(settings, tasks, disputes, row, imports),
            Finish = Projection.Of(tasks.Total - tasks.Decided - tasks.Of(LabelingStatus.Skipped), pace, now),
            Imports = new ImportCount(imports.Running ?? 0, imports.Rejected ?? 0),
            SimulatedPeople = row.Simulated,
        };
    }

    private static List<Need> Needs(ProjectSettings settings, ProjectCounts tasks, DisputeCount disputes, Row row, ImportRow imports)
    {
        var needs = new List<Need>();
        Add("import_failed", imports.Failed ?? 0, Moment(imports.FailedSince));
        Add("disputes", disputes.Count, disputes.Oldest);
        Add("import_rejected", imports.RejectedLately ?? 0, Moment(imports.RejectedSince));
        Add("skipped", tasks.Of(LabelingStatus.Skipped), null);
        Add("no_data", tasks.Total == 0 ? 1 : 0, null);
        Add("no_people", row.People + row.Simulated < 2 ? 1 : 0, null);
        Add("no_guidelines", settings.GuidelineVersion == 0 ? 1 : 0, null);
        return needs;

        void Add(string kind, long count, DateTimeOffset? since)
        {
            if (count > 0)
                needs.Add(new Need(kind, count, since));
        }
    }

    private static DateTimeOffset? Moment(long? milliseconds) => milliseconds is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null;

    private sealed record Row
    {
        public long Waiting { get; init; }

        public long Held { get; init; }

        public long Holders { get; init; }

        public long Answers { get; init; }

        public long People { get; init; }

        public long Simulated { get; init; }

        public long? OldestDispute { get; init; }

        public long Duplicates { get; init; }
    }

    /// <summary>Null where there was no import.</summary>
    private sealed record ImportRow
    {
        public long? Running { get; init; }

        public long? Failed { get; init; }

        public long? FailedSince { get; init; }

        public long? Rejected { get; init; }

        public long? RejectedLately { get; init; }

        public long? RejectedSince { get; init; }
    }

    private sealed record DayRow
    {
        public long Day { get; init; }

        public long Answers { get; init; }

        public long Decided { get; init; }
    }
}
