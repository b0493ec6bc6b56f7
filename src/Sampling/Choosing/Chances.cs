using System.Globalization;

namespace Assay.Sampling.Choosing;

/// <summary>Reads a table of chances row by row, and refuses what cannot be chances.</summary>
internal static class Chances
{
    /// <summary>How far a sum may be from 1: chances are often kept with two or three digits.</summary>
    private const float Tolerance = 0.02f;

    /// <summary>Scores every row.</summary>
    /// <param name="chances">Items × labels.</param>
    /// <param name="several">Each number is the chance of one label by itself.</param>
    /// <param name="scores">One an item.</param>
    /// <param name="score">Scores rows that have been looked at.</param>
    /// <param name="effort">How much it may take, and until when.</param>
    /// <exception cref="UnfitPool">A row holds no chances.</exception>
    public static void Score(Matrix chances, bool several, Memory<float> scores, RowScorer score, Effort effort)
    {
        Refuse(chances, several, Chunks.FirstFault(chances.Rows, ScoreRun, effort));

        int ScoreRun(int from, int to)
        {
            // few enough rows at a time to be still at hand for the second look
            var step = Math.Max(1, 4096 / chances.Columns);
            for (var row = from; row < to; row += step)
            {
                var rows = Math.Min(step, to - row);
                var values = chances.Values.Span.Slice(row * chances.Columns, rows * chances.Columns);
                if (FirstBad(values, chances.Columns, several) is >= 0 and var bad)
                    return row + bad;
                score(values, chances.Columns, scores.Span.Slice(row, rows));
            }

            return -1;
        }
    }

    /// <exception cref="UnfitPool">A row holds no chances.</exception>
    public static void Check(Matrix chances, bool several, Effort effort)
    {
        Refuse(chances, several, Chunks.FirstFault(chances.Rows, CheckRun, effort));

        int CheckRun(int from, int to) =>
            FirstBad(chances.Values.Span[(from * chances.Columns)..(to * chances.Columns)], chances.Columns, several) is >= 0 and var bad ? from + bad : -1;
    }

    private static void Refuse(Matrix chances, bool several, int item)
    {
        if (item >= 0)
            throw Refusal(chances.Row(item), item, several);
    }

    private static int FirstBad(ReadOnlySpan<float> values, int columns, bool several)
    {
        if (!Floats.AreWithin(values, 0, 1 + Tolerance))
            return BadPlace(values, 0) / columns;
        return several ? -1 : FirstOffOne(values, columns);
    }

    /// <summary>The first row that does not sum to 1.</summary>
    private static int FirstOffOne(ReadOnlySpan<float> values, int columns)
    {
        Span<float> sums = stackalloc float[256];
        var rows = values.Length / columns;
        for (var row = 0; row < rows; row += sums.Length)
        {
            var some = sums[..Math.Min(sums.Length, rows - row)];
            Floats.RowSums(values.Slice(row * columns, some.Length * columns), columns, some);
            if (!Floats.AreWithin(some, 1 - Tolerance, 1 + Tolerance))
                return row + BadPlace(some, 1 - Tolerance);
        }

        return -1;
    }

    private static int BadPlace(ReadOnlySpan<float> values, float least)
    {
        var place = 0;
        while (values[place] >= least && IsChance(values[place]))
            place++;
        return place;
    }

    // what is not a number fails every comparison
    private static bool IsChance(float value) => value is >= 0 and <= 1 + Tolerance;

    private static UnfitPool Refusal(ReadOnlySpan<float> row, int item, bool several)
    {
        foreach (var value in row)
            if (!IsChance(value))
                return new UnfitPool(string.Create(CultureInfo.InvariantCulture, $"The chances of item {item} hold {value}; a chance is a number from 0 to 1."));
        return new UnfitPool(string.Create(
            CultureInfo.InvariantCulture,
            $"The chances of item {item} sum to {Floats.Sum(row):0.###}; they sum to 1{(several ? "" : ", unless several labels may be right of an item")}."));
    }
}

/// <summary>Scores rows of chances.</summary>
/// <param name="values">Row after row.</param>
/// <param name="columns">Numbers a row.</param>
/// <param name="scores">One a row.</param>
internal delegate void RowScorer(ReadOnlySpan<float> values, int columns, Span<float> scores);
