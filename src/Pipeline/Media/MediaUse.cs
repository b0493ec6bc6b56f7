using System.Text.Json;
using Assay.Pipeline.Database;
using Assay.Pipeline.Projects;

namespace Assay.Pipeline.Media;

/// <summary>Which media the items of a project name. Reads all of them: for what a person does now and then.</summary>
internal static class MediaUse
{
    /// <summary>Those of these names that no item shows, archived ones and noted duplicates included.</summary>
    public static IReadOnlyList<string> Unused(Session session, long projectId, IReadOnlyCollection<string> names)
    {
        var left = names.ToHashSet(StringComparer.Ordinal);
        var fields = ProjectSettings.Load(session, projectId).Schema.Fields.Where(field => field.IsMedia).Select(field => field.Name).ToList();
        foreach (var table in (string[])["item", "duplicate"])
        {
            if (left.Count == 0)
                break;
            foreach (var data in session.Stream<string>($"SELECT data FROM {table} WHERE project_id = @projectId", new { projectId }))
            {
                using var item = JsonDocument.Parse(data);
                foreach (var field in fields)
                    if (ItemMedia.NameIn(item.RootElement, field) is { } name)
                        left.Remove(name);
            }
        }

        return [.. left];
    }
}
