using System.Collections.Concurrent;
using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace Assay.Dedup;

/// <summary>
/// Groups of near duplicates: items whose sets have a Jaccard similarity at or above a threshold, and those that are linked through others. Signatures (<see cref="MinHash"/>) are cut into
/// <see cref="Bands"/>; items with a band in common are compared, so that almost all pairs never are.
/// </summary>
/// <remarks>
/// A pair exactly at the threshold is found with a chance of at least 0.99, one well above it almost surely. What is the same word for word is one item from the first. Where more than 16 different
/// items have a band in common, each is compared with the 16 nearest to it in the order of another band, by the estimate alone: time stays proportional to the items whatever they are, but of very
/// many that are alike at just the threshold some links may be missed. A chain of near duplicates is one group, also when its ends are less alike.
/// Deterministic: the same on every machine and for any number of threads.
/// </remarks>
public static class NearDuplicates
{
    private const int Part = 2048;

    /// <summary>The groups of these texts. Two texts that say the same, empty ones too, are near duplicates; those shorter than a piece only then.</summary>
    /// <param name="texts">Any.</param>
    /// <param name="options">Null for the usual ones.</param>
    /// <param name="cancel">Stops the work.</param>
    /// <returns>Of each text the number of its group, from 0 in the order of their first texts; −1 for one that has no near duplicate.</returns>
    public static int[] Of(IReadOnlyList<string> texts, NearDuplicateOptions? options = null, CancellationToken cancel = default)
    {
        var own = options ?? NearDuplicateOptions.Usual;
        return Groups(texts.Count, () => new TextSets(texts, own.ShingleLength), own, cancel);
    }

    /// <summary>The groups of sets that are there already, as hashed features are. An empty set is like no other: nothing is known of it.</summary>
    /// <param name="count">How many.</param>
    /// <param name="sets">Gives the numbers of each, in any order; called from several threads, and several times.</param>
    /// <param name="options">Null for the usual ones.</param>
    /// <param name="cancel">Stops the work.</param>
    /// <inheritdoc cref="Of(IReadOnlyList{string}, NearDuplicateOptions, CancellationToken)" path="/returns"/>
    public static int[] Of(int count, IntegerSet sets, NearDuplicateOptions? options = null, CancellationToken cancel = default) =>
        Groups(count, () => new IntegerSets(sets), options ?? NearDuplicateOptions.Usual, cancel);

    private static int[] Groups(int count, Func<ISets> open, NearDuplicateOptions options, CancellationToken cancel)
    {
        options.Validate();
        var kinds = new SignedKinds(options.Places);
        var kindOf = Sign(count, open, kinds, options, cancel);
        var links = new Links(kinds.Count);
        new BandSearch(kinds, links, open, options).Run(cancel);
        return Numbered(kindOf, links, kinds.Count);
    }

    /// <summary>Signs item by item, in parts; of items with the same elements the first only.</summary>
    /// <returns>The kind of each item; −1 for an empty one.</returns>
    private static int[] Sign(int count, Func<ISets> open, SignedKinds kinds, NearDuplicateOptions options, CancellationToken cancel)
    {
        var kindOf = new int[count];
        var (keys, signatures) = (new UInt128[Part], new ushort[Part * options.Places]);
        var readers = new ConcurrentBag<(ISets Sets, MinHash Hash)>();
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.Threads, CancellationToken = cancel };
        for (var from = 0; from < count; from += Part)
        {
            cancel.ThrowIfCancellationRequested();
            var size = Math.Min(Part, count - from);
            var begin = from;
            const int Run = 64;
            Parallel.For(0, (size + Run - 1) / Run, parallel, run =>
            {
                var reader = readers.TryTake(out var free) ? free : (Sets: open(), Hash: new MinHash(options.Places));
                for (var place = run * Run; place < Math.Min(size, (run + 1) * Run); place++)
                    SignOne(reader.Sets, reader.Hash, place);
                readers.Add(reader);
            });
            for (var place = 0; place < size; place++)
                kindOf[begin + place] = keys[place] == 0 ? -1 : kinds.Add(keys[place], begin + place, signatures.AsSpan(place * options.Places, options.Places));

            void SignOne(ISets sets, MinHash hash, int place)
            {
                var elements = sets.Of(begin + place);
                keys[place] = elements.IsEmpty ? 0 : XxHash128.HashToUInt128(MemoryMarshal.AsBytes(elements)) | 1;
                if (!elements.IsEmpty && !kinds.Has(keys[place]))
                    hash.Sign(elements, signatures.AsSpan(place * options.Places, options.Places));
            }
        }

        return kindOf;
    }

    private static int[] Numbered(int[] kindOf, Links links, int kinds)
    {
        var sizes = new int[kinds];
        foreach (var kind in kindOf)
            if (kind >= 0)
                sizes[links.First(kind)]++;
        var (numbers, given) = (new int[kinds], 0);
        for (var item = 0; item < kindOf.Length; item++)
        {
            if (kindOf[item] < 0 || links.First(kindOf[item]) is var first && sizes[first] < 2)
            {
                kindOf[item] = -1;
                continue;
            }

            if (numbers[first] == 0)
                numbers[first] = ++given;
            kindOf[item] = numbers[first] - 1;
        }

        return kindOf;
    }
}

/// <summary>The numbers of an item.</summary>
/// <param name="item">From 0.</param>
public delegate ReadOnlySpan<int> IntegerSet(int item);
