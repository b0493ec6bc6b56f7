using Assay.Pipeline.Database;
using Assay.Pipeline.Models;

namespace Assay.Pipeline.ActiveLearning.Work;

/// <summary>The other side of <see cref="LearningProcess"/>: does what it is asked, at the lowest priority, and ends when its standard input does.</summary>
public static class LearningWorker
{
    /// <summary>Argument of the program that learns: at the usual priority, a little nice.</summary>
    public const string Usual = "--usual-priority";

    /// <summary>How often it is looked whether others leave anything of the processors.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(2);

    /// <summary>After so many looks in a row at which it was starved it gives up.</summary>
    private const int Patience = 3;

    /// <summary>Who runs for less than this share of the time in which there is something to do is starved.</summary>
    private const double Least = 0.1;

    /// <param name="input">Frames of the process that asks.</param>
    /// <param name="output">Frames for it, and nothing else.</param>
    /// <param name="isIdle">Whether all others come first.</param>
    public static async Task Run(Stream input, Stream output, bool isIdle)
    {
        var pipe = new WorkPipe(input, output);
        if (await pipe.Read() is not (WorkFrame.Open, var first))
            return;
        var place = WorkMessages.Read<WorkPlace>(first);
        using var db = Db.Open(place.DataFolder, place.Database);
        await using var work = new LocalWork(db, new ModelKinds(ModelPlaces.OfServer(db.DataFolder), TimeProvider.System).Images, TimeProvider.System, rests: isIdle && ShortRests.AreWanted);
        if (isIdle)
            LastPriority.Take(); // only now: whether it is starved is not looked at while it starts
        await Serve(pipe, work, isIdle);
    }

    /// <summary>Until the other side is gone.</summary>
    internal static async Task Serve(WorkPipe pipe, ILearningWork work, bool isIdle)
    {
        CancellationTokenSource? asked = null;
        var answering = Task.CompletedTask;
        while (await pipe.Read() is var (kind, bytes))
            if (kind == WorkFrame.Ask)
            {
                await answering;
                asked?.Dispose();
                asked = new CancellationTokenSource();
                answering = Answer(pipe, work, WorkMessages.Read<WorkRequest>(bytes), isIdle, asked);
            }
            else if (kind == WorkFrame.Stop && asked is not null)
            {
                await asked.CancelAsync();
            }

        // nobody hears an answer any more: whoever ends this process ends the work
        asked?.Cancel();
    }

    private static async Task Answer(WorkPipe pipe, ILearningWork work, WorkRequest request, bool isIdle, CancellationTokenSource asked)
    {
        using var over = new CancellationTokenSource();
        var starving = isIdle ? Starving(asked, over.Token) : Task.FromResult(false);
        Action last;
        try
        {
            last = await Do(pipe, work, request, asked.Token);
        }
        catch (OperationCanceledException) when (asked.IsCancellationRequested)
        {
            last = () => pipe.WriteBytes(WorkFrame.Stopped, []);
        }
#pragma warning disable CA1031 // whatever it is, the process that asked tells it
        catch (Exception error)
#pragma warning restore CA1031
        {
            last = () => pipe.Write(WorkFrame.Failed, WorkFailure.Of(error));
        }

        await over.CancelAsync();
        if (await starving)
            last = () => pipe.WriteBytes(WorkFrame.Starved, []);
        try
        {
            last();
        }
        catch (IOException)
        {
            // the other side is gone, and so is this in a moment
        }
    }

    private static async Task<Action> Do(WorkPipe pipe, ILearningWork work, WorkRequest request, CancellationToken stop)
    {
        switch (request.What)
        {
            case WorkKind.Learn:
                var result = await work.Learn(request.Project, stop);
                return () => pipe.Write(WorkFrame.Done, result);
            case WorkKind.Model:
                await foreach (var part in work.Model(request.Project, request.Version!, stop))
                    pipe.WriteBytes(WorkFrame.Part, part.Span);
                return () => pipe.Write(WorkFrame.Done, (object?)null);
            case WorkKind.Drafts:
                await foreach (var page in work.Drafts(request.Project, request.Version!, stop))
                    pipe.Write(WorkFrame.Page, page);
                return () => pipe.Write(WorkFrame.Done, (object?)null);
            case WorkKind.Saving:
                var saving = await work.Saving(request.Project, request.Version!, request.Labels, stop);
                return () => pipe.Write(WorkFrame.Done, saving);
            default:
                throw new InvalidDataException($"Nothing is known of the request {request.What}.");
        }
    }

    /// <summary>By what its threads have done since the last look. Short waits are those of somebody who has little to do.</summary>
    internal static bool IsStarved(TimeSpan ran, TimeSpan waited) => waited > Look / 2 && ran < Least * (ran + waited);

    /// <summary>Stops the work when it has had next to nothing of the processors for some time: true then.</summary>
    private static async Task<bool> Starving(CancellationTokenSource asked, CancellationToken over)
    {
        if (LastPriority.Times() is not { } before)
            return false;
        for (var hungry = 0; hungry < Patience;)
        {
            try
            {
                await Task.Delay(Look, over);
            }
            catch (OperationCanceledException)
            {
                return false;
            }

            var now = LastPriority.Times() ?? before;
            hungry = IsStarved(now.Ran - before.Ran, now.Waited - before.Waited) ? hungry + 1 : 0;
            before = now;
        }

        await asked.CancelAsync();
        return true;
    }
}
