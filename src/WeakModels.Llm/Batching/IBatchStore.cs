namespace Assay.WeakModels.Llm.Batching;

/// <summary>Remembers which batches are on their way, so that whoever starts again finds them and does not pay for them twice.</summary>
public interface IBatchStore
{
    /// <summary>The provider's id of the batch of a run; null when there is none.</summary>
    ValueTask<string?> Find(string run, CancellationToken cancellation = default);

    /// <summary>Remembers it. When it returns, a crash does not lose it.</summary>
    ValueTask Put(string run, string batch, CancellationToken cancellation = default);

    /// <summary>Forgets it: all its replies are kept.</summary>
    ValueTask Remove(string run, CancellationToken cancellation = default);
}

/// <summary>Remembers batches as files of a folder.</summary>
/// <param name="folder">Made when it is missing.</param>
public sealed class BatchFolder(string folder) : IBatchStore
{
    /// <inheritdoc/>
    public async ValueTask<string?> Find(string run, CancellationToken cancellation = default) =>
        File.Exists(PathOf(run)) && (await File.ReadAllTextAsync(PathOf(run), cancellation)).Trim() is { Length: > 0 } batch ? batch : null;

    /// <inheritdoc/>
    public async ValueTask Put(string run, string batch, CancellationToken cancellation = default)
    {
        Directory.CreateDirectory(folder);
        var part = PathOf(run) + ".part";
        await using (var file = new FileStream(part, FileMode.Create))
        {
            await file.WriteAsync(System.Text.Encoding.UTF8.GetBytes(batch), CancellationToken.None);
            file.Flush(flushToDisk: true);
        }
        File.Move(part, PathOf(run), overwrite: true);
    }

    /// <inheritdoc/>
    public ValueTask Remove(string run, CancellationToken cancellation = default)
    {
        File.Delete(PathOf(run));
        return ValueTask.CompletedTask;
    }

    private string PathOf(string run) => Path.Combine(folder, $"{run}.batch");
}
