using Assay.Pipeline.ActiveLearning.Learners;
using Assay.Pipeline.Database;
using Assay.Pipeline.Media.Vectors;
using Assay.Pipeline.Models;
using Assay.Pipeline.Projects;

namespace Assay.Pipeline.ActiveLearning.Pools;

/// <summary>Tasks by their images, as the vectors that are kept of them; nothing is computed here. A task whose image is missing or cannot be decoded is not among them.</summary>
internal sealed class ImagePools(Db db, ImageVectors vectors) : IPoolSource
{
    /// <summary>Bounds the memory of a pool to 400 MB: by descriptors 106,000 tasks, by vectors of 768 numbers 260,000. Tasks beyond it are neither learned from nor chosen.</summary>
    private const long MostNumbers = 200_000_000;

    private const int Page = 500;

    public TaskPool Get(ProjectSettings settings, TaskPool? known, LearnedModelRow? saved, CancellationToken stop)
    {
        var encoder = vectors.Encoder;
        var begun = known is ImagePool pool && pool.Encoder == encoder.Name ? pool : new ImagePool(settings.Id, settings.SchemaVersion, encoder.Name, [], new Dictionary<long, int>());
        // those with a label first: of more than there is room for they are the ones that teach
        var tasks = db.Read(session => session.Query<long>(
            """
            SELECT t.id FROM task t LEFT JOIN final_label f ON f.task_id = t.id WHERE t.project_id = @Id
            ORDER BY CASE WHEN f.task_id IS NULL THEN 1 ELSE 0 END, t.id
            """,
            new { settings.Id }).ToList());
        var (rows, rowOf) = (new List<Half[]>(begun.Rows), new Dictionary<long, int>(begun.RowOf));
        var room = MostNumbers / (encoder.Length * ItemVectors.Fields(settings.Schema).Count) - rows.Count;
        foreach (var page in tasks.Where(task => !begun.RowOf.ContainsKey(task)).Chunk(Page))
        {
            if (room <= 0)
                break;
            var found = vectors.OfItems(settings, [.. LearnedTasks.Items(db, page, stop)]);
            foreach (var (task, vector) in page.Zip(found))
                if (vector is not null && room-- > 0)
                {
                    rowOf.Add(task, rows.Count);
                    rows.Add(vector);
                }
        }

        return rows.Count == begun.Rows.Count ? begun : new ImagePool(settings.Id, settings.SchemaVersion, encoder.Name, rows, rowOf);
    }

    public TaskPool Of(ProjectSettings settings, TaskPool? known, LearnedModelRow saved, CancellationToken stop) => Get(settings, known, saved, stop);
}
