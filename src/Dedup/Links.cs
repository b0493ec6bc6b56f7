namespace Assay.Dedup;

/// <summary>
/// Which things belong together, linked from several threads at once: a forest in which each thing points at one with a smaller number, or at itself (Anderson and Woll 1991, "Wait-free
/// parallel algorithms for the union-find problem"). The groups in the end do not depend on the order of the links.
/// </summary>
internal sealed class Links
{
    private readonly int[] towards;

    public Links(int count)
    {
        towards = new int[count];
        for (var thing = 0; thing < count; thing++)
            towards[thing] = thing;
    }

    /// <summary>The smallest that this one is linked with.</summary>
    public int First(int thing)
    {
        while (Volatile.Read(ref towards[thing]) is var next && next != thing)
        {
            // pointing past the next halves the way for who comes after; whoever else moved it meanwhile did as well
            var after = Volatile.Read(ref towards[next]);
            if (after != next)
                Interlocked.CompareExchange(ref towards[thing], after, next);
            thing = next;
        }

        return thing;
    }

    public void Link(int one, int other)
    {
        while (true)
        {
            (one, other) = (First(one), First(other));
            if (one == other)
                return;
            if (one < other)
                (one, other) = (other, one);
            if (Interlocked.CompareExchange(ref towards[one], other, one) == one)
                return;
        }
    }
}
