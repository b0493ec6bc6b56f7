using Assay.Model;

namespace Assay.Aggregation;

/// <summary>
/// GLAD's ability of each person. How easy an item is, is found from its votes, in rounds as in <see cref="Glad"/> but to their end, so that the
/// probabilities are those of the aggregator up to its tolerance.
/// </summary>
internal sealed class LearnedAbilities : Learned
{
    public const byte FormNumber = 3;

    private const int MostRounds = 200;
    private const double Settled = 1e-9;

    private readonly double[] abilities;

    private LearnedAbilities(int annotators, int categories, double[] abilities)
        : base(annotators, categories) => this.abilities = abilities;

    public static LearnedAbilities Of(Votes votes, double[] abilities)
    {
        var all = new double[votes.Annotators + 1];
        abilities.CopyTo(all, 0);
        for (var a = 0; a < votes.Annotators; a++) all[^1] += ShareOf(votes, a) * abilities[a];
        return new LearnedAbilities(votes.Annotators, votes.Categories, all);
    }

    public static LearnedAbilities Read(BinaryReader reader, int annotators, int categories) =>
        new(annotators, categories, ReadNumbers(reader, annotators + 1));

    private protected override byte Form => FormNumber;

    private protected override void Decide(ReadOnlySpan<int> annotators, ReadOnlySpan<int> said, Span<double> row)
    {
        var beta = Glad.PriorMean;
        Expect(annotators, said, Math.Exp(beta), row);
        for (var round = 0; round < MostRounds; round++)
        {
            var step = Step(annotators, said, beta, row);
            beta += step;
            Expect(annotators, said, Math.Exp(beta), row);
            if (Math.Abs(step) < Settled) break;
        }
    }

    /// <summary>One Fisher step of the logarithm of the ease, of at most 1.</summary>
    private double Step(ReadOnlySpan<int> annotators, ReadOnlySpan<int> said, double beta, ReadOnlySpan<double> row)
    {
        var ease = Math.Exp(beta);
        var (slope, curve) = ((Glad.PriorMean - beta) * Glad.PriorPrecision, Glad.PriorPrecision);
        for (var v = 0; v < said.Length; v++)
        {
            var pull = abilities[RowOf(annotators[v])] * ease;
            var chance = 1 / (1 + Math.Exp(-pull));
            slope += (row[said[v]] - chance) * pull;
            curve += chance * (1 - chance) * pull * pull;
        }
        return Math.Clamp(slope / curve, -1, 1);
    }

    private void Expect(ReadOnlySpan<int> annotators, ReadOnlySpan<int> said, double ease, Span<double> row)
    {
        row.Clear();
        var miss = Math.Log(Categories - 1);
        for (var v = 0; v < said.Length; v++) row[said[v]] += abilities[RowOf(annotators[v])] * ease + miss;
        Softmax.Rows(row, row.Length);
    }

    private protected override void WriteNumbers(BinaryWriter writer) => WriteAll(writer, abilities);
}
