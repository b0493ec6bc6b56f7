using System.Globalization;
using Assay.Agreement;
using Assay.Model;

namespace Assay.Pipeline.Quality.Measuring;

/// <summary>Agreement on a question period by period: a task counts once, when its last answer came, so that all its answers are compared.</summary>
internal sealed class TimeLines(VoteSet set, QuestionVotes votes, AlikeAnswers? alike, Func<int, int, double>? distance)
{
    private const int MostPeriods = 60;

    /// <summary>Null without answers.</summary>
    public TimeLine? Run()
    {
        var days = Days();
        var answered = (alike?.Tasks ?? Enumerable.Range(0, days.Length)).Where(task => days[task] >= 0).ToList();
        if (answered.Count == 0)
            return null;
        var (name, starts) = Periods(answered.Min(task => days[task]), answered.Max(task => days[task]));
        var tasks = starts.Select(_ => new List<int>()).ToList();
        foreach (var task in answered)
            if (Place(starts, days[task]) is >= 0 and var period)
                tasks[period].Add(task);
        return new TimeLine(name, [.. starts.Select((start, period) => Measure(start, votes.Of(tasks[period])))]);
    }

    private PeriodFigure Measure(int day, Votes some)
    {
        var percent = alike is null ? PercentAgreement.Instance.Measure(some) : PercentAgreement.OfShares(alike.Shares(some));
        var mostDistances = alike is null ? DistanceAlpha.MostDistances : AlikeAnswers.FewDistances;
        var alpha = QuestionMeasure.Alpha(some, votes.Scale, distance, mostDistances, quickly: true);
        return new PeriodFigure(
            Date(day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), some.Items, some.Count, Estimate.Of(percent), percent.Undefined,
            Estimate.Of(alpha), alpha.Undefined);
    }

    /// <summary>For each task the day of its last answer to the question; negative without one.</summary>
    private int[] Days()
    {
        var days = new int[set.Tasks.Length];
        for (var task = 0; task < days.Length; task++)
        {
            days[task] = -1;
            var (from, to) = set.Of(task);
            for (var vote = from; vote < to; vote++)
                if (votes.IsAnswered(vote))
                    days[task] = Math.Max(days[task], set.Minutes[vote] / 1440);
        }

        return days;
    }

    /// <summary>The first day of each period: days while there are at most 60, then weeks, then the last 60 months.</summary>
    private static (string Name, List<int> Starts) Periods(int first, int last)
    {
        if (last - first < MostPeriods)
            return ("day", [.. Enumerable.Range(first, last - first + 1)]);
        var monday = first - (((int)Date(first).DayOfWeek + 6) % 7);
        if ((last - monday) / 7 < MostPeriods)
            return ("week", [.. Enumerable.Range(0, ((last - monday) / 7) + 1).Select(week => monday + (7 * week))]);
        var (from, to) = (Date(first), Date(last));
        var months = ((to.Year - from.Year) * 12) + to.Month - from.Month + 1;
        var month = new DateOnly(to.Year, to.Month, 1).AddMonths(1 - Math.Min(months, MostPeriods));
        return ("month", [.. Enumerable.Range(0, Math.Min(months, MostPeriods)).Select(later => month.AddMonths(later).DayNumber - Epoch.DayNumber)]);
    }

    private static int Place(List<int> starts, int day)
    {
        var at = starts.BinarySearch(day);
        return at >= 0 ? at : ~at - 1;
    }

    private static readonly DateOnly Epoch = new(1970, 1, 1);

    private static DateOnly Date(int day) => Epoch.AddDays(day);
}
