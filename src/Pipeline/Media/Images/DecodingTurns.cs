namespace Assay.Pipeline.Media.Images;

/// <summary>Bounds the memory of images being decoded: two at once, and of large ones (over 25 million pixels, 100 MB) only one.</summary>
internal sealed class DecodingTurns : IDisposable
{
    private const long Large = 25_000_000;

    private readonly SemaphoreSlim any = new(2);
    private readonly SemaphoreSlim large = new(1);

    /// <summary>Waits for a turn; disposing what it gives ends the turn.</summary>
    public async Task<IDisposable> Take(long pixels, CancellationToken cancel)
    {
        var isLarge = pixels > Large;
        if (isLarge)
            await large.WaitAsync(cancel);
        try
        {
            await any.WaitAsync(cancel);
        }
        catch
        {
            if (isLarge)
                large.Release();
            throw;
        }

        return new Turn(this, isLarge);
    }

    public void Dispose()
    {
        any.Dispose();
        large.Dispose();
    }

    private sealed class Turn(DecodingTurns turns, bool isLarge) : IDisposable
    {
        public void Dispose()
        {
            turns.any.Release();
            if (isLarge)
                turns.large.Release();
        }
    }
}
