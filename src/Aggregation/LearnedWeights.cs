using Assay.Model;

namespace Assay.Aggregation;

/// <summary>A weight a person: the shares of the weight of the votes, as in <see cref="WeightedVote.Shares"/>.</summary>
internal sealed class LearnedWeights : Learned
{
    public const byte FormNumber = 1;

    private readonly double[] weights;

    private LearnedWeights(int annotators, int categories, double[] weights)
        : base(annotators, categories) => this.weights = weights;

    public static LearnedWeights Of(Votes votes, double[] weights)
    {
        var all = new double[votes.Annotators + 1];
        weights.CopyTo(all, 0);
        for (var a = 0; a < votes.Annotators; a++) all[^1] += ShareOf(votes, a) * weights[a];
        return new LearnedWeights(votes.Annotators, votes.Categories, all);
    }

    public static LearnedWeights Read(BinaryReader reader, int annotators, int categories) =>
        new(annotators, categories, ReadNumbers(reader, annotators + 1));

    private protected override byte Form => FormNumber;

    private protected override void Decide(ReadOnlySpan<int> annotators, ReadOnlySpan<int> said, Span<double> row)
    {
        row.Clear();
        var total = 0.0;
        for (var v = 0; v < said.Length; v++)
        {
            var weight = weights[RowOf(annotators[v])];
            row[said[v]] += weight;
            total += weight;
        }
        if (said.Length == 0) row.Fill(1.0 / row.Length);
        else if (total > 0)
            foreach (ref var share in row) share /= total;
        else
            foreach (var category in said) row[category] += 1.0 / said.Length;
    }

    private protected override void WriteNumbers(BinaryWriter writer) => WriteAll(writer, weights);
}
