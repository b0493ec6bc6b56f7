using Assay.Model;

namespace Assay.Aggregation;

/// <summary>
/// What an aggregator has learned of the people: enough to decide one item from its votes at once, with the probabilities that the aggregator
/// itself gives to such votes. Can be written down and read again.
/// </summary>
/// <remarks>
/// Somebody who did not vote when it was learned counts as a person drawn at random, in proportion to the votes each gave: by the mean of the chances
/// of what they say, and not by that of their logarithms. Time grows with the votes of the item, for a confusion matrix times the categories. 8 bytes
/// a number: one a person for weights and GLAD, and for GLAD one a pair of categories besides; one a person and category for the one-coin form and
/// MACE, one a person and pair of categories for Dawid-Skene, twice that for EBCC.
/// </remarks>
public abstract class Learned
{
    private protected Learned(int annotators, int categories) => (Annotators, Categories) = (annotators, categories);

    /// <summary>The number of people it knows.</summary>
    public int Annotators { get; }

    /// <summary>The number of categories.</summary>
    public int Categories { get; }

    /// <summary>The probability of each category of an item.</summary>
    /// <param name="annotators">Who voted; a number outside 0 … <see cref="Annotators"/> − 1 is somebody new.</param>
    /// <param name="said">The category each gave.</param>
    /// <returns>Sums to 1. Without votes what the method takes for the frequencies of the categories.</returns>
    /// <exception cref="ArgumentException">The columns differ in length, or a category is outside its range.</exception>
    public double[] Decide(ReadOnlySpan<int> annotators, ReadOnlySpan<int> said)
    {
        if (annotators.Length != said.Length)
            throw new ArgumentException($"{annotators.Length} people and {said.Length} votes; there must be as many.", nameof(said));
        foreach (var category in said)
            if ((uint)category >= (uint)Categories)
                throw new ArgumentException($"A vote for category {category}; there are {Categories}.", nameof(said));
        var row = new double[Categories];
        Decide(annotators, said, row);
        return row;
    }

    /// <summary>What it says of each item, to warm-start from. People who are not known are those numbered beyond.</summary>
    /// <exception cref="ArgumentException">The votes have other categories.</exception>
    public SoftLabels Decide(Votes votes)
    {
        if (votes.Categories != Categories)
            throw new ArgumentException($"Learned of {Categories} categories, the votes have {votes.Categories}.", nameof(votes));
        var rows = new double[votes.Items * Categories];
        for (var item = 0; item < votes.Items; item++)
            Decide(votes.AnnotatorsOf(item), votes.CategoriesOf(item), rows.AsSpan(item * Categories, Categories));
        return new SoftLabels(rows, votes.Items, Categories);
    }

    /// <summary>Writes it; <see cref="Read"/> gives the same, to the last bit.</summary>
    public void Write(BinaryWriter writer)
    {
        writer.Write(Form);
        writer.Write(Annotators);
        writer.Write(Categories);
        WriteNumbers(writer);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="InvalidDataException">It is none of that.</exception>
    public static Learned Read(BinaryReader reader)
    {
        var form = reader.ReadByte();
        var (annotators, categories) = (reader.ReadInt32(), reader.ReadInt32());
        return form switch
        {
            LearnedWeights.FormNumber => LearnedWeights.Read(reader, annotators, categories),
            LearnedChances.FormNumber => LearnedChances.Read(reader, annotators, categories),
            LearnedAbilities.FormNumber => LearnedAbilities.Read(reader, annotators, categories, hasErrors: true),
            LearnedAbilities.FormWithoutErrors => LearnedAbilities.Read(reader, annotators, categories, hasErrors: false),
            _ => throw new InvalidDataException($"{form} is no form of what an aggregator learns."),
        };
    }

    private protected abstract byte Form { get; }

    private protected abstract void Decide(ReadOnlySpan<int> annotators, ReadOnlySpan<int> said, Span<double> row);

    private protected abstract void WriteNumbers(BinaryWriter writer);

    /// <summary>The row of this person; that of somebody new stands after all others.</summary>
    private protected int RowOf(int annotator) => (uint)annotator < (uint)Annotators ? annotator : Annotators;

    private protected static void WriteAll(BinaryWriter writer, ReadOnlySpan<double> numbers)
    {
        writer.Write(numbers.Length);
        foreach (var number in numbers) writer.Write(number);
    }

    private protected static double[] ReadNumbers(BinaryReader reader, int expected)
    {
        var count = reader.ReadInt32();
        if (count != expected) throw new InvalidDataException($"{count} numbers where {expected} belong.");
        var numbers = new double[count];
        foreach (ref var number in numbers.AsSpan()) number = reader.ReadDouble();
        return numbers;
    }

    /// <summary>The share of all votes that this person gave; equal ones where there are no votes.</summary>
    private protected static double ShareOf(Votes votes, int annotator) =>
        votes.Count == 0 ? 1.0 / votes.Annotators : (double)votes.ItemsOf(annotator).Length / votes.Count;
}
