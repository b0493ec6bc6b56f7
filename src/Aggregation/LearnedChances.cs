using Assay.Model;

namespace Assay.Aggregation;

/// <summary>
/// The logarithms of the chances of what each person says: <c>P(t | votes) ∝ π_t Π_a P(a says l | t)</c>. Categories may come in subtypes, whose
/// probabilities are summed. Either a whole matrix a person, or only what a vote adds to its own category above all others.
/// </summary>
internal sealed class LearnedChances : Learned
{
    public const byte FormNumber = 2;

    private readonly double[] prior, logs;
    private readonly bool isWhole;

    private LearnedChances(int annotators, int categories, double[] prior, double[] logs, bool isWhole)
        : base(annotators, categories) => (this.prior, this.logs, this.isWhole) = (prior, logs, isWhole);

    /// <summary>Of a matrix a person.</summary>
    /// <param name="votes">The votes they were learned from.</param>
    /// <param name="prior">The logarithm of the frequency of each category, subtype by subtype.</param>
    /// <param name="logs">By person, then by what was said, then as <paramref name="prior"/>.</param>
    public static LearnedChances OfMatrices(Votes votes, double[] prior, double[] logs)
    {
        var cells = votes.Categories * prior.Length;
        var all = new double[logs.Length + cells];
        logs.CopyTo(all, 0);
        var mean = all.AsSpan(logs.Length);
        for (var a = 0; a < votes.Annotators; a++)
        {
            var share = ShareOf(votes, a);
            if (share == 0) continue;
            for (var cell = 0; cell < cells; cell++) mean[cell] += share * Math.Exp(logs[a * cells + cell]);
        }
        foreach (ref var cell in mean) cell = Math.Log(Math.Max(cell, double.Epsilon));
        return new LearnedChances(votes.Annotators, votes.Categories, [.. prior], all, isWhole: true);
    }

    /// <summary>Of people whose errors do not depend on what is true.</summary>
    /// <param name="votes">The votes they were learned from.</param>
    /// <param name="prior">The logarithm of the frequency of each category.</param>
    /// <param name="misses">By person and category said: the logarithm of the chance to say it where another is true.</param>
    /// <param name="gains">How much the chance's logarithm is above that where it is true.</param>
    public static LearnedChances OfGains(Votes votes, double[] prior, Func<int, int, double> misses, Func<int, int, double> gains)
    {
        var categories = votes.Categories;
        var all = new double[(votes.Annotators + 1) * categories];
        for (var said = 0; said < categories; said++)
        {
            var (hit, miss) = (0.0, 0.0);
            for (var a = 0; a < votes.Annotators; a++)
            {
                var gain = all[a * categories + said] = gains(a, said);
                var share = ShareOf(votes, a);
                if (share == 0) continue;
                hit += share * Math.Exp(misses(a, said) + gain);
                miss += share * Math.Exp(misses(a, said));
            }
            all[votes.Annotators * categories + said] = Math.Log(Math.Max(hit, double.Epsilon)) - Math.Log(Math.Max(miss, double.Epsilon));
        }
        return new LearnedChances(votes.Annotators, categories, [.. prior], all, isWhole: false);
    }

    public static LearnedChances Read(BinaryReader reader, int annotators, int categories)
    {
        var isWhole = reader.ReadBoolean();
        var columns = reader.ReadInt32();
        if (columns < categories || columns % categories != 0) throw new InvalidDataException($"{columns} subtypes of {categories} categories.");
        var prior = ReadNumbers(reader, columns);
        return new LearnedChances(
            annotators, categories, prior, ReadNumbers(reader, checked((annotators + 1) * categories * (isWhole ? columns : 1))), isWhole);
    }

    private protected override byte Form => FormNumber;

    private protected override void Decide(ReadOnlySpan<int> annotators, ReadOnlySpan<int> said, Span<double> row)
    {
        var columns = prior.Length;
        Span<double> weights = columns <= 256 ? stackalloc double[columns] : new double[columns];
        prior.CopyTo(weights);
        for (var v = 0; v < said.Length; v++)
        {
            var at = RowOf(annotators[v]) * Categories + said[v];
            if (!isWhole) weights[said[v]] += logs[at];
            else
                for (var t = 0; t < columns; t++) weights[t] += logs[at * columns + t];
        }
        Softmax.Rows(weights, columns);
        row.Clear();
        var subtypes = columns / Categories;
        for (var t = 0; t < columns; t++) row[t / subtypes] += weights[t];
    }

    private protected override void WriteNumbers(BinaryWriter writer)
    {
        writer.Write(isWhole);
        writer.Write(prior.Length);
        WriteAll(writer, prior);
        WriteAll(writer, logs);
    }
}
