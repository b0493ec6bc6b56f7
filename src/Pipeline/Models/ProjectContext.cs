using System.Text.Json;
using Assay.Model;
using Assay.Pipeline.Database;
using Assay.Pipeline.Projects;
using Assay.WeakModels;

namespace Assay.Pipeline.Models;

/// <summary>What a model may ask of the project it is opened for.</summary>
/// <param name="Db">The database.</param>
/// <param name="Project">The project as it is now.</param>
public sealed record ProjectContext(Db Db, ProjectSettings Project)
{
    private const int MostLabeled = 2_000;

    /// <summary>The model as it is set up; null for one that is only tried or looked at.</summary>
    public long? Setup { get; init; }

    /// <summary>The job it is opened for, so that it is told the same whenever that goes on; null for none.</summary>
    public long? Run { get; init; }

    /// <summary>What the model has cost before.</summary>
    public Spent Already { get; init; }

    /// <summary>The guidelines in force; null where there are none.</summary>
    public string? Guidelines() => Db.Read(session => session.OneOrNone<string>(
        "SELECT text FROM guideline WHERE project_id = @Id AND version = @GuidelineVersion", new { Project.Id, Project.GuidelineVersion }));

    /// <summary>Items whose label people have decided, up to 2,000, with it.</summary>
    public IReadOnlyList<(JsonElement Item, Answers Answers)> Labeled() => Db.Read<IReadOnlyList<(JsonElement, Answers)>>(session =>
    [
        .. session.Query<LabeledRow>(
            $"""
            SELECT i.data, f.answers FROM final_label f JOIN item i ON i.task_id = f.task_id
            WHERE f.project_id = @Id AND f.how NOT IN ('{FinalHow.AutoAccepted}', '{FinalHow.Arbitration}') ORDER BY f.task_id LIMIT {MostLabeled}
            """,
            new { Project.Id }).ToList()
            .Select(row => (Item: JsonElement.Parse(row.Data), Project.Schema.ReadAnswers(row.Answers).Answers))
            .Where(row => row.Answers is not null).Select(row => (row.Item, row.Answers!)),
    ]);

    private sealed record LabeledRow
    {
        public string Data { get; init; } = "";

        public string Answers { get; init; } = "";
    }
}
