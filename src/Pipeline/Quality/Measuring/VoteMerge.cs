namespace Assay.Pipeline.Quality.Measuring;

/// <summary>Makes the next <see cref="VoteSet"/> of the last one and what was read since, in one pass over both.</summary>
internal sealed class VoteMerge
{
    private readonly VoteSet old;
    private readonly VoteBatch batch;
    private readonly int[] order;
    private readonly long[] people;
    private readonly int[] places;
    private readonly long[] tasks;
    private readonly int[] start, who, minutes;
    private readonly int[][] said, final;
    private int votes, count;

    private VoteMerge(VoteSet old, VoteBatch batch)
    {
        (this.old, this.batch, order) = (old, batch, batch.InOrder());
        people = [.. old.People.Concat(batch.People.Distinct()).Distinct().Order()];
        places = Array.ConvertAll(old.People, person => Array.BinarySearch(people, person));
        var (mostVotes, mostTasks) = (old.Count + batch.Count, old.Tasks.Length + batch.Count);
        (tasks, start, who, minutes) = (new long[mostTasks], new int[mostTasks + 1], new int[mostVotes], new int[mostVotes]);
        said = [.. old.Said.Select(_ => new int[mostVotes])];
        final = [.. old.Final.Select(_ => new int[mostTasks])];
    }

    /// <summary>The votes of both; where a person has two on a task, the one read later.</summary>
    /// <param name="old">The last set.</param>
    /// <param name="anew">Tasks of which the batch has everything, so that nothing of the last set stays.</param>
    /// <param name="batch">What was read.</param>
    public static VoteSet Of(VoteSet old, IReadOnlySet<long> anew, VoteBatch batch) => new VoteMerge(old, batch).Run(anew);

    private VoteSet Run(IReadOnlySet<long> anew)
    {
        int task = 0, row = 0;
        while (task < old.Tasks.Length || row < order.Length)
        {
            var next = Math.Min(task < old.Tasks.Length ? old.Tasks[task] : long.MaxValue, row < order.Length ? batch.Task(order[row]) : long.MaxValue);
            var (from, to) = (0, 0);
            var known = -1;
            if (task < old.Tasks.Length && old.Tasks[task] == next)
            {
                if (!anew.Contains(next))
                    (known, (from, to)) = (task, old.Of(task));
                task++;
            }

            var first = row;
            while (row < order.Length && batch.Task(order[row]) == next)
                row++;
            Add(next, known, from, to, order.AsSpan(first..row));
        }

        return new VoteSet(
            tasks[..count], start[..(count + 1)], people, who[..votes], minutes[..votes], [.. said.Select(codes => codes[..votes])],
            [.. final.Select(codes => codes[..count])]);
    }

    private void Add(long id, int known, int from, int to, ReadOnlySpan<int> rows)
    {
        if (from == to && rows.IsEmpty)
            return;
        for (var row = 0; from < to || row < rows.Length;)
        {
            var left = from < to ? old.People[old.Who[from]] : long.MaxValue;
            var right = row < rows.Length ? batch.Person(rows[row]) : long.MaxValue;
            if (left < right)
            {
                Copy(from++);
                continue;
            }

            if (left == right)
                from++;
            while (row + 1 < rows.Length && batch.Person(rows[row + 1]) == right)
                row++;
            Take(rows[row++]);
        }

        tasks[count] = id;
        for (var question = 0; question < final.Length; question++)
            final[question][count] = rows.IsEmpty ? old.Final[question][known] : Latest(question, rows);
        start[++count] = votes;
    }

    private int Latest(int question, ReadOnlySpan<int> rows)
    {
        var latest = rows[0];
        foreach (var row in rows)
            latest = Math.Max(latest, row);
        return batch.Final(question, latest);
    }

    private void Copy(int vote)
    {
        (who[votes], minutes[votes]) = (places[old.Who[vote]], old.Minutes[vote]);
        for (var question = 0; question < said.Length; question++)
            said[question][votes] = old.Said[question][vote];
        votes++;
    }

    private void Take(int row)
    {
        (who[votes], minutes[votes]) = (Array.BinarySearch(people, batch.Person(row)), batch.Minute(row));
        for (var question = 0; question < said.Length; question++)
            said[question][votes] = batch.Said(question, row);
        votes++;
    }
}
