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

    /// <summary>What the files hold, by the names of the batches.</summary>
    private readonly Dictionary<string, Line> lines = Load(folder);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<SentBatch>> Open(CancellationToken cancellation = default) =>
        ValueTask.FromResult<IReadOnlyList<SentBatch>>([.. lines.Values.Select(line => line.Batch).OrderBy(batch => batch.At).ThenBy(batch => batch.Name, StringComparer.Ordinal)]);

    /// <inheritdoc/>
    public ValueTask<RequestStanding> StandingOf(string key, CancellationToken cancellation = default) => ValueTask.FromResult(
        failed.Contains(key) || expired.GetValueOrDefault(key) >= 2 ? RequestStanding.Alone
        : IsOnItsWay(key) ? RequestStanding.OnItsWay
        : RequestStanding.Free);

    /// <inheritdoc/>
    public ValueTask<SentBatch?> Announce(IReadOnlyCollection<string> keys, DateTimeOffset at, long inputTokens, long outputTokens)
    {
        if (keys.Any(IsOnItsWay)) return ValueTask.FromResult<SentBatch?>(null);
        var batch = new SentBatch(Guid.NewGuid().ToString("n"), null, at, keys.Count, inputTokens, outputTokens);
        Write(new Line(batch, [.. keys]));
        return ValueTask.FromResult<SentBatch?>(batch);
    }

    /// <inheritdoc/>
    public ValueTask Taken(SentBatch batch, string id)
    {
        if (lines.TryGetValue(batch.Name, out var line)) Write(line with { Batch = line.Batch with { Id = id } });
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask<bool> Asks(SentBatch batch, string key, CancellationToken cancellation = default) =>
        ValueTask.FromResult(lines.TryGetValue(batch.Name, out var line) && line.Keys.Contains(key));

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<BatchResult>> Keep(SentBatch batch, IReadOnlyList<BatchResult> results)
    {
        if (!lines.TryGetValue(batch.Name, out var line)) return [];
        var fresh = new List<BatchResult>();
        foreach (var result in results.DistinctBy(result => result.Key).Where(result => line.Keys.Contains(result.Key)))
        {
            if (result.Reply is { } reply) await answers.Keep(result.Key, reply);
            if (result.Outcome == BatchOutcome.Failed) failed.Add(result.Key);
            if (result.Outcome == BatchOutcome.Expired) expired[result.Key] = expired.GetValueOrDefault(result.Key) + 1;
            fresh.Add(result);
        }
        line.Keys.ExceptWith(fresh.Select(result => result.Key));
        Write(line);
        return fresh;
    }

    /// <inheritdoc/>
    public ValueTask<int> Close(SentBatch batch)
    {
        var left = lines.TryGetValue(batch.Name, out var line) ? line.Keys : [];
        failed.UnionWith(left);
        Delete(batch);
        return ValueTask.FromResult(left.Count);
    }

    /// <inheritdoc/>
    public ValueTask Withdraw(SentBatch batch)
    {
        Delete(batch);
        return ValueTask.CompletedTask;
    }

    private bool IsOnItsWay(string key) => lines.Values.Any(line => line.Keys.Contains(key));

    private static Dictionary<string, Line> Load(string folder) => Directory.Exists(folder)
        ? Directory.EnumerateFiles(folder, "*.batch").Select(path => JsonSerializer.Deserialize<Line>(File.ReadAllBytes(path))).OfType<Line>().ToDictionary(line => line.Batch.Name)
        : [];

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
        lines[line.Batch.Name] = line;
    }

    private void Delete(SentBatch batch)
    {
        File.Delete(PathOf(batch));
        lines.Remove(batch.Name);
    }

    private string PathOf(SentBatch batch) => Path.Combine(folder, $"{batch.Name}.batch");

    private sealed record Line(SentBatch Batch, HashSet<string> Keys);
}
