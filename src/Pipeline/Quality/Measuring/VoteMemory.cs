using System.Collections.Concurrent;
using Assay.Pipeline.Database;
using Assay.Pipeline.Projects;

namespace Assay.Pipeline.Quality.Measuring;

/// <summary>The votes of a project as they are at a mark.</summary>
internal sealed record KnownVotes(QualityMark Mark, AnswerCodes Codes, VoteSet Set)
{
    /// <summary>What each code of a set holds, by question; later votes may add codes but change none.</summary>
    public IReadOnlyList<IReadOnlyList<int[]>> Members { get; } = [.. Codes.Questions.Select(question => question.Members)];

    public long Bytes => Codes.Bytes + Set.Bytes;
}

/// <summary>
/// Votes kept in memory, brought up to date by reading what was added and, from the log, what was changed. Projects looked at longest ago are
/// forgotten when all together take too much.
/// </summary>
public sealed class VoteMemory(Db db)
{
    private readonly ConcurrentDictionary<long, Kept> projects = new();
    private long clock;

    /// <summary>Bytes of votes kept, 256 MB by default; the project at hand stays, whatever it takes.</summary>
    public long MostBytes { get; init; } = 256L << 20;

    /// <summary>Bytes of votes kept now.</summary>
    public long Bytes => projects.Values.Sum(kept => kept.Votes?.Bytes ?? 0);

    /// <summary>The votes of this moment: everything acknowledged before the call.</summary>
    /// <exception cref="Model.NotFound">There is no such project.</exception>
    internal async Task<KnownVotes> Of(long projectId)
    {
        var kept = projects.GetOrAdd(projectId, _ => new Kept());
        await kept.Gate.WaitAsync();
        try
        {
            kept.Used = Interlocked.Increment(ref clock);
            var votes = await Task.Run(() => Renewed(projectId, kept.Votes));
            kept.Votes = votes;
            Forget(projectId);
            return votes;
        }
        finally
        {
            kept.Gate.Release();
        }
    }

    private KnownVotes Renewed(long projectId, KnownVotes? known)
    {
        var (settings, mark, changed) = db.Read(session =>
        {
            var settings = ProjectSettings.Load(session, projectId);
            var mark = QualityMark.Of(session, settings);
            var heard = known?.Mark.Schema == mark.Schema ? known.Mark.Change : mark.Change;
            return (settings, mark, VoteReader.Changed(session, projectId, heard, mark.Change));
        });
        if (known?.Mark == mark)
            return known;

        // under a new schema labels have other places; and what the log has forgotten can only be read anew
        var from = known is not null && known.Mark.Schema == mark.Schema && changed is not null
            ? known
            : new KnownVotes(QualityMark.Start(mark.Schema), new AnswerCodes(settings.Schema), VoteSet.Empty(settings.Schema.Questions.Count));
        var anew = changed ?? [];
        var reader = new VoteReader(db, projectId);
        var batch = new VoteBatch(settings.Schema.Questions.Count);
        foreach (var row in reader.Between(from.Mark.Annotation, mark.Annotation).Where(row => !anew.Contains(row.TaskId)).Concat(reader.On(anew, mark.Annotation)))
            if (from.Codes.Of(row.Answers) is { } said)
                batch.Add(row, said, row.Final is null ? null : from.Codes.Of(row.Final));
        return new KnownVotes(mark, from.Codes, batch.Count + anew.Count == 0 ? from.Set : VoteMerge.Of(from.Set, anew, batch));
    }

    private void Forget(long current)
    {
        foreach (var (project, kept) in projects.OrderBy(pair => pair.Value.Used))
        {
            if (Bytes <= MostBytes)
                return;
            if (project != current)
                kept.Votes = null;
        }
    }

    private sealed class Kept
    {
        public SemaphoreSlim Gate { get; } = new(1, 1);

        public volatile KnownVotes? Votes;

        public long Used { get; set; }
    }
}
