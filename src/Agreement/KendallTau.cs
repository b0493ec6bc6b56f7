namespace Assay.Agreement;

/// <summary>
/// Kendall's τ: whether two people put things in the same order. Of all pairs of things, those ordered alike less those ordered the other way, over all:
/// <c>τ_b = (C − D) / √((P − T_1)(P − T_2))</c>, with <c>P = n(n − 1)/2</c> and <c>T</c> the pairs each has as ties.
/// </summary>
/// <remarks>
/// Kendall (1938), "A new measure of rank correlation", Biometrika 30:81-93; ties as in Kendall (1945), "The treatment of ties in ranking problems", Biometrika 33:239-251 (τ-b;
/// without ties it is τ-a). 1 same order, −1 turned round. Null with fewer than two things, and when somebody ties all of them. Time grows with n².
/// </remarks>
public static class KendallTau
{
    /// <summary>τ_b of two rankings of the same things, each by its rank or score; NaN where one did not rank a thing, which leaves it out.</summary>
    /// <exception cref="ArgumentException">The rankings differ in length.</exception>
    public static double? Of(ReadOnlySpan<double> first, ReadOnlySpan<double> second)
    {
        if (first.Length != second.Length) throw new ArgumentException($"Rankings of {first.Length} and {second.Length} things; they must be the same things.");
        long alike = 0, firstOrdered = 0, secondOrdered = 0;
        for (var i = 0; i < first.Length; i++)
        {
            if (double.IsNaN(first[i]) || double.IsNaN(second[i])) continue;
            for (var j = 0; j < i; j++)
            {
                if (double.IsNaN(first[j]) || double.IsNaN(second[j])) continue;
                int a = first[i].CompareTo(first[j]), b = second[i].CompareTo(second[j]);
                alike += Math.Sign(a) * Math.Sign(b);
                if (a != 0) firstOrdered++;
                if (b != 0) secondOrdered++;
            }
        }
        return firstOrdered == 0 || secondOrdered == 0 ? null : alike / Math.Sqrt((double)firstOrdered * secondOrdered);
    }
}
