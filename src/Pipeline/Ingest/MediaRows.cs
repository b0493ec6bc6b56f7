using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Assay.Dedup;
using Assay.Formats;
using Assay.Model;
using Assay.Pipeline.Jobs;
using Assay.Pipeline.Media;

namespace Assay.Pipeline.Ingest;

/// <summary>
/// The files of a folder or archive, each taken into the library and made an item that names it. A file that was taken in before its item was
/// committed is found there again when the import goes on.
/// </summary>
internal sealed class MediaRows : IItemSource
{
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly MediaFiles files;
    private readonly MediaLibrary library;
    private readonly Job job;
    private readonly LabelSchema schema;
    private readonly Field field;
    private readonly bool isHashed;
    private readonly ContentHasher hasher = new();
    private readonly ArrayBufferWriter<byte> json = new();
    private int next;

    public MediaRows(MediaFiles files, MediaLibrary library, Job job, LabelSchema schema, ImportInput input, RowPosition after)
    {
        (this.files, this.library, this.job, this.schema) = (files, library, job, schema);
        field = MediaPlan.FieldOf(schema, input.Mapping);
        isHashed = input.Duplicates == DuplicatePolicy.Link;
        next = (int)Math.Min(after.Row, files.All.Count);
        BytesRead = after.Offset;
    }

    public RowPosition Position => new(next, next, BytesRead);

    public long BytesRead { get; private set; }

    public bool Next(Chunk chunk, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        if (next == files.All.Count)
            return false;
        var file = files.All[next];
        var added = library.Add(Project, job.CreatedBy, file, new MediumPurpose(job.Id, field.Kind), stop).GetAwaiter().GetResult();
        next++;
        BytesRead += file.BytesStored;
        if (added.Medium is { } medium)
            chunk.Add(Item(medium.Name), next, 0, isHashed ? Hash(medium) : null);
        else
            chunk.Reject(RejectedRow.Of(next, field.Name, added.Reason ?? "", Encoding.UTF8.GetBytes(file.Name)));
        return true;
    }

    public void Dispose() => files.Dispose();

    private long Project => job.ProjectId ?? throw new InvalidOperationException("An import belongs to a project.");

    private ReadOnlySpan<byte> Item(string name)
    {
        json.ResetWrittenCount();
        using (var writer = new Utf8JsonWriter(json, Relaxed))
        {
            writer.WriteStartObject();
            writer.WriteString(field.Name, name);
            writer.WriteEndObject();
        }

        return json.WrittenSpan;
    }

    /// <summary>Of the bytes and not of the name: the same picture twice is labeled once, whatever its copies are called.</summary>
    private ContentHash Hash(Medium medium)
    {
        foreach (var each in schema.Fields)
            hasher.Add(each.Name == field.Name ? $"sha256:{medium.Hash}" : "");
        return hasher.Finish();
    }
}
