using System.Text.Json;
using Assay.WeakModels.Llm.Calling;

namespace Assay.WeakModels.Llm.Batching;

/// <summary>Remembers batches as files of a folder, for one process at a time; which requests failed only as long as it lives.</summary>
/// <param name="folder">Made when it is missing.</param>
/// <param name="answers">Where replies are kept.</param>
public sealed class BatchFolder(string folder, IAnswerCache answers) : IBatchStore
{
    private readonly Dictionary<string, int> expired = [];
    private readonly HashSet<string> failed = [];

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<SentBatch>> Open(CancellationToken cancellation = default) =>
        ValueTask.FromResult<IReadOnlyList<SentBatch>>([.. Lines().Select(line => line.Batch).OrderBy(batch => batch.At).ThenBy(batch => batch.Name, StringComparer.Ordinal)]);

    /// <inheritdoc/>
    public ValueTask<RequestStanding> StandingOf(string key, CancellationToken cancellation = default) => ValueTask.FromResult(
        failed.Contains(key) || expired.GetValueOrDefault(key) >= 2 ? RequestStanding.Alone
        : Lines().Any(line => line.Keys.Contains(key)) ? RequestStanding.OnItsWay
        : RequestStanding.Free);

    /// <inheritdoc/>
    public ValueTask<SentBatch?> Announce(IReadOnlyCollection<string> keys, DateTimeOffset at, long inputTokens, long outputTokens)
    {
        var asked = Lines().SelectMany(line => line.Keys).ToHashSet();
        if (keys.Any(asked.Contains)) return ValueTask.FromResult<SentBatch?>(null);
        var batch = new SentBatch(Guid.NewGuid().ToString("n"), null, at, keys.Count, inputTokens, outputTokens);
        Write(new Line(batch, [.. keys]));
        return ValueTask.FromResult<SentBatch?>(batch);
    }

    /// <inheritdoc/>
    public ValueTask Taken(SentBatch batch, string id)
    {
        if (Read(PathOf(batch)) is { } line) Write(line with { Batch = line.Batch with { Id = id } });
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask<bool> Asks(SentBatch batch, string key, CancellationToken cancellation = default) =>
        ValueTask.FromResult(Read(PathOf(batch)) is { } line && line.Keys.Contains(key));

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<BatchResult>> Keep(SentBatch batch, IReadOnlyList<BatchResult> results)
    {
        if (Read(PathOf(batch)) is not { } line) return [];
        var open = line.Keys.ToHashSet();
        IReadOnlyList<BatchResult> fresh = [.. results.Where(result => open.Remove(result.Key))];
        foreach (var result in fresh)
        {
            if (result.Reply is { } reply) await answers.Keep(result.Key, reply);
            if (result.Outcome == BatchOutcome.Failed) failed.Add(result.Key);
            if (result.Outcome == BatchOutcome.Expired) expired[result.Key] = expired.GetValueOrDefault(result.Key) + 1;
        }
        Write(line with { Keys = [.. open] });
        return fresh;
    }

    /// <inheritdoc/>
    public ValueTask<int> Close(SentBatch batch)
    {
        var left = Read(PathOf(batch))?.Keys ?? [];
        failed.UnionWith(left);
        File.Delete(PathOf(batch));
        return ValueTask.FromResult(left.Count);
    }

    /// <inheritdoc/>
    public ValueTask Withdraw(SentBatch batch)
    {
        File.Delete(PathOf(batch));
        return ValueTask.CompletedTask;
    }

    private IEnumerable<Line> Lines() => Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*.batch").Select(Read).OfType<Line>() : [];

    private static Line? Read(string path) => File.Exists(path) ? JsonSerializer.Deserialize<Line>(File.ReadAllBytes(path)) : null;

    private void Write(Line line)
    {
        Directory.CreateDirectory(folder);
        var part = PathOf(line.Batch) + ".part";
        using (var file = new FileStream(part, FileMode.Create))
        {
            JsonSerializer.Serialize(file, line);
            file.Flush(flushToDisk: true);
        }
        File.Move(part, PathOf(line.Batch), overwrite: true);
    }

    private string PathOf(SentBatch batch) => Path.Combine(folder, $"{batch.Name}.batch");

    private sealed record Line(SentBatch Batch, IReadOnlyList<string> Keys);
}
