using System.Text;
using System.Text.Json;

namespace Assay.Pipeline.Export;

/// <summary>The top-level names in the data of all rows, in the order in which they first appear. A pass of its own: a CSV header comes first.</summary>
internal static class DataColumns
{
    public static IReadOnlyList<string> Of(ExportRows rows)
    {
        var names = new List<string>();
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var data in rows.Data())
        {
            var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(data));
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var name = reader.GetString()!;
                if (known.Add(name))
                    names.Add(name);
                reader.Skip();
            }
        }

        return names;
    }
}
