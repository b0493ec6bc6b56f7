namespace Assay.Dedup;

/// <summary>The elements of items; each result lives until the next call. One for each thread.</summary>
internal interface ISets
{
    ReadOnlySpan<ulong> Of(int item);
}

internal sealed class TextSets(IReadOnlyList<string> texts, int length) : ISets
{
    private readonly Shingles shingles = new(length);

    public ReadOnlySpan<ulong> Of(int item) => shingles.Of(texts[item]);
}

internal sealed class IntegerSets(IntegerSet sets) : ISets
{
    private ulong[] elements = [];

    public ReadOnlySpan<ulong> Of(int item)
    {
        var numbers = sets(item);
        if (elements.Length < numbers.Length)
            elements = new ulong[Math.Max(numbers.Length, elements.Length * 2)];
        for (var place = 0; place < numbers.Length; place++)
            elements[place] = (uint)numbers[place];
        return elements.AsSpan(0, numbers.Length);
    }
}
