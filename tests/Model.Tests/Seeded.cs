using CsCheck;

namespace Assay.Model.Tests;

/// <summary>Runs a property over generated cases, the same ones on every run, and says which case broke it.</summary>
internal static class Seeded
{
    public static void Each<T>(Gen<T> cases, Func<T, string> show, Action<T> property, int count = 300)
    {
        var random = new PCG(1, 20260101);
        for (var i = 0; i < count; i++)
        {
            var one = cases.Generate(random, null, out _);
            try
            {
                property(one);
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"case {i}: {show(one)}\n{e.Message}", e);
            }
        }
    }
}
