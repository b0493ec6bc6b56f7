using System.Text.Json;
using Assay.Model;
using Assay.Pipeline.Database;
using Assay.Pipeline.Projects;

namespace Assay.Pipeline.Models;

/// <summary>What a model may ask of the project it is opened for.</summary>
/// <param name="Db">The database.</param>
/// <param name="Project">The project as it is now.</param>
public sealed record ProjectContext(Db Db, ProjectSettings Project)
{
    private const int MostAgreed = 2_000;

    /// <summary>The model as it is set up; null for one that is only tried or looked at.</summary>
    public long? Setup { get; init; }

    /// <summary>The job it is opened for, so that it is told the same whenever that goes on; null for none.</summary>
    public long? Run { get; init; }

    /// <summary>The guidelines in force; null where there are none.</summary>
    public string? Guidelines() => Db.Read(session => session.OneOrNone<string>(
        "SELECT text FROM guideline WHERE project_id = @Id AND version = @GuidelineVersion", new { Project.Id, Project.GuidelineVersion }));

    /// <summary>
    /// Items whose label is agreed, up to 2,000, with it: two people or more stand behind it, a reviewer decided, or it was known beforehand. None where a project asks one person a
    /// task and reviews nothing: what one person said is agreed with nobody.
    /// </summary>
    public IReadOnlyList<(JsonElement Item, Answers Answers)> Agreed() => Db.Read<IReadOnlyList<(JsonElement, Answers)>>(session =>
    [
        .. session.Query<LabeledRow>(
            $"""
            SELECT i.data, f.answers FROM final_label f JOIN item i ON i.task_id = f.task_id
            WHERE f.project_id = @Id AND (f.how IN ('{FinalHow.Review}', '{FinalHow.Gold}')
                OR f.how NOT IN ('{FinalHow.Single}', '{FinalHow.AutoAccepted}', '{FinalHow.Arbitration}') AND f.from_annotations LIKE '%,%')
            ORDER BY f.task_id LIMIT {MostAgreed}
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
