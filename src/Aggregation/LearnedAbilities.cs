using Assay.Model;

namespace Assay.Aggregation;

/// <summary>
/// GLAD's ability of each person, and where errors go. How easy an item is, is found from its votes, in rounds as in <see cref="Glad"/> but to their end, so that the
/// probabilities are those of the aggregator up to its tolerance.
/// </summary>
internal sealed class LearnedAbilities : Learned
{
    public const byte FormNumber = 4;

    /// <summary>The form without errors, which then scattered evenly.</summary>
    public const byte FormWithoutErrors = 3;

    private const int MostRounds = 200;
    private const double Settled = 1e-9;

    private readonly double[] abilities;
    private readonly SharedErrors errors;

    private LearnedAbilities(int annotators, int categories, double[] abilities, SharedErrors errors)
        : base(annotators, categories) => (this.abilities, this.errors) = (abilities, errors);

    public static LearnedAbilities Of(Votes votes, double[] abilities, SharedErrors errors)
    {
        var all = new double[votes.Annotators + 1];
        abilities.CopyTo(all, 0);
        for (var a = 0; a < votes.Annotators; a++) all[^1] += ShareOf(votes, a) * abilities[a];
        return new LearnedAbilities(votes.Annotators, votes.Categories, all, errors);
    }

    public static LearnedAbilities Read(BinaryReader reader, int annotators, int categories, bool hasErrors)
    {
        var abilities = ReadNumbers(reader, annotators + 1);
        var errors = hasErrors
            ? SharedErrors.Of(categories, ReadNumbers(reader, checked(categories * categories)))
            : new SharedErrors(categories);
        return new LearnedAbilities(annotators, categories, abilities, errors);
    }

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
        for (var v = 0; v < said.Length; v++)
        {
            Row.Add(errors.Saying(said[v]), row);
            row[said[v]] += abilities[RowOf(annotators[v])] * ease;
        }
        Softmax.Rows(row, row.Length);
    }

    private protected override void WriteNumbers(BinaryWriter writer)
    {
        WriteAll(writer, abilities);
        WriteAll(writer, errors.Logs);
    }
}
