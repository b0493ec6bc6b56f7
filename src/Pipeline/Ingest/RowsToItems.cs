using System.Text.Json;
using Assay.Dedup;
using Assay.Formats;
using Assay.Model;
using Assay.Pipeline.Queue;

namespace Assay.Pipeline.Ingest;

/// <summary>Makes items of a file's rows: the project's fields filled from columns, checked, hashed, ranked. One for each import; not thread-safe.</summary>
internal sealed class RowsToItems
{
    private readonly RowProjection projection;
    private readonly ContentHasher hasher = new();
    private readonly int[] texts;
    private readonly bool isHashed;

    /// <summary>Where items have conversations, whose turns are looked at.</summary>
    private readonly LabelSchema? conversations;
    private readonly string? priorityColumn;

    public RowsToItems(LabelSchema schema, ImportInput input)
    {
        var fields = schema.Fields.Where(field => input.Mapping.ContainsKey(field.Name)).ToList();
        projection = new RowProjection(new ProjectionOptions
        {
            Fields = [.. fields.Select(field => new ProjectedField(field.Name, input.Mapping[field.Name], field.Required, field.Kind == FieldKind.Chat))],
            KeepOtherColumns = input.KeepOtherColumns,
            PriorityColumn = input.PriorityColumn,
        });
        texts = [.. schema.Fields.Select(field => fields.IndexOf(field))];
        conversations = fields.Exists(field => field.Kind == FieldKind.Chat) ? schema : null;
        isHashed = input.Duplicates == DuplicatePolicy.Link;
        priorityColumn = input.PriorityColumn;
    }

    /// <summary>The item made last, as JSON, until the next is made.</summary>
    public ReadOnlyMemory<byte> Data => projection.Data;

    /// <summary>Its place in the queue, by its priority.</summary>
    public long Rank { get; private set; }

    /// <summary>Of its content; null when duplicates are kept.</summary>
    public ContentHash? Hash { get; private set; }

    /// <summary>Adds the reader's current row to the chunk, as an item or as a rejected row.</summary>
    public void Add(RowReader reader, Chunk chunk)
    {
        if (Read(reader) is { } rejected)
            chunk.Reject(rejected);
        else
            chunk.Add(Data.Span, reader.Line, Rank, Hash);
    }

    /// <summary>Makes an item of the reader's current row, or says why not.</summary>
    public RejectedRow? Read(RowReader reader)
    {
        if ((reader.Rejected ?? Project(reader)) is { } rejected)
            return rejected;
        Rank = Ranks.Of((long)(projection.Priority ?? 0));
        Hash = isHashed ? HashOf() : null;
        return null;
    }

    private RejectedRow? Project(RowReader reader)
    {
        // PostgreSQL refuses to read such text as JSON, and programs that read exports cut it there
        if (reader.Row.Span.IndexOf("\\u0000"u8) >= 0 && HoldsNul(reader.Row.Span))
            return RejectedRow.Of(reader.Line, null, "The row holds a NUL character (\\u0000), which texts cannot have. Remove it.", reader.Row.Span);
        if (projection.Apply(reader) is { } rejected)
            return rejected;
        if (conversations is not null && Fault(conversations) is { } fault)
            return RejectedRow.Of(reader.Line, null, fault, reader.Row.Span);
        return projection.Priority is { } priority && (priority != Math.Truncate(priority) || Math.Abs(priority) > Ranks.LargestPriority)
            ? RejectedRow.Of(
                reader.Line, priorityColumn, FormattableString.Invariant($"Column \"{priorityColumn}\" holds {priority}; the priority must be a whole number from −4,000,000,000,000 to 4,000,000,000,000."), reader.Row.Span)
            : null;
    }

    /// <summary>Over all fields of the schema in its order, empty where no column fills one: the same content is the same whichever columns a file has.</summary>
    private string? Fault(LabelSchema schema)
    {
        using var data = JsonDocument.Parse(projection.Data);
        return schema.CheckItem(data.RootElement) is [var first, ..] ? $"{char.ToUpperInvariant(first.Message[0])}{first.Message[1..]}." : null;
    }

    private ContentHash HashOf()
    {
        foreach (var text in texts)
            hasher.Add(text < 0 ? [] : projection.Text(text));
        return hasher.Finish();
    }

    /// <summary>Whether a \u0000 stands there, and not a backslash before "u0000".</summary>
    private static bool HoldsNul(ReadOnlySpan<byte> json)
    {
        for (var i = json.IndexOf((byte)'\\'); i >= 0 && i + 1 < json.Length;)
        {
            if (json[(i + 1)..].StartsWith("u0000"u8))
                return true;
            var next = json[(i + 2)..].IndexOf((byte)'\\');
            i = next < 0 ? -1 : i + 2 + next;
        }

        return false;
    }
}
