namespace Assay.Formats;

/// <summary>Guesses which column of a file fills which field of a project.</summary>
public static class ColumnMapping
{
    // in order of preference
    private static readonly string[] TextNames =
    [
        "text", "content", "body", "message", "sentence", "document", "review", "comment", "description", "question", "utterance", "query",
        "tweet", "post", "abstract", "title", "subject", "headline",
    ];

    /// <summary>
    /// Field to column: a column of the same name (upper and lower case, spaces, _ and - do not matter), else for the fields that are left the usual
    /// names for texts in order (text, content, body, message, …), else the first column left that holds texts. No column is suggested twice;
    /// fields for which nothing is left are not in the result.
    /// </summary>
    public static IReadOnlyDictionary<string, string> Suggest(IReadOnlyList<string> fields, IReadOnlyList<PreviewColumn> columns)
    {
        var suggested = new Dictionary<string, string>(StringComparer.Ordinal);
        var free = columns.ToList();
        void Take(string field, PreviewColumn? column)
        {
            if (column is null)
                return;
            suggested[field] = column.Name;
            free.Remove(column);
        }

        foreach (var field in fields)
            Take(field, free.FirstOrDefault(column => column.Name == field) ?? free.FirstOrDefault(column => Plain(column.Name) == Plain(field)));
        foreach (var field in fields.Where(field => !suggested.ContainsKey(field)))
        {
            var texts = free.Where(column => column.Kind != ColumnKind.Object).ToList();
            var usual = TextNames.Select(name => texts.Find(column => Plain(column.Name) == name)).FirstOrDefault(column => column is not null);
            Take(field, usual ?? free.FirstOrDefault(column => column.Kind == ColumnKind.Text));
        }
        return suggested;
    }

    private static string Plain(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToLowerInvariant();
}
