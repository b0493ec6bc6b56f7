using System.Collections.Concurrent;
using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace Assay.Dedup;

/// <summary>Links what has a band in common and is alike. Band by band all kinds are put in the order of that band, so that those that share it lie side by side.</summary>
internal sealed class BandSearch(SignedKinds kinds, Links links, Func<ISets> open, NearDuplicateOptions options)
{
    /// <summary>Of more that share a band, each is compared with so many.</summary>
    private const int Many = 16;

    private readonly Bands bands = Bands.For(options.Places, options.Threshold);
    private readonly ConcurrentBag<Desk> desks = [];

    /// <summary>Estimates further from the threshold than this leave no doubt.</summary>
    private readonly double doubt = (4 * Math.Sqrt(options.Threshold * (1 - options.Threshold) / options.Places)) + (1.0 / options.Places);

    public void Run(CancellationToken cancel) => Parallel.For(
        0, bands.Count, new ParallelOptions { MaxDegreeOfParallelism = options.Threads, CancellationToken = cancel }, band =>
        {
            var desk = desks.TryTake(out var free) ? free : new Desk(kinds.Count, new PairLikeness(open));
            Search(band, desk, cancel);
            desks.Add(desk);
        });

    private void Search(int band, Desk desk, CancellationToken cancel)
    {
        for (var kind = 0; kind < kinds.Count; kind++)
            (desk.Keys[kind], desk.Order[kind]) = (Key(kind, band), kind);
        Array.Sort(desk.Keys, desk.Order);
        for (var (from, to) = (0, 0); from < desk.Keys.Length; from = to)
        {
            while (to < desk.Keys.Length && desk.Keys[to] == desk.Keys[from])
                to++;
            if (to - from == 1)
                continue;
            cancel.ThrowIfCancellationRequested();
            var sharing = desk.Order.AsSpan(from, to - from);
            if (sharing.Length <= Many)
                LinkAll(sharing, desk.Likeness);
            else
                LinkNearest(sharing, desk.Keys.AsSpan(from, to - from), (band + 1) % bands.Count, cancel);
        }
    }

    private void LinkAll(ReadOnlySpan<int> sharing, PairLikeness likeness)
    {
        for (var one = 1; one < sharing.Length; one++)
            for (var other = 0; other < one; other++)
                if (links.First(sharing[one]) != links.First(sharing[other]) && AreAlike(sharing[one], sharing[other], likeness))
                    links.Link(sharing[one], sharing[other]);
    }

    /// <summary>In the order of another band those that are most alike are near each other.</summary>
    private void LinkNearest(Span<int> sharing, Span<ulong> keys, int band, CancellationToken cancel)
    {
        for (var place = 0; place < sharing.Length; place++)
            keys[place] = Key(sharing[place], band);
        keys.Sort(sharing);
        for (var one = 1; one < sharing.Length; one++)
        {
            if (one % 4096 == 0)
                cancel.ThrowIfCancellationRequested();
            for (var other = Math.Max(0, one - Many); other < one; other++)
                if (links.First(sharing[one]) != links.First(sharing[other]) && Estimate(sharing[one], sharing[other]) >= options.Threshold)
                    links.Link(sharing[one], sharing[other]);
        }
    }

    private bool AreAlike(int one, int other, PairLikeness likeness)
    {
        var estimate = Estimate(one, other);
        return options.Check == PairCheck.Estimate || Math.Abs(estimate - options.Threshold) > doubt
            ? estimate >= options.Threshold
            : likeness.Of(kinds.Item(one), kinds.Item(other)) >= options.Threshold;
    }

    private double Estimate(int one, int other) => MinHash.Estimate(kinds.Signature(one), kinds.Signature(other));

    private ulong Key(int kind, int band) => XxHash3.HashToUInt64(MemoryMarshal.AsBytes(kinds.Signature(kind).Slice(band * bands.Rows, bands.Rows)));

    /// <summary>What a thread works with.</summary>
    private sealed class Desk(int count, PairLikeness likeness)
    {
        public ulong[] Keys { get; } = new ulong[count];

        public int[] Order { get; } = new int[count];

        public PairLikeness Likeness => likeness;
    }
}
