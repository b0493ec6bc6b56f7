using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Assay.Pipeline.ActiveLearning.Work;

/// <summary>
/// The work, in a process of its own: its memory is not collected while people wait, and it gives way to all others. It is started when there is something to learn, keeps what it has in memory from turn to
/// turn, and ends some minutes after the last.
/// </summary>
internal sealed class LearningProcess(LearnerProgram program, WorkPlace place, TimeProvider time) : ILearningWork
{
    private readonly SemaphoreSlim one = new(1);
    private Child? child;
    private ITimer? ending;

    /// <summary>How long it is kept with nothing to do.</summary>
    internal TimeSpan KeptFor { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How long it has to stop what is no longer wanted; then it is ended.</summary>
    internal TimeSpan ToStop { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Its number while there is one.</summary>
    internal int? ProcessId => child?.Id;

    public async Task<TurnResult?> Learn(long project, CancellationToken stop)
    {
        TurnResult? result = null;
        await foreach (var (_, bytes) in Ask(new WorkRequest(WorkKind.Learn, project), stop))
            result = WorkMessages.Read<TurnResult?>(bytes);
        return result;
    }

    public async IAsyncEnumerable<ReadOnlyMemory<byte>> Model(long project, string version, [EnumeratorCancellation] CancellationToken stop)
    {
        await foreach (var (kind, bytes) in Ask(new WorkRequest(WorkKind.Model, project, version), stop))
            if (kind == WorkFrame.Part)
                yield return bytes;
    }

    public async IAsyncEnumerable<DraftPage> Drafts(long project, string version, [EnumeratorCancellation] CancellationToken stop)
    {
        await foreach (var (kind, bytes) in Ask(new WorkRequest(WorkKind.Drafts, project, version), stop))
            if (kind == WorkFrame.Page)
                yield return WorkMessages.Read<DraftPage>(bytes);
    }

    public async Task<LabelSaving?> Saving(long project, string version, long labels, CancellationToken stop)
    {
        LabelSaving? saving = null;
        await foreach (var (_, bytes) in Ask(new WorkRequest(WorkKind.Saving, project, version, labels), stop))
            saving = WorkMessages.Read<LabelSaving?>(bytes);
        return saving;
    }

    public async ValueTask DisposeAsync()
    {
        await one.WaitAsync();
        await End();
        one.Dispose();
    }

    /// <summary>The frames of an answer. What has got nowhere at the lowest priority is asked anew of a process that has the usual one; what has been told by then is told again only where it is still news.</summary>
    private async IAsyncEnumerable<(WorkFrame Kind, byte[] Bytes)> Ask(WorkRequest request, [EnumeratorCancellation] CancellationToken stop)
    {
        await one.WaitAsync(stop);
        var isOver = false;
        try
        {
            await Rest(null);
            if (child is { IsGone: true })
                await End();
            for (var isIdle = true; !isOver; isIdle = false)
            {
                child ??= await Child.Start(program, place, isIdle);
                var isStarved = false;
                await foreach (var (kind, bytes) in child.Answer(request, ToStop, stop))
                {
                    isStarved = kind == WorkFrame.Starved;
                    isOver = kind.IsLast() && !isStarved;
                    if (kind == WorkFrame.Failed)
                        throw WorkMessages.Read<WorkFailure>(bytes).Error;
                    if (kind == WorkFrame.Stopped)
                        throw new OperationCanceledException(stop);
                    if (!isStarved)
                        yield return (kind, bytes);
                }

                if (isStarved)
                {
                    await End();
                    stop.ThrowIfCancellationRequested();
                }
            }
        }
        finally
        {
            if (!isOver)
                await End();
            else
                await Rest(KeptFor);
            one.Release();
        }
    }

    /// <summary>Ends it after a time in which nothing is asked; null: not now.</summary>
    private async Task Rest(TimeSpan? after)
    {
        if (ending is not null)
            await ending.DisposeAsync();
        ending = after is { } wait ? time.CreateTimer(_ => _ = EndAtRest(), null, wait, Timeout.InfiniteTimeSpan) : null;
    }

    private async Task EndAtRest()
    {
        if (!await one.WaitAsync(TimeSpan.Zero))
            return; // it is needed again
        try
        {
            await End();
        }
        finally
        {
            one.Release();
        }
    }

    private async Task End()
    {
        await Rest(null);
        if (child is { } one)
        {
            child = null;
            await one.DisposeAsync();
        }
    }

    private sealed class Child : IAsyncDisposable
    {
        private readonly Process process;

        private Child(Process process)
        {
            this.process = process;
            Pipe = new WorkPipe(process.StandardOutput.BaseStream, process.StandardInput.BaseStream);
        }

        public int Id => process.Id;

        public bool IsGone => process.HasExited;

        private WorkPipe Pipe { get; }

        public static async Task<Child> Start(LearnerProgram program, WorkPlace place, bool isIdle)
        {
            var start = new ProcessStartInfo(program.FileName, isIdle ? program.Arguments : [.. program.Arguments, LearningWorker.Usual]) { RedirectStandardInput = true, RedirectStandardOutput = true };

            // one thread at work, not two; and pages once asked of the kernel, which cannot be interrupted while it clears them, are kept
            start.Environment["DOTNET_gcConcurrent"] = "0";
            start.Environment["DOTNET_GCRetainVM"] = "1";
            Child child;
            try
            {
                child = new Child(Process.Start(start)!);
            }
            catch (Win32Exception error)
            {
                throw new InvalidDataException($"The process that learns does not start ({program.FileName}): {error.Message}", error);
            }

            try
            {
                child.Pipe.Write(WorkFrame.Open, place);
                return child;
            }
            catch (IOException)
            {
                var error = await child.Ended();
                await child.DisposeAsync();
                throw error;
            }
        }

        /// <summary>Asks, and gives the frames of the answer to the last. What is no longer wanted it stops, or is ended.</summary>
        /// <exception cref="IOException">It has ended.</exception>
        /// <exception cref="OperationCanceledException">It has ended after it was asked to stop.</exception>
        public async IAsyncEnumerable<(WorkFrame Kind, byte[] Bytes)> Answer(WorkRequest request, TimeSpan toStop, [EnumeratorCancellation] CancellationToken stop)
        {
            Pipe.Write(WorkFrame.Ask, request);
            using var late = new CancellationTokenSource();
            await using var ending = late.Token.Register(process.Kill);
            await using var stopping = stop.Register(() =>
            {
                Stop();
                late.CancelAfter(toStop);
            });
            for (var isLast = false; !isLast;)
            {
                if (await Pipe.Read() is not var (kind, bytes))
                    throw stop.IsCancellationRequested ? new OperationCanceledException(stop) : await Ended();
                isLast = kind.IsLast();
                yield return (kind, bytes);
            }
        }

        /// <summary>Kills it: it has written nothing, and nothing is lost.</summary>
        public async ValueTask DisposeAsync()
        {
            process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
        }

        private void Stop()
        {
            try
            {
                Pipe.WriteBytes(WorkFrame.Stop, []);
            }
            catch (Exception error) when (error is IOException or ObjectDisposedException)
            {
                // it is gone, as whoever reads will see
            }
        }

        private async Task<IOException> Ended()
        {
            await process.WaitForExitAsync();
            var why = process.ExitCode is 137 or 134 ? "; the system may have been short of memory" : "";
            return new IOException($"The process that learns ended with code {process.ExitCode}{why}. The next try starts another.");
        }
    }
}
