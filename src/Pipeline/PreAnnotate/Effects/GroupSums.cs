using System.Text.Json;
using Assay.Agreement;

namespace Assay.Pipeline.PreAnnotate.Effects;

/// <summary>The sums of one group of answers.</summary>
internal sealed class GroupSums
{
    /// <summary>By task: what was answered first, how often, and whether all said that.</summary>
    private readonly Dictionary<long, (string First, int Count, bool IsSame)> tasks = [];

    private int answers;
    private double logs;
    private double squares;

    public Share SaysDraft { get; private set; }

    public Share SaysWrongDraft { get; private set; }

    public Share Wrong { get; private set; }

    public Share Agreed => new(tasks.Values.Count(task => task is { Count: > 1, IsSame: true }), tasks.Values.Count(task => task.Count > 1));

    public void Add(MeasuredAnswer row)
    {
        answers++;
        var log = Math.Log(Math.Max(1, row.LeadTimeMs) / 1000.0);
        logs += log;
        squares += log * log;
        tasks[row.Task] = tasks.TryGetValue(row.Task, out var before)
            ? (before.First, before.Count + 1, before.IsSame && before.First == row.Answers)
            : (row.Answers, 1, true);

        using var said = JsonDocument.Parse(row.Answers);
        using var draft = JsonDocument.Parse(row.Draft);
        var saysDraft = Holds(draft.RootElement, said.RootElement);
        SaysDraft = SaysDraft.And(saysDraft);
        if (row.Truth is null)
            return;
        using var truth = JsonDocument.Parse(row.Truth);
        Wrong = Wrong.And(!Holds(truth.RootElement, said.RootElement));
        if (!Holds(draft.RootElement, truth.RootElement))
            SaysWrongDraft = SaysWrongDraft.And(saysDraft);
    }

    public DraftGroup Told() => new(
        answers, answers == 0 ? null : Math.Exp(logs / answers), Agreed.Told(), SaysDraft.Told(), SaysWrongDraft.Told(), Wrong.Told());

    public static Estimate? TimeSaved(GroupSums shown, GroupSums withheld)
    {
        if (shown.answers < 2 || withheld.answers < 2)
            return null;
        var ratio = (shown.logs / shown.answers) - (withheld.logs / withheld.answers);
        var half = NormalPoint * Math.Sqrt(shown.SquaredError() + withheld.SquaredError());
        return new Estimate(1 - Math.Exp(ratio), 1 - Math.Exp(ratio + half), 1 - Math.Exp(ratio - half), shown.answers + withheld.answers);
    }

    /// <summary>The 97.5 % point of the standard normal distribution.</summary>
    private const double NormalPoint = 1.959963984540054;

    /// <summary>Of the mean of the logarithms.</summary>
    private double SquaredError() => Math.Max(0, squares - (logs * logs / answers)) / (answers - 1) / answers;

    /// <summary>Whether all that one says is said just so by the other. Stored answers have one form, so equal ones have equal text.</summary>
    private static bool Holds(JsonElement one, JsonElement other)
    {
        foreach (var question in one.EnumerateObject())
            if (!other.TryGetProperty(question.Name, out var said) || said.GetRawText() != question.Value.GetRawText())
                return false;
        return true;
    }
}

/// <summary>So many of so many.</summary>
internal readonly record struct Share(int Hits, int Of)
{
    private double Value => (double)Hits / Of;

    public Share And(bool isHit) => new(Hits + (isHit ? 1 : 0), Of + 1);

    public Estimate? Told() => Of > 0 && WilsonInterval.Of(Value, Of) is var interval ? new Estimate(Value, interval.Low, interval.High, Of) : null;

    /// <summary>The first less the second; null where one of them has nothing.</summary>
    public static Estimate? Difference(Share first, Share second)
    {
        if (first.Of == 0 || second.Of == 0)
            return null;
        var interval = NewcombeInterval.Of(first.Value, first.Of, second.Value, second.Of);
        return new Estimate(first.Value - second.Value, interval.Low, interval.High, first.Of + second.Of);
    }
}
