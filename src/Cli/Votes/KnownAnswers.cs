namespace Assay.Cli.Votes;

/// <summary>How well answers fit the known ones.</summary>
/// <param name="Tasks">Tasks that have both.</param>
/// <param name="Accuracy">The share of them that is right, 0 to 1.</param>
/// <param name="MacroF1">The mean over labels, known or answered, of the harmonic mean of precision and recall, 0 to 1.</param>
internal sealed record Score(int Tasks, double Accuracy, double MacroF1);

/// <summary>Answers known beforehand, by task.</summary>
internal sealed class KnownAnswers
{
    private static readonly string[] TaskNames = ["task", "item"];
    private static readonly string[] TruthNames = ["truth", "gold", "label"];

    private readonly Dictionary<string, string> answers = [];
    private readonly string file;

    private KnownAnswers(string file) => this.file = file;

    /// <exception cref="BadInput">The file is no such table, or has two answers for a task.</exception>
    public static KnownAnswers Read(string file, CancellationToken cancellation)
    {
        var known = new KnownAnswers(file);
        using var rows = new TableRows(file);
        var (task, truth) = (rows.Column("task", null, TaskNames), rows.Column("truth", null, TruthNames));
        while (rows.Next(cancellation))
        {
            var (name, answer) = (rows.Text(task), SetText.Canonical(rows.Text(truth)));
            if (!known.answers.TryAdd(name, answer) && known.answers[name] != answer)
                throw new BadInput($"{file}:{rows.Line}: a second answer for \"{name}\"");
        }

        return known;
    }

    /// <param name="given">Each task and the answer found for it.</param>
    /// <exception cref="BadInput">No task of the votes has a known answer.</exception>
    public Score Score(IEnumerable<(string Task, string Label)> given)
    {
        var counts = new Dictionary<string, (int Right, int Answered, int Known)>();
        var (tasks, right) = (0, 0);
        foreach (var (task, label) in given)
        {
            if (!answers.TryGetValue(task, out var truth))
                continue;
            var answer = SetText.Canonical(label);
            tasks++;
            right += answer == truth ? 1 : 0;
            var ofTruth = counts.GetValueOrDefault(truth);
            counts[truth] = ofTruth with { Known = ofTruth.Known + 1, Right = ofTruth.Right + (answer == truth ? 1 : 0) };
            var ofAnswer = counts.GetValueOrDefault(answer);
            counts[answer] = ofAnswer with { Answered = ofAnswer.Answered + 1 };
        }

        return tasks > 0
            ? new Score(tasks, (double)right / tasks, counts.Values.Average(count => 2.0 * count.Right / (count.Answered + count.Known)))
            : throw new BadInput($"{file}: none of its tasks is among those of the votes");
    }
}
