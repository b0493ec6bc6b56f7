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
    private static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(10);

    /// <summary>How long it has to stop what is no longer wanted.</summary>
    private static readonly TimeSpan ToStop = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim one = new(1);
    private Child? child;
    private ITimer? ending;

    /// <summary>Its number while there is one.</summary>
    internal int? ProcessId => child?.Id;

    public async Task<TurnResult?> Learn(long project, CancellationToken stop)
    {
        TurnResult? result = null;
        byte[] model = [];
        await foreach (var (kind, bytes) in Ask(new WorkRequest(WorkKind.Learn, project), stop))
            if (kind == WorkFrame.Model)
                model = bytes;
            else
                result = WorkMessages.Read<TurnResult?>(bytes);
        return result is { Model: { } row } ? result with { Model = row with { Bytes = model } } : result;
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
            child ??= await Child.Start(program, place, isIdle: true);
            child.Pipe.Write(WorkFrame.Ask, request);
            using var late = new CancellationTokenSource();
            await using var stopping = stop.Register(() =>
            {
                child.Stop();
                late.CancelAfter(ToStop);
            });
            while (!isOver)
            {
                var (kind, bytes) = await child.Read(late.Token);
                if (kind == WorkFrame.Starved)
                {
                    await End();
                    child = await Child.Start(program, place, isIdle: false);
                    child.Pipe.Write(WorkFrame.Ask, request);
                    continue;
                }

                isOver = kind.IsLast();
                if (kind == WorkFrame.Failed)
                    throw WorkMessages.Read<WorkFailure>(bytes).Error;
                if (kind == WorkFrame.Stopped)
                    throw new OperationCanceledException(stop);
                yield return (kind, bytes);
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

        public WorkPipe Pipe { get; }

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

        /// <summary>Asks it to stop; that it is gone is seen by who reads.</summary>
        public void Stop()
        {
            try
            {
                Pipe.WriteBytes(WorkFrame.Stop, []);
            }
            catch (Exception error) when (error is IOException or ObjectDisposedException)
            {
                // it is gone
            }
        }

        /// <exception cref="IOException">It has ended, or does not stop.</exception>
        public async Task<(WorkFrame Kind, byte[] Bytes)> Read(CancellationToken late)
        {
            try
            {
                return await Pipe.Read(late) ?? throw await Ended();
            }
            catch (OperationCanceledException) when (late.IsCancellationRequested)
            {
                throw new OperationCanceledException("The process that learns did not stop in time and was ended.");
            }
        }

        /// <summary>Kills it: it has written nothing, and nothing is lost.</summary>
        public async ValueTask DisposeAsync()
        {
            process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
        }

        private async Task<IOException> Ended()
        {
            await process.WaitForExitAsync();
            var why = process.ExitCode is 137 or 134 ? "; the system may have been short of memory" : "";
            return new IOException($"The process that learns ended with code {process.ExitCode}{why}. The next try starts another.");
        }
    }
}
