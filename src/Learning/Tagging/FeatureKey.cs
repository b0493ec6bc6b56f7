using System.Numerics;

namespace Assay.Learning.Tagging;

/// <summary>
/// Names of features as 64 bits: two of a million share one with a chance of 3e-8. Never 0. The same in every run and on every machine, since saved taggers hold them.
/// </summary>
internal static class FeatureKey
{
    private const ulong Offset = 0xcbf29ce484222325, Prime = 0x100000001b3, Golden = 0x9e3779b97f4a7c15;

    /// <summary>Of what stands where nothing does.</summary>
    public const ulong None = 1;

    public static ulong Of(ReadOnlySpan<char> text)
    {
        var hash = Offset;
        foreach (var unit in text) hash = (hash ^ unit) * Prime;
        return Mixed(hash);
    }

    /// <summary>Of a text in lower case with every digit as 0.</summary>
    public static ulong OfFolded(ReadOnlySpan<char> text)
    {
        var hash = Offset;
        foreach (var unit in text) hash = (hash ^ Folded(unit)) * Prime;
        return Mixed(hash);
    }

    /// <summary>
    /// Of the kinds of its characters: upper and lower case, digit, other letter, and every sign for itself. Of equal kinds in a row at most some are told.
    /// </summary>
    public static ulong OfShape(ReadOnlySpan<char> text, int mostInRow)
    {
        var (hash, before, row) = (Offset, '\0', 0);
        foreach (var unit in text)
        {
            var kind = Kind(unit);
            row = kind == before ? row + 1 : 1;
            before = kind;
            if (row <= mostInRow) hash = (hash ^ kind) * Prime;
        }

        return Mixed(hash);
    }

    public static ulong Of(int template, ulong a) => Mixed(a + ((ulong)template * Golden));

    public static ulong Of(int template, ulong a, ulong b) => Mixed(Of(template, a) ^ BitOperations.RotateLeft(b * Golden, 29));

    public static ulong Of(int template, ulong a, ulong b, ulong c) => Of(template, Of(template, a, b), c);

    /// <summary>The last step of SplitMix64 (Steele, Lea and Flood, 2014).</summary>
    public static ulong Mixed(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9;
        value = (value ^ (value >> 27)) * 0x94d049bb133111eb;
        value ^= value >> 31;
        return value == 0 ? Golden : value;
    }

    private static char Folded(char unit) =>
        char.IsAsciiLetterLower(unit) ? unit : char.IsDigit(unit) ? '0' : char.ToLowerInvariant(unit);

    private static char Kind(char unit) =>
        char.IsLower(unit) ? 'x' : char.IsUpper(unit) ? 'X' : char.IsDigit(unit) ? '0' : char.IsLetter(unit) || char.IsSurrogate(unit) ? 'y' : unit;
}
