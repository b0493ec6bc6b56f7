using System.Collections.Concurrent;

namespace Assay.Pipeline.Projects;

/// <summary>
/// Answers that are dear to work out, by project, kept for twenty times as long as working them out took and for at least
/// <paramref name="shortest"/>: so at most a twentieth of the time is spent on them, however large a project becomes.
/// </summary>
internal sealed class Recent<T>(TimeProvider time, TimeSpan shortest, Func<long, T> find)
{
    private const int MostKept = 10_000;

    private readonly ConcurrentDictionary<long, Lazy<(T Value, long Found, TimeSpan Kept)>> known = new();

    public T Of(long projectId)
    {
        if (known.TryGetValue(projectId, out var recent) && IsFresh(recent))
            return recent.Value.Value;
        if (known.Count > MostKept)
            known.Clear();
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

    private bool IsFresh(Lazy<(T Value, long Found, TimeSpan Kept)> recent) => recent.IsValueCreated && time.GetElapsedTime(recent.Value.Found) < recent.Value.Kept;

    private (T Value, long Found, TimeSpan Kept) Find(long projectId)
    {
        var begun = time.GetTimestamp();
        var value = find(projectId);
        var took = time.GetElapsedTime(begun);
        return (value, time.GetTimestamp(), took * 20 > shortest ? took * 20 : shortest);
    }
}
