using Assay.Model;
using Assay.Pipeline.Database;
using Assay.Pipeline.People;
using Assay.Pipeline.Queue;

namespace Assay.Pipeline.Projects;

/// <summary>The projects of the installation: making, listing, changing and archiving them.</summary>
public sealed class Projects(Db db, RecentCounts counts, TimeProvider clock)
{
    private const int LeaseSeconds = 900;

    private const string Visible = """
        SELECT p.id, p.name, CASE WHEN @isAdmin THEN 'owner' ELSE m.role END AS role, p.archived_at, p.is_demo,
            (SELECT coalesce(sum(t.answers), 0) FROM tally t WHERE t.project_id = p.id AND t.person_id = @personId) AS mine
        FROM project p LEFT JOIN member m ON m.project_id = p.id AND m.person_id = @personId
        WHERE (@isAdmin OR m.person_id IS NOT NULL) AND (@only IS NULL OR p.id = @only)
        ORDER BY p.archived_at IS NOT NULL, p.id DESC
        """;

    /// <summary>The person's projects, newest first, archived ones last; an admin sees all.</summary>
    /// <param name="only">Of these the one with this id, for tokens bound to a project.</param>
    public IReadOnlyList<ProjectSummary> List(long personId, bool isAdmin, long? only = null)
    {
        var rows = db.Read(session => session.Query<Row>(Visible, new { personId, isAdmin, only }).ToList());
        return
        [
            .. rows.Select(row =>
            {
                var tasks = counts.Of(row.Id);
                return new ProjectSummary(
                    row.Id, row.Name, ProjectRoleNames.Parse(row.Role), tasks.Total, tasks.Decided, tasks.Of(LabelingStatus.Disputed), row.Mine,
                    row.ArchivedAt is not null, row.IsDemo);
            }),
        ];
    }

    public Project Get(long projectId, ProjectRole role) => Project.Of(db.Read(session => ProjectSettings.Load(session, projectId)), role);

    /// <summary>Whether the person may make projects: admins, and those who manage one already. Someone invited to answer may not.</summary>
    public bool MayCreate(long personId, bool isAdmin) => isAdmin || db.Read(session => session.One<bool>(
        "SELECT EXISTS (SELECT 1 FROM member WHERE person_id = @personId AND role IN ('manager', 'owner'))", new { personId }));

    /// <summary>Makes a project with its maker as owner.</summary>
    /// <exception cref="Invalid">The schema or a setting breaks a rule.</exception>
    public async Task<Project> Create(long personId, NewProject project)
    {
        var settings = project.Settings with { Name = project.Name };
        List<Violation> violations =
        [
            .. ProjectRules.Check(settings),
            .. GuidelineRules.Check(project.Guidelines ?? ""),
            .. LabelSchema.Check(project.SchemaJson),
        ];
        if (violations.Count > 0)
            throw new Invalid(violations);
        var schema = LabelSchema.Parse(project.SchemaJson);
        var at = clock.GetUtcNow().ToUnixTimeMilliseconds();
        var made = await db.Write(session =>
        {
            var id = session.One<long>(
                """
                INSERT INTO project (name, schema_json, overlap, lease_seconds, skip_policy, gold_rate, aggregator, confidence_threshold, item_word, is_demo,
                    withheld_share, created_by, created_at)
                VALUES (@name, @schemaJson, @overlap, @leaseSeconds, @skipPolicy, @goldRate, @aggregator, @threshold, @itemWord, @IsDemo, @withheldShare, @personId, @at)
                RETURNING id
                """,
                new
                {
                    name = project.Name.Trim(),
                    schemaJson = schema.ToJson(),
                    overlap = settings.Overlap ?? 2,
                    leaseSeconds = settings.LeaseSeconds ?? LeaseSeconds,
                    skipPolicy = settings.SkipPolicy ?? SkipPolicies.Others,
                    goldRate = settings.GoldRate ?? 0,
                    aggregator = settings.Aggregator ?? DecisionRules.Unanimity,
                    threshold = settings.ConfidenceThreshold ?? DecisionRules.UsualThreshold,
                    itemWord = settings.ItemWord?.Trim() ?? "items",
                    project.IsDemo,
                    withheldShare = settings.WithheldShare ?? 0,
                    personId,
                    at,
                });
            session.Execute("INSERT INTO project_queue (project_id) VALUES (@id)", new { id });
            Members.Add(session, id, personId, ProjectRole.Owner, at);
            if (!string.IsNullOrWhiteSpace(project.Guidelines))
                Guidelines.Add(session, id, 1, project.Guidelines, personId, at);
            Audit.Add(session, at, personId, id, "project_created", project.Name.Trim());
            return id;
        });
        return Get(made, ProjectRole.Owner);
    }

    /// <summary>Changes settings; owners also archive and bring back.</summary>
    public Task<Project> Change(long projectId, ProjectChanges changes, long by, ProjectRole byRole)
    {
        var violations = ProjectRules.Check(changes);
        if (violations.Count > 0)
            throw new Invalid(violations);
        return db.Write(projectId, session =>
        {
            var now = ProjectSettings.Load(session, projectId);
            if (changes.Archived is { } archived && archived != now.ArchivedAt is not null && byRole < ProjectRole.Owner)
                throw new Forbidden("Only an owner archives a project or brings it back.");
            if (changes.MediaHosts is { } hosts && !hosts.SequenceEqual(now.MediaHosts) && byRole < ProjectRole.Owner)
                throw new Forbidden("Only an owner says from which hosts files are fetched.");
            var at = clock.GetUtcNow().ToUnixTimeMilliseconds();
            var next = now with
            {
                Name = changes.Name?.Trim() ?? now.Name,
                Overlap = changes.Overlap ?? now.Overlap,
                LeaseSeconds = changes.LeaseSeconds ?? now.LeaseSeconds,
                SkipPolicy = changes.SkipPolicy ?? now.SkipPolicy,
                GoldRate = changes.GoldRate ?? now.GoldRate,
                Aggregator = changes.Aggregator ?? now.Aggregator,
                ConfidenceThreshold = changes.ConfidenceThreshold ?? now.ConfidenceThreshold,
                ItemWord = changes.ItemWord?.Trim() ?? now.ItemWord,
                MediaHosts = changes.MediaHosts ?? now.MediaHosts,
                WithheldShare = changes.WithheldShare ?? now.WithheldShare,
                ArchivedAt = changes.Archived switch { true => now.ArchivedAt ?? at, false => null, null => now.ArchivedAt },
            };
            session.Execute(
                """
                UPDATE project SET name = @Name, overlap = @Overlap, lease_seconds = @LeaseSeconds, skip_policy = @SkipPolicy, gold_rate = @GoldRate,
                    aggregator = @Aggregator, confidence_threshold = @ConfidenceThreshold, item_word = @ItemWord, archived_at = @ArchivedAt, withheld_share = @WithheldShare
                WHERE id = @Id
                """,
                next);
            if (changes.MediaHosts is not null)
                session.Execute("UPDATE project SET media_hosts = @hosts WHERE id = @projectId", new { hosts = string.Join(' ', next.MediaHosts), projectId });
            session.Forget(projectId);
            if (next.Overlap != now.Overlap)
                WantAnswers(session, projectId, next.Overlap, at);
            if (next.Aggregator != now.Aggregator || (next.CountsLateAnswers && next.ConfidenceThreshold != now.ConfidenceThreshold))
                AggregationRuns.DecideAll(session, projectId, by, at);
            Audit.Add(session, at, by, projectId, "project_changed", Difference(now, next));
            return Project.Of(next, byRole);
        });
    }

    /// <summary>
    /// Changes the questions. While nobody has answered, anything goes; afterwards only what leaves every answer complete and valid.
    /// </summary>
    /// <exception cref="InvalidSchema">The schema breaks a rule.</exception>
    /// <exception cref="Conflict">There are answers that the new schema could not hold; the message names them.</exception>
    public async Task<Project> ChangeSchema(long projectId, string schemaJson, long by, ProjectRole byRole)
    {
        var next = LabelSchema.Parse(schemaJson);
        var json = next.ToJson();
        await db.Write(projectId, session =>
        {
            var settings = ProjectSettings.Load(session, projectId);
            if (json == settings.Schema.ToJson())
                return;
            if (session.One<bool>("SELECT EXISTS (SELECT 1 FROM annotation WHERE project_id = @projectId)", new { projectId }))
                HoldAnswers(settings.Schema, next);
            ParsedSchemas.ForgetOnRollback(session, projectId, settings.SchemaVersion + 1);
            session.Execute("UPDATE project SET schema_json = @json, schema_version = schema_version + 1 WHERE id = @projectId", new { projectId, json });
            session.Forget(projectId);
            if (settings.Aggregator != DecisionRules.Unanimity)
                AggregationRuns.DecideAll(session, projectId, by, clock.GetUtcNow().ToUnixTimeMilliseconds());
            Audit.Add(session, clock.GetUtcNow().ToUnixTimeMilliseconds(), by, projectId, "schema_changed", $"version {settings.SchemaVersion + 1}");
        });

        // read after the commit: what is parsed is kept by version, and a version taken back must never have been seen
        return Get(projectId, byRole);
    }

    private static void HoldAnswers(LabelSchema present, LabelSchema next)
    {
        var lost = present.OrphanedBy(next);
        if (lost.Count > 0)
            throw new Conflict($"There are answers already, and this schema could not hold them: {string.Join("; ", lost)}.");
        if (next.Questions.FirstOrDefault(question => question.Required && present.Question(question.Name) is null) is { } added)
            throw new Conflict($"There are answers already, none of them to the new question \"{added.Name}\": a question added now cannot be required.");
    }

    /// <summary>Only tasks nobody has begun: one that is half answered was promised to end with as many answers as it began with.</summary>
    private static void WantAnswers(Session session, long projectId, int overlap, long at) => session.Execute(
        """
        UPDATE task SET overlap = @overlap, open_slots = @overlap, changed_at = @at
        WHERE project_id = @projectId AND status = 'pending' AND submitted = 0 AND leased = 0 AND open_slots > 0
        """,
        new { projectId, overlap, at });

    private static string Difference(ProjectSettings now, ProjectSettings next)
    {
        (string Name, object? Before, object? After)[] values =
        [
            ("name", now.Name, next.Name),
            ("overlap", now.Overlap, next.Overlap),
            ("leaseSeconds", now.LeaseSeconds, next.LeaseSeconds),
            ("skipPolicy", now.SkipPolicy, next.SkipPolicy),
            ("goldRate", now.GoldRate, next.GoldRate),
            ("aggregator", now.Aggregator, next.Aggregator),
            ("confidenceThreshold", now.ConfidenceThreshold, next.ConfidenceThreshold),
            ("itemWord", now.ItemWord, next.ItemWord),
            ("mediaHosts", string.Join(' ', now.MediaHosts), string.Join(' ', next.MediaHosts)),
            ("withheldShare", now.WithheldShare, next.WithheldShare),
            ("archived", now.ArchivedAt is not null, next.ArchivedAt is not null),
        ];
        return string.Join("; ", values.Where(value => !Equals(value.Before, value.After))
            .Select(value => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{value.Name}: {value.Before} → {value.After}")));
    }

    private sealed record Row
    {
        public required long Id { get; init; }

        public required string Name { get; init; }

        public required string Role { get; init; }

        public long? ArchivedAt { get; init; }

        public bool IsDemo { get; init; }

        public long Mine { get; init; }
    }
}
