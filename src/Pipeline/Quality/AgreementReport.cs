using System.Text;
using System.Text.Json;
using Assay.Agreement;
using Assay.Model;
using Assay.Model.Questions;
using Assay.Pipeline.Database;
using Assay.Pipeline.People;
using Assay.Pipeline.Projects;

namespace Assay.Pipeline.Quality;

/// <summary>How far people agree in a project: by question, and for each two people over all the tasks they share.</summary>
public sealed class AgreementReport(Db db, TimeProvider time)
{
    /// <summary>A confusion matrix of more labels than this is no longer read.</summary>
    private const int LargestConfusion = 40;

    private const string VoteSql = """
        SELECT a.task_id, a.person_id, a.answers
        FROM annotation a
        WHERE a.project_id = @projectId AND a.state IN ('counted', 'late') AND a.answers IS NOT NULL AND a.task_id IN (
            SELECT task_id FROM annotation WHERE project_id = @projectId AND state IN ('counted', 'late') AND answers IS NOT NULL
            GROUP BY task_id HAVING count(*) > 1)
        ORDER BY a.task_id, a.id
        """;

    private const string FinalSql = """
        SELECT a.task_id, a.person_id, a.answers, f.answers AS final
        FROM final_label f
        JOIN annotation a ON a.task_id = f.task_id AND a.state IN ('counted', 'late') AND a.answers IS NOT NULL
        WHERE f.project_id = @projectId
        ORDER BY a.id
        """;

    private readonly Recent<ProjectAgreement> recent = new(time, TimeSpan.FromSeconds(1), projectId =>
    {
        using var session = db.Snapshot();
        return Measure(session, projectId, time.GetUtcNow());
    });

    /// <summary>A recent report; measuring reads every answer to a task that has two.</summary>
    public ProjectAgreement Of(long projectId) => recent.Of(projectId);

    private static ProjectAgreement Measure(Session session, long projectId, DateTimeOffset now)
    {
        var schema = ProjectSettings.Load(session, projectId).Schema;
        var tables = schema.Questions.Select(question => new VoteTable<long, long>(question.Kind.Categories(question))).ToList();
        var items = new HashSet<long>();
        var answered = 0L;
        foreach (var vote in session.Stream<Row>(VoteSql, new { projectId }))
        {
            if (schema.ReadAnswers(vote.Answers).Answers is not { } answers)
                continue;
            items.Add(vote.TaskId);
            answered++;
            for (var i = 0; i < tables.Count; i++)
                if (answers[schema.Questions[i].Name] is { } answer)
                    tables[i].Add(vote.TaskId, vote.PersonId, Category(schema.Questions[i], answer));
        }

        var confusions = Confusions(session, projectId, schema);
        var questions = schema.Questions.Select((question, i) => OfQuestion(question, tables[i], confusions[i])).ToList();
        var people = tables.SelectMany(table => table.Annotators).ToHashSet();
        return new ProjectAgreement
        {
            MeasuredAt = now,
            IsCurrent = true,
            Answers = answered,
            ItemsWithTwo = items.Count,
            Questions = questions,
            People = People(session, projectId, people),
        };
    }

    private static QuestionAgreement OfQuestion(Question question, VoteTable<long, long> table, Confusion? confusion)
    {
        var votes = table.ToVotes();
        var percent = PercentAgreement.Instance.Measure(votes);
        var isOpen = question.Kind.Categories(question).Count == 0;
        var pairs = AnnotatorPairs.Of(votes).Select(pair => new PairOfPeople(
            table.Annotators[pair.First], table.Annotators[pair.Second], pair.Items, Estimate.Of(pair.Percent), isOpen ? null : Estimate.Of(pair.Kappa),
            isOpen ? "Free answers have no categories, so there is no agreement by chance to take out." : pair.Kappa.Undefined));
        return new QuestionAgreement
        {
            Question = question.Name,
            Title = question.Title,
            Kind = question.Kind.Name,
            Level = "nominal",
            IsOpen = isOpen,
            Percent = Estimate.Of(percent),
            Undefined = percent.Undefined,
            Coefficients = [new CoefficientFigure(PercentAgreement.Instance.Name, PercentAgreement.Instance.Title, Estimate.Of(percent), percent.Undefined)],
            Labels = [],
            Pairs = [.. pairs],
            PairsLeftOut = 0,
            Confusion = confusion,
            OverTime = null,
        };
    }

    private static Confusion?[] Confusions(Session session, long projectId, LabelSchema schema)
    {
        var labels = schema.Questions.Select(question => question.Kind.Categories(question)).ToList();
        var codes = labels.Select(names => names.Select((name, code) => (name, code)).ToDictionary(pair => pair.name, pair => pair.code, StringComparer.Ordinal)).ToList();
        var tables = labels.Select(names => names.Count is > 1 and <= LargestConfusion ? new ConfusionTable(names.Count) : null).ToList();
        if (tables.TrueForAll(table => table is null))
            return new Confusion?[tables.Count];
        foreach (var row in session.Stream<Row>(FinalSql, new { projectId }))
        {
            if (schema.ReadAnswers(row.Final).Answers is not { } final || schema.ReadAnswers(row.Answers).Answers is not { } said)
                continue;
            for (var i = 0; i < tables.Count; i++)
                if (tables[i] is { } table && Code(schema.Questions[i], final, codes[i]) is { } truth && Code(schema.Questions[i], said, codes[i]) is { } answer)
                    table.Add(truth, answer);
        }

        return [.. tables.Select((table, i) => table is null || table.Total == 0 ? null : new Confusion(labels[i], table.ToRows()))];
    }

    private static int? Code(Question question, Answers answers, Dictionary<string, int> codes) =>
        answers[question.Name] is { } answer && question.Kind.Category(question, answer) is { } category && codes.TryGetValue(category, out var code) ? code : null;

    /// <summary>An answer of an open kind is compared as its canonical text.</summary>
    private static string Category(Question question, Answer answer)
    {
        if (question.Kind.Category(question, answer) is { } category)
            return category;
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
            question.Kind.WriteAnswer(writer, question, answer);
        return string.Join(' ', Encoding.UTF8.GetString(buffer.ToArray()).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    private static List<Person> People(Session session, long projectId, HashSet<long> ids) =>
    [
        .. session.Query<Person>(
            """
            SELECT p.id, p.name, p.email, p.is_admin, p.is_simulated FROM person p
            WHERE EXISTS (SELECT 1 FROM annotation a WHERE a.project_id = @projectId AND a.person_id = p.id) ORDER BY p.id
            """,
            new { projectId }).Where(person => ids.Contains(person.Id)),
    ];

    private sealed record Row
    {
        public long TaskId { get; init; }

        public long PersonId { get; init; }

        public string Answers { get; init; } = "";

        public string Final { get; init; } = "";
    }
}
