namespace Assay.Pipeline.Quality.Measuring;

/// <summary>Votes read from the database that are not yet part of a <see cref="VoteSet"/>, in the order they were read.</summary>
internal sealed class VoteBatch(int questions)
{
    private readonly List<long> tasks = [], people = [];
    private readonly List<int> minutes = [];
    private readonly List<int>[] said = [.. Enumerable.Range(0, questions).Select(_ => new List<int>())];
    private readonly List<int>[] final = [.. Enumerable.Range(0, questions).Select(_ => new List<int>())];

    public int Count => tasks.Count;

    public IEnumerable<long> People => people;

    /// <summary>Adds a vote.</summary>
    /// <param name="row">Who voted on what and when.</param>
    /// <param name="answers">A code for each question.</param>
    /// <param name="finals">The codes of the task's final label; null when it has none.</param>
    public void Add(VoteRow row, int[] answers, int[]? finals)
    {
        tasks.Add(row.TaskId);
        people.Add(row.PersonId);
        minutes.Add((int)(row.CreatedAt / 60_000));
        for (var question = 0; question < said.Length; question++)
        {
            said[question].Add(answers[question]);
            final[question].Add(finals?[question] ?? -1);
        }
    }

    public long Task(int row) => tasks[row];

    public long Person(int row) => people[row];

    public int Minute(int row) => minutes[row];

    public int Said(int question, int row) => said[question][row];

    public int Final(int question, int row) => final[question][row];

    /// <summary>The rows by task, then person, then as they were read.</summary>
    public int[] InOrder()
    {
        var keys = new (long Task, long Person, int Row)[Count];
        for (var row = 0; row < keys.Length; row++)
            keys[row] = (tasks[row], people[row], row);
        Array.Sort(keys);
        return Array.ConvertAll(keys, key => key.Row);
    }
}
