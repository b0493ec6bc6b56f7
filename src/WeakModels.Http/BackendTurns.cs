using System.Collections.Concurrent;

namespace Assay.WeakModels.Http;

/// <summary>
/// Who may send a request to a server now: one at a time, whoever asks in this process and as whom. Most model servers hold one model in one process; asked by two jobs at once,
/// both run into their time-outs.
/// </summary>
internal static class BackendTurns
{
    // a process knows few addresses, so none is ever forgotten
    private static readonly ConcurrentDictionary<string, SemaphoreSlim> All = new(StringComparer.Ordinal);

    public static SemaphoreSlim Of(BackendAddress address) => All.GetOrAdd(address.ToString(), _ => new SemaphoreSlim(1));
}
