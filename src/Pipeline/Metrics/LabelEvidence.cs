using Assay.Learning.Acceptance;
using Assay.Model;
using Assay.Pipeline.Database;
using Assay.Pipeline.Projects;
using Assay.Pipeline.Queue;

namespace Assay.Pipeline.Metrics;

/// <summary>
/// How many labels are right, where something tells: those of people by what they say of tasks whose answer is known, drafts that were accepted unseen and an arbiter's opinions by tasks drawn for people. Of
/// a reviewer's labels nothing tells.
/// </summary>
internal static class LabelEvidence
{
    private const string People = "people";

    /// <summary>With fewer tries nothing is told.</summary>
    private const int Fewest = 10;

    private const string CountSql = $"SELECT f.how, count(*) AS labels FROM {WorkDone.Documents} WHERE f.project_id = @projectId GROUP BY f.how";

    /// <summary>Answers given before the right one was told may have been taken for it.</summary>
    private const string GoldSql = """
        SELECT g.task_id, g.answers AS truth, a.id, a.person_id, a.answers FROM gold g
        JOIN annotation a ON a.task_id = g.task_id AND a.state = 'counted' AND a.answers IS NOT NULL AND a.created_at >= g.marked_at
        WHERE g.project_id = @projectId ORDER BY g.task_id, a.id
        """;

    private const string ByPeople = $"f.how NOT IN ('{FinalHow.AutoAccepted}', '{FinalHow.Arbitration}', '{FinalHow.Gold}')";

    /// <summary>Of drafts that would have been accepted when they were held against what people said; the threshold was not chosen by them.</summary>
    private const string AuditSql = $"""
        SELECT count(*) AS count, count(CASE WHEN NOT d.is_wrong THEN 1 END) AS hits
        FROM auto_accept x JOIN audited_draft d ON d.model_id = x.model_id AND d.confidence >= d.in_force JOIN final_label f ON f.task_id = d.task_id AND {ByPeople}
        WHERE x.project_id = @projectId
        """;

    /// <summary>Of the arbiter in force: the last opinion on each dispute that people decided without seeing it.</summary>
    private const string BlindSql = $"""
        SELECT o.answers AS said, f.answers AS truth FROM opinion o JOIN arbitration r ON r.project_id = o.project_id AND r.run = o.run
        JOIN final_label f ON f.task_id = o.task_id AND f.decided_at >= o.created_at AND {ByPeople}
        WHERE o.project_id = @projectId AND o.is_blind AND o.answers IS NOT NULL AND o.id = (SELECT max(p.id) FROM opinion p WHERE p.task_id = o.task_id)
        """;

    /// <summary>Of all labels, then of each way in which there are some.</summary>
    public static IReadOnlyList<MetricRow> Rows(Session session, ProjectSettings settings)
    {
        var counts = session.Query<Count>(CountSql, new { projectId = settings.Id }).ToDictionary(count => count.How, count => count.Labels);
        var all = (double)counts.Values.Sum();
        var (accepted, arbitrated, reviewed) = (counts.GetValueOrDefault(FinalHow.AutoAccepted), counts.GetValueOrDefault(FinalHow.Arbitration), counts.GetValueOrDefault(FinalHow.Review));
        List<Part> parts =
        [
            new(People, counts.Values.Sum() - accepted - arbitrated - reviewed, OfPeople(session, settings), "too_few_known"),
            new(FinalHow.AutoAccepted, accepted, session.One<Tries>(AuditSql, new { projectId = settings.Id }), "too_few_audits"),
            new(FinalHow.Arbitration, arbitrated, OfArbiter(session, settings), "too_few_blind"),
        ];
        parts.RemoveAll(part => part.Labels == 0);
        MetricRow[] rows = [.. parts.Select(part => new MetricRow("label_accuracy", part.How, part.Told, part.Told is null ? part.Missing : null, part.Labels / all))];
        return [Together(parts, all), .. rows];
    }

    /// <summary>
    /// Each part weighs as many labels as it has. The interval is put together from the parts' own (the method of variance estimates recovery: Zou, Huang and Zhang 2009, "A note on confidence interval
    /// estimation for a linear function of binomial proportions", Computational Statistics and Data Analysis 53).
    /// </summary>
    private static MetricRow Together(List<Part> parts, double all)
    {
        Part[] known = [.. parts.Where(part => part.Told is not null)];
        if (known.Length == 0)
            return new MetricRow("label_accuracy", null, null, all < Fewest ? "too_few_documents" : parts.Count == 0 ? "too_few_known" : parts.MaxBy(part => part.Labels)!.Missing);
        var labels = (double)known.Sum(part => part.Labels);
        var value = known.Sum(part => part.Labels / labels * part.Told!.Value);
        var low = Math.Sqrt(known.Sum(part => Math.Pow(part.Labels / labels * (part.Told!.Value - part.Told.Low), 2)));
        var high = Math.Sqrt(known.Sum(part => Math.Pow(part.Labels / labels * (part.Told!.High - part.Told.Value), 2)));
        return new MetricRow("label_accuracy", null, new Estimate(value, value - low, value + high, known.Sum(part => part.Told!.Count)), null, labels / all);
    }

    /// <summary>As many answers as a task gets, in the order they came, are brought to a label by the project's rule; where they come to none a reviewer would be asked, and they say nothing.</summary>
    private static Tries OfPeople(Session session, ProjectSettings settings)
    {
        var tries = new Tries();
        foreach (var task in session.Query<GoldAnswer>(GoldSql, new { projectId = settings.Id }).GroupBy(answer => (answer.TaskId, answer.Truth)).ToList())
        {
            if (settings.Schema.ReadAnswers(task.Key.Truth).Answers is not { } truth)
                continue;
            foreach (var some in task.Chunk(settings.Overlap).Where(some => some.Length == settings.Overlap))
            {
                var votes = new TaskVotes([.. some.Select(answer => answer.Id)], [.. some.Select(answer => new Vote(answer.PersonId, TaskVotes.Read(settings.Schema, answer.Id, answer.Answers)))]);
                if (votes.Decide(session, settings, settings.Overlap) is Decision.Completed completed)
                    tries = tries.And(Agree(settings.Schema, completed.Final, truth));
            }
        }

        return tries;
    }

    private static Tries OfArbiter(Session session, ProjectSettings settings)
    {
        var tries = new Tries();
        foreach (var pair in session.Query<Pair>(BlindSql, new { projectId = settings.Id }))
            if (settings.Schema.ReadAnswers(pair.Said).Answers is { } said && settings.Schema.ReadAnswers(pair.Truth).Answers is { } truth)
                tries = tries.And(Agree(settings.Schema, said, truth));
        return tries;
    }

    private static bool Agree(LabelSchema schema, Answers one, Answers other) => schema.Questions.All(question => question.Kind.Agree(question, one[question.Name], other[question.Name]));

    /// <summary>Labels that came about in one way, and what tells whether they are right.</summary>
    private sealed record Part(string How, long Labels, Tries Found, string Missing)
    {
        public Estimate? Told => Found.Told();
    }

    private sealed record Tries
    {
        public long Count { get; init; }

        public long Hits { get; init; }

        public Tries And(bool isHit) => new() { Count = Count + 1, Hits = Hits + (isHit ? 1 : 0) };

        public Estimate? Told() => Count >= Fewest && Binomial.Interval((int)Hits, (int)Count) is var (low, high) ? new Estimate(Hits / (double)Count, low, high, Count) : null;
    }

    private sealed record Count
    {
        public string How { get; init; } = "";

        public long Labels { get; init; }
    }

    private sealed record GoldAnswer
    {
        public long TaskId { get; init; }

        public string Truth { get; init; } = "";

        public long Id { get; init; }

        public long PersonId { get; init; }

        public string Answers { get; init; } = "";
    }

    private sealed record Pair
    {
        public string Said { get; init; } = "";

        public string Truth { get; init; } = "";
    }
}
