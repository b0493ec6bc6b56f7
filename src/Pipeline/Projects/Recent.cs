using System.Collections.Concurrent;

namespace Assay.Pipeline.Projects;

/// <summary>
/// Answers that are dear to work out, by project, kept for forty times as long as working them out took and for at least
/// <paramref name="shortest"/>: so at most a fortieth of the time is spent on them, however large a project becomes. Of the last two times the shorter
/// counts, for the first of a process, or one beside other work, says little of the project.
/// </summary>
internal sealed class Recent<T>(TimeProvider time, TimeSpan shortest, Func<long, T> find)
{
    private const int MostKept = 10_000;

    private readonly ConcurrentDictionary<long, Lazy<(T Value, long Found, TimeSpan Kept)>> known = new();
    private readonly ConcurrentDictionary<long, T> latest = new();
    private readonly ConcurrentDictionary<long, bool> renewing = new();
    private readonly ConcurrentDictionary<long, TimeSpan> lastTook = new();

    public T Of(long projectId)
    {
        if (known.TryGetValue(projectId, out var recent) && IsFresh(recent))
            return recent.Value.Value;
        if (known.Count > MostKept)
        {
            known.Clear();
            latest.Clear();
            lastTook.Clear();
        }

        var finding = new Lazy<(T Value, long Found, TimeSpan Kept)>(() => Find(projectId), LazyThreadSafetyMode.ExecutionAndPublication);

        // of several who find it old one works it out, and the others wait for that one
        var shared = recent is null
            ? known.GetOrAdd(projectId, finding)
            : known.TryUpdate(projectId, finding, recent) ? finding : known.GetOrAdd(projectId, finding);
        try
        {
            return shared.Value.Value;
        }
        catch
        {
            known.TryRemove(new KeyValuePair<long, Lazy<(T Value, long Found, TimeSpan Kept)>>(projectId, shared));
            throw;
        }
    }

    /// <summary>
    /// The same without waiting, where there is any answer: an old one is given at once and renewed meanwhile. For those who come so often that
    /// all of them would wait for the one who works it out.
    /// </summary>
    public T Lately(long projectId)
    {
        if (!latest.TryGetValue(projectId, out var old) || (known.TryGetValue(projectId, out var recent) && IsFresh(recent)))
            return Of(projectId);
        if (renewing.TryAdd(projectId, true))
            _ = Task.Run(() => Renew(projectId));
        return old;
    }

    private void Renew(long projectId)
    {
        try
        {
            Of(projectId);
        }
        catch (Exception error) when (error is System.Data.Common.DbException or ObjectDisposedException)
        {
            // the old answer stands; whoever asks next tries again
        }
        finally
        {
            renewing.TryRemove(projectId, out _);
        }
    }

    private bool IsFresh(Lazy<(T Value, long Found, TimeSpan Kept)> recent) => recent.IsValueCreated && time.GetElapsedTime(recent.Value.Found) < recent.Value.Kept;

    private (T Value, long Found, TimeSpan Kept) Find(long projectId)
    {
        var begun = time.GetTimestamp();
        var value = find(projectId);
        latest[projectId] = value;
        var took = time.GetElapsedTime(begun);
        var before = lastTook.GetValueOrDefault(projectId);
        lastTook[projectId] = took;
        var kept = (took < before ? took : before) * 40;
        return (value, time.GetTimestamp(), kept > shortest ? kept : shortest);
    }
}
