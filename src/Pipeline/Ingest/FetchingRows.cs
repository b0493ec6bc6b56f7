using System.Text.Json;
using Assay.Dedup;
using Assay.Formats;
using Assay.Model;
using Assay.Pipeline.Jobs;
using Assay.Pipeline.Media;

namespace Assay.Pipeline.Ingest;

/// <summary>
/// The rows of a data file whose items may name images and recordings by URL: they are fetched while later rows are read, several at once. A row
/// whose URL cannot be fetched is rejected.
/// </summary>
internal sealed class FetchingRows : IItemSource
{
    /// <summary>Rows read ahead, and so the most that are fetched at once.</summary>
    private const int Ahead = 8;

    private readonly RowReader reader;
    private readonly RowsToItems items;
    private readonly WebMedia web;
    private readonly Job job;
    private readonly AllowedHosts hosts;
    private readonly IReadOnlyList<Field> fields;
    private readonly CancellationTokenSource closing = new();
    private readonly Queue<Pending> pending = new();
    private bool ended;

    public FetchingRows(RowReader reader, RowsToItems items, WebMedia web, Job job, AllowedHosts hosts, IReadOnlyList<Field> fields)
    {
        (this.reader, this.items, this.web, this.job, this.hosts, this.fields) = (reader, items, web, job, hosts, fields);
        (Position, BytesRead) = (reader.Position, reader.BytesRead);
    }

    public RowPosition Position { get; private set; }

    public long BytesRead { get; private set; }

    public bool Next(Chunk chunk, CancellationToken stop)
    {
        while (!ended && pending.Count < Ahead)
        {
            if (reader.Read(stop))
                pending.Enqueue(Begin());
            else
                ended = true;
        }

        if (!pending.TryPeek(out var row))
            return false;
        var rejected = row.Rejected ?? Outcome(row, stop);
        pending.Dequeue();
        (Position, BytesRead) = (row.After, row.BytesRead);
        if (rejected is not null)
            chunk.Reject(rejected);
        else
            chunk.Add(row.Data, row.Line, row.Rank, row.Hash);
        return true;
    }

    public void Dispose()
    {
        closing.Cancel();
        Task.WhenAll(pending.SelectMany(row => row.Fetches).Select(fetch => fetch.Added)).ContinueWith(_ => { }, TaskScheduler.Default).GetAwaiter().GetResult();
        closing.Dispose();
        reader.Dispose();
    }

    private Pending Begin()
    {
        var rejected = items.Read(reader);
        var row = new Pending(rejected, rejected is null ? items.Data.ToArray() : [], reader.Line, items.Rank, items.Hash, reader.Position, reader.BytesRead);
        return rejected is null ? row with { Fetches = [.. Fetches(row.Data)] } : row;
    }

    private IEnumerable<Fetch> Fetches(byte[] data)
    {
        using var item = JsonDocument.Parse(data);
        foreach (var field in fields)
            if (ItemMedia.NameIn(item.RootElement, field.Name) is { } name && MediumNames.IsUrl(name))
                yield return UnderWay(name, field) ?? new Fetch(field, name, web.Fetch(
                    job.ProjectId ?? 0, job.CreatedBy, hosts, name, new MediumPurpose(job.Id, field.Kind), closing.Token));
    }

    /// <summary>Rows beside each other often name the same file.</summary>
    private Fetch? UnderWay(string url, Field field) =>
        pending.SelectMany(row => row.Fetches).FirstOrDefault(fetch => fetch.Url == url && fetch.Field.Name == field.Name);

    private static RejectedRow? Outcome(Pending row, CancellationToken stop)
    {
        foreach (var fetch in row.Fetches)
        {
            if (fetch.Added.WaitAsync(stop).GetAwaiter().GetResult() is { Medium: null } refused)
                return RejectedRow.Of(row.Line, fetch.Field.Name, $"{fetch.Url}: {refused.Reason}", row.Data);
        }

        return null;
    }

    private sealed record Fetch(Field Field, string Url, Task<AddedMedium> Added);

    private sealed record Pending(RejectedRow? Rejected, byte[] Data, long Line, long Rank, ContentHash? Hash, RowPosition After, long BytesRead)
    {
        public IReadOnlyList<Fetch> Fetches { get; init; } = [];
    }
}
