namespace Assay.Pipeline.Quality.Measuring;

/// <summary>
/// All votes of a project at one moment, as numbers in arrays ordered by task and person: 8 bytes a vote and 4 for each question; 12 a task and 4
/// for each question. Never changes, so that it is read without a lock while the next one is made.
/// </summary>
internal sealed class VoteSet
{
    private readonly int[] start;

    internal VoteSet(long[] tasks, int[] start, long[] people, int[] who, int[] minutes, int[][] said, int[][] final)
    {
        this.start = start;
        (Tasks, People, Who, Minutes, Said, Final) = (tasks, people, who, minutes, said, final);
    }

    /// <summary>Ids of the tasks with a vote, rising.</summary>
    public long[] Tasks { get; }

    /// <summary>Ids of the people, rising.</summary>
    public long[] People { get; }

    /// <summary>For each vote the place of its person.</summary>
    public int[] Who { get; }

    /// <summary>For each vote the minute it came, since 1970.</summary>
    public int[] Minutes { get; }

    /// <summary>For each question and vote the code of the answer; negative when it was not answered.</summary>
    public int[][] Said { get; }

    /// <summary>For each question and task the code of the final label; negative when there is none.</summary>
    public int[][] Final { get; }

    /// <summary>The number of votes.</summary>
    public int Count => Who.Length;

    public long Bytes => (Count * (8L + (4 * Said.Length))) + (Tasks.Length * (12L + (4 * Final.Length))) + (8L * People.Length);

    public static VoteSet Empty(int questions) =>
        new([], [0], [], [], [], [.. Enumerable.Repeat(Array.Empty<int>(), questions)], [.. Enumerable.Repeat(Array.Empty<int>(), questions)]);

    /// <summary>The votes on a task: from the first up to the second.</summary>
    public (int From, int To) Of(int task) => (start[task], start[task + 1]);

    /// <summary>The place of a person's vote on a task; negative when there is none.</summary>
    public int Find(int task, int person)
    {
        var at = Array.BinarySearch(Who, start[task], start[task + 1] - start[task], person);
        return at >= 0 ? at : -1;
    }
}
